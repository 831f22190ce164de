#pragma once

// Part of SegmentGrid; only what implements it includes it.

#include "gis/geometry/segment_grid.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace gis::geometry {

/// Calls visit() with the number of each cell that a segment passes.
template <class Visit>
void SegmentGrid::for_each_cell_of(const PlaneSegment& segment, Visit visit) const {
    const auto cell = [&](double metres, std::int64_t count) {
        return std::clamp<std::int64_t>(cell_at(metres), 0, count - 1);
    };
    auto [ax, ay, bx, by] = segment;
    if (ay > by) {
        std::swap(ax, bx);
        std::swap(ay, by);
    }
    const auto first_row = cell(ay, m_rows);
    const auto last_row = cell(by, m_rows);
    if (first_row == last_row) {
        const auto last = cell(std::max(ax, bx), m_columns);
        for (auto column = cell(std::min(ax, bx), m_columns); column <= last; ++column) {
            visit(static_cast<std::size_t>(first_row * m_columns + column));
        }
        return;
    }
    const double slope = (bx - ax) / (by - ay);
    for (auto row = first_row; row <= last_row; ++row) {
        const double low = static_cast<double>(row) * m_cell_m;
        const double from = row == first_row ? ax : ax + slope * (low - ay);
        const double to = row == last_row ? bx : ax + slope * (low + m_cell_m - ay);
        const auto last = cell(std::max(from, to), m_columns);
        for (auto column = cell(std::min(from, to), m_columns); column <= last; ++column) {
            visit(static_cast<std::size_t>(row * m_columns + column));
        }
    }
}

} // namespace gis::geometry
