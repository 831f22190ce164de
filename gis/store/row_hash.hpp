#pragma once

#include "gis/core/sha256.hpp"
#include "gis/model/changeset.hpp"

#include <cstdint>

namespace gis::store {

/// The hash of a row: SHA-256 over `hash_version`, the entity's name, the id and every field of
/// row_fields.hpp. It is the same for a row as the table has it and as the history's JSON has it.
/// @param id  the row's id in the store; of a unit: units.id
[[nodiscard]] Digest row_hash(const model::Row& row, std::int64_t id);

} // namespace gis::store
