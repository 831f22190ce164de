#include "gis/model/units.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/interior_point.hpp"
#include "gis/model/existence.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace gis::model {

namespace {

Date day_before(Date day) noexcept {
    return Date::from_days(day.days() - 1);
}

std::optional<UnitIndex> find_unit(const std::vector<Unit>& units, const UnitCode& code) {
    const auto at =
        std::lower_bound(units.begin(), units.end(), code,
                         [](const Unit& unit, const UnitCode& c) { return unit.code < c; });
    if (at == units.end() || at->code != code) {
        return std::nullopt;
    }
    return static_cast<UnitIndex>(at - units.begin());
}

std::vector<geometry::MultiPolygon> boundaries(const std::vector<Unit>& units) {
    std::vector<geometry::MultiPolygon> areas;
    areas.reserve(units.size());
    for (const auto& unit : units) {
        areas.push_back(unit.boundary);
    }
    return areas;
}

std::optional<UnitIndex> other_commune(const Units& units, const UnitCode& key) {
    const auto& others = units.other_communes;
    const auto at = std::lower_bound(
        others.begin(), others.end(), key,
        [](const auto& other, const UnitCode& wanted) { return other.first < wanted; });
    return at != others.end() && at->first == key ? std::optional{at->second} : std::nullopt;
}

/// Keys of communes of other days that one of this day comes from or became.
void name_other_communes(Units& units, Date day) {
    for (const auto& unit : units.in_time->all()) {
        if (unit.level != UnitLevel::commune) {
            continue;
        }
        const auto* now = units.in_time->on(unit.key(), day);
        if (now != nullptr && now->key() != unit.key()) {
            units.other_communes.emplace_back(unit.key(), *find_unit(units.communes, now->code));
        }
    }
}

/// The lowest key among the units of the beginning that a unit was made from; its own when it is
/// one, or when those are not in the atlas.
UnitCode oldest_code(const UnitsInTime& units, const Unit& unit) {
    std::set<UnitCode> seen{unit.key()};
    std::vector<const Unit*> open{&unit};
    std::optional<UnitCode> lowest;
    while (!open.empty()) {
        const auto* next = open.back();
        open.pop_back();
        if (next->predecessors.empty()) {
            lowest = std::min(lowest.value_or(next->key()), next->key());
        }
        for (const auto& key : next->predecessors) {
            const auto* known = units.find(key);
            if (known != nullptr && seen.insert(key).second) {
                open.push_back(known);
            }
        }
    }
    return lowest.value_or(unit.key());
}

/// Gives each hamlet the commune of this day: the one that its own became, else, where that was
/// divided, the one that it lies in.
void place_hamlets(Units& units) {
    units.commune_of_hamlet.reserve(units.hamlets.size());
    for (auto& hamlet : units.hamlets) {
        auto commune = units.commune_of_key(hamlet.parent);
        if (!commune && !hamlet.boundary.empty() && units.in_time->find(hamlet.parent) != nullptr) {
            const auto around = units.commune_index.at(geometry::interior_point(hamlet.boundary));
            if (!around.empty()) {
                commune = units.settle(around);
            }
        }
        if (commune) {
            hamlet.parent = units.communes[*commune].code;
        }
        units.commune_of_hamlet.push_back(
            commune.value_or(static_cast<UnitIndex>(units.communes.size())));
    }
}

/// Keys of names take long to make, and every report wants this order.
std::vector<UnitIndex> by_name(const std::vector<Unit>& units) {
    std::vector<std::tuple<UnitCode, std::string, UnitIndex>> keyed;
    for (UnitIndex i = 0; i < units.size(); ++i) {
        keyed.emplace_back(units[i].parent, sort_key(units[i].name), i);
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<UnitIndex> order;
    for (const auto& [parent, key, index] : keyed) {
        order.push_back(index);
    }
    return order;
}

} // namespace

UnitsInTime::UnitsInTime(std::vector<Unit> units) : m_units(std::move(units)) {
    std::sort(m_units.begin(), m_units.end(),
              [](const Unit& a, const Unit& b) { return a.key() < b.key(); });
    for (const auto& unit : m_units) {
        for (const auto& predecessor : unit.predecessors) {
            m_successors.emplace_back(predecessor, unit.key());
        }
    }
    std::sort(m_successors.begin(), m_successors.end());
}

const Unit* UnitsInTime::find(const UnitCode& key) const {
    const auto at = std::lower_bound(
        m_units.begin(), m_units.end(), key,
        [](const Unit& unit, const UnitCode& wanted) { return unit.key() < wanted; });
    return at != m_units.end() && at->key() == key ? &*at : nullptr;
}

const Unit* UnitsInTime::with_code(const UnitCode& code, Date day) const {
    const auto at = std::find_if(m_units.begin(), m_units.end(), [&](const Unit& unit) {
        return unit.code == code && exists_on(unit, day);
    });
    return at != m_units.end() ? &*at : nullptr;
}

std::vector<UnitCode> UnitsInTime::successors(const UnitCode& key) const {
    std::vector<UnitCode> found;
    for (auto at =
             std::lower_bound(m_successors.begin(), m_successors.end(), std::pair{key, UnitCode{}});
         at != m_successors.end() && at->first == key; ++at) {
        found.push_back(at->second);
    }
    return found;
}

const Unit* UnitsInTime::on(const UnitCode& key, Date day) const {
    const auto* start = find(key);
    if (start == nullptr) {
        return nullptr;
    }
    const bool forward = start->valid_from <= day;
    const Unit* result = nullptr;
    std::set<UnitCode> seen{key};
    std::vector<const Unit*> open{start};
    while (!open.empty()) {
        const auto* unit = open.back();
        open.pop_back();
        if (exists_on(*unit, day)) {
            if (result != nullptr) {
                return nullptr;
            }
            result = unit;
            continue;
        }
        for (const auto& next : forward ? successors(unit->key()) : unit->predecessors) {
            const auto* known = find(next);
            if (known != nullptr && seen.insert(next).second) {
                open.push_back(known);
            }
        }
    }
    return result;
}

UnitsInTime::Span UnitsInTime::span_around(Date day) const {
    Span span;
    const auto begins = [&](Date first) { // a day on which the division differs from that before
        if (first <= day) {
            span.first = std::max(span.first.value_or(first), first);
        } else {
            span.last = std::min(span.last.value_or(day_before(first)), day_before(first));
        }
    };
    for (const auto& unit : m_units) {
        begins(unit.valid_from);
        if (unit.valid_to) {
            begins(Date::from_days(unit.valid_to->days() + 1));
        }
    }
    return span;
}

std::shared_ptr<const Units> Units::build(std::vector<Unit> all, Revision revision, Date day) {
    auto units = std::make_shared<Units>();
    units->revision = revision;
    units->in_time = std::make_shared<const UnitsInTime>(std::move(all));
    units->span = units->in_time->span_around(day);
    for (const auto& unit : units->in_time->all()) {
        if (exists_on(unit, day)) {
            (unit.level == UnitLevel::commune ? units->communes : units->hamlets).push_back(unit);
        }
    }
    const auto by_code = [](const Unit& a, const Unit& b) {
        return a.code < b.code;
    };
    std::sort(units->communes.begin(), units->communes.end(), by_code);
    std::sort(units->hamlets.begin(), units->hamlets.end(), by_code);
    units->communes_by_name = by_name(units->communes);
    units->hamlets_by_name = by_name(units->hamlets);
    units->commune_index = geometry::CoverageIndex{boundaries(units->communes)};
    units->hamlet_index = geometry::CoverageIndex{boundaries(units->hamlets)};
    for (const auto& commune : units->communes) {
        units->oldest_codes.push_back(oldest_code(*units->in_time, commune));
    }
    name_other_communes(*units, day);
    place_hamlets(*units);
    return units;
}

bool Units::hold_on(Date day) const noexcept {
    return (!span.first || *span.first <= day) && (!span.last || day <= *span.last);
}

std::optional<UnitIndex> Units::find_commune(const UnitCode& code) const {
    const auto found = find_unit(communes, code);
    return found ? found : other_commune(*this, code);
}

std::optional<UnitIndex> Units::find_hamlet(const UnitCode& code) const {
    return find_unit(hamlets, code);
}

const Unit* Units::find(const UnitCode& code) const {
    if (const auto commune = find_commune(code)) {
        return &communes[*commune];
    }
    const auto hamlet = find_hamlet(code);
    return hamlet ? &hamlets[*hamlet] : nullptr;
}

UnitIndex Units::settle(std::span<const std::uint32_t> tied) const {
    return *std::min_element(tied.begin(), tied.end(), [this](UnitIndex a, UnitIndex b) {
        return oldest_codes[a] < oldest_codes[b];
    });
}

std::optional<UnitIndex> Units::commune_of_key(const UnitCode& key) const {
    if (const auto other = other_commune(*this, key)) {
        return other;
    }
    const auto found = find_unit(communes, key);
    return found && communes[*found].key() == key ? found : std::nullopt;
}

std::optional<UnitIndex> Units::commune_meant(const UnitCode& code, Date written) const {
    const auto* then = hold_on(written) ? nullptr : in_time->with_code(code, written);
    return then != nullptr ? commune_of_key(then->key()) : find_commune(code);
}

UnitCode Units::key_of_commune(const UnitCode& code) const {
    const auto found = find_commune(code);
    return found ? communes[*found].key() : code;
}

} // namespace gis::model
