#pragma once

#include "gis/analysis/road_network.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gis::analysis {

inline constexpr std::uint32_t no_facility = std::numeric_limits<std::uint32_t>::max();
inline constexpr double unreachable = std::numeric_limits<double>::infinity();

/// How far it is to the nearest of some facilities, and which one that is: of several at the same
/// distance the one with the lowest number.
struct Distance {
    double metres = unreachable;
    std::uint32_t facility = no_facility;

    friend auto operator<=>(const Distance&, const Distance&) = default;
};

/// The distance of every node of a network to the nearest facility: straight from the facility to
/// its road, then along the roads (Dijkstra's algorithm from all facilities at once).
class NetworkReach {
public:
    /// @param facilities  where each enters the network; those without an edge reach nobody
    NetworkReach(std::shared_ptr<const RoadNetwork> network, std::vector<Attachment> facilities);

    /// With one more facility, whose number is facilities().size(). Work is proportional to the
    /// nodes that it is nearer to.
    [[nodiscard]] NetworkReach with(const Attachment& facility) const;
    /// Without one; the numbers of the others stay. Work is proportional to the nodes that it was
    /// the nearest of.
    [[nodiscard]] NetworkReach without(std::uint32_t facility) const;

    [[nodiscard]] const RoadNetwork& network() const noexcept { return *m_network; }
    [[nodiscard]] const std::vector<Attachment>& facilities() const noexcept {
        return m_facilities;
    }
    [[nodiscard]] const Distance& of_node(std::uint32_t node) const { return m_nodes[node]; }

    /// From a place: straight to the road, along the roads, straight to the facility.
    [[nodiscard]] Distance of(const Attachment& place) const;

    /// Stretches of an edge (chainage on its road, metres) from which a facility is within
    /// `limit_m`, the straight leg of the facility included; by chainage.
    [[nodiscard]] std::vector<Stretch> reached(std::uint32_t edge, double limit_m) const;

    /// The facilities on an edge, as places in facilities().
    [[nodiscard]] std::span<const std::uint32_t> on_edge(std::uint32_t edge) const;

private:
    struct Queue;

    NetworkReach() = default;
    void sort_facilities();
    void start(Queue& queue, std::uint32_t facility);
    void run(Queue& queue);

    std::shared_ptr<const RoadNetwork> m_network;
    std::vector<Attachment> m_facilities;
    std::vector<std::uint32_t> m_by_edge; ///< facilities with an edge, by edge
    std::vector<bool> m_has_facility;     ///< of each edge
    std::vector<Distance> m_nodes;
};

/// The way from a place to its nearest facility along the roads.
struct Way {
    Distance distance;
    double access_m = 0; ///< straight to the road
    double road_m = 0;
    double egress_m = 0; ///< straight to the facility
    geometry::Line line; ///< on the roads, lon/lat; empty when both enter at the same place
};

/// Nothing when no facility is reachable.
[[nodiscard]] std::optional<Way> way_from(const NetworkReach& reach, const Attachment& place);

} // namespace gis::analysis
