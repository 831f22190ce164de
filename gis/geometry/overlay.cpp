#include "gis/geometry/overlay.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/geos.hpp"

namespace gis::geometry {

namespace {

using Operation = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);

geos::GeometryPtr checked(GEOSGeometry* result) {
    if (result == nullptr) {
        throw Error{ErrorKind::invalid_data,
                    "overlay-failed",
                    {"Không chồng xếp được hai đa giác.", "Two polygons could not be overlaid."}};
    }
    return geos::GeometryPtr{result};
}

MultiPolygon overlay(Operation operation, const MultiPolygon& a, const MultiPolygon& b) {
    const auto left = geos::make(a);
    const auto right = geos::make(b);
    return geos::polygons_of(*checked(operation(geos::context(), left.get(), right.get())));
}

} // namespace

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
    return overlay(&GEOSIntersection_r, a, b);
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
    return overlay(&GEOSDifference_r, a, b);
}

MultiPolygon union_of(const MultiPolygon& polygons) {
    if (polygons.empty()) {
        return {};
    }
    const auto collection = geos::make(polygons);
    return geos::polygons_of(*checked(GEOSUnaryUnion_r(geos::context(), collection.get())));
}

MultiPolygon enclosed_gaps(std::span<const MultiPolygon> areas) {
    MultiPolygon all;
    for (const auto& area : areas) {
        all.insert(all.end(), area.begin(), area.end());
    }
    MultiPolygon gaps;
    for (const auto& polygon : union_of(all)) {
        for (const auto& hole : polygon.holes) {
            gaps.push_back({hole, {}});
        }
    }
    return gaps;
}

} // namespace gis::geometry
