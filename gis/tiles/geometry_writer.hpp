#pragma once

#include "gis/tiles/bytes.hpp"
#include "gis/tiles/clip.hpp"
#include "gis/tiles/world.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gis::tiles {

/// Whether geometry may reach out of the buffered tile.
enum class Reach : std::uint8_t { inside, beyond };

enum class RingRole : std::uint8_t { outer, hole };

/// Writes one feature's geometry after another as MVT 2.1 commands: rounds to tile units, clips to
/// the buffered tile, drops equal neighbours. Holds scratch memory, allocates nothing once warm.
class GeometryWriter {
public:
    explicit GeometryWriter(const TileGrid& grid) : m_grid(grid) {}

    /// For the next tile.
    void use(const TileGrid& grid) noexcept { m_grid = grid; }

    /// Begins the geometry of the next feature.
    void begin() noexcept;

    [[nodiscard]] bool empty() const noexcept { return m_bytes.empty(); }

    /// The commands; valid until the next begin().
    [[nodiscard]] std::string_view bytes() const noexcept { return m_bytes.view(); }

    /// The position, if it lies in the buffered tile.
    void add_point(const WorldPoint& point);

    /// The parts of a line inside the buffered tile; nothing when it shrinks to a point.
    void add_line(std::span<const WorldPoint> line, Reach reach);

    /// The part of a ring inside the buffered tile; nothing when it shrinks to no area.
    /// @param ring  not closed; wound so that on the world grid (y to the south) an outer ring has
    /// a positive area by the
    ///              surveyor's formula and a hole a negative one
    /// @return whether something was written; the holes of an outer ring that was not are to be
    /// left out
    bool add_ring(std::span<const WorldPoint> ring, RingRole role, Reach reach);

    /// A square of one unit with its upper left corner at a position, when it lies in the buffered
    /// tile: stands for an area that is too small to be drawn.
    void add_dust(const WorldPoint& point);

private:
    void add_clipped(const TilePoint& from, const TilePoint& to);
    void end_run();
    char* push_point(char* at, const TilePoint& point) noexcept;
    void push_ring(std::span<const TilePoint> ring);

    TileGrid m_grid;
    Bytes m_bytes;
    TilePoint m_cursor;
    std::vector<TilePoint> m_run;
    RingClipper m_clipper;
};

} // namespace gis::tiles
