#pragma once

#include "gis/analysis/findings.hpp"
#include "gis/analysis/passable_roads.hpp"

#include <cstdint>
#include <vector>

namespace gis::analysis {

/// Two roads that cross on the map without a common vertex: no way leads from one to the other
/// there. That is right for a bridge; mostly a vertex is missing.
struct RoadCrossing {
    RoadId a; ///< of the two the lower id; equal where a road crosses itself
    RoadId b;
    geometry::Point at;

    friend bool operator==(const RoadCrossing&, const RoadCrossing&) = default;
};

/// Crossings of all parts, by a, then b, then place. A crossing within `snap_m` metres of the end
/// of one of the roads is none: there they meet. @param parts  of Passable::all
[[nodiscard]] std::vector<RoadCrossing>
plain_crossings(const PassableParts& parts, double snap_m,
                const ParallelFor& parallel_for = sequential_for);

inline constexpr std::size_t most_crossings_listed = 200;

/// The same as findings, the first most_crossings_listed of them and how many there are.
[[nodiscard]] std::vector<Finding> to_findings(const std::vector<RoadCrossing>& crossings,
                                               const model::Snapshot& snapshot);

} // namespace gis::analysis
