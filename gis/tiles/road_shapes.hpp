#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/box_tree.hpp"
#include "gis/tiles/world.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gis::tiles {

/// The vertices of many roads, one road behind the other.
class RoadVertices {
public:
    /// @param chainage  of each vertex, metres; empty for a road that is never cut
    void add(std::span<const WorldPoint> line, std::span<const float> chainage);

    void reserve(std::size_t roads, std::size_t vertices);

    /// Returns what was reserved too much.
    void fit();

    [[nodiscard]] std::size_t size() const noexcept { return m_first.size() - 1; }

    [[nodiscard]] std::span<const WorldPoint> line(std::size_t road) const {
        return std::span{m_vertices}.subspan(m_first[road], m_first[road + 1] - m_first[road]);
    }

    /// Parallel to line(road), or empty.
    [[nodiscard]] std::span<const float> chainage(std::size_t road) const {
        return std::span{m_chainage}.subspan(m_chainage_first[road],
                                             m_chainage_first[road + 1] - m_chainage_first[road]);
    }

    [[nodiscard]] std::size_t vertex_count() const noexcept { return m_vertices.size(); }

private:
    std::vector<std::uint32_t> m_first{0};
    std::vector<WorldPoint> m_vertices;
    std::vector<std::uint32_t> m_chainage_first{0};
    std::vector<float> m_chainage;
};

/// The ungeneralised roads of a part, in Hilbert order. Depends on their lines, classes and on
/// which of them are cut.
struct RoadShapes {
    std::vector<std::uint32_t>
        rows; ///< positions in model::Part::roads; roads that cannot be drawn are left out
    std::vector<std::uint8_t> ranks; ///< road_rank()
    BoxTree tree;                    ///< of the roads' boxes
    RoadVertices base;
};

[[nodiscard]] RoadShapes build_road_shapes(const model::Part& part);

/// True when build_road_shapes() gives the same for both.
[[nodiscard]] bool have_same_shapes(const model::Part& a, const model::Part& b);

/// What decides which roads a crowded tile keeps: the higher, the longer kept. Classes huyen and xa
/// stand above all others, then length decides.
[[nodiscard]] std::uint8_t road_rank(const model::Road& road) noexcept;

/// Roads of this rank and above are kept however short they are.
inline constexpr std::uint8_t kept_rank = 128;

} // namespace gis::tiles
