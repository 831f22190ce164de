#pragma once

#include "gis/analysis/passable_roads.hpp"
#include "gis/analysis/road_junctions.hpp"
#include "gis/core/bulk_list.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gis::analysis {

inline constexpr std::uint32_t no_edge = std::numeric_limits<std::uint32_t>::max();

/// A stretch of a road between two nodes, by chainage in metres.
struct RoadEdge {
    std::uint32_t a = 0;    ///< node at from_m
    std::uint32_t b = 0;    ///< node at to_m
    std::uint32_t road = 0; ///< counted through all parts
    double from_m = 0;
    double to_m = 0;

    [[nodiscard]] double length_m() const noexcept { return to_m - from_m; }
};

/// How one leaves a node.
struct RoadArc {
    std::uint32_t to = 0;
    std::uint32_t edge = 0;
    double length_m = 0;
};

/// Where somebody who is not on a road enters it: the nearest place on the nearest road.
struct Attachment {
    std::uint32_t edge = no_edge; ///< none within reach
    float along_m = 0;            ///< from the edge's from_m; to a millimetre
    float access_m = 0;           ///< geodesic, straight to the road; to a millimetre
};

/// The roads that may be travelled as a graph. Nodes are junctions and ends; edges carry geodesic
/// lengths. Immutable.
class RoadNetwork {
public:
    /// @param junctions  of all roads on the same day
    RoadNetwork(PassableParts parts, std::shared_ptr<const RoadJunctions> junctions);

    [[nodiscard]] const std::shared_ptr<const RoadJunctions>& junctions() const noexcept {
        return m_junctions;
    }

    [[nodiscard]] const PassableParts& parts() const noexcept { return m_parts; }
    [[nodiscard]] std::uint32_t node_count() const noexcept { return m_node_count; }
    /// Road by road, by chainage.
    [[nodiscard]] const std::vector<RoadEdge>& edges() const noexcept { return m_edges; }
    [[nodiscard]] std::span<const RoadArc> arcs(std::uint32_t node) const {
        return std::span{m_arcs}.subspan(m_first_arc[node],
                                         m_first_arc[node + 1] - m_first_arc[node]);
    }
    [[nodiscard]] std::span<const RoadEdge> edges_of(std::size_t road) const {
        return std::span{m_edges}.subspan(m_first_edge[road],
                                          m_first_edge[road + 1] - m_first_edge[road]);
    }
    [[nodiscard]] const model::Road& road(std::uint32_t road) const;
    [[nodiscard]] std::size_t part_of(std::uint32_t road) const;
    /// Has the roads of a part brought near; for a thread that is about to attach many points.
    void fetch(std::size_t part) const noexcept;
    /// The edge at a chainage of a road, and the place on it.
    [[nodiscard]] Attachment place_at(std::uint32_t road, double at_m) const;
    /// The place that the grid of a part found.
    /// @param at_m  its chainage
    [[nodiscard]] Attachment enter(std::size_t part, const geometry::NearestOnLines& place,
                                   double at_m) const;
    /// Number of the first road of a part.
    [[nodiscard]] std::uint32_t first_road(std::size_t part) const {
        return m_junctions->first_road[part];
    }

    /// Parts whose roads may be near the points of some box.
    struct NearParts {
        struct NearPart {
            std::uint32_t part = 0;
            geometry::Box box; ///< of its roads
        };

        std::vector<NearPart> parts;
        MetresPerDegree metres_per_degree; ///< about the box
    };

    /// Of some parts those whose roads may come within `max_m` metres of a box.
    /// @param parts  those more likely to be near first
    [[nodiscard]] NearParts parts_near(const geometry::Box& box, double max_m,
                                       std::span<const std::uint32_t> parts) const;

    /// The nearest place within `max_m` metres on the roads of some parts; of several at the same
    /// distance the one on the road with the lowest id, then the lowest chainage.
    /// @param near  made for a box that holds the point, and for `max_m`
    /// @param first  null, or what is known to be the nearest place within `max_m` metres in the
    ///        first of those parts
    [[nodiscard]] Attachment attach(const geometry::Point& point, double max_m,
                                    const NearParts& near,
                                    const geometry::NearestOnLines* first = nullptr) const;
    /// The same over all parts.
    [[nodiscard]] Attachment attach(const geometry::Point& point, double max_m) const;

private:
    void add_edges(std::uint32_t road, std::span<const Stretch> stretches,
                   std::span<const RoadNode> nodes);
    void link_nodes();

    PassableParts m_parts;
    std::shared_ptr<const RoadJunctions> m_junctions;
    geometry::BoxOrder m_boxes; ///< of each part's lines
    std::vector<RoadEdge> m_edges;
    std::vector<std::uint32_t> m_first_edge; ///< of each road; one more at the end
    std::vector<RoadArc> m_arcs;
    std::vector<std::uint32_t> m_first_arc; ///< of each node; one more at the end
    std::uint32_t m_node_count = 0;
};

/// Attachments of many points that are grouped by part: group i holds points first[i] to
/// first[i + 1] of the list, all of them in boxes[i]; every point is in one group.
struct PointGroups {
    std::span<const geometry::Point> points;
    std::span<const std::uint32_t> first;
    std::span<const geometry::Box> boxes;
};

/// Attachments of the same points within the same distance to an earlier network, made for the same
/// question and units: used again but for points near roads that have changed.
struct EarlierAttachments {
    const RoadNetwork* network = nullptr;
    const BulkList<Attachment>* places = nullptr; ///< of the same points
};

[[nodiscard]] BulkList<Attachment> attach_all(const RoadNetwork& network, const PointGroups& groups,
                                              double max_m, const EarlierAttachments& earlier = {},
                                              const ParallelFor& parallel_for = sequential_for);

} // namespace gis::analysis
