#pragma once

#include "gis/core/error.hpp"
#include "gis/model/changeset.hpp"

#include <string_view>

// What people call the fields and things of the model, for sentences about edits.

namespace gis::model {

/// `width_m` -> “bề rộng”, "width"; a field that has no name of its own stays as it is.
[[nodiscard]] Message field_words(std::string_view field);

/// “đường”, "road"
[[nodiscard]] Message entity_words(EntityKind kind);

} // namespace gis::model
