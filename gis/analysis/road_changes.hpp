#pragma once

#include "gis/analysis/passable_roads.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace gis::analysis {

inline constexpr std::uint32_t no_road = std::numeric_limits<std::uint32_t>::max();

/// Which roads may be travelled otherwise than before: drawn anew, added, gone, on other
/// stretches. Roads are counted through all parts, part by part.
struct RoadChanges {
    std::vector<std::uint32_t> now;   ///< of each road before: the same one now, or no_road
    std::vector<std::uint32_t> fresh; ///< roads of now that are the same as none before, ascending
};

/// @pre both were made for the same question and the same units: part by part the same commune
[[nodiscard]] RoadChanges road_changes(const PassableParts& before, const PassableParts& after);

} // namespace gis::analysis
