#pragma once

#include "gis/geometry/types.hpp"

namespace gis::geometry {

/// A position on a LocalFrame's plane, in metres at the frame's origin.
struct PlanePoint {
    double x = 0;
    double y = 0;
};

/// A conformal plane around a place: the ellipsoid's Mercator projection by its Taylor series of
/// third order in latitude (isometric latitude: Snyder, Map Projections - A Working Manual, 1987,
/// eq. 15-1 and its derivatives), scaled to metres at the origin. Within half a degree of the
/// origin, distances from one point that are compared on the plane differ from geodesic ones by a
/// common factor up to 1e-7 of them per kilometre; so it finds what is near, and distance_m then
/// says how near.
class LocalFrame {
public:
    /// @pre |origin.lat| < 85
    explicit LocalFrame(const Point& origin) noexcept;

    [[nodiscard]] PlanePoint to_plane(const Point& point) const noexcept {
        const double d = (point.lat - m_origin.lat) * m_radians;
        return {(point.lon - m_origin.lon) * m_x_per_degree,
                d * (m_first + d * (m_second + d * m_third))};
    }

private:
    Point m_origin;
    double m_radians = 0;
    double m_x_per_degree = 0;
    double m_first = 0;
    double m_second = 0;
    double m_third = 0;
};

} // namespace gis::geometry
