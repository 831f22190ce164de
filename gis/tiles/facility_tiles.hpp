#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/box_tree.hpp"
#include "gis/tiles/request.hpp"
#include "gis/tiles/text_table.hpp"
#include "gis/tiles/workspace.hpp"

#include <cstdint>
#include <vector>

namespace gis::tiles {

/// A part's facilities, in Hilbert order.
struct FacilityTiles {
    struct Texts {
        std::uint32_t kind = TextTable::none;
        std::uint32_t name = TextTable::none;
        std::uint32_t condition = TextTable::none;
    };

    std::vector<std::uint32_t> rows; ///< positions in model::Part::facilities
    std::vector<Texts> texts;        ///< in table
    TextTable table;
    BoxTree tree;
};

[[nodiscard]] FacilityTiles build_facility_tiles(const model::Part& part);

/// Adds the facilities of a part in a tile to the layer that the workspace has in hand.
void write_facilities(Workspace& work, const TileGrid& grid, const TileRequest& request,
                      const model::Part& part, const FacilityTiles& facilities);

} // namespace gis::tiles
