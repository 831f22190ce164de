#pragma once

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

namespace gis::geometry {

/// A position: longitude and latitude in degrees, EPSG:4326, in that order.
struct Point {
    double lon = 0;
    double lat = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// Two or more positions.
using Line = std::vector<Point>;

/// A closed ring: first position == last, at least four positions.
using Ring = std::vector<Point>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;

    friend bool operator==(const Polygon&, const Polygon&) = default;
};

using MultiPolygon = std::vector<Polygon>;

/// An axis-parallel box in lon, lat degrees. A default box is empty and contains nothing.
struct Box {
    double min_lon = std::numeric_limits<double>::infinity();
    double min_lat = std::numeric_limits<double>::infinity();
    double max_lon = -std::numeric_limits<double>::infinity();
    double max_lat = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const noexcept { return min_lon > max_lon; }

    void add(const Point& point) noexcept {
        min_lon = std::min(min_lon, point.lon);
        min_lat = std::min(min_lat, point.lat);
        max_lon = std::max(max_lon, point.lon);
        max_lat = std::max(max_lat, point.lat);
    }

    void add(const Box& other) noexcept {
        min_lon = std::min(min_lon, other.min_lon);
        min_lat = std::min(min_lat, other.min_lat);
        max_lon = std::max(max_lon, other.max_lon);
        max_lat = std::max(max_lat, other.max_lat);
    }

    /// Boxes that touch intersect.
    [[nodiscard]] bool intersects(const Box& other) const noexcept {
        return min_lon <= other.max_lon && other.min_lon <= max_lon && min_lat <= other.max_lat &&
               other.min_lat <= max_lat;
    }

    [[nodiscard]] bool contains(const Point& point) const noexcept {
        return min_lon <= point.lon && point.lon <= max_lon && min_lat <= point.lat &&
               point.lat <= max_lat;
    }

    friend bool operator==(const Box&, const Box&) = default;
};

[[nodiscard]] Box box_of(std::span<const Point> points) noexcept;
[[nodiscard]] Box box_of(const MultiPolygon& polygons) noexcept;

/// True when every coordinate is finite and lon is in -180..180 and lat in -90..90.
[[nodiscard]] bool is_valid_position(const Point& point) noexcept;

} // namespace gis::geometry
