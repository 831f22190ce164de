#pragma once

#include "gis/geometry/types.hpp"
#include "gis/geometry/wkb.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace gis::store {

/// SpatiaLite's geometry BLOB, little-endian, two dimensions, EPSG:4326: a header with the bounding
/// box, then the coordinates. Format: "BLOB-Geometry" of the SpatiaLite documentation. Written
/// here, so that SpatiaLite never parses what a user sent.
[[nodiscard]] geometry::Bytes to_blob(const geometry::Point& point);
/// @pre two or more positions
[[nodiscard]] geometry::Bytes to_blob(const geometry::Line& line);
/// @pre one or more polygons, rings closed
[[nodiscard]] geometry::Bytes to_blob(const geometry::MultiPolygon& polygons);

/// The readers take exactly what the writers make and nothing else: every count is checked against
/// the bytes that are left, positions must be positions on Earth, the bounding box must be that of
/// the coordinates. Nothing otherwise.
[[nodiscard]] std::optional<geometry::Point> point_from_blob(std::span<const std::byte> blob);
[[nodiscard]] std::optional<geometry::Line> line_from_blob(std::span<const std::byte> blob);
[[nodiscard]] std::optional<geometry::MultiPolygon>
multi_polygon_from_blob(std::span<const std::byte> blob);

} // namespace gis::store
