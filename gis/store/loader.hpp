#pragma once

#include "gis/model/atlas_data.hpp"
#include "gis/store/connection.hpp"

namespace gis::store {

/// As Store::load(): everything as of one moment, whatever a writer does meanwhile.
[[nodiscard]] model::AtlasData load_atlas(Connection& connection);

} // namespace gis::store
