#pragma once

#include "gis/geometry/types.hpp"

namespace gis::geometry {

/// A point well inside the polygons, for labels and for asking which unit holds them (GEOS'
/// PointOnSurface).
/// @pre polygons is valid and not empty
[[nodiscard]] Point interior_point(const MultiPolygon& polygons);

} // namespace gis::geometry
