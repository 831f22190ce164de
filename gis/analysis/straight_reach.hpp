#pragma once

#include "gis/analysis/coverage_basis.hpp"

#include <vector>

namespace gis::analysis {

/// How far each point is from its nearest facility in a straight line, and which one that is: of
/// several at the same distance the first.
/// @param earlier  null, or the answer for the very same points with other facilities: used again
///        for all points that those which came, went or moved do not touch. The outcome is the
///        same to the last bit.
[[nodiscard]] PointReach straight_reach(std::span<const geometry::Point> points,
                                        const std::vector<model::Facility>& facilities,
                                        const Reached* earlier, const ParallelFor& parallel_for);

} // namespace gis::analysis
