#include "gis/analysis/road_network.hpp"

#include "gis/geometry/fetch.hpp"

#include <algorithm>
#include <numeric>

namespace gis::analysis {

RoadNetwork::RoadNetwork(PassableParts parts, std::shared_ptr<const RoadJunctions> junctions)
    : m_parts(std::move(parts)), m_junctions(std::move(junctions)), m_boxes(boxes_of(m_parts)),
      m_node_count(m_junctions->node_count) {
    m_edges.reserve(m_junctions->nodes.size());
    m_first_edge.reserve(m_junctions->first.size());
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const std::span stretches{m_parts[p]->stretches()};
        std::size_t at = 0;
        for (auto road = first_road(p); road < first_road(p + 1); ++road) {
            const auto from = at;
            while (at < stretches.size() && stretches[at].road == road - first_road(p)) {
                ++at;
            }
            m_first_edge.push_back(static_cast<std::uint32_t>(m_edges.size()));
            add_edges(road, stretches.subspan(from, at - from), m_junctions->of(road));
        }
    }
    m_first_edge.push_back(static_cast<std::uint32_t>(m_edges.size()));
    link_nodes();
}

/// Cuts stretches at the nodes that they pass; where a stretch ends between two nodes there is a
/// new one.
void RoadNetwork::add_edges(std::uint32_t road, std::span<const Stretch> stretches,
                            std::span<const RoadNode> nodes) {
    auto node = nodes.begin();
    for (const auto& stretch : stretches) {
        while (node != nodes.end() && node->at_m < stretch.from_m) {
            ++node;
        }
        const bool at_node = node != nodes.end() && node->at_m == stretch.from_m;
        RoadNode from{stretch.from_m, at_node ? node->node : m_node_count++};
        for (; node != nodes.end() && node->at_m <= stretch.to_m; ++node) {
            if (node->at_m > from.at_m) {
                m_edges.push_back({from.node, node->node, road, from.at_m, node->at_m});
                from = *node;
            }
        }
        if (from.at_m < stretch.to_m) {
            m_edges.push_back({from.node, m_node_count++, road, from.at_m, stretch.to_m});
        }
    }
}

void RoadNetwork::link_nodes() {
    m_first_arc.assign(std::size_t{m_node_count} + 2, 0);
    for (const auto& edge : m_edges) {
        ++m_first_arc[edge.a + 2];
        ++m_first_arc[edge.b + 2];
    }
    std::partial_sum(m_first_arc.begin(), m_first_arc.end(), m_first_arc.begin());
    m_arcs.resize(2 * m_edges.size());
    for (std::uint32_t i = 0; i < m_edges.size(); ++i) {
        const auto& edge = m_edges[i];
        m_arcs[m_first_arc[edge.a + 1]++] = {edge.b, i, edge.length_m()};
        m_arcs[m_first_arc[edge.b + 1]++] = {edge.a, i, edge.length_m()};
    }
    m_first_arc.pop_back();
}

std::size_t RoadNetwork::part_of(std::uint32_t road) const {
    const auto& first = m_junctions->first_road;
    const auto after = std::upper_bound(first.begin(), first.end(), road);
    return static_cast<std::size_t>(after - first.begin() - 1);
}

const model::Road& RoadNetwork::road(std::uint32_t road) const {
    const auto part = part_of(road);
    return m_parts[part]->part().roads[road - first_road(part)];
}

void RoadNetwork::fetch(std::size_t part) const noexcept {
    m_parts[part]->fetch();
    const auto first = m_first_edge[first_road(part)];
    const auto last = m_first_edge[first_road(part + 1)];
    geometry::fetch(std::span<const RoadEdge>{m_edges}.subspan(first, last - first));
}

Attachment RoadNetwork::enter(std::size_t part, const geometry::NearestOnLines& place,
                              double at_m) const {
    const auto road = first_road(part) + m_parts[part]->stretches()[place.line].road;
    auto result = place_at(road, at_m);
    result.access_m = static_cast<float>(place.distance_m);
    return result;
}

Attachment RoadNetwork::place_at(std::uint32_t road, double at_m) const {
    const auto edges = edges_of(road);
    auto edge = std::upper_bound(edges.begin(), edges.end(), at_m,
                                 [](double at, const RoadEdge& e) { return at < e.from_m; });
    if (edge != edges.begin()) {
        --edge;
    }
    // Where two stretches of a road have a gap between them, the place is on the one before it.
    const double along_m = std::clamp(at_m - edge->from_m, 0.0, edge->length_m());
    return {m_first_edge[road] + static_cast<std::uint32_t>(edge - edges.begin()),
            static_cast<float>(along_m), 0};
}

RoadNetwork::NearParts RoadNetwork::parts_near(const geometry::Box& box, double max_m,
                                               std::span<const std::uint32_t> parts) const {
    NearParts near;
    const auto reach = widened(box, max_m);
    for (const auto part : parts) {
        if (const auto& lines = m_boxes.boxes()[part]; lines.intersects(reach)) {
            near.parts.push_back({part, lines});
        }
    }
    near.metres_per_degree = least_metres_per_degree(reach);
    return near;
}

Attachment RoadNetwork::attach(const geometry::Point& point, double max_m, const NearParts& near,
                               const geometry::NearestOnLines* first) const {
    std::optional<geometry::NearestOnLines> best;
    std::uint32_t best_part = 0;
    double limit = max_m;
    if (first != nullptr) {
        best = *first;
        best_part = near.parts.front().part;
        limit = best->distance_m;
    }
    for (const auto& [part, box] : std::span{near.parts}.subspan(first != nullptr ? 1 : 0)) {
        if (near.metres_per_degree.least_distance_m(point, box) > limit) {
            continue;
        }
        const auto found = m_parts[part]->grid().nearest(point, limit);
        if (!found) {
            continue;
        }
        const auto id = [&](std::size_t p, const geometry::NearestOnLines& place) {
            return m_parts[p]->part().roads[m_parts[p]->stretches()[place.line].road].id;
        };
        if (!best || found->distance_m < best->distance_m ||
            (found->distance_m == best->distance_m && id(part, *found) < id(best_part, *best))) {
            best = found;
            best_part = part;
            limit = best->distance_m;
        }
    }
    return best ? enter(best_part, *best, m_parts[best_part]->chainage_of(*best)) : Attachment{};
}

Attachment RoadNetwork::attach(const geometry::Point& point, double max_m) const {
    geometry::Box box;
    box.add(point);
    std::vector<std::uint32_t> near;
    m_boxes.for_each_meeting(widened(box, max_m), [&](std::uint32_t i) { near.push_back(i); });
    return attach(point, max_m, parts_near(box, max_m, near));
}

} // namespace gis::analysis
