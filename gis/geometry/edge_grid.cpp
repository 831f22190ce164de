#include "gis/geometry/edge_grid.hpp"

#include "gis/geometry/coverage_index.hpp"
#include "gis/geometry/geos.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace gis::geometry {

namespace {

// Where in its cell the reference point lies; odd shares, so that borders on round coordinates miss
// it.
constexpr double reference_column_share = 0.4567891;
constexpr double reference_row_share = 0.5432198;

constexpr double cells_per_edge = 4.0;
constexpr double min_cells = 64.0;
constexpr double max_cells = 16e6;

void add_ring(std::vector<Edge>& edges, const Ring& ring, std::uint32_t area) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (!(ring[i - 1] == ring[i])) {
            edges.push_back({ring[i - 1], ring[i], area});
        }
    }
}

} // namespace

EdgeGrid::EdgeGrid(std::span<const MultiPolygon> areas) {
    collect_edges(areas);
    choose_cells();
    sort_edges_into_cells();
    count_edges();
    find_owners(areas.size());
}

void EdgeGrid::collect_edges(std::span<const MultiPolygon> areas) {
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        for (const auto& polygon : areas[area]) {
            add_ring(m_edges, polygon.outer, area);
            for (const auto& hole : polygon.holes) {
                add_ring(m_edges, hole, area);
            }
        }
    }
    for (const auto& edge : m_edges) {
        m_box.add(edge.a);
        m_box.add(edge.b);
    }
}

void EdgeGrid::choose_cells() {
    if (m_edges.empty()) {
        m_box = {0, 0, 0, 0};
    }
    const double width = std::max(m_box.max_lon - m_box.min_lon, 1e-6);
    const double height = std::max(m_box.max_lat - m_box.min_lat, 1e-6);
    const double wanted =
        std::clamp(cells_per_edge * static_cast<double>(m_edges.size()), min_cells, max_cells);
    m_cell_deg = std::max(std::sqrt(width * height / wanted), std::max(width, height) / 1e5);
    m_cells_per_deg = 1.0 / m_cell_deg;
    // A margin of a cell all around, so that no border touches the outermost cells.
    m_box.min_lon -= m_cell_deg;
    m_box.min_lat -= m_cell_deg;
    m_columns = static_cast<std::int64_t>(std::ceil(width / m_cell_deg)) + 2;
    m_rows = static_cast<std::int64_t>(std::ceil(height / m_cell_deg)) + 2;
    m_box.max_lon = m_box.min_lon + static_cast<double>(m_columns) * m_cell_deg;
    m_box.max_lat = m_box.min_lat + static_cast<double>(m_rows) * m_cell_deg;
}

EdgeGrid::Cells EdgeGrid::cells_of(const Box& box) const noexcept {
    const auto index = [this](double value, double origin, std::int64_t count) {
        const double cell =
            std::clamp((value - origin) * m_cells_per_deg, -1.0, static_cast<double>(count));
        // Rounds down: what is cut off is not negative. Faster than std::floor, which is a call.
        return static_cast<std::int64_t>(cell + 1.0) - 1;
    };
    Cells cells;
    cells.first_column = std::max<std::int64_t>(0, index(box.min_lon, m_box.min_lon, m_columns));
    cells.last_column = std::min(m_columns - 1, index(box.max_lon, m_box.min_lon, m_columns));
    cells.first_row = std::max<std::int64_t>(0, index(box.min_lat, m_box.min_lat, m_rows));
    cells.last_row = std::min(m_rows - 1, index(box.max_lat, m_box.min_lat, m_rows));
    return cells;
}

bool EdgeGrid::holds(const Point& point) const noexcept {
    return !cells_of({point.lon, point.lat, point.lon, point.lat}).empty();
}

std::size_t EdgeGrid::cell_at(const Point& point) const noexcept {
    const auto cells = cells_of({point.lon, point.lat, point.lon, point.lat});
    return cell(cells.first_column, cells.first_row);
}

Point EdgeGrid::reference(std::size_t cell_index) const noexcept {
    const auto column = static_cast<double>(static_cast<std::int64_t>(cell_index) % m_columns);
    const auto row = static_cast<double>(static_cast<std::int64_t>(cell_index) / m_columns);
    return {m_box.min_lon + (column + reference_column_share) * m_cell_deg,
            m_box.min_lat + (row + reference_row_share) * m_cell_deg};
}

/// Row by row, the columns between the edge's two ends within the row, widened by the tolerance.
template <class Visit>
void EdgeGrid::for_each_cell_of(const Edge& edge, Visit visit) const {
    const auto& low = edge.a.lat <= edge.b.lat ? edge.a : edge.b;
    const auto& high = edge.a.lat <= edge.b.lat ? edge.b : edge.a;
    constexpr double margin = 2.0 * border_tolerance_deg;
    const auto rows = cells_of({low.lon, low.lat - margin, low.lon, high.lat + margin});
    const double rise = high.lat - low.lat;
    for (auto row = rows.first_row; row <= rows.last_row; ++row) {
        const double bottom = m_box.min_lat + static_cast<double>(row) * m_cell_deg - margin;
        const double top = bottom + m_cell_deg + 2.0 * margin;
        double from = low.lon;
        double to = high.lon;
        if (rise > 0.0) {
            const double slope = (high.lon - low.lon) / rise;
            from = low.lon + slope * (std::max(bottom, low.lat) - low.lat);
            to = low.lon + slope * (std::min(top, high.lat) - low.lat);
        }
        const auto columns =
            cells_of({std::min(from, to) - margin, low.lat, std::max(from, to) + margin, low.lat});
        for (auto column = columns.first_column; column <= columns.last_column; ++column) {
            visit(cell(column, row));
        }
    }
}

