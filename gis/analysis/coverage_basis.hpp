#pragma once

#include "gis/analysis/network_reach.hpp"
#include "gis/analysis/norms.hpp"
#include "gis/analysis/once_map.hpp"
#include "gis/analysis/population.hpp"

#include <algorithm>
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gis::analysis {

/// Which roads people may take: all, or only those that are passable all year, the hardened ones.
enum class RoadsUsed : std::uint8_t { all, all_season };

[[nodiscard]] std::string_view to_text(RoadsUsed roads) noexcept;
[[nodiscard]] std::optional<RoadsUsed> roads_used(std::string_view text) noexcept;

/// Facilities and road surfaces that are supposed to be there, or not to, beside what is stored.
struct Supposition {
    std::vector<model::Facility> more; ///< without ids
    std::vector<FacilityId> fewer;
    std::vector<SupposedSurface> surfaces;

    [[nodiscard]] bool empty() const noexcept {
        return more.empty() && fewer.empty() && surfaces.empty();
    }
};

/// What coverage is asked for. Distances in metres.
struct CoverageQuestion {
    const ServiceNorm* service = nullptr;
    const HardeningRules* rules = nullptr;
    Date as_of;
    Along along = Along::road;
    RoadsUsed roads = RoadsUsed::all;
    double distance_m = 0;
    double access_m = 0;
    std::optional<double> threshold; ///< share of people; absent: the service's

    /// Everything as the service's norm has it.
    [[nodiscard]] static CoverageQuestion standard(const ServiceNorm& service,
                                                   const HardeningRules& rules, Date as_of);
};

/// How far each of the population's points is from its nearest facility, parallel to them.
struct PointReach {
    BulkList<float> metres;           ///< infinity: none is reached
    BulkList<std::uint32_t> facility; ///< in the list asked about, or no_facility

    /// For so many, none of which is written yet.
    [[nodiscard]] static PointReach sized(std::size_t points) {
        return {BulkList<float>(points), BulkList<std::uint32_t>(points)};
    }
};

/// The answer for every point. It does not depend on the distance that counts as covered.
struct Reached {
    std::vector<model::Facility>
        facilities; ///< of the service on the day, by id; supposed ones last
    PointReach sure;
    std::optional<PointReach>
        perhaps; ///< were all unknown surfaces hardened; RoadsUsed::all_season
    std::shared_ptr<const NetworkReach> network; ///< of `sure`; Along::road
    std::shared_ptr<const NetworkReach> perhaps_network;
};

/// A road graph of one day and the people's places on it.
struct PeopleOnRoads {
    std::shared_ptr<const RoadNetwork> network;
    std::shared_ptr<const BulkList<Attachment>> places; ///< parallel to Population::points
};

/// Where the roads of a day meet.
struct JunctionsOfDay {
    PassableParts parts; ///< that they were found on
    std::shared_ptr<const RoadJunctions> junctions;
};

/// What coverage is computed from: one snapshot's people, roads and facilities. Everything is made
/// when it is first asked for, kept, and taken over from the basis before it where nothing that it
/// rests on has changed. Safe to use from several threads.
class CoverageBasis {
public:
    /// @param before  of an earlier snapshot
    CoverageBasis(std::shared_ptr<const model::Snapshot> snapshot,
                  std::shared_ptr<const Norms> norms, ParallelFor parallel_for,
                  const CoverageBasis* before = nullptr);

    [[nodiscard]] const model::Snapshot& snapshot() const noexcept { return *m_snapshot; }
    [[nodiscard]] const std::shared_ptr<const model::Snapshot>& shared_snapshot() const noexcept {
        return m_snapshot;
    }
    [[nodiscard]] const Norms& norms() const noexcept { return *m_norms; }
    [[nodiscard]] const ParallelFor& parallel_for() const noexcept { return m_parallel_for; }

    [[nodiscard]] std::shared_ptr<const Population> population() const;
    [[nodiscard]] std::shared_ptr<const PassableParts> roads(Passable passable, Date as_of,
                                                             const HardeningRules* rules) const;
    [[nodiscard]] std::shared_ptr<const PeopleOnRoads> people_on_roads(Passable passable,
                                                                       Date as_of,
                                                                       const HardeningRules* rules,
                                                                       double access_m) const;
    [[nodiscard]] std::shared_ptr<const Reached> reached(const CoverageQuestion& question) const;
    /// As if the supposition held. Nothing of it is kept.
    [[nodiscard]] Reached reached(const CoverageQuestion& question,
                                  const Supposition& supposition) const;

    /// The facilities that give a service on a day, by id; those that are still to be built
    /// (condition `new`) give none.
    [[nodiscard]] std::vector<model::Facility> facilities(const ServiceNorm& service,
                                                          Date as_of) const;

private:
    struct RoadsKey {
        Passable passable = Passable::all;
        std::int32_t day = 0;
        std::string rules;
        double access_m = 0;

        friend bool operator==(const RoadsKey&, const RoadsKey&) = default;
    };
    struct ReachKey {
        RoadsKey roads;
        std::string service;

        friend bool operator==(const ReachKey&, const ReachKey&) = default;
    };
    struct StraightKey {
        std::int32_t day = 0;
        std::string service;

        friend bool operator==(const StraightKey&, const StraightKey&) = default;
    };

    [[nodiscard]] std::shared_ptr<const JunctionsOfDay> junctions(Date as_of) const;
    [[nodiscard]] PeopleOnRoads attach(PassableParts parts, Date as_of, double access_m,
                                       const PeopleOnRoads* earlier) const;
    [[nodiscard]] std::shared_ptr<const Reached> straight(const CoverageQuestion& question) const;
    [[nodiscard]] Reached reach(const CoverageQuestion& question,
                                std::vector<model::Facility> facilities,
                                const std::vector<SupposedSurface>& supposed) const;

    std::shared_ptr<const model::Snapshot> m_snapshot;
    std::shared_ptr<const Norms> m_norms;
    ParallelFor m_parallel_for;
    mutable OnceMap<int, Population> m_population{1};
    mutable OnceMap<RoadsKey, PassableParts> m_roads{6};
    mutable OnceMap<std::int32_t, JunctionsOfDay> m_junctions{2};
    mutable OnceMap<RoadsKey, PeopleOnRoads> m_people{4};
    mutable OnceMap<ReachKey, Reached> m_reached{16}; ///< Along::road
    mutable OnceMap<StraightKey, Reached> m_straight{4};
};

} // namespace gis::analysis
