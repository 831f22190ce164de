#pragma once

#include "gis/geometry/types.hpp"
#include "gis/tiles/box_tree.hpp"
#include "gis/tiles/geometry_writer.hpp"
#include "gis/tiles/shared_arcs.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace gis::tiles {

/// The vertices of many rings, one behind the other, not closed.
class RingVertices {
public:
    void add(std::span<const WorldPoint> ring);

    [[nodiscard]] std::span<const WorldPoint> ring(std::size_t index) const {
        return std::span{m_vertices}.subspan(m_first[index], m_first[index + 1] - m_first[index]);
    }

    [[nodiscard]] std::size_t vertex_count() const noexcept { return m_vertices.size(); }

    /// Returns what was reserved too much.
    void fit() { m_vertices.shrink_to_fit(); }

private:
    std::vector<std::uint32_t> m_first{0};
    std::vector<WorldPoint> m_vertices;
};

/// Areas of one layer, in Hilbert order, generalised for each zoom below base_zoom and as they are
/// for all others.
struct AreaLevels {
    std::vector<std::uint32_t> rows; ///< positions in the list of areas that they were made from
    BoxTree tree;
    std::vector<std::uint32_t> first_ring; ///< of each area, and one more for the end
    std::vector<RingRole> roles;           ///< by ring; an outer ring is followed by its holes
    std::array<RingVertices, base_zoom + 1>
        zooms; ///< by ring; wound as GeometryWriter::add_ring() wants them
};

/// One such layer for each list of areas. All share their borders: an arc is generalised once and
/// is the same in every area of every layer that has it, so no gap opens between neighbours at any
/// zoom.
[[nodiscard]] std::vector<AreaLevels>
build_area_levels(std::span<const std::vector<const geometry::MultiPolygon*>> layers);

} // namespace gis::tiles
