#pragma once

#include "gis/model/import_plan.hpp"
#include "gis/model/road_matcher.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gis::model {

/// What the file does not say stays as it is: a sheet of some columns is no order to forget the
/// others.
template <class T>
void keep_if_absent(std::optional<T>& value, const std::optional<T>& old) {
    if (!value) {
        value = old;
    }
}
template <class T>
requires requires(const T& container) {
    container.empty();
}
void keep_if_absent(T& value, const T& old) {
    if (value.empty()) {
        value = old;
    }
}
inline void keep_if_absent(Date& first_day, Date old) {
    if (first_day == Date{1900, 1, 1}) {
        first_day = old;
    }
}

/// What a batch would change in an atlas, row after row: in two files, units and all else.
class ImportPlanner {
public:
    ImportPlanner(const ImportBatch& batch, const Snapshot& snapshot);

    ImportPlan plan();

    void operator()(const Unit& given);
    void operator()(const Road& given);
    void operator()(const SurfaceRecord& given);
    void operator()(const Facility& given);
    void operator()(const PopulationPoint& given);
    /// No file of a layer has any.
    void operator()(const PlanEntry& given) { write(given, given.id.get() == 0); }

private:
    void remember(const Unit& unit);
    void write(Row row, bool is_new);
    /// Leaves the row out.
    void skip(std::string code, std::string field, Message message);
    /// Whether the last day is not before the first; else leaves the row out.
    [[nodiscard]] bool days_in_order(Date from, const std::optional<Date>& to,
                                     const std::string& label);

    [[nodiscard]] const Unit* find_same(const Unit& given) const;
    [[nodiscard]] bool same_commune(const UnitCode& key, const UnitCode& given) const;
    [[nodiscard]] UnitCode key_of(const UnitCode& given, const UnitCode& known) const;
    [[nodiscard]] bool is_of_reform(const Unit& given) const;
    void plan_reforms();
    /// The commune of today that holds most of a road or a facility; empty outside all.
    template <class Entity>
    [[nodiscard]] UnitCode derived_commune(const Entity& known) const;
    [[nodiscard]] const Facility* find_same(const Facility& given) const;
    void keep_what_is_absent(Road& road, const Road& known) const;
    void keep_what_is_absent(Facility& facility, const Facility& known) const;
    void write_record(SurfaceRecord record);
    void note_place(const geometry::Point& place);
    void note_move(const geometry::Point& now, const geometry::Point& before);
    void warn_of_the_whole();
    bool place_hamlet(Unit& unit);
    UnitCode next_hamlet_code(const UnitCode& commune);
    void plan_population(const Unit& given);

    const ImportBatch& m_batch;
    const Snapshot& m_snapshot;
    ImportPlan m_plan;
    std::size_t m_row = 0;
    std::unordered_map<UnitCode, Unit> m_unit_by_code;
    std::map<std::pair<UnitLevel, std::string>, std::vector<UnitCode>> m_units_by_name;
    std::set<UnitCode> m_seen_units;
    std::vector<Unit> m_reformed; ///< units that others go into, as given
    RoadMatcher m_roads;
    /// Where a road row of the batch went: an id of the atlas, or -(1 + position) in the plan.
    std::unordered_map<std::int64_t, RoadId> m_road_of_row;
    std::unordered_map<std::string, const Facility*> m_facility_by_code;
    std::map<std::string, std::vector<const Facility*>> m_facilities_by_name;
    std::set<std::string> m_seen_facility_codes;
    std::set<std::tuple<double, double, double>> m_known_points;
    std::int64_t m_placed = 0;   ///< rows that should lie in a commune
    std::int64_t m_outside = 0;  ///< of those, outside every commune
    std::int64_t m_kindless = 0; ///< new ones whose class or kind is a default
    std::int64_t m_moved = 0;    ///< rows that are far from where the atlas has them
};

} // namespace gis::model
