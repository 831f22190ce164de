#pragma once

#include "gis/geometry/mercator.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

namespace gis::tiles {

/// Units a side of a tile in the encoded geometry (MVT `extent`).
inline constexpr std::int64_t tile_extent = 4096;

/// Tile units that geometry reaches beyond the tile on each side.
inline constexpr std::int64_t tile_buffer = 64;

/// From this zoom on tiles are cut from the ungeneralised geometry.
inline constexpr std::uint32_t base_zoom = 14;

inline constexpr std::uint32_t max_zoom = 22;

using geometry::Tile;
using geometry::WorldPoint;

/// An axis-parallel box on the world grid, edges included. A default box is empty.
struct WorldBox {
    std::uint32_t min_x = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t min_y = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t max_x = 0;
    std::uint32_t max_y = 0;

    [[nodiscard]] bool empty() const noexcept { return min_x > max_x; }

    void add(const WorldPoint& point) noexcept {
        min_x = std::min(min_x, point.x);
        min_y = std::min(min_y, point.y);
        max_x = std::max(max_x, point.x);
        max_y = std::max(max_y, point.y);
    }

    void add(const WorldBox& other) noexcept {
        min_x = std::min(min_x, other.min_x);
        min_y = std::min(min_y, other.min_y);
        max_x = std::max(max_x, other.max_x);
        max_y = std::max(max_y, other.max_y);
    }

    [[nodiscard]] bool intersects(const WorldBox& other) const noexcept {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y &&
               other.min_y <= max_y;
    }

    [[nodiscard]] bool contains(const WorldBox& other) const noexcept {
        return min_x <= other.min_x && other.max_x <= max_x && min_y <= other.min_y &&
               other.max_y <= max_y;
    }

    [[nodiscard]] bool contains(const WorldPoint& point) const noexcept {
        return min_x <= point.x && point.x <= max_x && min_y <= point.y && point.y <= max_y;
    }

    [[nodiscard]] WorldPoint center() const noexcept {
        return {min_x + (max_x - min_x) / 2, min_y + (max_y - min_y) / 2};
    }

    friend bool operator==(const WorldBox&, const WorldBox&) = default;
};

[[nodiscard]] WorldBox box_of(std::span<const WorldPoint> points) noexcept;

/// A position in a tile's own units: (0, 0) is the upper left corner, (4096, 4096) the lower right
/// one.
struct TilePoint {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend bool operator==(const TilePoint&, const TilePoint&) = default;
};

/// The grid of a tile's units. World positions are rounded on the grid of the whole zoom, so that
/// neighbouring tiles see the same position. Beyond zoom 20 a tile unit is smaller than a unit of
/// the world grid.
class TileGrid {
public:
    /// @pre geometry::is_valid(tile)
    explicit TileGrid(const Tile& tile) noexcept;

    [[nodiscard]] TilePoint to_tile(const WorldPoint& point) const noexcept {
        return {round(point.x) - m_origin_x, round(point.y) - m_origin_y};
    }

    /// World box of the tile with its buffer and what rounds into it.
    [[nodiscard]] const WorldBox& reach() const noexcept { return m_reach; }

    /// World box in which every position lies inside the buffered tile after rounding.
    [[nodiscard]] const WorldBox& inside() const noexcept { return m_inside; }

private:
    [[nodiscard]] std::int64_t round(std::uint32_t unit) const noexcept {
        return static_cast<std::int64_t>(((std::uint64_t{unit} << m_up) + m_half) >> m_down);
    }

    std::uint32_t m_up = 0;
    std::uint32_t m_down = 0;
    std::uint64_t m_half = 0;
    std::int64_t m_origin_x = 0;
    std::int64_t m_origin_y = 0;
    WorldBox m_reach;
    WorldBox m_inside;
};

/// World units in `tile_units` units of a tile at a zoom; at least 1.
[[nodiscard]] std::uint32_t world_units(std::uint32_t tile_units, std::uint32_t zoom) noexcept;

} // namespace gis::tiles
