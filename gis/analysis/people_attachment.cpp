// Attachments of all people's points: found many at a time, or taken over from before.
#include "gis/analysis/road_changes.hpp"
#include "gis/analysis/road_network.hpp"
#include "gis/geometry/segment_pack.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gis::analysis {

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
    const BulkList<Attachment>& m_places;
    RoadChanges m_changes;
    std::vector<std::uint32_t> m_same_edge;          ///< of each edge before: the same one now
    std::vector<std::vector<geometry::Box>> m_fresh; ///< of each part: roads that changed
};

/// A pack pays off for more points than one to so many segments.
constexpr std::size_t segments_per_point = 16;

/// Attaches points of one group. Most are nearest to a road of their own part, and no road of
/// another part comes as near: those are measured many at a time.
class GroupAttachment {
public:
    GroupAttachment(const RoadNetwork& network, RoadNetwork::NearParts near,
                    std::span<const geometry::Point> points, double max_m,
                    std::span<Attachment> places)
        : m_network(network), m_near(std::move(near)), m_points(points), m_max_m(max_m),
          m_places(places) {}

    /// @param wanted  numbers of points
    void attach(std::span<const std::uint32_t> wanted) {
        if (m_near.parts.empty()) {
            return;
        }
        const auto& own = *m_network.parts()[m_near.parts.front().part];
        if (wanted.size() * segments_per_point < own.grid().segments()) {
            for (const auto i : wanted) {
                m_places[i] = m_network.attach(m_points[i], m_max_m, m_near);
            }
            return;
        }
        m_network.fetch(m_near.parts.front().part);
        geometry::SegmentGrid::Pack pack{own.grid()};
        for (std::size_t i = 0; i < wanted.size(); i += row) {
            attach_row(wanted.subspan(i, std::min(row, wanted.size() - i)), pack);
        }
        finish();
    }

private:
    static constexpr std::size_t batch = 64;
    /// Points that follow each other lie side by side; so many are asked together which other parts
    /// may have roads near them.
    static constexpr std::size_t row = 8;

    using NearPart = RoadNetwork::NearParts::NearPart;

    void attach_row(std::span<const std::uint32_t> wanted, geometry::SegmentGrid::Pack& pack) {
        const auto& own = *m_network.parts()[m_near.parts.front().part];
        std::array<std::optional<geometry::SegmentGrid::Near>, row> found;
        geometry::Box box;
        double farthest_m = 0;
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            found[k] = pack.near(m_points[wanted[k]], m_max_m);
            if (found[k]) {
                box.add(m_points[wanted[k]]);
                farthest_m = std::max(farthest_m, found[k]->plane_m);
            }
        }
        const double limit_m = geometry::SegmentGrid::sure_m(farthest_m);
        find_others(box, geometry::SegmentGrid::sure_m(limit_m)); // as far as any_near() looks
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            const auto i = wanted[k];
            if (!found[k]) {
                m_places[i] = m_network.attach(m_points[i], m_max_m, m_near);
            } else if (others_may_be_as_near(m_points[i], found[k]->plane_m)) {
                std::array<geometry::NearestOnLines, 1> first;
                own.grid().measure(m_points.subspan(i, 1), std::span{&found[k]->id, 1}, first);
                m_places[i] =
                    m_network.attach(m_points[i], m_max_m, m_near,
                                     first[0].distance_m <= m_max_m ? first.data() : nullptr);
            } else {
                add(i, found[k]->id);
            }
        }
    }

    /// Other parts that may have roads within so many metres of a box.
    void find_others(const geometry::Box& box, double limit_m) {
        m_others.clear();
        const auto reach = widened(box, limit_m);
        for (const auto& other : std::span{m_near.parts}.subspan(1)) {
            if (m_network.parts()[other.part]->grid().may_meet(reach)) {
                m_others.push_back(other);
            }
        }
    }

    [[nodiscard]] bool others_may_be_as_near(const geometry::Point& point, double plane_m) const {
        const double limit_m = geometry::SegmentGrid::sure_m(plane_m);
        return std::any_of(m_others.begin(), m_others.end(), [&](const NearPart& other) {
            return m_near.metres_per_degree.least_distance_m(point, other.box) <= limit_m &&
                   m_network.parts()[other.part]->grid().any_near(point, limit_m);
        });
    }

    /// Leaves a point to be measured with others: its nearest segment is known.
    void add(std::uint32_t point, std::uint32_t segment) {
        m_numbers[m_count] = point;
        m_segments[m_count] = segment;
        m_at[m_count] = m_points[point];
        if (++m_count == batch) {
            finish();
        }
    }

    void finish() {
        const auto part = m_near.parts.front().part;
        const auto count = std::exchange(m_count, 0);
        const auto& passable = *m_network.parts()[part];
        passable.grid().measure(std::span{m_at}.first(count), std::span{m_segments}.first(count),
                                m_found);
        const auto chainages = passable.chainages_of(std::span{m_found}.first(count));
        for (std::size_t k = 0; k < count; ++k) {
            if (m_found[k].distance_m <= m_max_m) {
                m_places[m_numbers[k]] = m_network.enter(part, m_found[k], chainages[k]);
            }
        }
    }

    const RoadNetwork& m_network;
    RoadNetwork::NearParts m_near;
    std::span<const geometry::Point> m_points;
    double m_max_m;
    std::span<Attachment> m_places;
    std::vector<NearPart> m_others; ///< of the row at hand
    std::size_t m_count = 0;        ///< of those below
    std::array<std::uint32_t, batch> m_numbers{};
    std::array<std::uint32_t, batch> m_segments{};
    std::array<geometry::Point, batch> m_at{};
    std::array<geometry::NearestOnLines, batch> m_found{};
};

} // namespace

BulkList<Attachment> attach_all(const RoadNetwork& network, const PointGroups& groups, double max_m,
                                const EarlierAttachments& earlier,
                                const ParallelFor& parallel_for) {
    BulkList<Attachment> result(groups.points.size());
    const auto near = neighbours(network.parts(), max_m, groups.boxes);
    std::optional<Reuse> reuse;
    if (earlier.network != nullptr && earlier.places->size() == result.size() &&
        earlier.network->parts().size() == network.parts().size()) {
        reuse.emplace(network, earlier);
    }
    parallel_for(groups.boxes.size(), [&](std::size_t group) {
        const auto changed =
            reuse ? reuse->changed_near(groups.boxes[group], max_m, near[group]) : std::nullopt;
        std::vector<std::uint32_t> wanted;
        for (auto i = groups.first[group]; i < groups.first[group + 1]; ++i) {
            if (const auto again =
                    changed ? reuse->of(i, groups.points[i], max_m, *changed) : std::nullopt) {
                result[i] = *again;
            } else {
                result[i] = {};
                wanted.push_back(i);
            }
        }
        if (!wanted.empty()) {
            GroupAttachment{network, network.parts_near(groups.boxes[group], max_m, near[group]),
                            groups.points, max_m, result}
                .attach(wanted);
        }
    });
    return result;
}

} // namespace gis::analysis
