#include "gis/geometry/geos.hpp"

#include "gis/core/error.hpp"

#include <vector>

namespace gis::geometry::geos {

namespace {

struct Context {
    GEOSContextHandle_t handle = GEOS_init_r();

    Context() = default;
    ~Context() { GEOS_finish_r(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    Context(Context&&) = delete;
    Context& operator=(Context&&) = delete;
};

[[noreturn]] void refused(const char* what) {
    throw Error{ErrorKind::internal,
                "geos-refused",
                {std::string{"GEOS không dựng được hình: "} + what,
                 std::string{"GEOS could not build a geometry: "} + what}};
}

GeometryPtr make_ring(const Ring& ring) {
    static_assert(sizeof(Point) == 2 * sizeof(double));
    auto* sequence = GEOSCoordSeq_copyFromBuffer_r(context(), &ring.front().lon,
                                                   static_cast<unsigned>(ring.size()), 0, 0);
    if (sequence == nullptr) {
        refused("coordinates");
    }
    GeometryPtr result{GEOSGeom_createLinearRing_r(context(), sequence)};
    if (!result) {
        refused("ring");
    }
    return result;
}

Ring ring_of(const GEOSGeometry* ring) {
    const auto* sequence = GEOSGeom_getCoordSeq_r(context(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context(), sequence, &size);
    Ring result(size);
    if (size > 0) {
        GEOSCoordSeq_copyToBuffer_r(context(), sequence, &result.front().lon, 0, 0);
    }
    return result;
}

} // namespace

GEOSContextHandle_t context() {
    thread_local const Context instance;
    return instance.handle;
}

void GeometryDeleter::operator()(GEOSGeometry* geometry) const noexcept {
    GEOSGeom_destroy_r(context(), geometry);
}

void PreparedDeleter::operator()(const GEOSPreparedGeometry* prepared) const noexcept {
    GEOSPreparedGeom_destroy_r(context(), prepared);
}

GeometryPtr make(const Polygon& polygon) {
    auto outer = make_ring(polygon.outer);
    std::vector<GeometryPtr> owned;
    for (const auto& hole : polygon.holes) {
        owned.push_back(make_ring(hole));
    }
    std::vector<GEOSGeometry*> holes;
    holes.reserve(owned.size());
    for (auto& hole : owned) {
        holes.push_back(hole.release());
    }
    GeometryPtr result{GEOSGeom_createPolygon_r(context(), outer.release(), holes.data(),
                                                static_cast<unsigned>(holes.size()))};
    if (!result) {
        refused("polygon");
    }
    return result;
}

GeometryPtr make(const MultiPolygon& polygons) {
    std::vector<GeometryPtr> owned;
    for (const auto& polygon : polygons) {
        owned.push_back(make(polygon));
    }
    std::vector<GEOSGeometry*> members;
    members.reserve(owned.size());
    for (auto& member : owned) {
        members.push_back(member.release());
    }
    GeometryPtr result{GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, members.data(),
                                                   static_cast<unsigned>(members.size()))};
    if (!result) {
        refused("multipolygon");
    }
    return result;
}

MultiPolygon polygons_of(const GEOSGeometry& geometry) {
    MultiPolygon result;
    const int members = GEOSGetNumGeometries_r(context(), &geometry);
    for (int i = 0; i < members; ++i) {
        const auto* member = GEOSGetGeometryN_r(context(), &geometry, i);
        const int type = GEOSGeomTypeId_r(context(), member);
        if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            for (auto& polygon : polygons_of(*member)) {
                result.push_back(std::move(polygon));
            }
        } else if (type == GEOS_POLYGON && GEOSisEmpty_r(context(), member) == 0) {
            Polygon polygon;
            polygon.outer = ring_of(GEOSGetExteriorRing_r(context(), member));
            const int holes = GEOSGetNumInteriorRings_r(context(), member);
            for (int hole = 0; hole < holes; ++hole) {
                polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(context(), member, hole)));
            }
            result.push_back(std::move(polygon));
        }
    }
    return result;
}

} // namespace gis::geometry::geos
