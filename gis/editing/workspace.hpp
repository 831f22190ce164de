#pragma once

#include "gis/editing/checks.hpp"
#include "gis/editing/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace gis::editing {

/// The atlas while an edit is worked out: copies of what the operations touch. New rows have
/// provisional ids: roads and facilities negative ones, -(1 + position of the operation), surface
/// records ids above all stored ones, in the order in which they are made.
class Workspace {
public:
    Workspace(const model::Snapshot& snapshot, const Checks& checks,
              std::span<const Follower> followers)
        : m_snapshot(snapshot), m_checks(checks), m_followers(followers),
          m_followed(followers.size()) {}

    /// A road to change; it stays where it is while the workspace lives.
    /// @throws Error{not_found, "unknown-road"}
    [[nodiscard]] model::Road& road(RoadId id, std::string_view field = "road");
    [[nodiscard]] model::Facility& facility(FacilityId id, std::string_view field = "facility");
    model::Road& add_road(model::Road road, std::size_t operation);
    model::Facility& add_facility(model::Facility facility, std::size_t operation);

    /// Puts an entry over the one of its item, if there is one.
    void set_plan_entry(model::PlanEntry entry);
    /// The entry of an item as it is now; null: there is none, or it was taken back.
    [[nodiscard]] const model::PlanEntry* plan_entry(const model::PlanEntry& like) const;

    /// Adds a new record, after all others of its day. @return its provisional id
    SurfaceRecordId add_record(model::Road& road, model::SurfaceRecord record);
    /// @throws Error{not_found, "unknown-record"}
    void retract(model::Road& road, SurfaceRecordId id, std::string_view field = "record");
    /// Calls place() with each stretch of a road that a follower is on; it says where it goes.
    void place_followers(RoadId road,
                         const std::function<std::vector<Place>(const Stretch&)>& place);
    /// Chainages where followers on a road begin and end.
    [[nodiscard]] std::vector<double> ends_of_followers(RoadId road) const;
    void note_lineage(model::EntityKind kind, std::int64_t parent, std::int64_t child) {
        m_lineage.push_back({kind, parent, child});
    }
    void note(Conflict conflict) { m_conflicts.push_back(std::move(conflict)); }

    /// Whether another road or facility than `id` has a code.
    [[nodiscard]] bool code_taken(RoadId id, const std::string& code) const;
    [[nodiscard]] bool code_taken(FacilityId id, const std::string& code) const;

    [[nodiscard]] const model::Snapshot& snapshot() const noexcept { return m_snapshot; }

    /// What has become different.
    [[nodiscard]] Edit finish();

private:
    template <class Entity>
    struct Touched {
        std::optional<Entity> before; ///< absent: new
        Entity after;
    };
    class Writer;
    /// Where a follower is now.
    [[nodiscard]] std::vector<Place> places_of(std::size_t follower, RoadId road) const;
    /// Plan, kind and key of an entry.
    using PlanItem = std::tuple<std::string, model::PlanEntryKind, std::string>;

    const model::Snapshot& m_snapshot;
    const Checks& m_checks;
    std::span<const Follower> m_followers;
    std::vector<std::optional<std::vector<Place>>> m_followed;
    std::map<RoadId, Touched<model::Road>> m_roads;
    std::map<FacilityId, Touched<model::Facility>> m_facilities;
    std::map<PlanItem, Touched<model::PlanEntry>> m_plan_entries;
    std::int64_t m_records = 0;
    std::vector<model::Lineage> m_lineage;
    std::vector<Conflict> m_conflicts;
};

/// Ids from here on are those of rows that an edit makes.
inline constexpr std::int64_t first_provisional_id = std::int64_t{1} << 62;

} // namespace gis::editing
