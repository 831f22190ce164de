#pragma once

#include "gis/geometry/types.hpp"

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace gis::geometry {

using Bytes = std::vector<std::byte>;

/// The geometry types that cross the store's and the file reader's border.
using Geometry = std::variant<Point, Line, std::vector<Line>, MultiPolygon>;

/// Well-known binary, little-endian, 2-D (OGC 06-103r4 clause 8).
[[nodiscard]] Bytes to_wkb(const Point& point);
[[nodiscard]] Bytes to_wkb(const Line& line);
[[nodiscard]] Bytes to_wkb(const MultiPolygon& polygons);

/// Reads little-endian 2-D WKB of a point, line, polygon or their multi types (a polygon becomes a
/// MultiPolygon of one; a multi-point of one becomes a point). Every count is checked against the
/// bytes that are left.
/// @throws Error{invalid_data} with code "bad-wkb" for anything else, trailing bytes included
[[nodiscard]] Geometry from_wkb(std::span<const std::byte> bytes);

} // namespace gis::geometry
