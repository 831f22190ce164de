#include "server/backups.hpp"

#include "gis/core/error.hpp"
#include "gis/store/backup.hpp"
#include "gis/store/store.hpp"
#include "server/version.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace server {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes interval{10};
constexpr std::string_view prefix = "atlas-";
constexpr std::string_view suffix = ".sqlite";

fs::path name_of(gis::Date day) {
    return fmt::format("{}{}{}", prefix, day.iso(), suffix);
}

std::optional<gis::Date> day_of(const std::string& name) {
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) {
        return std::nullopt;
    }
    return gis::Date::parse(
        name.substr(prefix.size(), name.size() - prefix.size() - suffix.size()));
}

/// The backups of a folder, oldest first.
std::map<std::string, fs::path> backups_in(const fs::path& folder) {
    std::map<std::string, fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{folder, error}) {
        if (const auto day = day_of(entry.path().filename().string())) {
            found[day->iso()] = entry.path();
        }
    }
    return found;
}

} // namespace

std::vector<fs::path> superseded(const BackupPlan& plan) {
    const auto all = backups_in(plan.folder);
    std::set<std::string> kept;
    unsigned daily = 0;
    std::map<std::string, std::string> first_of_month;
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
        if (daily < plan.daily) {
            kept.insert(at->first);
            ++daily;
        }
        first_of_month[at->first.substr(0, 7)] = at->first; // the oldest comes last
    }
    unsigned monthly = 0;
    for (auto at = first_of_month.rbegin(); at != first_of_month.rend() && monthly < plan.monthly;
         ++at, ++monthly) {
        kept.insert(at->second);
    }
    std::vector<fs::path> rest;
    for (const auto& [day, path] : all) {
        if (!kept.contains(day)) {
            rest.push_back(path);
        }
    }
    return rest;
}

Backups::Backups(fs::path data_folder, BackupPlan plan, Metrics& metrics)
    : m_data_folder(std::move(data_folder)), m_plan(std::move(plan)), m_metrics(metrics) {}

Backups::~Backups() {
    {
        const std::scoped_lock lock{m_mutex};
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Backups::start() {
    m_thread = std::thread{[this] {
        run();
    }};
}

void Backups::run() {
    std::unique_lock lock{m_mutex};
    while (!m_stopping) {
        lock.unlock();
        keep(gis::Date::today());
        lock.lock();
        m_wake.wait_for(lock, interval, [this] { return m_stopping; });
    }
}

bool Backups::keep(gis::Date day) noexcept {
    try {
        make(day);
        for (const auto& old : superseded(m_plan)) {
            fs::remove(old);
            fs::remove(gis::store::manifest_of(old));
            spdlog::info("backup {} is kept no longer", old.string());
        }
        return true;
    } catch (const gis::Error& error) {
        spdlog::error("backup failed: {} / {}", error.message().vi, error.message().en);
    } catch (const std::exception& error) {
        spdlog::error("backup failed: {}", error.what());
    }
    m_metrics.backup_failed();
    return false;
}

void Backups::make(gis::Date day) {
    const auto file = m_plan.folder / name_of(day);
    if (fs::exists(file)) {
        return;
    }
    const auto store = gis::store::open_store(m_data_folder, gis::store::Access::read_only);
    if (store->revision() == gis::Revision{0}) {
        return;
    }
    fs::create_directories(m_plan.folder);
    const auto manifest = gis::store::make_backup(m_data_folder, file, version);
    spdlog::info("backup {} of revision {}, head {}", file.string(), manifest.revision.get(),
                 gis::to_hex(manifest.head.value_or(gis::Digest{})));
    m_metrics.backup_made();
}

} // namespace server
