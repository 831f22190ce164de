#include "gis/analysis/road_crossings.hpp"

#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace gis::analysis {

namespace {

using geometry::Point;

/// Where the line from a to b meets the one from c to d. @pre they cross
Point meeting(const Point& a, const Point& b, const Point& c, const Point& d) noexcept {
    const double abx = b.lon - a.lon;
    const double aby = b.lat - a.lat;
    const double cdx = d.lon - c.lon;
    const double cdy = d.lat - c.lat;
    const double t = ((c.lon - a.lon) * cdy - (c.lat - a.lat) * cdx) / (abx * cdy - aby * cdx);
    return {a.lon + t * abx, a.lat + t * aby};
}

/// A segment of a line of a part.
struct Place {
    const PassablePart& part;
    std::uint32_t line = 0;
    std::uint32_t segment = 0;

    [[nodiscard]] const Point& start() const { return part.line(line)[segment]; }
    [[nodiscard]] const Point& end() const { return part.line(line)[segment + 1]; }
    [[nodiscard]] RoadId road() const { return part.part().roads[part.stretches()[line].road].id; }

    /// Whether a point of the segment is within some metres of the line's ends, along it.
    [[nodiscard]] bool at_an_end(const Point& point, double metres) const {
        const double at_m =
            part.chainage_of_vertex(line, segment) + geometry::distance_m(start(), point);
        const auto& stretch = part.stretches()[line];
        return at_m - stretch.from_m <= metres || stretch.to_m - at_m <= metres;
    }
};

/// Adds the crossings of one part's lines with those of another that come after them.
void add_crossings(std::vector<RoadCrossing>& found, const PassablePart& part,
                   const PassablePart& other, double snap_m) {
    const bool same = &part == &other;
    for (std::uint32_t line = 0; line < part.stretches().size(); ++line) {
        const auto vertices = part.line(line);
        for (std::uint32_t segment = 0; segment + 1 < vertices.size(); ++segment) {
            for (const auto& hit :
                 other.grid().crossings(vertices[segment], vertices[segment + 1])) {
                if (same && hit <= geometry::SegmentGrid::Segment{line, segment}) {
                    continue; // found from the other side
                }
                const Place here{part, line, segment};
                const Place there{other, hit.line, hit.segment};
                const auto at = meeting(here.start(), here.end(), there.start(), there.end());
                if (!here.at_an_end(at, snap_m) && !there.at_an_end(at, snap_m)) {
                    found.push_back({std::min(here.road(), there.road()),
                                     std::max(here.road(), there.road()), at});
                }
            }
        }
    }
}

std::string road_name(const model::Snapshot& snapshot, RoadId id) {
    const auto* road = snapshot.find_road(id);
    return road == nullptr || road->name.empty() ? fmt::format("#{}", id.get()) : road->name;
}

} // namespace

std::vector<RoadCrossing> plain_crossings(const PassableParts& parts, double snap_m,
                                          const ParallelFor& parallel_for) {
    const auto near = neighbours(parts, 0.0);
    std::vector<std::vector<RoadCrossing>> found(parts.size());
    parallel_for(parts.size(), [&](std::size_t part) {
        for (const auto other : near[part]) {
            if (other >= part) {
                add_crossings(found[part], *parts[part], *parts[other], snap_m);
            }
        }
    });
    std::vector<RoadCrossing> result;
    for (const auto& some : found) {
        result.insert(result.end(), some.begin(), some.end());
    }
    std::sort(result.begin(), result.end(), [](const RoadCrossing& x, const RoadCrossing& y) {
        return std::tie(x.a, x.b, x.at.lon, x.at.lat) < std::tie(y.a, y.b, y.at.lon, y.at.lat);
    });
    return result;
}

std::vector<Finding> to_findings(const std::vector<RoadCrossing>& crossings,
                                 const model::Snapshot& snapshot) {
    std::vector<Finding> result;
    for (const auto& crossing : crossings) {
        if (result.size() == most_crossings_listed) {
            Finding rest{"road-crossings", Finding::Severity::info, {}, {}, {}, {}, {}, {}, {}};
            const auto more = crossings.size() - result.size();
            rest.message = {
                fmt::format("Còn {} chỗ đường cắt nhau khác không có nút giao.", more),
                fmt::format("{} more places where roads cross without a junction.", more)};
            result.push_back(std::move(rest));
            break;
        }
        Finding finding{"road-crossing", Finding::Severity::info, {}, {}, {}, {}, {}, {}, {}};
        finding.road = crossing.a;
        finding.at = crossing.at;
        const auto a = road_name(snapshot, crossing.a);
        const auto b = road_name(snapshot, crossing.b);
        finding.message = {
            fmt::format("{} và {} cắt nhau mà không có nút giao: tính theo đường thì không rẽ được "
                        "ở đó. Nếu không phải cầu, hãy thêm một đỉnh chung.",
                        a, b),
            fmt::format("{} and {} cross without a junction: ways along roads do not turn there. "
                        "Unless it is a bridge, add a common vertex.",
                        a, b)};
        result.push_back(std::move(finding));
    }
    return result;
}

} // namespace gis::analysis
