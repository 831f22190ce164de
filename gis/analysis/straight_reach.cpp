#include "gis/analysis/straight_reach.hpp"

#include "gis/geometry/point_index.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

using geometry::Point;
using model::Facility;

/// With more new places than this everything is looked for anew.
constexpr std::size_t most_fresh = 16;
/// A distance is kept in single precision: nearer or farther than that by less than this share, the
/// point is looked at again.
constexpr double rounding_share = 1e-6;

std::vector<Point> places_of(const std::vector<Facility>& facilities) {
    std::vector<Point> places;
    places.reserve(facilities.size());
    for (const auto& facility : facilities) {
        places.push_back(facility.location);
    }
    return places;
}

/// What became of the facilities of an earlier list.
struct Changes {
    std::vector<std::uint32_t> now;   ///< of each before: where it is now, or no_facility
    std::vector<std::uint32_t> fresh; ///< now: that are new, or lie elsewhere
};

/// Both lists are in the order of ids; supposed facilities have none and are always new.
Changes changes_of(const std::vector<Facility>& before, const std::vector<Facility>& now) {
    Changes changes;
    changes.now.assign(before.size(), no_facility);
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < now.size(); ++i) {
        const bool stored = now[i].id != FacilityId{};
        while (stored && k < before.size() && before[k].id < now[i].id) {
            ++k;
        }
        if (stored && k < before.size() && before[k].id == now[i].id &&
            before[k].location == now[i].location) {
            changes.now[k] = i;
        } else {
            changes.fresh.push_back(i);
        }
    }
    return changes;
}

/// Says of single points what an earlier answer still tells.
class Update {
public:
    Update(std::span<const Point> points, const Reached& earlier,
           const std::vector<Facility>& facilities)
        : m_points(points), m_earlier(earlier),
          m_changes(changes_of(earlier.facilities, facilities)) {
        for (const auto i : m_changes.fresh) {
            m_fresh.push_back(facilities[i].location);
        }
        auto box = geometry::box_of(points);
        box.add(geometry::box_of(m_fresh));
        m_metres_per_degree = least_metres_per_degree(box);
    }

    [[nodiscard]] bool pays_off() const noexcept { return m_fresh.size() <= most_fresh; }

    /// The facility that is still the nearest of point i; no_facility when it has to be found.
    [[nodiscard]] std::uint32_t nearest_still(std::size_t i) const {
        const auto before = m_earlier.sure.facility[i];
        if (before == no_facility || m_changes.now[before] == no_facility) {
            return no_facility;
        }
        const double limit_m = static_cast<double>(m_earlier.sure.metres[i]) * (1 + rounding_share);
        const auto& point = m_points[i];
        for (const auto& place : m_fresh) {
            const geometry::Box box{place.lon, place.lat, place.lon, place.lat};
            if (m_metres_per_degree.least_distance_m(point, box) <= limit_m) {
                if (geometry::PointIndex{std::span{&place, 1}}.nearest(point)->distance_m <=
                    limit_m) {
                    return no_facility;
                }
            }
        }
        return m_changes.now[before];
    }

private:
    std::span<const Point> m_points;
    const Reached& m_earlier;
    Changes m_changes;
    std::vector<Point> m_fresh;
    MetresPerDegree m_metres_per_degree;
};

} // namespace

PointReach straight_reach(std::span<const Point> points, const std::vector<Facility>& facilities,
                          const Reached* earlier, const ParallelFor& parallel_for) {
    const geometry::PointIndex index{places_of(facilities)};
    auto result = PointReach::sized(points.size());
    std::optional<Update> update;
    if (earlier != nullptr && earlier->sure.metres.size() == points.size()) {
        update.emplace(points, *earlier, facilities);
    }
    const bool again = update && update->pays_off();
    for_each_in_blocks(points.size(), parallel_for, [&](std::size_t i) {
        if (const auto still = again ? update->nearest_still(i) : no_facility;
            still != no_facility) {
            result.metres[i] = earlier->sure.metres[i];
            result.facility[i] = still;
            return;
        }
        const auto nearest = index.nearest(points[i]);
        result.metres[i] = static_cast<float>(nearest ? nearest->distance_m : unreachable);
        result.facility[i] = nearest ? nearest->index : no_facility;
    });
    return result;
}

} // namespace gis::analysis
