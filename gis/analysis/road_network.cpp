#include "gis/analysis/road_network.hpp"

#include "gis/analysis/road_changes.hpp"

#include <algorithm>
#include <numeric>

namespace gis::analysis {

RoadNetwork::RoadNetwork(PassableParts parts, std::shared_ptr<const RoadJunctions> junctions)
    : m_parts(std::move(parts)), m_junctions(std::move(junctions)),
      m_node_count(m_junctions->node_count) {
    m_edges.reserve(m_junctions->nodes.size());
    m_first_edge.reserve(m_junctions->first.size());
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        m_boxes.push_back(m_parts[p]->grid().box());
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

Attachment RoadNetwork::enter(std::size_t part, const geometry::NearestOnLines& place) const {
    const auto& passable = *m_parts[part];
    const auto road = first_road(part) + passable.stretches()[place.line].road;
    const double at_m = passable.chainage_of(place);
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
    for (const auto part : parts) {
        if (m_boxes[part].intersects(widened(box, max_m))) {
            near.parts.push_back({part, m_boxes[part]});
        }
    }
    near.metres_per_degree = least_metres_per_degree(widened(box, max_m));
    return near;
}

Attachment RoadNetwork::attach(const geometry::Point& point, double max_m,
                               const NearParts& near) const {
    std::optional<geometry::NearestOnLines> best;
    std::uint32_t best_part = 0;
    double limit = max_m;
    for (const auto& [part, box] : near.parts) {
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
    return best ? enter(best_part, *best) : Attachment{};
}

Attachment RoadNetwork::attach(const geometry::Point& point, double max_m) const {
    std::vector<std::uint32_t> all(m_parts.size());
    std::iota(all.begin(), all.end(), 0U);
    geometry::Box box;
    box.add(point);
    return attach(point, max_m, parts_near(box, max_m, all));
}

namespace {

/// Roads that lie elsewhere than before near a group of points; with more, nothing of the group is
/// used again.
constexpr std::size_t most_changed_nearby = 64;
/// Attachments keep their distance to a millimetre, and boxes are made on a sphere.
constexpr double access_slack_m = 0.01;

/// Says which attachments to an earlier network hold in another one, and what they are there.
class Reuse {
public:
    Reuse(const RoadNetwork& now, const EarlierAttachments& earlier)
        : m_now(now), m_before(*earlier.network), m_places(*earlier.places),
          m_changes(road_changes(m_before.parts(), now.parts())) {
        find_same_edges();
        place_fresh_roads();
    }

    /// Boxes of the roads of some parts that lie elsewhere than before and may come within `max_m`
    /// of a group; nothing when they are too many.
    [[nodiscard]] std::optional<std::vector<geometry::Box>>
    changed_near(const geometry::Box& group, double max_m,
                 std::span<const std::uint32_t> parts) const {
        std::vector<geometry::Box> boxes;
        const auto reach = widened(group, max_m);
        for (const auto part : parts) {
            for (const auto& box : m_fresh[part]) {
                if (box.intersects(reach)) {
                    boxes.push_back(box);
                }
            }
        }
        return boxes.size() > most_changed_nearby ? std::nullopt : std::optional{std::move(boxes)};
    }

    /// The attachment of point i; nothing when it has to be found anew: its road has changed, or
    /// one of `changed` may be nearer.
    [[nodiscard]] std::optional<Attachment> of(std::size_t i, const geometry::Point& point,
                                               double max_m,
                                               std::span<const geometry::Box> changed) const {
        auto place = m_places[i];
        const bool none = place.edge == no_edge;
        const double reach_m = none ? max_m : static_cast<double>(place.access_m) + access_slack_m;
        for (const auto& box : changed) {
            if (widened(box, reach_m).contains(point)) {
                return std::nullopt;
            }
        }
        if (none) {
            return place;
        }
        if (const auto same = m_same_edge[place.edge]; same != no_edge) {
            place.edge = same;
            return place;
        }
        const auto& edge = m_before.edges()[place.edge];
        const auto road = m_changes.now[edge.road];
        if (road == no_road) {
            return std::nullopt;
        }
        auto moved = m_now.place_at(road, edge.from_m + static_cast<double>(place.along_m));
        moved.access_m = place.access_m;
        return moved;
    }

private:
    void find_same_edges() {
        m_same_edge.assign(m_before.edges().size(), no_edge);
        for (std::uint32_t road = 0; road < m_changes.now.size(); ++road) {
            if (m_changes.now[road] == no_road) {
                continue;
            }
            const auto before = m_before.edges_of(road);
            const auto now = m_now.edges_of(m_changes.now[road]);
            const bool same =
                std::ranges::equal(before, now, [](const RoadEdge& a, const RoadEdge& b) {
                    return a.from_m == b.from_m && a.to_m == b.to_m;
                });
            const auto first = static_cast<std::uint32_t>(before.data() - m_before.edges().data());
            const auto first_now = static_cast<std::uint32_t>(now.data() - m_now.edges().data());
            for (std::uint32_t k = 0; same && k < before.size(); ++k) {
                m_same_edge[first + k] = first_now + k;
            }
        }
    }

    void place_fresh_roads() {
        m_fresh.resize(m_now.parts().size());
        for (const auto road : m_changes.fresh) {
            m_fresh[m_now.part_of(road)].push_back(geometry::box_of(m_now.road(road).line));
        }
    }

    const RoadNetwork& m_now;
    const RoadNetwork& m_before;
    const std::vector<Attachment>& m_places;
    RoadChanges m_changes;
    std::vector<std::uint32_t> m_same_edge;          ///< of each edge before: the same one now
    std::vector<std::vector<geometry::Box>> m_fresh; ///< of each part: roads that changed
};

} // namespace

std::vector<Attachment> attach_all(const RoadNetwork& network, const PointGroups& groups,
                                   double max_m, const EarlierAttachments& earlier,
                                   const ParallelFor& parallel_for) {
    std::vector<Attachment> result(groups.points.size());
    const auto near = neighbours(network.parts(), max_m, groups.boxes);
    std::optional<Reuse> reuse;
    if (earlier.network != nullptr && earlier.places->size() == result.size() &&
        earlier.network->parts().size() == network.parts().size()) {
        reuse.emplace(network, earlier);
    }
    parallel_for(groups.boxes.size(), [&](std::size_t group) {
        const auto changed =
            reuse ? reuse->changed_near(groups.boxes[group], max_m, near[group]) : std::nullopt;
        const auto parts = network.parts_near(groups.boxes[group], max_m, near[group]);
        for (auto i = groups.first[group]; i < groups.first[group + 1]; ++i) {
            const auto& point = groups.points[i];
            const auto again = changed ? reuse->of(i, point, max_m, *changed) : std::nullopt;
            result[i] = again ? *again : network.attach(point, max_m, parts);
        }
    });
    return result;
}

} // namespace gis::analysis
