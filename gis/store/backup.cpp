#include "gis/store/backup.hpp"

#include "gis/core/error.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/statement.hpp"
#include "gis/store/store_file.hpp"
#include "gis/store/utc.hpp"
#include "gis/store/verification.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

Error exists_already(const fs::path& file) {
    return {ErrorKind::storage,
            "backup-exists",
            {fmt::format("Đã có {}; bản sao lưu không bao giờ bị ghi đè. Hãy chọn tên khác.",
                         file.string()),
             fmt::format("{} exists already; a backup is never overwritten. Choose another name.",
                         file.string())}};
}

Error bad_backup(const Verification& found) {
    const auto& first = found.damages.front().message;
    return {
        ErrorKind::storage,
        "bad-backup",
        {fmt::format("Bản sao không qua được kiểm tra ({} chỗ), nên không được giữ: {} Hãy chạy "
                     "ntm-atlas verify.",
                     found.damage_count, first.vi),
         fmt::format("The copy did not pass verification ({} places) and was not kept: {} Run "
                     "ntm-atlas verify.",
                     found.damage_count, first.en)}};
}

Error cannot_rename(const fs::path& file, int code) {
    const auto reason = std::generic_category().message(code);
    return {ErrorKind::storage,
            "store-unwritable",
            {fmt::format("Không đặt tên được cho {} ({}).", file.string(), reason),
             fmt::format("{} cannot be given its name ({}).", file.string(), reason)}};
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

/// A backup must not be what fills the disk that the store itself is on.
void require_space(const fs::path& source, const fs::path& file) {
    constexpr std::uintmax_t spare = std::uintmax_t{64} << 20U;
    std::error_code error;
    const auto log = fs::file_size(source.string() + "-wal", error);
    const auto needed = fs::file_size(source) + (error ? 0 : log) + spare;
    const auto space = fs::space(folder_of(file), error);
    if (!error && space.available < needed) {
        throw Error{
            ErrorKind::no_space,
            "disk-full",
            {fmt::format("Không đủ chỗ để sao lưu vào {}: cần {} MB, còn {} MB.",
                         folder_of(file).string(), needed >> 20U, space.available >> 20U),
             fmt::format("There is not enough room for a backup in {}: {} MB are needed, {} MB are "
                         "left.",
                         folder_of(file).string(), needed >> 20U, space.available >> 20U)}};
    }
}

} // namespace

TemporaryFile::TemporaryFile(fs::path path) : m_path(std::move(path)) {
    std::error_code ignored;
    fs::remove(m_path, ignored);
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    fs::remove(m_path, ignored);
}

void copy_into(Connection& connection, const fs::path& file) {
    // The copy holds the hashes of passwords.
    const FileHandle made{open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    connection.execute("PRAGMA query_only = OFF"); // the source stays open for reading only
    Statement{connection, "VACUUM INTO ?1"}.run(file.string());
    flush_to_disk(file);
}

bool rename_without_overwriting(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno == EEXIST) {
        return false;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        throw cannot_rename(to, errno);
    }
    // A file system that does not know how: nobody else is to write here.
    if (fs::exists(to)) {
        return false;
    }
    if (std::rename(from.c_str(), to.c_str()) != 0) {
        throw cannot_rename(to, errno);
    }
    return true;
}

BackupManifest make_backup(const fs::path& data_folder, const fs::path& file,
                           std::string_view program) {
    if (fs::exists(file)) {
        throw exists_already(file);
    }
    std::error_code ignored;
    fs::remove(manifest_of(file), ignored); // of a backup that was cut off at its last step
    const auto source = store_file(data_folder);
    require_current(source);
    require_space(source, file);
    const TemporaryFile copy{file.string() + ".making"};
    {
        Connection connection{source, Purpose::read};
        copy_into(connection, copy.path());
    }
    const auto found = verify_file(copy.path());
    if (!found.good()) {
        throw bad_backup(found);
    }
    BackupManifest manifest;
    manifest.program = program;
    manifest.sqlite = sqlite3_libversion();
    manifest.made_at = utc_now();
    manifest.schema = found.schema;
    manifest.revision = found.revision;
    manifest.head = found.head;
    manifest.rows = found.rows;
    manifest.bytes = fs::file_size(copy.path());
    manifest.sha256 = sha256_of_file(copy.path());
    manifest.settings = read_settings(data_folder);
    const TemporaryFile description{manifest_of(file).string() + ".making"};
    write_manifest(description.path(), manifest);
    // First the manifest: a backup that has its name has its manifest.
    if (!rename_without_overwriting(description.path(), manifest_of(file)) ||
        !rename_without_overwriting(copy.path(), file)) {
        throw exists_already(file);
    }
    flush_to_disk(folder_of(file));
    return manifest;
}

} // namespace gis::store
