#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/interior_point.hpp"
#include "gis/model/import_planner.hpp"
#include "gis/model/unit_reform.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::model {

using geometry::distance_m;

namespace {

bool same_place(const geometry::Point& a, const geometry::Point& b) {
    return distance_m(a, b) <= same_place_m;
}

/// Formats turn rings either way and begin them anywhere.
bool same_ring(const geometry::Ring& a, const geometry::Ring& b) {
    if (a.size() != b.size() || a.size() < 2) {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same_place);
    }
    const auto count = a.size() - 1; // the last position is the first
    const auto follows = [&](std::size_t start, std::size_t step) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!same_place(a[i], b[(start + i * step) % count])) {
                return false;
            }
        }
        return true;
    };
    for (std::size_t start = 0; start < count; ++start) {
        if (same_place(a[0], b[start]) && (follows(start, 1) || follows(start, count - 1))) {
            return true;
        }
    }
    return false;
}

bool same_polygon(const geometry::Polygon& a, const geometry::Polygon& b) {
    return same_ring(a.outer, b.outer) && a.holes.size() == b.holes.size() &&
           std::is_permutation(a.holes.begin(), a.holes.end(), b.holes.begin(), same_ring);
}

bool same_boundary(const geometry::MultiPolygon& a, const geometry::MultiPolygon& b) {
    return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin(), same_polygon);
}

} // namespace

void ImportPlanner::remember(const Unit& unit) {
    m_unit_by_code[unit.code] = unit;
    m_units_by_name[{unit.level, fold_name(unit.name)}].push_back(unit.code);
}

const Unit* ImportPlanner::find_same(const Unit& given) const {
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
bool ImportPlanner::same_commune(const UnitCode& key, const UnitCode& given) const {
    const auto found = m_snapshot.units().find_commune(given);
    return key == given || (found && m_snapshot.units().commune_of_key(key) == found);
}

/// What a row is to hold for a commune: what it holds already when that means the same, so that a
/// file of before a reform changes nothing.
UnitCode ImportPlanner::key_of(const UnitCode& given, const UnitCode& known) const {
    return given.get().empty() || same_commune(known, given)
               ? known
               : m_snapshot.units().key_of_commune(given);
}

bool ImportPlanner::place_hamlet(Unit& unit) {
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

UnitCode ImportPlanner::next_hamlet_code(const UnitCode& commune) {
    for (int number = 1;; ++number) {
        UnitCode code{fmt::format("{}-{:02}", commune.get(), number)};
        if (!m_unit_by_code.contains(code) && m_snapshot.units().in_time->find(code) == nullptr) {
            return code;
        }
    }
}

void ImportPlanner::plan_population(const Unit& given) {
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

void ImportPlanner::operator()(const Unit& given) {
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
             {fmt::format("Mã {} đã là “{}”, một đơn vị cấp khác. Hãy xem lại lớp (layer) đã chọn.",
                          unit.code.get(), same->name),
              fmt::format("Code {} is \"{}\" already, a unit of another level. Check the layer.",
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
    if (!days_in_order(unit.valid_from, unit.valid_to, unit.name)) {
        return;
    }
    const auto centre = geometry::interior_point(unit.boundary);
    if (unit.level == UnitLevel::hamlet) {
        note_place(centre);
    }
    if (!is_new) {
        note_move(centre, geometry::interior_point(same->boundary));
    }
    remember(unit);
    write(std::move(unit), is_new);
}

/// Whether a row brings a unit into force that others went into, and is not known yet.
bool ImportPlanner::is_of_reform(const Unit& given) const {
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

void ImportPlanner::plan_reforms() {
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

} // namespace gis::model
