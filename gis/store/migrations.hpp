#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace gis::store {

/// "NTMA", in the header of every store.
inline constexpr std::int64_t application_id = 0x4e544d41;

/// One step of the schema: schema/<version>_*.sql.
struct Migration {
    std::int64_t version;
    std::string_view sql;
};

/// All steps, from version 1 on without gap.
[[nodiscard]] std::span<const Migration> migrations() noexcept;

/// Whose a file is and how old. @throws Error{storage} with "foreign-store", "newer-store" or
/// "damaged-store"; the file is left as it was
/// @return its version, 1 or more
[[nodiscard]] std::int64_t inspect(const std::filesystem::path& file, std::int64_t newest_version);

/// Makes a store of the newest version, whole or not at all: it gets its name when it is complete
/// and on disk.
/// @pre no such file; the folder's lock is held
/// @throws Error{storage}
void create(const std::filesystem::path& file, std::span<const Migration> steps);

/// Brings a store of `version` to the newest, each step in a transaction of its own. A copy, named
/// after the version and the time, is put beside it first. When a step fails the store is left at
/// the step before.
/// @pre the folder's lock is held
/// @throws Error{storage, "migration-failed"}, with the path of the copy
void migrate(const std::filesystem::path& file, std::int64_t version,
             std::span<const Migration> steps);

} // namespace gis::store
