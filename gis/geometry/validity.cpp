#include "gis/geometry/validity.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/geos.hpp"

#include <cmath>

namespace gis::geometry {

namespace {

// GEOS' interrupt is process-wide; the deadline is this thread's, so a call on another thread never
// stops for ours.
thread_local std::optional<std::chrono::steady_clock::time_point> deadline;

void stop_when_late() {
    if (deadline && std::chrono::steady_clock::now() > *deadline) {
        GEOS_interruptRequest();
    }
}

class DeadlineScope {
public:
    explicit DeadlineScope(std::chrono::milliseconds limit) {
        deadline = std::chrono::steady_clock::now() + limit;
        GEOS_interruptRegisterCallback(&stop_when_late);
    }
    ~DeadlineScope() {
        deadline.reset();
        GEOS_interruptCancel();
    }
    DeadlineScope(const DeadlineScope&) = delete;
    DeadlineScope& operator=(const DeadlineScope&) = delete;
    DeadlineScope(DeadlineScope&&) = delete;
    DeadlineScope& operator=(DeadlineScope&&) = delete;
};

struct ParamsDeleter {
    void operator()(GEOSMakeValidParams* params) const noexcept {
        GEOSMakeValidParams_destroy_r(geos::context(), params);
    }
};

geos::GeometryPtr make_valid(const GEOSGeometry& geometry) {
    const std::unique_ptr<GEOSMakeValidParams, ParamsDeleter> params{
        GEOSMakeValidParams_create_r(geos::context())};
    GEOSMakeValidParams_setMethod_r(geos::context(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos::context(), params.get(), 0);
    return geos::GeometryPtr{GEOSMakeValidWithParams_r(geos::context(), &geometry, params.get())};
}

} // namespace

std::optional<Invalidity> find_invalidity(const MultiPolygon& polygons) {
    const auto geometry = geos::make(polygons);
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char valid = GEOSisValidDetail_r(geos::context(), geometry.get(), 0, &reason, &where);
    const geos::GeometryPtr location{where};
    if (valid == 1) {
        return std::nullopt;
    }
    Invalidity result;
    if (reason != nullptr) {
        result.reason = reason;
        GEOSFree_r(geos::context(), reason);
    }
    if (location) {
        GEOSGeomGetX_r(geos::context(), location.get(), &result.where.lon);
        GEOSGeomGetY_r(geos::context(), location.get(), &result.where.lat);
    }
    return result;
}

std::optional<Repaired> repair(const MultiPolygon& polygons, std::chrono::milliseconds limit,
                               double max_area_change) {
    const double before = area_m2(polygons);
    const auto geometry = geos::make(polygons);
    geos::GeometryPtr mended;
    {
        const DeadlineScope scope{limit};
        mended = make_valid(*geometry);
    }
    if (!mended) {
        return std::nullopt;
    }
    Repaired result;
    result.polygons = geos::polygons_of(*mended);
    if (result.polygons.empty() || !(before > 0.0)) {
        return std::nullopt;
    }
    result.area_change = std::abs(area_m2(result.polygons) - before) / before;
    if (!(result.area_change <= max_area_change) || find_invalidity(result.polygons)) {
        return std::nullopt;
    }
    return result;
}

} // namespace gis::geometry
