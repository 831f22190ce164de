#pragma once

#include "gis/geometry/types.hpp"

#include <cstdint>

namespace gis::geometry {

/// A position on the Web Mercator world grid (EPSG:3857): 2^32 units a side, x to the east from
/// 180°W, y to the south from the top. One unit is 0.93 cm at the equator. For tiles only, never
/// for measures.
struct WorldPoint {
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    friend bool operator==(const WorldPoint&, const WorldPoint&) = default;
};

/// Latitudes beyond ±85.0511° are clamped to the grid's edge.
[[nodiscard]] WorldPoint to_world(const Point& point) noexcept;
[[nodiscard]] Point from_world(const WorldPoint& point) noexcept;

/// A tile address in the XYZ scheme.
struct Tile {
    std::uint32_t zoom = 0;
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    friend auto operator<=>(const Tile&, const Tile&) = default;
};

/// @return true for zoom 0..22 and x, y inside the zoom's range
[[nodiscard]] bool is_valid(const Tile& tile) noexcept;

/// The tile's box in lon/lat degrees.
[[nodiscard]] Box box_of(const Tile& tile) noexcept;

/// The tile of a zoom that holds a position. @pre zoom <= 22
[[nodiscard]] Tile tile_at(const Point& point, std::uint32_t zoom) noexcept;

} // namespace gis::geometry
