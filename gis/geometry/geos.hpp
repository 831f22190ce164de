#pragma once

#include "gis/geometry/types.hpp"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <memory>

namespace gis::geometry::geos {

/// This thread's GEOS context; made on first use, destroyed with the thread.
/// Notices and errors are dropped: callers check return values.
[[nodiscard]] GEOSContextHandle_t context();

struct GeometryDeleter {
    void operator()(GEOSGeometry* geometry) const noexcept;
};
struct PreparedDeleter {
    void operator()(const GEOSPreparedGeometry* prepared) const noexcept;
};
using GeometryPtr = std::unique_ptr<GEOSGeometry, GeometryDeleter>;
using PreparedPtr = std::unique_ptr<const GEOSPreparedGeometry, PreparedDeleter>;

/// @throws Error{internal} when GEOS refuses, e.g. a ring that is not closed
[[nodiscard]] GeometryPtr make(const Polygon& polygon);
[[nodiscard]] GeometryPtr make(const MultiPolygon& polygons);

/// Polygons and multipolygons as ours; other members of a collection are left out.
[[nodiscard]] MultiPolygon polygons_of(const GEOSGeometry& geometry);

} // namespace gis::geometry::geos