void EdgeGrid::sort_edges_into_cells() {
    m_edge_offset.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
    for (const auto& edge : m_edges) {
        for_each_cell_of(edge, [this](std::size_t at) { ++m_edge_offset[at + 1]; });
    }
    for (std::size_t i = 1; i < m_edge_offset.size(); ++i) {
        m_edge_offset[i] += m_edge_offset[i - 1];
    }
    m_cell_edges.resize(m_edge_offset.back());
    auto next = m_edge_offset;
    for (std::uint32_t i = 0; i < m_edges.size(); ++i) {
        for_each_cell_of(m_edges[i], [&](std::size_t at) { m_cell_edges[next[at]++] = i; });
    }
}

void EdgeGrid::count_edges() {
    const auto stride = static_cast<std::size_t>(m_columns + 1);
    m_edges_before.assign(stride * static_cast<std::size_t>(m_rows + 1), 0);
    for (std::int64_t row = 0; row < m_rows; ++row) {
        for (std::int64_t column = 0; column < m_columns; ++column) {
            const auto at =
                static_cast<std::size_t>(row + 1) * stride + static_cast<std::size_t>(column + 1);
            m_edges_before[at] = m_edges_before[at - 1] + m_edges_before[at - stride] -
                                 m_edges_before[at - stride - 1] +
                                 static_cast<std::uint32_t>(edges_in(cell(column, row)).size());
        }
    }
}

bool EdgeGrid::clean(const Cells& cells) const noexcept {
    if (cells.empty()) {
        return true;
    }
    const auto stride = static_cast<std::size_t>(m_columns + 1);
    const auto at = [this, stride](std::int64_t column, std::int64_t row) {
        return m_edges_before[static_cast<std::size_t>(row) * stride +
                              static_cast<std::size_t>(column)];
    };
    return at(cells.last_column + 1, cells.last_row + 1) -
               at(cells.first_column, cells.last_row + 1) -
               at(cells.last_column + 1, cells.first_row) +
               at(cells.first_column, cells.first_row) ==
           0;
}

void EdgeGrid::find_owners(std::size_t areas) {
    m_owner_sets.assign(1, {});
    m_owner_set.assign(static_cast<std::size_t>(m_columns * m_rows), 0);
    auto begin = m_edges.begin();
    for (std::uint32_t area = 0; area < areas; ++area) {
        const auto end = std::find_if(begin, m_edges.end(),
                                      [area](const Edge& edge) { return edge.area != area; });
        fill_owners(area, {begin, end});
        begin = end;
    }
}

/// Even-odd scan along the line of each row's reference points.
void EdgeGrid::fill_owners(std::uint32_t area, std::span<const Edge> edges) {
    std::vector<std::pair<std::int64_t, std::int64_t>> crossings; // row, first column to the right
    for (const auto& edge : edges) {
        const double low = std::min(edge.a.lat, edge.b.lat);
        const double high = std::max(edge.a.lat, edge.b.lat);
        const auto rows = cells_of({edge.a.lon, low, edge.a.lon, high});
        for (auto row = rows.first_row; row <= rows.last_row; ++row) {
            const double line = reference(cell(0, row)).lat;
            if ((edge.a.lat > line) != (edge.b.lat > line)) {
                crossings.emplace_back(row, first_reference_right_of(edge, row));
            }
        }
    }
    std::sort(crossings.begin(), crossings.end());
    std::unordered_map<std::uint32_t, std::uint32_t>
        with_area; // set without the area -> set with it
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const auto row = crossings[i].first;
        for (auto column = crossings[i].second; column < crossings[i + 1].second; ++column) {
            auto& set = m_owner_set[cell(column, row)];
            const auto [at, is_new] = with_area.try_emplace(set, 0);
            if (is_new) {
                at->second = with_owner(set, area);
            }
            set = at->second;
        }
    }
}

std::int64_t EdgeGrid::first_reference_right_of(const Edge& edge, std::int64_t row) const {
    const auto& low = edge.a.lat <= edge.b.lat ? edge.a : edge.b;
    const auto& high = edge.a.lat <= edge.b.lat ? edge.b : edge.a;
    const double line = reference(cell(0, row)).lat;
    const double lon = low.lon + (high.lon - low.lon) * ((line - low.lat) / (high.lat - low.lat));
    const double share = (lon - m_box.min_lon) / m_cell_deg - reference_column_share;
    auto column =
        std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(share)), 0, m_columns);
    // The division may round to the wrong side of a reference point; the predicate does not.
    const auto is_right = [&](std::int64_t candidate) {
        const auto point = reference(cell(candidate, row));
        return GEOSOrientationIndex_r(geos::context(), low.lon, low.lat, high.lon, high.lat,
                                      point.lon, point.lat) < 0;
    };
    while (column > 0 && is_right(column - 1)) {
        --column;
    }
    while (column < m_columns && !is_right(column)) {
        ++column;
    }
    return column;
}

std::uint32_t EdgeGrid::with_owner(std::uint32_t set, std::uint32_t area) {
    auto owners = m_owner_sets[set];
    owners.push_back(area); // areas come in ascending order
    m_owner_sets.push_back(std::move(owners));
    return static_cast<std::uint32_t>(m_owner_sets.size() - 1);
}

} // namespace gis::geometry
