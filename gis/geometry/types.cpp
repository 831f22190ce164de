#include "gis/geometry/types.hpp"

#include <cmath>

namespace gis::geometry {

Box box_of(std::span<const Point> points) noexcept {
    Box box;
    for (const auto& point : points) {
        box.add(point);
    }
    return box;
}

Box box_of(const MultiPolygon& polygons) noexcept {
    Box box;
    for (const auto& polygon : polygons) {
        box.add(box_of(polygon.outer));
    }
    return box;
}

bool is_valid_position(const Point& point) noexcept {
    return std::isfinite(point.lon) && std::isfinite(point.lat) && std::abs(point.lon) <= 180.0 &&
           std::abs(point.lat) <= 90.0;
}

} // namespace gis::geometry
