#include "gis/geometry/mercator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gis::geometry {

namespace {

constexpr double world_units = 4294967296.0; // 2^32
constexpr double pi = std::numbers::pi;
constexpr std::uint32_t max_zoom = 22;

std::uint32_t to_grid(double share) noexcept {
    const double unit = std::floor(share * world_units);
    return static_cast<std::uint32_t>(std::clamp(unit, 0.0, world_units - 1.0));
}

double latitude_of(double y_share) noexcept {
    return std::atan(std::sinh(pi * (1.0 - 2.0 * y_share))) * 180.0 / pi;
}

} // namespace

WorldPoint to_world(const Point& point) noexcept {
    const double x = (point.lon + 180.0) / 360.0;
    const double sine = std::sin(point.lat * pi / 180.0);
    const double y = 0.5 - std::atanh(std::clamp(sine, -0.9999999, 0.9999999)) / (2.0 * pi);
    return {to_grid(x), to_grid(y)};
}

Point from_world(const WorldPoint& point) noexcept {
    return {point.x / world_units * 360.0 - 180.0, latitude_of(point.y / world_units)};
}

bool is_valid(const Tile& tile) noexcept {
    return tile.zoom <= max_zoom && (std::uint64_t{tile.x} >> tile.zoom) == 0 &&
           (std::uint64_t{tile.y} >> tile.zoom) == 0;
}

Box box_of(const Tile& tile) noexcept {
    const double tiles = std::ldexp(1.0, static_cast<int>(tile.zoom));
    Box box;
    box.min_lon = tile.x / tiles * 360.0 - 180.0;
    box.max_lon = (tile.x + 1.0) / tiles * 360.0 - 180.0;
    box.max_lat = latitude_of(tile.y / tiles);
    box.min_lat = latitude_of((tile.y + 1.0) / tiles);
    return box;
}

Tile tile_at(const Point& point, std::uint32_t zoom) noexcept {
    const auto world = to_world(point);
    const auto shift = 32U - zoom;
    const auto index = [shift](std::uint32_t unit) {
        return static_cast<std::uint32_t>(std::uint64_t{unit} >> shift);
    };
    return {zoom, index(world.x), index(world.y)};
}

} // namespace gis::geometry
