#pragma once

#include "gis/core/ids.hpp"
#include "gis/store/backup_manifest.hpp"

#include <filesystem>
#include <optional>

namespace gis::store {

/// What a restore has done.
struct Restored {
    BackupManifest manifest;
    std::filesystem::path kept; ///< the store that was there before; empty = there was none
    std::optional<Revision>
        before; ///< its revision; absent when there was none or it is unreadable
    std::filesystem::path kept_settings; ///< other settings that were there before; empty: none
};

/// Puts a backup in the place of the store of a data folder, which is made when it is not there.
/// The backup is checked first: its SHA-256 against its manifest, then in full. The store that was
/// there is kept beside under a name of its own; so are its settings where they were others.
/// Settings come back with the store, except that an atlas which is closed in the folder or in the
/// backup stays closed; a backup that has none leaves those of the folder. Everybody is signed out,
/// and the record of accounts says what was restored.
/// @throws Error{busy, "store-locked"} while a server runs; Error{storage} with "no-manifest",
/// "bad-manifest", "damaged-backup", "newer-store": nothing has been touched then
[[nodiscard]] Restored restore_backup(const std::filesystem::path& backup,
                                      const std::filesystem::path& data_folder);

} // namespace gis::store
