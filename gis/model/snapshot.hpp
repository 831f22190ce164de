#pragma once

#include "gis/core/parallel.hpp"
#include "gis/core/shared_list.hpp"
#include "gis/model/atlas_data.hpp"
#include "gis/model/changeset.hpp"
#include "gis/model/units.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gis::model {

/// What belongs to one commune: the roads that it manages and the facilities in it. Immutable and
/// shared between snapshots, as is each of its roads and facilities that does not change. One more
/// part, the last, holds what is outside every commune.
struct Part {
    std::optional<UnitIndex> commune; ///< absent for the part outside
    SharedList<Road> roads;           ///< by id
    SharedList<Facility> facilities;  ///< by id
    Revision revision;                ///< of the last change to this part
};

/// The commune that a road belongs to: the one that manages it, else the one that holds most of it;
/// nothing outside all communes. @pre road.length_m is that of its line
[[nodiscard]] std::optional<UnitIndex> commune_for(const Units& units, const Road& road);
/// The commune that a facility belongs to: as given, else where it lies.
[[nodiscard]] std::optional<UnitIndex> commune_for(const Units& units, const Facility& facility);

/// One version of the atlas, complete and consistent. Readers hold a shared_ptr<const Snapshot>.
class Snapshot {
public:
    /// Measures every road (length_m is computed anew, geodesic), assigns roads to their managing
    /// commune (given, else the commune that holds most of the road, else the part outside) and
    /// facilities to the commune that is given or that they lie in. What is withdrawn is left out.
    /// @param units_of  the day of whose division the units are
    [[nodiscard]] static std::shared_ptr<const Snapshot>
    build(AtlasData data, const ParallelFor& parallel_for = sequential_for,
          Date units_of = Date::today());

    /// The same atlas divided into the units of another day.
    [[nodiscard]] std::shared_ptr<const Snapshot>
    with_units_of(Date day, const ParallelFor& parallel_for = sequential_for) const;

    /// The snapshot after a changeset. Parts that it does not touch are shared with this one; a
    /// changed unit rebuilds all, with the units of today.
    [[nodiscard]] std::shared_ptr<const Snapshot>
    apply(const Applied& applied, const ParallelFor& parallel_for = sequential_for) const;

    /// An earlier snapshot again. Parts that have not changed since are shared with this one.
    [[nodiscard]] std::shared_ptr<const Snapshot>
    rewound(const Rewind& rewind, const ParallelFor& parallel_for = sequential_for) const;

    [[nodiscard]] Revision revision() const noexcept { return m_revision; }
    [[nodiscard]] const Units& units() const noexcept { return *m_units; }
    [[nodiscard]] const std::shared_ptr<const Units>& shared_units() const noexcept {
        return m_units;
    }

    /// Parallel to units().communes, and one more at the end for what is outside every commune.
    [[nodiscard]] std::span<const std::shared_ptr<const Part>> parts() const noexcept {
        return m_parts;
    }
    [[nodiscard]] std::span<const PopulationPoint> population_points() const noexcept {
        return *m_population;
    }
    /// By id; shared between snapshots while no entry changes.
    [[nodiscard]] const std::shared_ptr<const std::vector<PlanEntry>>&
    plan_entries() const noexcept {
        return m_plan_entries;
    }

    [[nodiscard]] const Road* find_road(RoadId id) const;
    [[nodiscard]] const Facility* find_facility(FacilityId id) const;
    [[nodiscard]] const PlanEntry* find_plan_entry(PlanEntryId id) const;
    /// The entry of an item, also one that was taken back.
    [[nodiscard]] const PlanEntry* find_plan_entry(std::string_view plan, PlanEntryKind kind,
                                                   std::string_view key) const;
    /// What was taken back (see withdrawn.hpp): in no part, found here alone.
    [[nodiscard]] const Road* find_withdrawn(RoadId id) const;
    [[nodiscard]] const Facility* find_withdrawn(FacilityId id) const;
    /// Position in parts() of the part that holds a road or facility.
    [[nodiscard]] std::optional<std::size_t> part_of(RoadId id) const;
    [[nodiscard]] std::optional<std::size_t> part_of(FacilityId id) const;

private:
    Snapshot() = default;

    struct Difference;
    struct Withdrawn {
        std::vector<Road> roads;          ///< by id
        std::vector<Facility> facilities; ///< by id
    };

    [[nodiscard]] AtlasData data() const;
    [[nodiscard]] std::shared_ptr<const Snapshot> changed(const Difference& difference,
                                                          const ParallelFor& parallel_for) const;
    void put_roads(const Difference& difference, const ParallelFor& parallel_for);
    void put_facilities(const Difference& difference);

    Revision m_revision;
    std::shared_ptr<const Units> m_units;
    std::vector<std::shared_ptr<const Part>> m_parts;
    std::shared_ptr<const std::vector<PopulationPoint>> m_population;
    std::shared_ptr<const std::vector<PlanEntry>> m_plan_entries;
    std::shared_ptr<const std::vector<std::pair<RoadId, std::uint32_t>>> m_part_of_road; ///< by id
    std::shared_ptr<const Withdrawn> m_withdrawn;
};

} // namespace gis::model
