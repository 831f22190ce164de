#pragma once

#include "gis/geometry/types.hpp"

#include <span>

namespace gis::geometry {

/// The common part of two areas (GEOS); empty when they only touch. @pre both are valid
[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);

/// The part of `a` that is not in `b` (GEOS). @pre both are valid
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

/// What polygons cover together, without overlaps (GEOS). @pre each is valid
[[nodiscard]] MultiPolygon union_of(const MultiPolygon& polygons);

/// Gaps that a set of areas encloses: the holes of their union that are no hole of a single area's
/// own (GEOS).
/// @pre all are valid
[[nodiscard]] MultiPolygon enclosed_gaps(std::span<const MultiPolygon> areas);

} // namespace gis::geometry
