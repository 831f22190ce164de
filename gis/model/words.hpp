#pragma once

#include "gis/core/error.hpp"
#include "gis/model/changeset.hpp"

#include <string_view>

// What people call the fields, things and words of the model: in sentences and in tables.

namespace gis::model {

/// `width_m` -> “bề rộng”, "width"; a field that has no name of its own stays as it is.
[[nodiscard]] Message field_words(std::string_view field);

/// “đường”, "road"
[[nodiscard]] Message entity_words(EntityKind kind);

/// “Đường ấp”, "Hamlet road"
[[nodiscard]] Message class_words(RoadClass road_class);
/// “Bê tông xi măng”, "Cement concrete"
[[nodiscard]] Message surface_words(Surface surface);

} // namespace gis::model
