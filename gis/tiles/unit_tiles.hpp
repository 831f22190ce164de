#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/area_levels.hpp"
#include "gis/tiles/request.hpp"
#include "gis/tiles/text_table.hpp"
#include "gis/tiles/workspace.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace gis::tiles {

/// What tiles need of the units: communes and hamlets in one, since they share borders. Immutable;
/// built anew when a unit changes.
struct UnitTiles {
    struct Texts {
        std::uint32_t code = TextTable::none;
        std::uint32_t name = TextTable::none;
        std::uint32_t kind = TextTable::none;
        std::uint32_t parent = TextTable::none;
    };

    struct UnitLayer {
        AreaLevels areas;
        std::vector<Texts> texts; ///< parallel to areas.rows; in table
        TextTable table;
    };

    std::shared_ptr<const model::Units> units;
    UnitLayer communes;
    UnitLayer hamlets;
    std::uint64_t stamp = 0; ///< differs when anything differs that a tile may show
    Date settled_on;         ///< the same units exist on this day and all later ones

    [[nodiscard]] const UnitLayer& of(Layer layer) const {
        return layer == Layer::communes ? communes : hamlets;
    }
};

[[nodiscard]] std::shared_ptr<const UnitTiles>
build_unit_tiles(std::shared_ptr<const model::Units> units);

/// Adds the units of a level in a tile to the layer that the workspace has in hand.
/// @param layer  communes or hamlets
void write_units(Workspace& work, const TileGrid& grid, const TileRequest& request,
                 const UnitTiles& units, Layer layer);

} // namespace gis::tiles
