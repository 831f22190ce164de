// Junctions after a few roads have changed, from those before.
#include "gis/analysis/junction_finder.hpp"

#include <algorithm>
#include <cmath>

namespace gis::analysis {

namespace {

/// With more changed roads than this everything is looked at again.
constexpr std::size_t most_changed_roads = 256;
/// A node and the vertex that it is at are no farther apart along their road, in metres.
constexpr double same_vertex_m = 1e-5;
/// Finds what is at a position; the vertices are then compared to the last bit.
constexpr double at_position_m = 0.001;

constexpr auto none = std::numeric_limits<std::uint32_t>::max();

/// Nodes in which a road that has changed took part: what met there may have met through it alone.
std::vector<bool> dissolved_nodes(const RoadJunctions& before, const RoadChanges& changes) {
    std::vector<bool> dissolved(before.node_count, false);
    for (std::size_t road = 0; road < changes.now.size(); ++road) {
        if (changes.now[road] == no_road) {
            for (const auto& node : before.of(road)) {
                dissolved[node.node] = true;
            }
        }
    }
    return dissolved;
}

} // namespace

RoadJunctions JunctionFinder::update(const RoadJunctions& before, const PassableParts& old_parts) {
    const auto changes = road_changes(old_parts, m_net.parts);
    const auto gone = std::ranges::count(changes.now, no_road);
    if (changes.fresh.size() + static_cast<std::size_t>(gone) > most_changed_roads) {
        return find();
    }
    auto doubtful = keep_nodes(before, changes);
    std::sort(doubtful.positions.begin(), doubtful.positions.end(),
              [](const geometry::Point& a, const geometry::Point& b) {
                  return std::pair{a.lon, a.lat} < std::pair{b.lon, b.lat};
              });
    const auto end = std::unique(doubtful.positions.begin(), doubtful.positions.end());
    for (auto position = doubtful.positions.begin(); position != end; ++position) {
        join_vertices_at(*position);
    }
    join_ends_anew(doubtful);
    return number_nodes();
}

/// Takes over the nodes of unchanged roads, but for those in which a changed road took part.
JunctionFinder::Doubtful JunctionFinder::keep_nodes(const RoadJunctions& before,
                                                    const RoadChanges& changes) {
    std::vector<std::uint32_t> line_of_road(m_net.first_road.back(), none);
    for (std::uint32_t line = 0; line < m_net.roads.size(); ++line) {
        line_of_road[m_net.roads[line].road] = line;
    }
    Doubtful doubtful;
    doubtful.is_fresh.assign(m_net.lines.size(), false);
    for (const auto road : changes.fresh) {
        if (const auto line = line_of_road[road]; line != none) {
            doubtful.lines.push_back(line);
            doubtful.is_fresh[line] = true;
            doubtful.positions.insert(doubtful.positions.end(), m_net.lines[line].begin(),
                                      m_net.lines[line].end());
        }
    }
    const auto dissolved = dissolved_nodes(before, changes);
    std::vector<std::uint32_t> site_of_node(before.node_count, none);
    for (std::size_t road = 0; road < changes.now.size(); ++road) {
        if (changes.now[road] == no_road || line_of_road[changes.now[road]] == none) {
            continue;
        }
        const auto line = line_of_road[changes.now[road]];
        const auto nodes = before.of(road);
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            const auto& [at_m, node] = nodes[k];
            const bool is_end = k == 0 || k + 1 == nodes.size();
            const auto end = k == 0 ? 2 * line : 2 * line + 1;
            if (dissolved[node]) {
                doubt_position({line, at_m}, doubtful.positions);
                if (is_end) {
                    doubtful.ends.push_back(end);
                }
                continue;
            }
            if (!is_end) {
                m_sites.push_back({line, at_m});
            }
            const auto site = is_end ? end : static_cast<std::uint32_t>(m_sites.size() - 1);
            if (site_of_node[node] == none) {
                site_of_node[node] = site;
            } else {
                m_joins.emplace_back(site_of_node[node], site);
            }
        }
    }
    return doubtful;
}

/// The position of the vertex at a place, when there is one.
void JunctionFinder::doubt_position(const Site& place,
                                    std::vector<geometry::Point>& positions) const {
    const auto& road = m_net.roads[place.line];
    const auto& part = *m_net.parts[road.part];
    const auto& line = m_net.lines[place.line];
    std::size_t first = 0;
    auto count = line.size();
    while (count > 0) { // the first vertex that is not before the place
        const auto half = count / 2;
        if (part.chainage_of_vertex(road.stretch, first + half) < place.at_m - same_vertex_m) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    for (; first < line.size() &&
           part.chainage_of_vertex(road.stretch, first) <= place.at_m + same_vertex_m;
         ++first) {
        positions.push_back(line[first]);
    }
}

void JunctionFinder::join_vertices_at(const geometry::Point& position) {
    std::vector<std::uint32_t> vertices;
    for (std::size_t part = 0; part < m_net.parts.size(); ++part) {
        if (!m_boxes[part].contains(position)) {
            continue;
        }
        for (const auto& near : m_net.parts[part]->grid().within(position, at_position_m)) {
            const auto line = m_net.first_line[part] + near.line;
            for (const auto index : {near.segment, near.segment + 1}) {
                if (m_net.lines[line][index] == position) {
                    vertices.push_back(m_net.first_vertex[line] + index);
                }
            }
        }
    }
    std::sort(vertices.begin(), vertices.end());
    vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        const auto first = site_of(vertex(vertices[0]));
        m_joins.emplace_back(first, site_of(vertex(vertices[i])));
    }
}

void JunctionFinder::join_ends_anew(const Doubtful& doubtful) {
    const auto near = neighbours(m_net.parts, m_snap_m);
    std::vector<Touch> touches;
    const auto find = [&](std::uint32_t site) {
        const End end{site, position_of_end(site)};
        find_touches({&end, 1}, near[m_net.roads[m_sites[site].line].part], touches);
    };
    for (const auto end : doubtful.ends) {
        find(end);
    }
    for (const auto line : doubtful.lines) {
        find(2 * line);
        find(2 * line + 1);
        join_ends_near(line, doubtful, near);
    }
    join(touches);
}

/// Other roads may end at a line that is new. What else they touch is known.
void JunctionFinder::join_ends_near(std::uint32_t line, const Doubtful& doubtful,
                                    const std::vector<std::vector<std::uint32_t>>& near) {
    const auto box = widened(geometry::box_of(m_net.lines[line]), m_snap_m);
    std::vector<Touch> touches;
    for (const auto part : near[m_net.roads[line].part]) {
        if (!m_boxes[part].intersects(box)) {
            continue;
        }
        std::vector<End> ends;
        for (auto other = m_net.first_line[part]; other < m_net.first_line[part + 1]; ++other) {
            for (const auto end : {2 * other, 2 * other + 1}) {
                if (!doubtful.is_fresh[other] && box.contains(position_of_end(end))) {
                    ends.push_back({end, position_of_end(end)});
                }
            }
        }
        find_touches(ends, near[part], touches);
    }
    std::erase_if(touches, [&](const Touch& touch) { return !doubtful.is_fresh[touch.at.line]; });
    join(touches);
}

} // namespace gis::analysis
