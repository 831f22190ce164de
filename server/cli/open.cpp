#include "gis/core/fingerprint.hpp"
#include "gis/store/store_file.hpp"
#include "server/cli/commands.hpp"
#include "server/parallel.hpp"
#include "server/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace server::cli {

namespace {

/// Of the program and of the rules, norms and costs that it answers by.
std::string product_version(const std::filesystem::path& folder) {
    gis::Fingerprint fingerprint;
    fingerprint.add(version);
    std::vector<std::filesystem::path> files;
    for (const auto* part : {"rules", "norms", "costs"}) {
        for (const auto& entry : std::filesystem::directory_iterator{folder / part}) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream stream{file, std::ios::binary};
        fingerprint.add(std::string{std::istreambuf_iterator<char>{stream}, {}});
    }
    return fmt::format("{:08x}", fingerprint.value() >> 32U);
}

} // namespace

std::unique_ptr<App> make_app(const Config& config, gis::store::Access access) {
    AppParts parts;
    parts.rules = gis::analysis::RuleBook::load(config.product_folder / "rules");
    parts.norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(config.product_folder / "norms"));
    parts.costs = gis::analysis::RoadCosts::load(config.product_folder / "costs");
    parts.planning = std::make_shared<const Planning>(Planning::load(config.product_folder));
    parts.settings = load_settings(gis::store::settings_file(config.data_folder));
    parts.product_folder = config.product_folder;
    parts.product_version = product_version(config.product_folder);
    parts.parallel_for = parallel_on(config.workers);
    parts.store = gis::store::open_store(config.data_folder, access);
    parts.open_reader = [folder = config.data_folder] {
        return gis::store::open_store(folder, gis::store::Access::read_only);
    };
    return std::make_unique<App>(std::move(parts));
}

std::unique_ptr<App> open_app(const Config& config, gis::store::Access access) {
    auto app = make_app(config, access);
    app->load();
    return app;
}

gis::Date day_of(const std::optional<std::string>& text, const std::string& option) {
    if (!text) {
        return gis::Date::today();
    }
    const auto date = gis::Date::parse(*text);
    if (!date) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "bad-date",
            {fmt::format("{} cần một ngày như 2024-06-30, không phải “{}”.", option, *text),
             fmt::format("{} takes a day like 2024-06-30, not “{}”.", option, *text)},
            option};
    }
    return *date;
}

std::string in_two_languages(const gis::Message& message) {
    return message.vi + "\n" + message.en;
}

} // namespace server::cli
