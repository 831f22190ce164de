#pragma once

#include "gis/geometry/segment_grid.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace gis::geometry {

/// The segments of a grid once more, those of a cell side by side: finds the same as the grid, in a
/// fraction of the time where roads are near. Making it takes as long as some thousand searches,
/// and it is six times the grid's size. Refers to the grid. For one thread.
class SegmentGrid::Pack {
public:
    explicit Pack(const SegmentGrid& grid);

    /// What SegmentGrid::near() finds.
    [[nodiscard]] std::optional<Near> near(const Point& point, double max_m);

private:
    struct Best {
        std::uint32_t id = 0;
        double distance2 = 0;
    };

    /// Segments of some cells side by side.
    struct Columns {
        std::uint32_t first = 0;
        std::uint32_t last = 0; ///< one behind
    };
    struct Kernel;

    [[nodiscard]] Best nearest_in(const Cells& cells, const PlanePoint& at, double limit2);
    void look_at(std::uint32_t k, const PlanePoint& at, Best& best) const noexcept;
    [[nodiscard]] float measure_roughly(const Cells& cells, const PlanePoint& at);
    [[nodiscard]] double depth_m(const Cells& cells, const PlanePoint& at) const noexcept;
    [[nodiscard]] std::uint32_t first_of(std::int64_t row, std::int64_t column) const noexcept {
        return m_first[static_cast<std::size_t>(row * m_grid.m_columns + column)];
    }

    const SegmentGrid& m_grid;
    std::vector<std::uint32_t> m_first; ///< segment of each cell; one more at the end
    // Of each segment, metres from the grid's corner; a few more at the end that are far away.
    std::vector<float> m_x;
    std::vector<float> m_y;
    std::vector<float> m_end_x;
    std::vector<float> m_end_y;
    std::vector<float> m_per_length2;
    std::vector<std::uint32_t> m_id;
    // Working space.
    std::vector<Columns> m_rows;
    std::vector<float> m_rough2; ///< squared distances, row by row
};

} // namespace gis::geometry
