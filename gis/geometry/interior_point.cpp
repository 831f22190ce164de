#include "gis/geometry/interior_point.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/geos.hpp"

namespace gis::geometry {

Point interior_point(const MultiPolygon& polygons) {
    const auto geometry = geos::make(polygons);
    const geos::GeometryPtr inside{GEOSPointOnSurface_r(geos::context(), geometry.get())};
    Point point;
    if (!inside || GEOSGeomGetX_r(geos::context(), inside.get(), &point.lon) != 1 ||
        GEOSGeomGetY_r(geos::context(), inside.get(), &point.lat) != 1) {
        throw Error{ErrorKind::invalid_data,
                    "no-interior",
                    {"Đa giác không có phần bên trong.", "The polygon has no interior."}};
    }
    return point;
}

} // namespace gis::geometry
