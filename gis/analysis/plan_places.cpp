#include "gis/analysis/plan_places.hpp"

#include "gis/analysis/assignment.hpp"
#include "gis/core/text.hpp"
#include "gis/model/existence.hpp"

#include <algorithm>

namespace gis::analysis {

using model::Facility;
using model::Unit;

Date units_day(const model::Plan& plan, const model::UnitsInTime& units, Date otherwise) {
    const auto known_on = [&](Date day) {
        return std::count_if(plan.units.begin(), plan.units.end(), [&](const auto& unit) {
            return units.with_code(unit.code, day) != nullptr;
        });
    };
    auto best = otherwise;
    auto most = known_on(otherwise);
    for (const auto day : {Date{plan.year, 12, 31}, Date{plan.year, 1, 1}}) {
        if (const auto known = known_on(day); known >= most) {
            best = day;
            most = known;
        }
    }
    return best;
}

std::optional<model::UnitIndex> commune_of_plan(const model::Plan& plan, const UnitCode& code,
                                                const model::Units& units) {
    return units.commune_meant(code, units_day(plan, *units.in_time, Date::today()));
}

std::vector<const Unit*> hamlets_named(const model::Units& units, const UnitCode& commune,
                                       std::string_view name) {
    const auto wanted = fold_name(name);
    std::vector<const Unit*> found;
    for (const auto& hamlet : units.hamlets) {
        if (hamlet.parent == commune && fold_name(hamlet.name) == wanted) {
            found.push_back(&hamlet);
        }
    }
    return found;
}

std::vector<const Facility*> places_of(const model::Work& work, const model::Snapshot& snapshot,
                                       Date as_of) {
    const auto& units = snapshot.units();
    const auto commune = units.find_commune(work.unit);
    if (work.facility) {
        const auto* facility = snapshot.find_facility(*work.facility);
        return facility == nullptr ? std::vector<const Facility*>{} : std::vector{facility};
    }
    if (!work.place || !commune) {
        return {};
    }
    const auto hamlets = hamlets_named(units, units.communes[*commune].code, work.hamlet);
    const auto serves = [&](const Facility& facility) {
        const auto served = hamlets_served(facility, units);
        return std::any_of(hamlets.begin(), hamlets.end(), [&](const Unit* hamlet) {
            return std::find(served.begin(), served.end(), hamlet->code) != served.end();
        });
    };
    const auto name = fold(work.place->name);
    std::vector<const Facility*> of_kind;
    std::vector<const Facility*> of_name;
    for (const auto& facility : snapshot.parts()[*commune]->facilities) {
        const bool fits = exists_on(facility, as_of) && facility.kind == work.place->kind &&
                          (work.hamlet.empty() || serves(facility));
        if (!fits) {
            continue;
        }
        of_kind.push_back(&facility);
        if (!name.empty() && fold(facility.name).find(name) != std::string::npos) {
            of_name.push_back(&facility);
        }
    }
    return of_name.empty() ? of_kind : of_name;
}

std::vector<const model::Road*> roads_of(const model::WorkStretch& stretch,
                                         const model::Snapshot& snapshot) {
    if (!stretch.road_id) {
        return roads_coded(snapshot, stretch.road);
    }
    const auto* road = snapshot.find_road(*stretch.road_id);
    return road == nullptr ? std::vector<const model::Road*>{} : std::vector{road};
}

std::vector<const model::Road*> roads_coded(const model::Snapshot& snapshot,
                                            std::string_view code) {
    std::vector<const model::Road*> found;
    for (const auto& part : snapshot.parts()) {
        for (const auto& road : part->roads) {
            if (road.code == code) {
                found.push_back(&road);
            }
        }
    }
    return found;
}

} // namespace gis::analysis
