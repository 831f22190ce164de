#include "gis/store/migrations.hpp"

#include "gis/core/error.hpp"
#include "gis/store/backup.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/history_walk.hpp"
#include "gis/store/utc.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <string>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

/// The step that brings the hashes; what is there already gets them from the program.
constexpr std::int64_t hashes_version = 4;

Error newer(const fs::path& file, std::int64_t version, std::int64_t newest_version) {
    return {ErrorKind::storage,
            "newer-store",
            {fmt::format("Kho dữ liệu {} do phiên bản ntm-atlas mới hơn ghi (lược đồ {}, chương "
                         "trình này biết đến {}). Hãy cập nhật chương trình; tệp được giữ nguyên.",
                         file.string(), version, newest_version),
             fmt::format("The store {} was written by a newer ntm-atlas (schema {}, this program "
                         "knows up to {}). Update the program; the file was left as it is.",
                         file.string(), version, newest_version)}};
}

/// SQLite itself only notices that pages are missing when it comes to read them.
void check_size(const Connection& connection, const fs::path& file) {
    std::error_code error;
    const auto log_bytes = fs::file_size(file.string() + "-wal", error);
    if (!error && log_bytes > 0) {
        return; // pages may still be in the log
    }
    const auto pages = connection.integer("PRAGMA page_count");
    const auto page_bytes = connection.integer("PRAGMA page_size");
    if (fs::file_size(file) < static_cast<std::uintmax_t>(pages * page_bytes)) {
        throw damaged_file(file.string(), "tệp bị cắt cụt", "it is cut short");
    }
}

void apply_step(Connection& connection, const Migration& step) {
    Transaction transaction{connection};
    connection.execute(std::string{step.sql});
    if (step.version == hashes_version) {
        hash_everything(connection);
    }
    connection.execute(fmt::format("PRAGMA application_id = {}", application_id));
    connection.execute(fmt::format("PRAGMA user_version = {}", step.version));
    transaction.commit();
}

/// A copy that can be restored. @return its path
fs::path copy_beside(Connection& connection, const fs::path& file, std::int64_t version) {
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const fs::path copy = fmt::format("{}.v{}-{:%Y%m%dT%H%M%S}{:03}Z", file.string(), version,
                                      fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                                      now.time_since_epoch().count() % 1000);
    copy_into(connection, copy);
    BackupManifest manifest;
    manifest.sqlite = sqlite3_libversion();
    manifest.made_at = utc_now();
    manifest.schema = version;
    manifest.revision = read_revision(connection);
    if (version >= hashes_version) {
        manifest.head = read_head(connection);
    }
    manifest.bytes = fs::file_size(copy);
    manifest.sha256 = sha256_of_file(copy);
    manifest.settings = read_settings(file.parent_path()); // or a restore elsewhere opens the atlas
    write_manifest(manifest_of(copy), manifest);
    flush_to_disk(file.parent_path());
    return copy;
}

} // namespace

std::int64_t inspect(const fs::path& file, std::int64_t newest_version) {
    if (fs::file_size(file) == 0) {
        throw damaged_file(file.string(), "tệp rỗng", "it is empty");
    }
    const Connection connection{file, Purpose::read};
    if (connection.integer("PRAGMA application_id") != application_id) {
        throw foreign_file(file.string());
    }
    const auto version = connection.integer("PRAGMA user_version");
    check_size(connection, file);
    if (version > newest_version) {
        throw newer(file, version, newest_version);
    }
    if (version < 1) {
        throw damaged_file(file.string(), "không rõ phiên bản lược đồ",
                           "its schema has no version");
    }
    return version;
}

void create(const fs::path& file, std::span<const Migration> steps) {
    if (fs::exists(file.string() + "-wal")) {
        throw damaged_file(file.string(), "tệp chính đã mất, chỉ còn nhật ký -wal",
                           "the file itself is gone, only its -wal log is left");
    }
    const fs::path unfinished = file.string() + ".creating";
    fs::remove(unfinished);
    fs::remove(unfinished.string() + "-journal");
    {
        Connection connection{unfinished, Purpose::build};
        for (const auto& step : steps) {
            apply_step(connection, step);
        }
    }
    flush_to_disk(unfinished);
    fs::rename(unfinished, file);
    flush_to_disk(file.parent_path());
}

void migrate(const fs::path& file, std::int64_t version, std::span<const Migration> steps) {
    Connection connection{file, Purpose::build};
    const auto copy = copy_beside(connection, file, version);
    for (const auto& step : steps) {
        if (step.version <= version) {
            continue;
        }
        try {
            apply_step(connection, step);
        } catch (const Error& error) {
            throw Error{
                ErrorKind::storage,
                "migration-failed",
                {fmt::format("Không nâng cấp được {} lên lược đồ {}: {} Dữ liệu còn nguyên; "
                             "bản sao trước khi nâng cấp: {}.",
                             file.string(), step.version, error.message().vi, copy.string()),
                 fmt::format("{} could not be brought to schema {}: {} The data is intact; "
                             "the copy from before: {}.",
                             file.string(), step.version, error.message().en, copy.string())}};
        }
    }
}

} // namespace gis::store
