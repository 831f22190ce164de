#include "gis/analysis/network_reach.hpp"
#include "gis/geometry/chainage.hpp"

#include <algorithm>
#include <cmath>

namespace gis::analysis {

namespace {

/// Puts together a way on the roads, stretch by stretch.
class WayLine {
public:
    explicit WayLine(const RoadNetwork& network) : m_network(network) {}

    /// On an edge, in chainage of its road; backwards where from_m > to_m.
    void walk(std::uint32_t edge, double from_m, double to_m) {
        m_metres += std::abs(to_m - from_m);
        if (from_m == to_m) {
            return;
        }
        const auto& road = m_network.road(m_network.edges()[edge].road);
        auto line =
            geometry::Chainage{road.line}.slice(std::min(from_m, to_m), std::max(from_m, to_m));
        if (from_m > to_m) {
            std::reverse(line.begin(), line.end());
        }
        const bool joined = !m_line.empty() && m_line.back() == line.front();
        m_line.insert(m_line.end(), line.begin() + (joined ? 1 : 0), line.end());
    }

    [[nodiscard]] double metres() const noexcept { return m_metres; }
    [[nodiscard]] geometry::Line take() { return std::move(m_line); }

private:
    const RoadNetwork& m_network;
    geometry::Line m_line;
    double m_metres = 0;
};

double place_on(const RoadEdge& edge, const Attachment& place) noexcept {
    return edge.from_m + static_cast<double>(place.along_m);
}

/// The last edge of the way when it ends on an edge at this node.
std::optional<std::uint32_t> edge_of_facility(const NetworkReach& reach, std::uint32_t node) {
    const auto& [metres, facility] = reach.of_node(node);
    const auto& place = reach.facilities()[facility];
    const auto& edge = reach.network().edges()[place.edge];
    const auto leg = static_cast<double>(place.access_m);
    const auto along = static_cast<double>(place.along_m);
    const bool here = (edge.a == node && leg + along == metres) ||
                      (edge.b == node && leg + std::max(0.0, edge.length_m() - along) == metres);
    return here ? std::optional{place.edge} : std::nullopt;
}

/// From a node along the arcs that the distances came by.
void walk_from(const NetworkReach& reach, std::uint32_t node, WayLine& way) {
    const auto& network = reach.network();
    const auto facility = reach.of_node(node).facility;
    while (true) {
        if (const auto last = edge_of_facility(reach, node)) {
            const auto& edge = network.edges()[*last];
            way.walk(*last, edge.a == node ? edge.from_m : edge.to_m,
                     place_on(edge, reach.facilities()[facility]));
            return;
        }
        const auto arcs = network.arcs(node);
        const auto arc = std::find_if(arcs.begin(), arcs.end(), [&](const RoadArc& a) {
            const auto& next = reach.of_node(a.to);
            return next.facility == facility &&
                   next.metres + a.length_m == reach.of_node(node).metres;
        });
        if (arc == arcs.end()) {
            return; // cannot be: every distance came by an arc
        }
        const auto& edge = network.edges()[arc->edge];
        const bool forward = edge.a == node && edge.b == arc->to;
        way.walk(arc->edge, forward ? edge.from_m : edge.to_m, forward ? edge.to_m : edge.from_m);
        node = arc->to;
    }
}

} // namespace

std::optional<Way> way_from(const NetworkReach& reach, const Attachment& place) {
    const auto distance = reach.of(place);
    if (distance.facility == no_facility) {
        return std::nullopt;
    }
    const auto& edge = reach.network().edges()[place.edge];
    const auto& facility = reach.facilities()[distance.facility];
    const double start_m = place_on(edge, place);
    const auto access = static_cast<double>(place.access_m);
    WayLine way{reach.network()};
    const auto along = static_cast<double>(place.along_m);
    const auto by_a = reach.of_node(edge.a);
    if (facility.edge == place.edge &&
        distance.metres == access + std::abs(static_cast<double>(facility.along_m) - along) +
                               static_cast<double>(facility.access_m)) {
        way.walk(place.edge, start_m, place_on(edge, facility));
    } else if (by_a.facility == distance.facility &&
               by_a.metres + (access + along) == distance.metres) {
        way.walk(place.edge, start_m, edge.from_m);
        walk_from(reach, edge.a, way);
    } else {
        way.walk(place.edge, start_m, edge.to_m);
        walk_from(reach, edge.b, way);
    }
    Way result;
    result.distance = distance;
    result.access_m = access;
    result.egress_m = static_cast<double>(facility.access_m);
    result.road_m = way.metres();
    result.line = way.take();
    return result;
}

} // namespace gis::analysis
