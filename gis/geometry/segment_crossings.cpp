#include "gis/geometry/geos.hpp"
#include "gis/geometry/segment_cells.hpp"
#include "gis/geometry/segment_scan.hpp"

#include <algorithm>

namespace gis::geometry {

namespace {

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
        const auto [line, segment] = segment_of(id);
        if (cross(a, b, m_lines[line][segment], m_lines[line][segment + 1])) {
            found.push_back({line, segment});
        }
    }
    return found;
}

} // namespace gis::geometry
