#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/findings.hpp"

#include <vector>

namespace gis::analysis {

/// Roads that hang together and are shorter than this are a piece that may have been cut off from
/// the others by a slip of the pen; our default.
inline constexpr double short_piece_m = 1000.0;

/// Facilities that one comes to along a short piece of road while a road of a piece ten times as
/// long is within reach too: people and facilities enter the nearest road, and nobody comes from
/// the other roads to it. Of services that are measured along the roads; by name.
[[nodiscard]] std::vector<Finding> cut_off_places(const CoverageBasis& basis, Date as_of);

} // namespace gis::analysis
