#include "gis/geometry/geodesic.hpp"

#include "gis/geometry/ellipsoid.hpp"

#include <geodesic.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gis::geometry {

namespace {

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

/// The square of the sine is the sum of (-1)^(k + 1) 2^(2k - 1) / (2k)! x^(2k).
constexpr auto sine_squared_terms = [] {
    std::array<double, 13> terms{0.0, 1.0};
    for (std::size_t k = 2; k < terms.size(); ++k) {
        terms[k] = -terms[k - 1] * 4.0 / static_cast<double>((2 * k - 1) * 2 * k);
    }
    return terms;
}();

/// For |x| up to series_max_lat the terms left out are below 1e-16.
[[gnu::always_inline]] inline double sine_squared(double x) noexcept {
    constexpr auto& t = sine_squared_terms;
    const double z = x * x;
    const double z2 = z * z;
    // Two chains that a processor works on side by side.
    const double odd = t[1] + z2 * (t[3] + z2 * (t[5] + z2 * (t[7] + z2 * (t[9] + z2 * t[11]))));
    const double even = t[2] + z2 * (t[4] + z2 * (t[6] + z2 * (t[8] + z2 * (t[10] + z2 * t[12]))));
    return z * (odd + z * even);
}

/// What the series works with: squared metres as if the surface were flat, and what its curvature
/// takes from them.
struct Squares {
    double flat = 0;
    double correction = 0;
};

[[gnu::always_inline]] inline Squares squares_between(const Point& a, const Point& b) noexcept {
    const double d_lat = (b.lat - a.lat) * radians;
    const double d_lon = (b.lon - a.lon) * radians;
    const double sin2 = sine_squared(0.5 * (a.lat + b.lat) * radians);
    const double cos2 = 1.0 - sin2;
    // Squares of both radii of curvature: normal a^2 / w^2, meridian a^2 (1 - e^2)^2 / w^6.
    const double w2 = 1.0 / (1.0 - eccentricity2 * sin2);
    const double normal2 = semi_major_m * semi_major_m * w2;
    const double meridian2 = normal2 * ((1.0 - eccentricity2) * (1.0 - eccentricity2)) * w2 * w2;
    const double north2 = meridian2 * d_lat * d_lat;
    const double east2 = normal2 * cos2 * d_lon * d_lon;
    // Third-order terms of the sphere at the middle latitude; on the ellipsoid what is left out
    // grows with e^2 (s/R)^2, about 4e-10 at the limit.
    return {north2 + east2,
            d_lon * d_lon * (north2 / 4.0 + east2 * sin2 / 12.0 - north2 * cos2 / 6.0)};
}

bool series_holds(const Point& a, const Point& b, double flat2) noexcept {
    return flat2 < mid_latitude_limit_m * mid_latitude_limit_m &&
           std::abs(a.lat) <= series_max_lat && std::abs(b.lat) <= series_max_lat;
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
    const auto squares = squares_between(a, b);
    return series_holds(a, b, squares.flat)
               ? std::sqrt(std::max(0.0, squares.flat - squares.correction))
               : karney_distance_m(a, b);
}

namespace {

/// What the series says of pairs, squared. Without a branch, so that several are done at once.
[[gnu::always_inline]] inline void squares_of(std::size_t count, const Point* a, const Point* b,
                                              double* squares) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
        const auto between = squares_between(a[i], b[i]);
        squares[i] = between.flat - between.correction;
    }
}

#if defined(__x86_64__) && !defined(__AVX2__)
// Four at once where the processor can; no fused operations, so that the result is the same.
[[gnu::target("avx2")]] void squares_of_avx2(std::size_t count, const Point* a, const Point* b,
                                             double* squares) noexcept {
    squares_of(count, a, b, squares);
}

void many_squares(std::size_t count, const Point* a, const Point* b, double* squares) noexcept {
    static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
    if (avx2) {
        squares_of_avx2(count, a, b, squares);
    } else {
        squares_of(count, a, b, squares);
    }
}
#else
void many_squares(std::size_t count, const Point* a, const Point* b, double* squares) noexcept {
    squares_of(count, a, b, squares);
}
#endif

} // namespace

void distances_m(std::span<const Point> a, std::span<const Point> b, std::span<double> metres) {
    many_squares(metres.size(), a.data(), b.data(), metres.data());
    constexpr double surely_short2 = 0.99 * mid_latitude_limit_m * mid_latitude_limit_m;
    for (std::size_t i = 0; i < metres.size(); ++i) {
        const bool plain =
            std::abs(a[i].lat) <= series_max_lat && std::abs(b[i].lat) <= series_max_lat;
        const bool holds = plain && metres[i] >= 0.0 && metres[i] < surely_short2;
        metres[i] = holds ? std::sqrt(metres[i]) : distance_m(a[i], b[i]);
    }
}

void step_lengths_m(std::span<const Point> line, std::vector<double>& steps) {
    const auto count = line.empty() ? 0 : line.size() - 1;
    steps.resize(count);
    if (count > 0) {
        distances_m(line.first(count), line.last(count), steps);
    }
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
