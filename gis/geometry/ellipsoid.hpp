#pragma once

#include <numbers>

// The ellipsoid that every length is measured on.

namespace gis::geometry {

/// WGS 84, defining parameters (EPSG:7030).
inline constexpr double semi_major_m = 6378137.0;
inline constexpr double flattening = 1.0 / 298.257223563;
inline constexpr double eccentricity2 = flattening * (2.0 - flattening);

/// Of one degree.
inline constexpr double radians = std::numbers::pi / 180.0;

} // namespace gis::geometry
