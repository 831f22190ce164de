#pragma once

#include "gis/core/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace gis::store {

/// What an SQLite result code means to people: Error{busy, "store-busy"}, Error{no_space,
/// "disk-full"}, Error{storage} with "damaged-store", "foreign-store", "store-unwritable",
/// "store-refused" or "store-failed".
/// @param extended_code  SQLite's extended result code
/// @param detail         SQLite's own words
/// @param file           the store's path; may be empty
[[nodiscard]] Error engine_failure(int extended_code, std::string_view detail,
                                   std::string_view file);

/// Error{storage, "damaged-store"}: a row cannot be what we wrote.
/// @param row  its id, or its code
[[nodiscard]] Error damaged_row(std::string_view table, std::string_view row,
                                std::string_view column);

/// Error{storage, "damaged-store"}: the file as a whole.
/// @param vi, en  what is wrong, a clause without full stop
[[nodiscard]] Error damaged_file(std::string_view file, std::string_view vi, std::string_view en);

/// Error{storage, "group-lost"}: changes that were to be saved together have been rolled back.
[[nodiscard]] Error group_lost();

/// Error{storage, "foreign-store"}: no database at all, or one of another program.
[[nodiscard]] Error foreign_file(std::string_view file);

} // namespace gis::store
