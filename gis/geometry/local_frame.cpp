#include "gis/geometry/local_frame.hpp"

#include "gis/geometry/ellipsoid.hpp"

#include <cmath>

namespace gis::geometry {

namespace {

double parallel_radius_m(double lat) noexcept {
    const double sine = std::sin(lat * radians);
    return semi_major_m * std::cos(lat * radians) / std::sqrt(1.0 - eccentricity2 * sine * sine);
}

} // namespace

LocalFrame::LocalFrame(const Point& origin) noexcept : m_origin(origin), m_radians(radians) {
    const double parallel_radius = parallel_radius_m(origin.lat);
    const double sine = std::sin(origin.lat * radians);
    const double cosine = std::cos(origin.lat * radians);
    const double w2 = 1.0 - eccentricity2 * sine * sine;
    // f = d(isometric latitude)/d(latitude); g = f'/f
    const double f = (1.0 - eccentricity2) / (w2 * cosine);
    const double g = 2.0 * eccentricity2 * sine * cosine / w2 + sine / cosine;
    const double g_slope =
        2.0 * eccentricity2 * (cosine * cosine - sine * sine) / w2 + 1.0 / (cosine * cosine);
    m_x_per_degree = parallel_radius * radians;
    m_first = parallel_radius * f;
    m_second = parallel_radius * f * g / 2.0;
    m_third = parallel_radius * f * (g * g + g_slope) / 6.0;
}

} // namespace gis::geometry
