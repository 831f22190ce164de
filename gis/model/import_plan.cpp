#include "gis/model/import_plan.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/interior_point.hpp"
#include "gis/model/road_matcher.hpp"
#include "gis/model/unit_reform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace gis::model {

namespace {

using geometry::distance_m;

bool same_boundary(const geometry::MultiPolygon& a, const geometry::MultiPolygon& b) {
    const auto same_ring = [](const geometry::Ring& left, const geometry::Ring& right) {
        return std::equal(
            left.begin(), left.end(), right.begin(), right.end(),
            [](const auto& p, const auto& q) { return distance_m(p, q) <= same_place_m; });
    };
    const auto same_polygon = [&](const geometry::Polygon& left, const geometry::Polygon& right) {
        return same_ring(left.outer, right.outer) &&
               std::equal(left.holes.begin(), left.holes.end(), right.holes.begin(),
                          right.holes.end(), same_ring);
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_polygon);
}

/// What the file does not say stays as it is.
template <class T>
void keep_if_absent(std::optional<T>& value, const std::optional<T>& old) {
    if (!value) {
        value = old;
    }
}

class Planner {
public:
    Planner(const ImportBatch& batch, const Snapshot& snapshot)
        : m_batch(batch), m_snapshot(snapshot), m_roads(snapshot) {
        for (const auto* units : {&snapshot.units().communes, &snapshot.units().hamlets}) {
            for (const auto& unit : *units) {
                remember(*snapshot.units().in_time->find(unit.key())); // its parent as stored
            }
        }
        for (const auto& part : snapshot.parts()) {
            for (const auto& facility : part->facilities) {
                if (!facility.code.empty()) {
                    m_facility_by_code.emplace(facility.code, &facility);
                }
                m_facilities_by_name[facility_key(facility)].push_back(&facility);
            }
        }
        for (const auto& point : snapshot.population_points()) {
            m_known_points.insert({point.location.lon, point.location.lat, point.persons});
        }
    }

    ImportPlan plan() {
        m_plan.skipped = m_batch.skipped;
        m_plan.issues = m_batch.issues;
        for (std::size_t i = 0; i < m_batch.rows.size(); ++i) {
            m_row = i;
            std::visit(*this, m_batch.rows[i]);
        }
        plan_reforms();
        return std::move(m_plan);
    }

    void operator()(const Unit& given);
    void operator()(const Road& given);
    void operator()(const SurfaceRecord& given);
    void operator()(const Facility& given);
    void operator()(const PopulationPoint& given);
    /// No file of a layer has any.
    void operator()(const PlanEntry& given) { write(given, given.id.get() == 0); }

private:
    static std::string facility_key(const Facility& facility) {
        return fmt::format("{}/{}", to_text(facility.kind), fold_name(facility.name));
    }

    void remember(const Unit& unit) {
        m_unit_by_code[unit.code] = unit;
        m_units_by_name[{unit.level, fold_name(unit.name)}].push_back(unit.code);
    }

    void write(Row row, bool is_new) {
        m_plan.rows.push_back(std::move(row));
        ++(is_new ? m_plan.added : m_plan.changed);
    }

