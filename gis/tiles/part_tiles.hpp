#pragma once

#include "gis/core/ids.hpp"
#include "gis/core/parallel.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/tiles/facility_tiles.hpp"
#include "gis/tiles/road_levels.hpp"
#include "gis/tiles/road_shapes.hpp"
#include "gis/tiles/road_states.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gis::tiles {

/// What tiles need of one part of the snapshot. Immutable; shared by tile sets for as long as
/// nothing in it changes.
struct PartTiles {
    std::shared_ptr<const model::Part> part;
    UnitCode commune; ///< empty for the part outside
    std::shared_ptr<const RoadShapes> shapes;
    std::shared_ptr<const RoadLevels> levels;
    std::shared_ptr<const RoadStates> states;
    std::shared_ptr<const FacilityTiles> facilities;
    WorldBox box;              ///< of all roads and facilities
    std::uint64_t content = 0; ///< sum of the fingerprints of its roads and facilities
    std::uint64_t stamp = 0;   ///< differs when anything differs that a tile may show
    Date settled_on;           ///< the part is the same on this day and all later ones
};

/// One for each part of the snapshot, in the same order. What does not change from `previous` on is
/// shared with it.
/// @param previous  of the snapshot before, in any order; may be empty
/// @param day       the day for which the roads' surfaces are kept folded
[[nodiscard]] std::vector<std::shared_ptr<const PartTiles>>
build_part_tiles(const model::Snapshot& snapshot,
                 std::span<const std::shared_ptr<const PartTiles>> previous, Date day,
                 const ParallelFor& parallel_for);

} // namespace gis::tiles
