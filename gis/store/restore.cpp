#include "gis/store/restore.hpp"

#include "gis/core/error.hpp"
#include "gis/store/accounts.hpp"
#include "gis/store/backup.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/sqlite_accounts.hpp"
#include "gis/store/store_file.hpp"
#include "gis/store/verification.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <string>
#include <system_error>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t accounts_version = 2;  ///< the step that brought accounts
constexpr const char* open_key = "anonymous"; ///< of the settings: who is not signed in may look

Error damaged_backup(const fs::path& backup, std::string_view vi, std::string_view en) {
    return {ErrorKind::storage,
            "damaged-backup",
            {fmt::format("Không khôi phục từ {}: {}. Dữ liệu hiện có được giữ nguyên.",
                         backup.string(), vi),
             fmt::format("{} is not restored: {}. The present data were left as they are.",
                         backup.string(), en)}};
}

/// What is there is what was made.
BackupManifest check_bytes(const fs::path& backup) {
    std::error_code error;
    const auto bytes = fs::file_size(backup, error);
    if (error) {
        throw damaged_backup(backup, "không đọc được tệp", "the file cannot be read");
    }
    auto manifest = read_manifest(backup);
    if (bytes != manifest.bytes || sha256_of_file(backup) != manifest.sha256) {
        throw damaged_backup(backup, "tệp khác với khi được tạo (SHA-256 không khớp)",
                             "the file is not as it was made (its SHA-256 differs)");
    }
    return manifest;
}

/// What was made is a whole store.
void check_content(const fs::path& backup, const fs::path& copy, const BackupManifest& manifest) {
    const auto newest = migrations().back().version;
    if (inspect(copy, newest) != newest) {
        const Connection connection{copy, Purpose::read};
        if (connection.text("PRAGMA integrity_check(1)") != "ok") {
            throw damaged_backup(backup, "cơ sở dữ liệu bị hỏng", "the database is damaged");
        }
        return; // brought up to date, and hashed, when the server starts
    }
    const auto found = verify_file(copy);
    if (!found.good()) {
        const auto& first = found.damages.front().message;
        throw damaged_backup(backup, first.vi, first.en);
    }
    if (found.revision != manifest.revision || found.head != manifest.head.value_or(found.head) ||
        (!manifest.rows.empty() && found.rows != manifest.rows)) {
        throw damaged_backup(backup, "nội dung không khớp với tệp mô tả",
                             "its content does not fit its manifest");
    }
}

/// Signs everybody out and notes the restore where accounts are noted.
void finish_copy(const fs::path& backup, const fs::path& copy, const BackupManifest& manifest) {
    if (manifest.schema < accounts_version) {
        return;
    }
    Connection connection{copy, Purpose::write};
    connection.execute("DELETE FROM sessions");
    if (manifest.schema < migrations().back().version) {
        return; // the event's seal has no column yet
    }
    WriteSwitch writing{WriteSwitch::State::on};
    AccountEvent event;
    event.at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    event.event = "restored";
    event.detail = fmt::format("{} r{}", backup.filename().string(), manifest.revision.get());
    SqliteAccounts{connection, writing}.apply({}, {&event, 1});
}

/// Folds the log of a store into its main file, so that it is one file. @return its revision;
/// nothing when it cannot be read
std::optional<Revision> close_old(const fs::path& file) {
    try {
        (void)inspect(file, migrations().back().version); // or SQLite would clear its log away
        const Connection connection{file, Purpose::write};
        return read_revision(connection);
    } catch (const Error&) {
        return std::nullopt; // that is why somebody restores
    }
}

fs::path name_to_keep(const fs::path& file) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto name = fmt::format("{}.before-restore-{:%Y%m%dT%H%M%S}Z", file.string(),
                                  fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
    auto free = name;
    for (int i = 2; fs::exists(free); ++i) {
        free = fmt::format("{}-{}", name, i);
    }
    return free;
}

/// Gives a file that is there a second name; its first is then taken over in one step.
fs::path keep_old(const fs::path& file) {
    const auto kept = name_to_keep(file);
    std::error_code cannot_link;
    fs::create_hard_link(file, kept, cannot_link);
    if (cannot_link) {
        fs::copy_file(file, kept);
        flush_to_disk(kept);
    }
    flush_to_disk(file.parent_path());
    return kept;
}

fs::path keep_old_store(const fs::path& file) {
    const auto kept = keep_old(file);
    for (const auto* log : {"-wal", "-shm"}) {
        if (fs::exists(file.string() + log)) { // of a store that could not be opened
            fs::rename(file.string() + log, kept.string() + log);
        }
    }
    return kept;
}

/// Settings of a backup as they come into a folder that has `own`: who could not look before a
/// restore cannot look after it.
std::string settings_to_come(const std::string& settings, const std::optional<std::string>& own) {
    using Json = nlohmann::ordered_json;
    const auto parsed = [](const std::string& text) {
        return Json::parse(text, nullptr, false);
    };
    const auto is_closed = [](const Json& json) {
        return json.is_object() && json.contains(open_key) && json[open_key] == false;
    };
    auto coming = parsed(settings);
    if (!own || !is_closed(parsed(*own)) || !coming.is_object() || is_closed(coming)) {
        return settings;
    }
    coming[open_key] = false;
    return coming.dump(1) + "\n";
}

/// @return where other settings that were there are now; empty: there were none
fs::path put_settings(const std::string& settings, const fs::path& data_folder) {
    const auto file = settings_file(data_folder);
    const auto own = read_settings(data_folder);
    const auto coming = settings_to_come(settings, own);
    if (own == coming) {
        return {};
    }
    const TemporaryFile made{file.string() + ".restoring"};
    write_through(made.path(), coming);
    const auto kept = own ? keep_old(file) : fs::path{};
    fs::rename(made.path(), file);
    return kept;
}

} // namespace

Restored restore_backup(const fs::path& backup, const fs::path& data_folder) {
    Restored restored{check_bytes(backup), {}, std::nullopt, {}};
    fs::create_directories(data_folder);
    const FolderLock lock{data_folder};
    const auto file = store_file(data_folder);
    const TemporaryFile copy{file.string() + ".restoring"};
    fs::copy_file(backup, copy.path());
    fs::permissions(copy.path(), fs::perms::owner_read | fs::perms::owner_write);
    check_content(backup, copy.path(), restored.manifest);
    finish_copy(backup, copy.path(), restored.manifest);
    flush_to_disk(copy.path());
    if (restored.manifest.settings) { // first: the data must not come before the door
        restored.kept_settings = put_settings(*restored.manifest.settings, data_folder);
    }
    if (fs::exists(file)) {
        restored.before = close_old(file);
        restored.kept = keep_old_store(file);
    }
    fs::rename(copy.path(), file);
    flush_to_disk(data_folder);
    return restored;
}

} // namespace gis::store
