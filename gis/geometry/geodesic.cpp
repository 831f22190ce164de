#include "gis/geometry/geodesic.hpp"

#include <geodesic.h>

#include <cmath>
#include <numbers>

namespace gis::geometry {

namespace {

// WGS 84 defining parameters.
constexpr double semi_major_m = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);
constexpr double radians = std::numbers::pi / 180.0;

// Beyond this the series loses its bound: cos(lat) gets small.
constexpr double series_max_lat = 60.0;

const geod_geodesic& wgs84() {
    static const geod_geodesic ellipsoid = [] {
        geod_geodesic g;
        geod_init(&g, semi_major_m, flattening);
        return g;
    }();
    return ellipsoid;
}

double karney_distance_m(const Point& a, const Point& b) noexcept {
    double metres = 0;
    geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
    return metres;
}

double ring_area_m2(const Ring& ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&wgs84(), &polygon, ring[i].lat, ring[i].lon);
    }
    double area = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

} // namespace

double distance_m(const Point& a, const Point& b) noexcept {
    const double d_lat = (b.lat - a.lat) * radians;
    const double d_lon = (b.lon - a.lon) * radians;
    const double mid_lat = 0.5 * (a.lat + b.lat) * radians;

    const double sin_mid = std::sin(mid_lat);
    const double sin2 = sin_mid * sin_mid;
    const double cos2 = 1.0 - sin2;
    const double w2 = 1.0 - eccentricity2 * sin2;
    const double normal_radius = semi_major_m / std::sqrt(w2);
    const double meridian_radius = normal_radius * (1.0 - eccentricity2) / w2;

    const double north = meridian_radius * d_lat;
    const double north2 = north * north;
    const double east2 = normal_radius * normal_radius * cos2 * d_lon * d_lon;
    const double flat2 = north2 + east2;
    if (!(flat2 < mid_latitude_limit_m * mid_latitude_limit_m) ||
        std::abs(a.lat) > series_max_lat || std::abs(b.lat) > series_max_lat) {
        return karney_distance_m(a, b);
    }
    // Third-order terms of the sphere at the middle latitude; on the ellipsoid what is left out
    // grows with e^2 (s/R)^2, about 4e-10 at the limit.
    const double correction =
        d_lon * d_lon * (north2 / 4.0 + east2 * sin2 / 12.0 - north2 * cos2 / 6.0);
    return std::sqrt(std::max(0.0, flat2 - correction));
}

double length_m(std::span<const Point> line) noexcept {
    double metres = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        metres += distance_m(line[i - 1], line[i]);
    }
    return metres;
}

double area_m2(const MultiPolygon& polygons) {
    double area = 0;
    for (const auto& polygon : polygons) {
        area += ring_area_m2(polygon.outer);
        for (const auto& hole : polygon.holes) {
            area -= ring_area_m2(hole);
        }
    }
    return area;
}

} // namespace gis::geometry
