#pragma once

#include "gis/geometry/types.hpp"

#include <span>
#include <vector>

namespace gis::geometry {

/// Geodesic distance on the WGS 84 ellipsoid, in metres.
///
/// Up to `mid_latitude_limit_m` a mid-latitude series (Gauss; third-order terms of the sphere, M
/// and N of the ellipsoid at the middle latitude) with a relative error below 1e-9 for |lat| <=
/// 60°; beyond it Karney's algorithm as in PROJ's geodesic routines. Both are tested against
/// GeographicLib.
[[nodiscard]] double distance_m(const Point& a, const Point& b) noexcept;

/// distance_m of each segment of a line, faster than one by one; none for fewer than two points.
/// @param steps  what it held before is lost; meant to be used again
void step_lengths_m(std::span<const Point> line, std::vector<double>& steps);

/// distance_m of many pairs, faster than one by one.
/// @param a, b  as many as metres
void distances_m(std::span<const Point> a, std::span<const Point> b, std::span<double> metres);

/// Sum of distance_m over the segments; 0 for fewer than two points. Metres, WGS 84.
[[nodiscard]] double length_m(std::span<const Point> line) noexcept;

/// Geodesic area in square metres, WGS 84 (PROJ's geod_polygonarea); holes subtracted, orientation
/// ignored.
[[nodiscard]] double area_m2(const MultiPolygon& polygons);

/// The longest segment that the series is used for, in metres.
inline constexpr double mid_latitude_limit_m = 4000.0;

} // namespace gis::geometry
