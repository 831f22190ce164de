#include "gis/tiles/world.hpp"

namespace gis::tiles {

namespace {

constexpr std::uint32_t same_unit_zoom = 20; // 2^32 / 2^20 / 4096 = 1
constexpr std::int64_t last_unit = (std::int64_t{1} << 32) - 1;

std::uint32_t clamp_to_world(std::int64_t unit) noexcept {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(unit, 0, last_unit));
}

} // namespace

WorldBox box_of(std::span<const WorldPoint> points) noexcept {
    WorldBox box;
    for (const auto& point : points) {
        box.add(point);
    }
    return box;
}

TileGrid::TileGrid(const Tile& tile) noexcept
    : m_up(tile.zoom > same_unit_zoom ? tile.zoom - same_unit_zoom : 0),
      m_down(tile.zoom < same_unit_zoom ? same_unit_zoom - tile.zoom : 0),
      m_half(m_down == 0 ? 0 : std::uint64_t{1} << (m_down - 1)),
      m_origin_x(std::int64_t{tile.x} * tile_extent),
      m_origin_y(std::int64_t{tile.y} * tile_extent) {
    const std::int64_t side = std::int64_t{1} << (32 - tile.zoom);
    const std::int64_t buffer = side * tile_buffer / tile_extent;
    const std::int64_t unit = world_units(1, tile.zoom);
    const std::int64_t x = tile.x * side;
    const std::int64_t y = tile.y * side;
    m_reach = {clamp_to_world(x - buffer - unit), clamp_to_world(y - buffer - unit),
               clamp_to_world(x + side + buffer + unit), clamp_to_world(y + side + buffer + unit)};
    const auto half = static_cast<std::int64_t>(m_half);
    m_inside = {clamp_to_world(x - buffer), clamp_to_world(y - buffer),
                clamp_to_world(x + side + buffer - half), clamp_to_world(y + side + buffer - half)};
}

std::uint32_t world_units(std::uint32_t tile_units, std::uint32_t zoom) noexcept {
    if (zoom >= same_unit_zoom) {
        return std::max(1U, tile_units >> (zoom - same_unit_zoom));
    }
    return tile_units << (same_unit_zoom - zoom);
}

} // namespace gis::tiles
