#pragma once

#include "gis/geometry/types.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace gis::geometry {

/// A border segment of an area.
struct Edge {
    Point a;
    Point b;
    std::uint32_t area = 0;
};

/// A uniform grid over the edges of a set of areas. Each cell knows the edges that pass through it
/// (or within the border tolerance of it) and the areas that hold its reference point, so both
/// "which areas are here" and "does a border pass here" look at a handful of edges. Implementation
/// of CoverageIndex.
class EdgeGrid {
public:
    explicit EdgeGrid(std::span<const MultiPolygon> areas);

    /// A rectangle of cells, both ends included; empty when first > last.
    struct Cells {
        std::int64_t first_column = 0;
        std::int64_t last_column = -1;
        std::int64_t first_row = 0;
        std::int64_t last_row = -1;

        [[nodiscard]] bool empty() const noexcept {
            return first_column > last_column || first_row > last_row;
        }
    };

    /// The cells that a box touches, clipped to the grid.
    [[nodiscard]] Cells cells_of(const Box& box) const noexcept;

    /// True when no border passes through any of the cells.
    [[nodiscard]] bool clean(const Cells& cells) const noexcept;

    /// True when the grid has a cell for the point.
    [[nodiscard]] bool holds(const Point& point) const noexcept;

    /// @pre holds(point)
    [[nodiscard]] std::size_t cell_at(const Point& point) const noexcept;

    [[nodiscard]] std::size_t cell(std::int64_t column, std::int64_t row) const noexcept {
        return static_cast<std::size_t>(row * m_columns + column);
    }

    /// Indices into edges().
    [[nodiscard]] std::span<const std::uint32_t> edges_in(std::size_t cell) const noexcept {
        return std::span{m_cell_edges}.subspan(m_edge_offset[cell],
                                               m_edge_offset[cell + 1] - m_edge_offset[cell]);
    }

    [[nodiscard]] const std::vector<Edge>& edges() const noexcept { return m_edges; }

    /// The areas that hold the cell's reference point, ascending.
    [[nodiscard]] const std::vector<std::uint32_t>& owners(std::size_t cell) const noexcept {
        return m_owner_sets[m_owner_set[cell]];
    }

    /// A point inside the cell that no edge is expected to run through.
    [[nodiscard]] Point reference(std::size_t cell) const noexcept;

private:
    void collect_edges(std::span<const MultiPolygon> areas);
    void choose_cells();
    void sort_edges_into_cells();
    void count_edges();
    void find_owners(std::size_t areas);
    void fill_owners(std::uint32_t area, std::span<const Edge> edges);
    [[nodiscard]] std::uint32_t with_owner(std::uint32_t set, std::uint32_t area);
    [[nodiscard]] std::int64_t first_reference_right_of(const Edge& edge, std::int64_t row) const;
    template <class Visit>
    void for_each_cell_of(const Edge& edge, Visit visit) const;

    Box m_box;
    double m_cell_deg = 1.0;
    double m_cells_per_deg = 1.0;
    std::int64_t m_columns = 0;
    std::int64_t m_rows = 0;
    std::vector<Edge> m_edges; ///< by area
    std::vector<std::uint32_t> m_edge_offset;
    std::vector<std::uint32_t> m_cell_edges;
    std::vector<std::uint32_t> m_edges_before; ///< summed-area table, (columns + 1) x (rows + 1)
    std::vector<std::uint32_t> m_owner_set;
    std::vector<std::vector<std::uint32_t>> m_owner_sets;
};

} // namespace gis::geometry
