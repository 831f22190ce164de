// How a SegmentGrid is made: vertices on the plane, cells, and which segments pass each.
#include "gis/geometry/segment_cells.hpp"
#include "gis/geometry/segment_scan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gis::geometry {

namespace {

constexpr double smallest_cell_m = 20.0;
constexpr double segments_per_cell = 4.0;

/// Whether two cells have a side in common: then a segment from one to the other passes no third.
bool side_by_side(std::uint32_t cell, std::uint32_t after, std::uint32_t columns) noexcept {
    return after - cell == columns || (after - cell == 1 && after % columns != 0);
}

} // namespace

void SegmentGrid::place_vertices() {
    std::size_t vertices = 0;
    m_first.reserve(m_lines.size() + 1);
    for (const auto& line : m_lines) {
        m_first.push_back(static_cast<std::uint32_t>(vertices));
        vertices += line.size();
    }
    m_first.push_back(static_cast<std::uint32_t>(vertices));
    m_x.resize(vertices + Scan::lanes, 0.0F);
    m_y.resize(vertices + Scan::lanes, 0.0F);
    m_line_about.reserve(vertices / vertices_per_mark + 1);
    std::size_t vertex = 0;
    for (std::uint32_t line = 0; line < m_lines.size(); ++line) {
        for (const auto& point : m_lines[line]) {
            const auto plane = plane_position(point);
            m_x[vertex] = static_cast<float>(plane.x);
            m_y[vertex] = static_cast<float>(plane.y);
            ++vertex;
        }
        while (m_line_about.size() * vertices_per_mark < vertex) {
            m_line_about.push_back(line);
        }
    }
}

void SegmentGrid::choose_cells() {
    const auto max = m_frame.to_plane({m_box.max_lon, m_box.max_lat});
    const double width = max.x - m_min.x + 1.0;
    const double height = max.y - m_min.y + 1.0;
    m_extent_m = std::max(width, height);
    const double segments = std::max(1.0, static_cast<double>(m_first.back()));
    m_cell_m = std::max({smallest_cell_m, std::sqrt(width * height * segments_per_cell / segments),
                         m_extent_m * segments_per_cell / segments});
    m_cells_per_m = 1.0 / m_cell_m;
    m_columns = static_cast<std::int64_t>(width / m_cell_m) + 1;
    m_rows = static_cast<std::int64_t>(height / m_cell_m) + 1;
}

/// Of each vertex. Without a branch, so that several are done at once.
BulkList<std::uint32_t> SegmentGrid::cells_of_vertices() const {
    BulkList<std::uint32_t> result(m_first.back());
    const auto cell = [per_m = m_cells_per_m](float metres, double count) {
        return static_cast<std::int32_t>(
            std::max(0.0, std::min(static_cast<double>(metres) * per_m, count - 1.0)));
    };
    const auto columns = static_cast<std::int32_t>(m_columns);
    const auto all_columns = static_cast<double>(m_columns);
    const auto all_rows = static_cast<double>(m_rows);
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = static_cast<std::uint32_t>(cell(m_y[i], all_rows) * columns +
                                               cell(m_x[i], all_columns));
    }
    return result;
}

void SegmentGrid::sort_into_cells() {
    struct Open {
        std::size_t cell = 0;
        Run run;
    };
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    const auto cells = static_cast<std::size_t>(m_columns * m_rows);
    std::vector<Open> runs;
    std::vector<std::uint32_t> last(cells, none); // run of each cell
    m_offset.assign(cells + 2, 0);
    runs.reserve(m_first.back() / 2);
    const auto cell_of = cells_of_vertices();
    const auto columns = static_cast<std::uint32_t>(m_columns);
    for (std::size_t line = 0; line + 1 < m_first.size(); ++line) {
        if (m_first[line] == m_first[line + 1]) {
            continue;
        }
        const auto add = [&](std::size_t cell, std::uint32_t id, std::uint32_t count) {
            if (last[cell] != none) {
                auto& run = runs[last[cell]].run;
                if (run.first + run.count == id) {
                    run.count += count;
                    return;
                }
            }
            last[cell] = static_cast<std::uint32_t>(runs.size());
            runs.push_back({cell, {id, count}});
            ++m_offset[cell + 2];
        };
        const auto last_vertex = m_first[line + 1] - 1;
        for (auto id = m_first[line]; id < last_vertex;) {
            const auto entered = id;
            const auto cell = cell_of[id];
            while (id < last_vertex && cell_of[id + 1] == cell) {
                ++id; // most stay in one cell
            }
            if (id > entered) {
                add(cell, entered, id - entered);
            }
            if (id < last_vertex) {
                const auto next = cell_of[id + 1];
                if (side_by_side(std::min(cell, next), std::max(cell, next), columns)) {
                    add(cell, id, 1);
                    add(next, id, 1);
                } else {
                    for_each_cell_of(plane_segment(id),
                                     [&](std::size_t passed) { add(passed, id, 1); });
                }
                ++id;
            }
        }
    }
    for (std::size_t i = 2; i < m_offset.size(); ++i) {
        m_offset[i] += m_offset[i - 1];
    }
    m_runs.resize(runs.size());
    for (const auto& [cell, run] : runs) {
        m_runs[m_offset[cell + 1]++] = run;
    }
    m_offset.pop_back();
    mark_blocks();
}

void SegmentGrid::mark_blocks() {
    m_block_columns = m_columns / cells_per_block + 1;
    m_has_segments.assign(
        static_cast<std::size_t>(m_block_columns * (m_rows / cells_per_block + 1)), false);
    for (std::int64_t row = 0; row < m_rows; ++row) {
        const auto block_row = row / cells_per_block * m_block_columns;
        for (std::int64_t column = 0; column < m_columns; ++column) {
            const auto cell = static_cast<std::size_t>(row * m_columns + column);
            if (m_offset[cell] != m_offset[cell + 1]) {
                m_has_segments[static_cast<std::size_t>(block_row + column / cells_per_block)] =
                    true;
            }
        }
    }
}

} // namespace gis::geometry