    void skip(std::string code, std::string field, Message message) {
        ++m_plan.skipped;
        m_plan.issues.push_back({ImportIssue::Severity::error, std::move(code), 0, std::move(field),
                                 std::move(message)});
    }

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

const Unit* Planner::find_same(const Unit& given) const {
    if (!given.code.get().empty()) {
        const auto at = m_unit_by_code.find(given.code);
        return at != m_unit_by_code.end() ? &at->second : nullptr;
    }
    const auto named = m_units_by_name.find({given.level, fold_name(given.name)});
    if (named == m_units_by_name.end()) {
        return nullptr;
    }
    const Unit* found = nullptr;
    for (const auto& code : named->second) {
        const auto& unit = m_unit_by_code.at(code);
        if (given.parent.get().empty() || same_commune(unit.parent, given.parent)) {
            if (found != nullptr) {
                return nullptr; // a name is no key: two hamlets may share it
            }
            found = &unit;
        }
    }
    return found;
}

/// Whether a stored key and a code that the file gives mean the same commune of this day.
bool Planner::same_commune(const UnitCode& key, const UnitCode& given) const {
    const auto found = m_snapshot.units().find_commune(given);
    return key == given || (found && m_snapshot.units().commune_of_key(key) == found);
}

/// What a row is to hold for a commune: what it holds already when that means the same, so that a
/// file of before a reform changes nothing.
UnitCode Planner::key_of(const UnitCode& given, const UnitCode& known) const {
    return given.get().empty() || same_commune(known, given)
               ? known
               : m_snapshot.units().key_of_commune(given);
}

bool Planner::place_hamlet(Unit& unit) {
    if (unit.parent.get().empty()) {
        const auto communes =
            m_snapshot.units().commune_index.at(geometry::interior_point(unit.boundary));
        if (communes.empty()) {
            skip("hamlet-outside", "parent",
                 {fmt::format("“{}” không nằm trong xã nào. Hãy nhập ranh giới xã trước.",
                              unit.name),
                  fmt::format("\"{}\" lies in no commune. Import the communes first.", unit.name)});
            return false;
        }
        unit.parent = m_snapshot.units().communes[m_snapshot.units().settle(communes)].code;
    }
    if (const auto today = m_snapshot.units().find_commune(unit.parent)) {
        unit.parent = m_snapshot.units().communes[*today].code;
    }
    const auto parent = m_unit_by_code.find(unit.parent);
    if (parent == m_unit_by_code.end() || parent->second.level != UnitLevel::commune) {
        skip("unknown-commune", "parent",
             {fmt::format("“{}” thuộc xã có mã {}, nhưng chưa có xã này.", unit.name,
                          unit.parent.get()),
              fmt::format("\"{}\" belongs to commune {}, which is not in the atlas.", unit.name,
                          unit.parent.get())});
        return false;
    }
    if (unit.code.get().empty()) {
        unit.code = next_hamlet_code(unit.parent);
    }
    return true;
}

UnitCode Planner::next_hamlet_code(const UnitCode& commune) {
    for (int number = 1;; ++number) {
        UnitCode code{fmt::format("{}-{:02}", commune.get(), number)};
        if (!m_unit_by_code.contains(code) && m_snapshot.units().in_time->find(code) == nullptr) {
            return code;
        }
    }
}

void Planner::plan_population(const Unit& given) {
    const auto* same = find_same(given);
    if (same == nullptr) {
        const auto& label = given.code.get().empty() ? given.name : given.code.get();
        skip("unknown-unit", given.code.get().empty() ? "name" : "code",
             {fmt::format("Không tìm thấy đơn vị “{}” (hoặc có nhiều đơn vị cùng tên).", label),
              fmt::format("There is no unit \"{}\", or several have that name.", label)});
        return;
    }
    auto unit = *same;
    unit.population = given.population;
    unit.households = given.households;
    keep_if_absent(unit.population, same->population);
    keep_if_absent(unit.households, same->households);
    if (unit == *same) {
        ++m_plan.unchanged;
        return;
    }
    m_unit_by_code[unit.code] = unit;
    write(std::move(unit), false);
}

void Planner::operator()(const Unit& given) {
    if (given.boundary.empty()) {
        plan_population(given);
        return;
    }
    auto unit = given;
    if (unit.level == UnitLevel::hamlet && !place_hamlet(unit)) {
        return;
    }
    const auto* same = find_same(given.code.get().empty() ? given : unit);
    if (same != nullptr && given.code.get().empty()) {
        unit.code = same->code;
    }
    if (unit.code.get().empty()) {
        skip("missing-code", "code",
             {fmt::format("“{}” không có mã và chưa có đơn vị nào cùng tên.", unit.name),
              fmt::format("\"{}\" has no code and no unit of that name exists.", unit.name)});
        return;
    }
    if (!m_seen_units.insert(unit.code).second) {
        skip("duplicate-code", "code",
             {fmt::format("Mã {} (“{}”) lặp lại trong tệp.", unit.code.get(), unit.name),
              fmt::format("Code {} (\"{}\") stands twice in the file.", unit.code.get(),
                          unit.name)});
        return;
    }
    if (unit.level == UnitLevel::hamlet) {
        unit.parent = key_of(unit.parent, same != nullptr ? same->parent : UnitCode{});
    }
    if (is_of_reform(unit)) {
        m_reformed.push_back(std::move(unit));
        return;
    }
    const bool is_new = same == nullptr;
    if (!is_new && same->level != unit.level) {
        skip("wrong-level", "code",
             {fmt::format("Mã {} đã là “{}”, một đơn vị cấp khác. Hãy xem lại lựa chọn --layer.",
                          unit.code.get(), same->name),
              fmt::format("Code {} is \"{}\" already, a unit of another level. Check --layer.",
                          unit.code.get(), same->name)});
        return;
    }
    if (!is_new) {
        unit.own_key = same->own_key;
        if (!unit.own_key.get().empty() || unit.predecessors.empty()) {
            unit.predecessors = same->predecessors; // a reform is not undone by a file
        }
        keep_if_absent(unit.population, same->population);
        keep_if_absent(unit.households, same->households);
        if (same_boundary(unit.boundary, same->boundary)) {
            unit.boundary = same->boundary;
        }
        if (unit == *same) {
            ++m_plan.unchanged;
            return;
        }
    }
    remember(unit);
    write(std::move(unit), is_new);
}

/// Whether a row brings a unit into force that others went into, and is not known yet.
bool Planner::is_of_reform(const Unit& given) const {
    const auto& in_time = *m_snapshot.units().in_time;
    const bool follows = std::any_of(
        given.predecessors.begin(), given.predecessors.end(), [&](const UnitCode& predecessor) {
            const auto* before = in_time.find(predecessor);
            return before != nullptr && before->valid_from < given.valid_from;
        });
    return follows && in_time.find(later_key(given.code, given.valid_from)) == nullptr &&
           (in_time.find(given.code) == nullptr ||
            in_time.find(given.code)->valid_from < given.valid_from);
}

void Planner::plan_reforms() {
    if (m_reformed.empty()) {
        return;
    }
    try {
        for (auto& unit : reform_rows(*m_snapshot.units().in_time, std::move(m_reformed))) {
            const bool is_new = m_snapshot.units().in_time->find(unit.key()) == nullptr;
            write(std::move(unit), is_new);
        }
    } catch (const Error& error) { // all or nothing: half a reform would count roads twice
        skip(error.code(), error.field(), error.message());
    }
}

void Planner::operator()(const Road& given) {
    const auto row = -(1 + static_cast<std::int64_t>(m_row));
    if (!m_roads.claim(given)) {
        skip("duplicate-road", given.code.empty() ? "" : "code",
             {fmt::format("Tuyến “{}” {} lặp lại trong tệp; chỉ tính một lần.", given.name,
                          given.code),
              fmt::format("Road \"{}\" {} stands twice in the file; it is counted once.",
                          given.name, given.code)});
        return;
    }
    const auto* same = m_roads.find(given);
    if (same == nullptr) {
        m_road_of_row[row] = RoadId{-(1 + static_cast<std::int64_t>(m_plan.rows.size()))};
        auto road = given;
        road.managing_commune = key_of(given.managing_commune, {});
        write(std::move(road), true);
        return;
    }
    m_road_of_row[row] = same->id;
    auto road = given;
    road.managing_commune = key_of(given.managing_commune, same->managing_commune);
    road.id = same->id;
    road.surfaces.clear();
    if (same_line(road.line, same->line)) {
        road.line = same->line;
        road.length_m = same->length_m;
    }
    auto before = *same;
    before.surfaces.clear();
    if (road == before) {
        ++m_plan.unchanged;
    } else {
        write(std::move(road), false);
    }
}

void Planner::operator()(const SurfaceRecord& given) {
    const auto road = m_road_of_row.find(given.road.get());
    if (road == m_road_of_row.end()) {
        return; // its road was skipped
    }
    if (const auto* known = m_snapshot.find_road(road->second)) {
        const auto intervals = surfaces_on(known->surfaces, known->length_m, given.effective_on);
        const bool says_the_same =
            std::all_of(intervals.begin(), intervals.end(), [&](const SurfaceInterval& interval) {
                const bool apart = interval.to_m <= given.from_m + same_place_m ||
                                   interval.from_m >= given.to_m - same_place_m;
                return apart || (interval.surface == given.surface &&
                                 (!given.width_m || interval.width_m == given.width_m));
            });
        if (says_the_same) {
            return;
        }
    }
    auto record = given;
    record.road = road->second;
    m_plan.rows.emplace_back(std::move(record));
    ++m_plan.surface_records;
}

void Planner::operator()(const Facility& given) {
    if (!given.code.empty() && !m_seen_facility_codes.insert(given.code).second) {
        skip("duplicate-code", "code",
             {fmt::format("Mã công trình {} lặp lại trong tệp.", given.code),
              fmt::format("Facility code {} stands twice in the file.", given.code)});
        return;
    }
    for (const auto& hamlet : given.serves) {
        if (!m_snapshot.units().find_hamlet(hamlet)) {
            skip("unknown-hamlet", "serves",
                 {fmt::format("“{}” phục vụ ấp có mã {}, nhưng chưa có ấp này.", given.name,
                              hamlet.get()),
                  fmt::format("\"{}\" serves hamlet {}, which is not in the atlas.", given.name,
                              hamlet.get())});
            return;
        }
    }
    const Facility* same = nullptr;
    if (const auto at = m_facility_by_code.find(given.code);
        !given.code.empty() && at != m_facility_by_code.end()) {
        same = at->second;
    } else if (const auto named = m_facilities_by_name.find(facility_key(given));
               given.code.empty() && named != m_facilities_by_name.end()) {
        for (const auto* candidate : named->second) {
            if (distance_m(candidate->location, given.location) <= same_place_m) {
                same = candidate;
            }
        }
    }
    auto facility = given;
    facility.commune = key_of(given.commune, same != nullptr ? same->commune : UnitCode{});
    if (same == nullptr) {
        write(std::move(facility), true);
        return;
    }
    facility.id = same->id;
    if (distance_m(facility.location, same->location) <= same_place_m) {
        facility.location = same->location;
    }
    if (facility == *same) {
        ++m_plan.unchanged;
    } else {
        write(std::move(facility), false);
    }
}

void Planner::operator()(const PopulationPoint& given) {
    if (m_known_points.contains({given.location.lon, given.location.lat, given.persons})) {
        ++m_plan.unchanged;
    } else {
        write(given, true);
    }
}

} // namespace

ImportPlan plan_import(const ImportBatch& batch, const Snapshot& snapshot) {
    return Planner{batch, snapshot}.plan();
}

} // namespace gis::model
