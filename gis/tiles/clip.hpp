#pragma once

#include "gis/tiles/world.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace gis::tiles {

/// The square of a tile with its buffer, in tile units, edges included.
inline constexpr std::int64_t clip_min = -tile_buffer;
inline constexpr std::int64_t clip_max = tile_extent + tile_buffer;

/// On which sides of the buffered tile a position lies (Cohen and Sutherland's code); 0 inside.
[[nodiscard]] constexpr unsigned outside_code(const TilePoint& point) noexcept {
    return (point.x < clip_min ? 1U : 0U) | (point.x > clip_max ? 2U : 0U) |
           (point.y < clip_min ? 4U : 0U) | (point.y > clip_max ? 8U : 0U);
}

/// The part of a segment inside the buffered tile (Cohen and Sutherland), or nothing.
[[nodiscard]] std::optional<std::pair<TilePoint, TilePoint>> clip_segment(TilePoint a, TilePoint b);

/// Clips rings to the buffered tile (Sutherland and Hodgman). Holds scratch memory.
class RingClipper {
public:
    /// @param ring     not closed: the last position joins the first
    /// @param outside  outside_code() of all positions or-ed: sides that nothing lies beyond are
    /// skipped
    /// @return the clipped ring, maybe empty, with coincident edges along the border where it was
    /// cut into several parts. A cut position depends only on the edge, not on its direction, so
    /// that neighbours stay neighbours.
    [[nodiscard]] std::vector<TilePoint> clip(std::vector<TilePoint> ring, unsigned outside);

private:
    std::vector<TilePoint> m_next;
};

} // namespace gis::tiles
