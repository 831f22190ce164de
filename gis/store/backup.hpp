#pragma once

#include "gis/store/backup_manifest.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace gis::store {

class Connection;

/// Makes a backup of the store of a data folder, at one moment, beside a server that goes on
/// writing. The file is made under another name, flushed, verified in full (verify_file()), and
/// gets its name, with its manifest beside it, only when it is good. Nothing is ever overwritten.
/// @param program  version of the program, for the manifest
/// @throws Error{storage} with "backup-exists", "bad-backup" when the copy does not verify, which
/// mostly means that the store does not, or what verify_file() throws; Error{no_space, "disk-full"}
BackupManifest make_backup(const std::filesystem::path& data_folder,
                           const std::filesystem::path& file, std::string_view program);

/// Copies the store behind a connection of any version to a new file, one that only its owner may
/// read, and flushes it. @throws Error{storage}
void copy_into(Connection& connection, const std::filesystem::path& file);

/// Gives a finished file its name, unless something has that name already: then false.
/// @throws Error{storage, "store-unwritable"}
[[nodiscard]] bool rename_without_overwriting(const std::filesystem::path& from,
                                              const std::filesystem::path& to);

/// Removes it when the scope ends, if it is still there.
class TemporaryFile {
public:
    explicit TemporaryFile(std::filesystem::path path);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    TemporaryFile(TemporaryFile&&) = delete;
    TemporaryFile& operator=(TemporaryFile&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace gis::store
