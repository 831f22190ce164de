#pragma once

#include "gis/core/ids.hpp"
#include "gis/core/sha256.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gis::store {

/// What lies beside a backup as `<backup>.json`: what the backup is, and how to know that it still
/// is.
struct BackupManifest {
    std::string program; ///< version of the program that made it; may be empty
    std::string sqlite;  ///< version of the engine
    std::string made_at; ///< UTC, ISO 8601
    std::int64_t schema = 0;
    Revision revision;
    std::optional<Digest> head;               ///< of the history; absent before schema 4
    std::map<std::string, std::int64_t> rows; ///< by table
    std::uintmax_t bytes = 0;
    Digest sha256{};                     ///< of the file
    std::optional<std::string> settings; ///< text of the folder's `atlas.json`; absent: it had none
};

[[nodiscard]] std::filesystem::path manifest_of(const std::filesystem::path& backup);

/// The text of `atlas.json` of a data folder, absent when there is none, read to be put into a
/// manifest: whole even if a server would refuse it. @throws Error{storage, "settings-unreadable"}
[[nodiscard]] std::optional<std::string> read_settings(const std::filesystem::path& data_folder);

/// Writes a text to `file` and on to the disk. @throws Error{storage, "store-unwritable"}
void write_through(const std::filesystem::path& file, std::string_view text);

/// Writes it to `file` and on to the disk. @throws Error{storage, "store-unwritable"}
void write_manifest(const std::filesystem::path& file, const BackupManifest& manifest);

/// @throws Error{storage} with "no-manifest" or "bad-manifest"
[[nodiscard]] BackupManifest read_manifest(const std::filesystem::path& backup);

} // namespace gis::store
