#include "gis/geometry/segment_grid.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/geos.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gis::geometry {

namespace {

constexpr double smallest_cell_m = 20.0;
constexpr double segments_per_cell = 2.0;
/// How far a position may be from where its float says, in metres: the search looks that much
/// further.
constexpr double float_slack_m = 0.02;
/// Metres of the plane are this much longer or shorter than those of the ground at most, within
/// half a degree of the frame's origin up to 60° of latitude.
constexpr double plane_slack = 1.02;

double clamped_position(double ax, double ay, double bx, double by, double x, double y) noexcept {
    const double dx = bx - ax;
    const double dy = by - ay;
    const double length2 = dx * dx + dy * dy;
    return length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
}

/// On which side of the line from a to b a point lies; exact.
int side(const Point& a, const Point& b, const Point& point) {
    return GEOSOrientationIndex_r(geos::context(), a.lon, a.lat, b.lon, b.lat, point.lon,
                                  point.lat);
}

/// Whether two segments meet in one point inside both.
bool cross(const Point& a, const Point& b, const Point& c, const Point& d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

} // namespace

SegmentGrid::SegmentGrid(std::vector<std::span<const Point>> lines) : m_lines(std::move(lines)) {
    for (const auto& line : m_lines) {
        m_box.add(box_of(line));
    }
    if (m_box.empty()) {
        m_first.assign(m_lines.size() + 1, 0);
        return;
    }
    m_frame =
        LocalFrame{{(m_box.min_lon + m_box.max_lon) / 2, (m_box.min_lat + m_box.max_lat) / 2}};
    m_min = m_frame.to_plane({m_box.min_lon, m_box.min_lat});
    place_vertices();
    choose_cells();
    sort_into_cells();
}

void SegmentGrid::place_vertices() {
    std::size_t vertices = 0;
    m_first.reserve(m_lines.size() + 1);
    for (const auto& line : m_lines) {
        m_first.push_back(static_cast<std::uint32_t>(vertices));
        vertices += line.size();
    }
    m_first.push_back(static_cast<std::uint32_t>(vertices));
    m_x.reserve(vertices);
    m_y.reserve(vertices);
    for (const auto& line : m_lines) {
        for (const auto& point : line) {
            const auto plane = m_frame.to_plane(point);
            m_x.push_back(static_cast<float>(plane.x - m_min.x));
            m_y.push_back(static_cast<float>(plane.y - m_min.y));
        }
    }
}

void SegmentGrid::choose_cells() {
    const auto max = m_frame.to_plane({m_box.max_lon, m_box.max_lat});
    const double width = max.x - m_min.x + 1.0;
    const double height = max.y - m_min.y + 1.0;
    const double segments = std::max(1.0, static_cast<double>(m_x.size()));
    m_cell_m = std::max({smallest_cell_m, std::sqrt(width * height * segments_per_cell / segments),
                         std::max(width, height) * segments_per_cell / segments});
    m_columns = static_cast<std::int64_t>(width / m_cell_m) + 1;
    m_rows = static_cast<std::int64_t>(height / m_cell_m) + 1;
}

template <class Visit>
void SegmentGrid::for_each_cell_of(const PlaneSegment& segment, Visit visit) const {
    const double cells_per_m = 1.0 / m_cell_m;
    const auto cell = [&](double metres, std::int64_t count) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(metres * cells_per_m), 0,
                                        count - 1);
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

void SegmentGrid::sort_into_cells() {
    const auto each_segment = [&](auto visit) {
        for (std::size_t line = 0; line + 1 < m_first.size(); ++line) {
            for (auto id = m_first[line]; id + 1 < m_first[line + 1]; ++id) {
                visit(id);
            }
        }
    };
    m_offset.assign(static_cast<std::size_t>(m_columns * m_rows) + 2, 0);
    each_segment([&](std::uint32_t id) {
        for_each_cell_of(plane_segment(id), [&](std::size_t cell) { ++m_offset[cell + 2]; });
    });
    for (std::size_t i = 2; i < m_offset.size(); ++i) {
        m_offset[i] += m_offset[i - 1];
    }
    m_ids.resize(m_offset.back());
    each_segment([&](std::uint32_t id) {
        for_each_cell_of(plane_segment(id),
                         [&](std::size_t cell) { m_ids[m_offset[cell + 1]++] = id; });
    });
    m_offset.pop_back();
}

/// The cells of a square ring around a cell, those that exist.
template <class Visit>
void SegmentGrid::visit_ring(std::int64_t column, std::int64_t row, std::int64_t ring,
                             Visit visit) const {
    const auto first = std::max<std::int64_t>(0, column - ring);
    const auto last = std::min(m_columns - 1, column + ring);
    for (auto r = std::max<std::int64_t>(0, row - ring); r <= std::min(m_rows - 1, row + ring);
         ++r) {
        const bool whole = r == row - ring || r == row + ring;
        if (whole) {
            for (auto c = first; c <= last; ++c) {
                visit(static_cast<std::size_t>(r * m_columns + c));
            }
            continue;
        }
        if (column - ring >= 0 && column - ring < m_columns) {
            visit(static_cast<std::size_t>(r * m_columns + column - ring));
        }
        if (column + ring < m_columns && column + ring >= 0) {
            visit(static_cast<std::size_t>(r * m_columns + column + ring));
        }
    }
}

double SegmentGrid::plane_distance2(const PlanePoint& point, std::uint32_t id) const noexcept {
    const double ax = m_x[id];
    const double ay = m_y[id];
    const double bx = m_x[id + 1];
    const double by = m_y[id + 1];
    const double t = clamped_position(ax, ay, bx, by, point.x, point.y);
    const double dx = ax + t * (bx - ax) - point.x;
    const double dy = ay + t * (by - ay) - point.y;
    return dx * dx + dy * dy;
}

std::uint32_t SegmentGrid::line_of(std::uint32_t id) const noexcept {
    const auto after = std::upper_bound(m_first.begin(), m_first.end(), id);
    return static_cast<std::uint32_t>(after - m_first.begin() - 1);
}

NearestOnLines SegmentGrid::measured(const Point& point, std::uint32_t id) const {
    NearestOnLines result;
    result.line = line_of(id);
    result.segment = id - m_first[result.line];
    const auto& a = m_lines[result.line][result.segment];
    const auto& b = m_lines[result.line][result.segment + 1];
    const auto pa = m_frame.to_plane(a);
    const auto pb = m_frame.to_plane(b);
    const auto p = m_frame.to_plane(point);
    const double t = clamped_position(pa.x, pa.y, pb.x, pb.y, p.x, p.y);
    result.at = t == 0.0   ? a
                : t == 1.0 ? b
                           : Point{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
    result.distance_m = geometry::distance_m(point, result.at);
    return result;
}

namespace {

/// Where a search starts and how far it goes, in metres of the plane.
struct Search {
    PlanePoint point;
    std::int64_t column = 0;
    std::int64_t row = 0;
    double to_border = 0; ///< from the point to the nearest border of its cell
    double reach = 0;

    Search(const LocalFrame& frame, const PlanePoint& min, double cell_m, const Point& at,
           double max_m) {
        const auto plane = frame.to_plane(at);
        point = {plane.x - min.x, plane.y - min.y};
        column = static_cast<std::int64_t>(std::floor(point.x / cell_m));
        row = static_cast<std::int64_t>(std::floor(point.y / cell_m));
        const double fx = point.x - static_cast<double>(column) * cell_m;
        const double fy = point.y - static_cast<double>(row) * cell_m;
        to_border = std::min({fx, fy, cell_m - fx, cell_m - fy});
        reach = max_m * plane_slack + float_slack_m;
    }

    /// No cell of the ring is nearer than this.
    [[nodiscard]] double bound(std::int64_t ring, double cell_m) const noexcept {
        return ring == 0 ? 0.0 : static_cast<double>(ring - 1) * cell_m + to_border;
    }
};

} // namespace

std::optional<NearestOnLines> SegmentGrid::nearest(const Point& point, double max_m) const {
    if (empty()) {
        return std::nullopt;
    }
    const Search search{m_frame, m_min, m_cell_m, point, max_m};
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    auto best = none;
    double best2 = search.reach * search.reach;
    for (std::int64_t ring = 0;; ++ring) {
        const double bound = search.bound(ring, m_cell_m);
        if (bound * bound > best2) {
            break;
        }
        visit_ring(search.column, search.row, ring, [&](std::size_t cell) {
            for (auto k = m_offset[cell]; k < m_offset[cell + 1]; ++k) {
                const auto id = m_ids[k];
                const double distance2 = plane_distance2(search.point, id);
                if (distance2 < best2 || (distance2 == best2 && id < best)) {
                    best2 = distance2;
                    best = id;
                }
            }
        });
    }
    if (best == none) {
        return std::nullopt;
    }
    const auto result = measured(point, best);
    return result.distance_m <= max_m ? std::optional{result} : std::nullopt;
}

bool SegmentGrid::any_within(const Point& point, double max_m) const {
    if (empty()) {
        return false;
    }
    const Search search{m_frame, m_min, m_cell_m, point, max_m};
    const double sure = std::max(0.0, max_m / plane_slack - float_slack_m);
    bool found = false;
    for (std::int64_t ring = 0; !found && search.bound(ring, m_cell_m) <= search.reach; ++ring) {
        visit_ring(search.column, search.row, ring, [&](std::size_t cell) {
            for (auto k = m_offset[cell]; !found && k < m_offset[cell + 1]; ++k) {
                const double distance2 = plane_distance2(search.point, m_ids[k]);
                found = distance2 < sure * sure || (distance2 <= search.reach * search.reach &&
                                                    measured(point, m_ids[k]).distance_m <= max_m);
            }
        });
    }
    return found;
}

std::vector<NearestOnLines> SegmentGrid::within(const Point& point, double max_m) const {
    std::vector<NearestOnLines> found;
    if (empty()) {
        return found;
    }
    const Search search{m_frame, m_min, m_cell_m, point, max_m};
    std::vector<std::uint32_t> ids;
    for (std::int64_t ring = 0; search.bound(ring, m_cell_m) <= search.reach; ++ring) {
        visit_ring(search.column, search.row, ring, [&](std::size_t cell) {
            for (auto k = m_offset[cell]; k < m_offset[cell + 1]; ++k) {
                if (plane_distance2(search.point, m_ids[k]) <= search.reach * search.reach) {
                    ids.push_back(m_ids[k]);
                }
            }
        });
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const auto id : ids) {
        if (const auto hit = measured(point, id); hit.distance_m <= max_m) {
            found.push_back(hit);
        }
    }
    return found;
}

std::vector<SegmentGrid::Segment> SegmentGrid::crossings(const Point& a, const Point& b) const {
    std::vector<Segment> found;
    Box box;
    box.add(a);
    box.add(b);
    if (empty() || !box.intersects(m_box)) {
        return found;
    }
    const auto pa = m_frame.to_plane(a);
    const auto pb = m_frame.to_plane(b);
    const PlaneSegment wanted{pa.x - m_min.x, pa.y - m_min.y, pb.x - m_min.x, pb.y - m_min.y};
    std::vector<std::uint32_t> ids;
    const auto apart = [](double a1, double a2, double b1, double b2) {
        return std::max(a1, a2) + float_slack_m < std::min(b1, b2) ||
               std::max(b1, b2) + float_slack_m < std::min(a1, a2);
    };
    for_each_cell_of(wanted, [&](std::size_t cell) {
        for (auto k = m_offset[cell]; k < m_offset[cell + 1]; ++k) {
            const auto other = plane_segment(m_ids[k]);
            if (!apart(wanted.ax, wanted.bx, other.ax, other.bx) &&
                !apart(wanted.ay, wanted.by, other.ay, other.by)) {
                ids.push_back(m_ids[k]);
            }
        }
    });
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const auto id : ids) {
        const auto line = line_of(id);
        const auto segment = id - m_first[line];
        if (cross(a, b, m_lines[line][segment], m_lines[line][segment + 1])) {
            found.push_back({line, segment});
        }
    }
    return found;
}

} // namespace gis::geometry
