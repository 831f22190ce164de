#include "gis/analysis/network_reach.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

namespace gis::analysis {

namespace {

double to_a(const Attachment& place) noexcept {
    return static_cast<double>(place.along_m);
}

double to_b(const Attachment& place, const RoadEdge& edge) noexcept {
    return std::max(0.0, edge.length_m() - static_cast<double>(place.along_m));
}

double leg(const Attachment& place) noexcept {
    return static_cast<double>(place.access_m);
}

} // namespace

struct NetworkReach::Queue {
    struct Item {
        Distance distance;
        std::uint32_t node = 0;

        friend bool operator>(const Item& a, const Item& b) noexcept {
            return a.distance > b.distance;
        }
    };

    std::priority_queue<Item, std::vector<Item>, std::greater<>> items;
};

NetworkReach::NetworkReach(std::shared_ptr<const RoadNetwork> network,
                           std::vector<Attachment> facilities)
    : m_network(std::move(network)), m_facilities(std::move(facilities)),
      m_nodes(m_network->node_count()) {
    sort_facilities();
    Queue queue;
    for (const auto facility : m_by_edge) {
        start(queue, facility);
    }
    run(queue);
}

void NetworkReach::sort_facilities() {
    m_by_edge.clear();
    m_has_facility.assign(m_network->edges().size(), false);
    for (std::uint32_t i = 0; i < m_facilities.size(); ++i) {
        if (m_facilities[i].edge != no_edge) {
            m_by_edge.push_back(i);
            m_has_facility[m_facilities[i].edge] = true;
        }
    }
    std::stable_sort(m_by_edge.begin(), m_by_edge.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_facilities[a].edge < m_facilities[b].edge;
    });
}

std::span<const std::uint32_t> NetworkReach::on_edge(std::uint32_t edge) const {
    if (!m_has_facility[edge]) {
        return {};
    }
    const auto edge_of = [this](std::uint32_t facility) {
        return m_facilities[facility].edge;
    };
    const auto [first, last] = std::ranges::equal_range(m_by_edge, edge, {}, edge_of);
    return {first, last};
}

void NetworkReach::start(Queue& queue, std::uint32_t facility) {
    const auto& place = m_facilities[facility];
    const auto& edge = m_network->edges()[place.edge];
    const auto offer = [&](std::uint32_t node, double metres) {
        const Distance distance{metres, facility};
        if (distance < m_nodes[node]) {
            m_nodes[node] = distance;
            queue.items.push({distance, node});
        }
    };
    offer(edge.a, leg(place) + to_a(place));
    offer(edge.b, leg(place) + to_b(place, edge));
}

void NetworkReach::run(Queue& queue) {
    while (!queue.items.empty()) {
        const auto [distance, node] = queue.items.top();
        queue.items.pop();
        if (m_nodes[node] != distance) {
            continue; // improved since
        }
        for (const auto& arc : m_network->arcs(node)) {
            const Distance next{distance.metres + arc.length_m, distance.facility};
            if (next < m_nodes[arc.to]) {
                m_nodes[arc.to] = next;
                queue.items.push({next, arc.to});
            }
        }
    }
}

NetworkReach NetworkReach::with(const Attachment& facility) const {
    NetworkReach result{*this};
    const auto number = static_cast<std::uint32_t>(m_facilities.size());
    result.m_facilities.push_back(facility);
    if (facility.edge == no_edge) {
        return result;
    }
    result.sort_facilities();
    Queue queue;
    result.start(queue, number);
    result.run(queue);
    return result;
}

NetworkReach NetworkReach::without(std::uint32_t facility) const {
    NetworkReach result{*this};
    if (m_facilities[facility].edge == no_edge) {
        return result;
    }
    result.m_facilities[facility] = {};
    result.sort_facilities();
    std::vector<std::uint32_t> orphans;
    for (std::uint32_t node = 0; node < m_nodes.size(); ++node) {
        if (m_nodes[node].facility == facility) {
            result.m_nodes[node] = {};
            orphans.push_back(node);
        }
    }
    Queue queue;
    for (const auto node : orphans) {
        for (const auto& arc : m_network->arcs(node)) {
            if (const auto& from = m_nodes[arc.to]; from.facility != facility) {
                const Distance distance{from.metres + arc.length_m, from.facility};
                if (from.facility != no_facility && distance < result.m_nodes[node]) {
                    result.m_nodes[node] = distance;
                    queue.items.push({distance, node});
                }
            }
            for (const auto other : result.on_edge(arc.edge)) {
                result.start(queue, other);
            }
        }
    }
    result.run(queue);
    return result;
}

Distance NetworkReach::of(const Attachment& place) const {
    if (place.edge == no_edge) {
        return {};
    }
    const auto& edge = m_network->edges()[place.edge];
    const auto by = [](const Distance& node, double metres) {
        return Distance{node.metres + metres, node.facility};
    };
    auto best = std::min(by(m_nodes[edge.a], leg(place) + to_a(place)),
                         by(m_nodes[edge.b], leg(place) + to_b(place, edge)));
    for (const auto facility : on_edge(place.edge)) {
        const auto& other = m_facilities[facility];
        const double along =
            std::abs(static_cast<double>(other.along_m) - static_cast<double>(place.along_m));
        best = std::min(best, Distance{leg(place) + along + leg(other), facility});
    }
    return best;
}

std::vector<Stretch> NetworkReach::reached(std::uint32_t index, double limit_m) const {
    const auto& edge = m_network->edges()[index];
    std::vector<Stretch> pieces;
    const auto add = [&](double from_m, double to_m) {
        from_m = std::max(from_m, edge.from_m);
        to_m = std::min(to_m, edge.to_m);
        if (from_m < to_m) {
            pieces.push_back({edge.road, from_m, to_m});
        }
    };
    add(edge.from_m, edge.from_m + limit_m - m_nodes[edge.a].metres);
    add(edge.to_m - (limit_m - m_nodes[edge.b].metres), edge.to_m);
    for (const auto facility : on_edge(index)) {
        const auto& place = m_facilities[facility];
        const double at_m = edge.from_m + to_a(place);
        add(at_m - (limit_m - leg(place)), at_m + (limit_m - leg(place)));
    }
    std::sort(pieces.begin(), pieces.end(),
              [](const Stretch& a, const Stretch& b) { return a.from_m < b.from_m; });
    std::vector<Stretch> merged;
    for (const auto& piece : pieces) {
        if (!merged.empty() && piece.from_m <= merged.back().to_m) {
            merged.back().to_m = std::max(merged.back().to_m, piece.to_m);
        } else {
            merged.push_back(piece);
        }
    }
    return merged;
}

} // namespace gis::analysis
