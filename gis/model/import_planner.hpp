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
    void skip(std::string code, std::string field, Message message);

    [[nodiscard]] const Unit* find_same(const Unit& given) const;
    [[nodiscard]] bool same_commune(const UnitCode& key, const UnitCode& given) const;
    [[nodiscard]] UnitCode key_of(const UnitCode& given, const UnitCode& known) const;
    [[nodiscard]] bool is_of_reform(const Unit& given) const;
    void plan_reforms();
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
};

} // namespace gis::model
