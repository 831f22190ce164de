#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/world.hpp"

#include <cstddef>
#include <vector>

namespace gis::tiles {

/// The tiles that a change may have altered.
struct TouchedTiles {
    bool all = false; ///< too many to list, or units changed: everything is to be asked for again
    std::vector<Tile>
        tiles; ///< zoom 0 to base_zoom, sorted; deeper ones lie inside those of base_zoom
};

/// Tiles on the way, buffer included, of the roads and at the facilities that differ between two
/// snapshots, of before and after. Looks only at parts that the snapshots do not share.
/// @param max_tiles  of base_zoom; a change that touches more gives `all`
[[nodiscard]] TouchedTiles touched_tiles(const model::Snapshot& before,
                                         const model::Snapshot& after,
                                         std::size_t max_tiles = 4096);

} // namespace gis::tiles
