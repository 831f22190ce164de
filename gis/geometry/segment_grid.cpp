#include "gis/geometry/segment_grid.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/geos.hpp"
#include "gis/geometry/segment_scan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace gis::geometry {

namespace {

constexpr double smallest_cell_m = 20.0;
constexpr double segments_per_cell = 4.0;
constexpr std::int64_t cells_per_block = 4; ///< side by side
constexpr double first_radius_cells = 0.5;
constexpr std::uint32_t vertices_per_mark = 32;
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
    const double position = ((x - ax) * dx + (y - ay) * dy) / length2;
    return length2 > 0 ? std::max(0.0, std::min(1.0, position)) : 0.0; // clamp() would branch
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
    m_x.reserve(vertices + Scan::lanes);
    m_y.reserve(vertices + Scan::lanes);
    m_line_about.reserve(vertices / vertices_per_mark + 1);
    for (std::uint32_t line = 0; line < m_lines.size(); ++line) {
        for (const auto& point : m_lines[line]) {
            if (m_x.size() % vertices_per_mark == 0) {
                m_line_about.push_back(line);
            }
            const auto plane = plane_position(point);
            m_x.push_back(static_cast<float>(plane.x));
            m_y.push_back(static_cast<float>(plane.y));
        }
    }
    m_x.resize(vertices + Scan::lanes, 0.0F);
    m_y.resize(vertices + Scan::lanes, 0.0F);
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
    for (std::size_t line = 0; line + 1 < m_first.size(); ++line) {
        for (auto id = m_first[line]; id + 1 < m_first[line + 1]; ++id) {
            for_each_cell_of(plane_segment(id), [&](std::size_t cell) {
                if (last[cell] != none) {
                    auto& run = runs[last[cell]].run;
                    if (run.first + run.count == id) {
                        ++run.count;
                        return;
                    }
                }
                last[cell] = static_cast<std::uint32_t>(runs.size());
                runs.push_back({cell, {id, 1}});
                ++m_offset[cell + 2];
            });
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

/// False when surely none comes so near. Looks at a few bits for a small radius.
bool SegmentGrid::may_come_near(const PlanePoint& point, double radius_m) const noexcept {
    if (radius_m > static_cast<double>(cells_per_block) * m_cell_m) {
        return true;
    }
    const auto cells = cells_around(point, radius_m);
    if (cells.first_column > cells.last_column || cells.first_row > cells.last_row) {
        return false;
    }
    for (auto row = cells.first_row / cells_per_block; row <= cells.last_row / cells_per_block;
         ++row) {
        for (auto column = cells.first_column / cells_per_block;
             column <= cells.last_column / cells_per_block; ++column) {
            if (m_has_segments[static_cast<std::size_t>(row * m_block_columns + column)]) {
                return true;
            }
        }
    }
    return false;
}

SegmentGrid::Cells SegmentGrid::cells_around(const PlanePoint& point,
                                             double radius_m) const noexcept {
    return {std::max<std::int64_t>(0, cell_at(point.x - radius_m)),
            std::min(m_columns - 1, cell_at(point.x + radius_m)),
            std::max<std::int64_t>(0, cell_at(point.y - radius_m)),
            std::min(m_rows - 1, cell_at(point.y + radius_m))};
}

/// Of some cells side by side: they are stored one behind the other.
std::span<const SegmentGrid::Run> SegmentGrid::runs_in(std::int64_t row, std::int64_t first,
                                                       std::int64_t last) const noexcept {
    if (first > last) {
        return {};
    }
    const auto begin = m_offset[static_cast<std::size_t>(row * m_columns + first)];
    const auto end = m_offset[static_cast<std::size_t>(row * m_columns + last) + 1];
    return std::span{m_runs}.subspan(begin, end - begin);
}

double SegmentGrid::plane_distance2(const PlanePoint& point, std::uint32_t id) const noexcept {
    const auto [ax, ay, bx, by] = plane_segment(id);
    const double t = clamped_position(ax, ay, bx, by, point.x, point.y);
    const double dx = ax + t * (bx - ax) - point.x;
    const double dy = ay + t * (by - ay) - point.y;
    return dx * dx + dy * dy;
}

std::uint32_t SegmentGrid::line_of(std::uint32_t id) const noexcept {
    auto line = m_line_about[id / vertices_per_mark];
    while (m_first[line + 1] <= id) {
        ++line;
    }
    return line;
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

std::optional<NearestOnLines> SegmentGrid::nearest(const Point& point, double max_m) const {
    if (empty()) {
        return std::nullopt;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    Scan scan{*this, plane_position(point), reach};
    if (!may_come_near(scan.point(), reach)) {
        return std::nullopt;
    }
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    auto best = none;
    for (double radius = std::min(reach, first_radius_cells * m_cell_m);;) {
        scan.visit_around(radius, [&](std::uint32_t id) {
            const double distance2 = plane_distance2(scan.point(), id);
            if (distance2 < scan.limit2() || (distance2 == scan.limit2() && id < best)) {
                scan.set_limit(distance2);
                best = id;
            }
            return false;
        });
        const double left = std::sqrt(scan.limit2());
        if (left <= radius) {
            break;
        }
        radius = std::min(left, 2 * radius);
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
    const double reach = max_m * plane_slack + float_slack_m;
    const double sure = std::max(0.0, max_m / plane_slack - float_slack_m);
    const auto at = plane_position(point);
    // A line that passes the point's block comes no farther from it than the block's corners are.
    const double block_m = static_cast<double>(cells_per_block) * m_cell_m;
    if (block_m * std::numbers::sqrt2 + Scan::rounding_m < sure && at.x >= 0 && at.y >= 0) {
        const auto column = cell_at(at.x);
        const auto row = cell_at(at.y);
        if (column < m_columns && row < m_rows &&
            m_has_segments[static_cast<std::size_t>(row / cells_per_block * m_block_columns +
                                                    column / cells_per_block)]) {
            return true;
        }
    }
    Scan scan{*this, at, reach};
    for (double radius = std::min(reach, first_radius_cells * m_cell_m);;) {
        const bool found = scan.visit_around(radius, [&](std::uint32_t id) {
            const double distance2 = plane_distance2(scan.point(), id);
            return distance2 < sure * sure ||
                   (distance2 <= reach * reach && measured(point, id).distance_m <= max_m);
        });
        if (found || radius >= reach) {
            return found;
        }
        radius = std::min(reach, 2 * radius);
    }
}

std::vector<NearestOnLines> SegmentGrid::within(const Point& point, double max_m) const {
    std::vector<NearestOnLines> found;
    within(point, max_m, found);
    return found;
}

void SegmentGrid::within(const Point& point, double max_m,
                         std::vector<NearestOnLines>& found) const {
    found.clear();
    if (empty()) {
        return;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    Scan scan{*this, plane_position(point), reach};
    if (!may_come_near(scan.point(), reach)) {
        return;
    }
    scan.visit_around(reach, [&](std::uint32_t id) {
        const auto same = [id](const NearestOnLines& other) {
            return other.segment == id;
        };
        if (plane_distance2(scan.point(), id) <= reach * reach &&
            std::none_of(found.begin(), found.end(), same)) {
            found.push_back({0, id, {}, 0}); // not measured yet
        }
        return false;
    });
    std::sort(found.begin(), found.end(), [](const NearestOnLines& a, const NearestOnLines& b) {
        return a.segment < b.segment;
    });
    for (auto& place : found) {
        place = measured(point, place.segment);
    }
    std::erase_if(found, [&](const NearestOnLines& place) { return place.distance_m > max_m; });
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
            const auto& run = m_runs[k];
            for (auto id = run.first; id < run.first + run.count; ++id) {
                const auto other = plane_segment(id);
                if (!apart(wanted.ax, wanted.bx, other.ax, other.bx) &&
                    !apart(wanted.ay, wanted.by, other.ay, other.by)) {
                    ids.push_back(id);
                }
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
