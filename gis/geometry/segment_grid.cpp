#include "gis/geometry/segment_grid.hpp"

#include "gis/geometry/fetch.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/segment_scan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace gis::geometry {

namespace {

constexpr double first_radius_cells = 0.5;
constexpr auto no_segment = std::numeric_limits<std::uint32_t>::max();

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

void SegmentGrid::fetch() const noexcept {
    geometry::fetch(std::span<const float>{m_x});
    geometry::fetch(std::span<const float>{m_y});
    geometry::fetch(std::span<const std::uint32_t>{m_offset});
    geometry::fetch(std::span<const Run>{m_runs});
}

/// False when surely none comes so near. Looks at a few bits for a small radius.
bool SegmentGrid::may_come_near(const PlanePoint& point, double radius_m) const noexcept {
    if (radius_m > static_cast<double>(cells_per_block) * m_cell_m) {
        return true;
    }
    return any_segments_in_blocks_of(cells_around(point, radius_m));
}

bool SegmentGrid::may_meet(const Box& box) const noexcept {
    if (empty() || !m_box.intersects(box)) {
        return false;
    }
    const auto min = plane_position({box.min_lon, box.min_lat});
    const auto max = plane_position({box.max_lon, box.max_lat});
    // Straight on the ground is a hair beside straight on the plane.
    const auto first = std::max<std::int64_t>(0, cell_at(min.x - float_slack_m));
    const auto last = std::min(m_columns - 1, cell_at(max.x + float_slack_m));
    const auto last_row = std::min(m_rows - 1, cell_at(max.y + float_slack_m));
    for (auto row = std::max<std::int64_t>(0, cell_at(min.y - float_slack_m)); row <= last_row;
         ++row) {
        if (!runs_in(row, first, last).empty()) {
            return true;
        }
    }
    return false;
}

bool SegmentGrid::any_segments_in_blocks_of(const Cells& cells) const noexcept {
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

SegmentGrid::Segment SegmentGrid::segment_of(std::uint32_t id) const noexcept {
    auto line = m_line_about[id / vertices_per_mark];
    while (m_first[line + 1] <= id) {
        ++line;
    }
    return {line, id - m_first[line]};
}

/// The place on a segment that is nearest to a point.
Point SegmentGrid::place_on(const Segment& segment, const Point& point) const noexcept {
    const auto& a = m_lines[segment.line][segment.segment];
    const auto& b = m_lines[segment.line][segment.segment + 1];
    const auto pa = m_frame.to_plane(a);
    const auto pb = m_frame.to_plane(b);
    const auto p = m_frame.to_plane(point);
    const double t = clamped_position(pa.x, pa.y, pb.x, pb.y, p.x, p.y);
    return t == 0.0   ? a
           : t == 1.0 ? b
                      : Point{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

NearestOnLines SegmentGrid::measured(const Point& point, const Segment& segment) const {
    const auto at = place_on(segment, point);
    return {segment.line, segment.segment, at, at == point ? 0.0 : distance_m(point, at)};
}

void SegmentGrid::measure(std::span<const Point> points, std::span<const std::uint32_t> ids,
                          std::span<NearestOnLines> places) const {
    // In rounds, so that no point waits for another's vertices to come out of memory.
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto [line, segment] = segment_of(ids[i]);
        places[i].line = line;
        places[i].segment = segment;
        __builtin_prefetch(&m_lines[line][segment]);
    }
    std::vector<Point> at(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        at[i] = place_on({places[i].line, places[i].segment}, points[i]);
        places[i].at = at[i];
    }
    std::vector<double> metres(points.size());
    distances_m(points, at, metres);
    for (std::size_t i = 0; i < points.size(); ++i) {
        places[i].distance_m = metres[i];
    }
}

std::optional<SegmentGrid::Near> SegmentGrid::near(const Point& point, double max_m) const {
    if (empty()) {
        return std::nullopt;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    Scan scan{*this, plane_position(point), reach};
    if (!may_come_near(scan.point(), reach)) {
        return std::nullopt;
    }
    auto best = no_segment;
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
    return best == no_segment ? std::nullopt : std::optional{Near{best, std::sqrt(scan.limit2())}};
}

bool SegmentGrid::any_near(const Point& point, double max_m) const {
    if (empty()) {
        return false;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    Scan scan{*this, plane_position(point), reach};
    return may_come_near(scan.point(), reach) && scan.visit_around(reach, [&](std::uint32_t id) {
        return plane_distance2(scan.point(), id) <= reach * reach;
    });
}

double SegmentGrid::sure_m(double plane_m) noexcept {
    return (plane_m + float_slack_m) * plane_slack;
}

std::optional<NearestOnLines> SegmentGrid::nearest(const Point& point, double max_m) const {
    const auto found = near(point, max_m);
    if (!found) {
        return std::nullopt;
    }
    const auto result = measured(point, segment_of(found->id));
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
            return distance2 < sure * sure || (distance2 <= reach * reach &&
                                               measured(point, segment_of(id)).distance_m <= max_m);
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

void SegmentGrid::within(const Point& point, double max_m, std::vector<NearestOnLines>& found,
                         std::optional<Segment> but) const {
    found.clear();
    if (empty()) {
        return;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    Scan scan{*this, plane_position(point), reach};
    if (!may_come_near(scan.point(), reach)) {
        return;
    }
    const auto left_out = but ? m_first[but->line] + but->segment : no_segment;
    scan.visit_boxes_around(reach, [&](std::uint32_t id) {
        const auto same = [id](const NearestOnLines& other) {
            return other.segment == id;
        };
        if (id != left_out && plane_distance2(scan.point(), id) <= reach * reach &&
            std::none_of(found.begin(), found.end(), same)) {
            found.push_back({0, id, {}, 0}); // not measured yet
        }
    });
    std::sort(found.begin(), found.end(), [](const NearestOnLines& a, const NearestOnLines& b) {
        return a.segment < b.segment;
    });
    for (auto& place : found) {
        place = measured(point, segment_of(place.segment));
    }
    std::erase_if(found, [&](const NearestOnLines& place) { return place.distance_m > max_m; });
}

} // namespace gis::geometry
