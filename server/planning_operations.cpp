#include "server/planning_operations.hpp"

#include "gis/analysis/plan_places.hpp"
#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;

namespace {

constexpr double beyond_m = 0.001; ///< metres that a stretch may pass the end of its road

[[noreturn]] void refuse(const char* code, std::string vi, std::string en) {
    throw gis::Error{gis::ErrorKind::invalid_data, code, {std::move(vi), std::move(en)}};
}

model::Surface surface_of(const model::Work& work, const model::WorkStretch& stretch,
                          const WorkAcceptance& acceptance) {
    const auto& allowed = work.surfaces;
    const auto surface = acceptance.surface ? acceptance.surface : stretch.surface;
    if (!surface && allowed.size() == 1) {
        return allowed.front();
    }
    const bool fits =
        surface && *surface != model::Surface::unknown &&
        (allowed.empty() || std::find(allowed.begin(), allowed.end(), *surface) != allowed.end());
    if (!fits) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "bad-surface",
            {fmt::format("Công trình {}: cho biết mặt đường, một trong những loại của kế hoạch.",
                         work.id),
             fmt::format("Work {}: name its surface, one that the plan allows.", work.id)},
            "surface"};
    }
    return *surface;
}

std::vector<editing::Operation> road_operations(const model::Work& work,
                                                const WorkAcceptance& acceptance,
                                                const model::Snapshot& snapshot) {
    if (work.stretches.empty()) {
        refuse("work-without-stretches",
               fmt::format("Công trình {}: chưa biết làm trên đường nào, đoạn nào.", work.id),
               fmt::format("Work {}: its roads and stretches are not known yet.", work.id));
    }
    std::vector<editing::Operation> operations;
    for (const auto& stretch : work.stretches) {
        const auto roads = gis::analysis::roads_of(stretch, snapshot);
        if (roads.size() != 1) {
            refuse("unknown-road",
                   fmt::format("Công trình {}: có {} đường mã {}.", work.id, roads.size(),
                               stretch.road),
                   fmt::format("Work {}: there are {} roads with code {}.", work.id, roads.size(),
                               stretch.road));
        }
        if (stretch.to_m > roads.front()->length_m + beyond_m) {
            refuse(
                "beyond-road",
                fmt::format("Công trình {}: đoạn vượt quá cuối đường {}.", work.id, stretch.road),
                fmt::format("Work {}: the stretch is beyond the end of road {}.", work.id,
                            stretch.road));
        }
        editing::AddSurface add;
        add.road = roads.front()->id;
        add.stretch =
            editing::Stretch{stretch.from_m, std::min(stretch.to_m, roads.front()->length_m)};
        add.surface = surface_of(work, stretch, acceptance);
        add.width_m = stretch.width_m ? stretch.width_m : work.width_m;
        add.effective_on = acceptance.accepted_on;
        add.work = work.id;
        add.evidence = acceptance.evidence;
        operations.emplace_back(std::move(add));
    }
    return operations;
}

const model::Facility& place_of(const model::Work& work, const WorkAcceptance& acceptance,
                                const model::Snapshot& snapshot) {
    if (acceptance.facility) {
        if (const auto* facility = snapshot.find_facility(*acceptance.facility)) {
            return *facility;
        }
    } else {
        const auto places = gis::analysis::places_of(work, snapshot, acceptance.accepted_on);
        if (places.size() == 1) {
            return *places.front();
        }
    }
    refuse("unknown-place", fmt::format("Công trình {}: hãy cho biết nơi thực hiện.", work.id),
           fmt::format("Work {}: say which place it is on.", work.id));
}

/// Rooms after the work; absent: not known, as before.
std::optional<std::map<std::string, int>> rooms_after(const model::Work& work,
                                                      const model::Facility& facility) {
    auto rooms = facility.rooms;
    const bool stood = facility.condition != "new";
    bool changed = false;
    for (const auto& [type, count] : work.rooms) {
        if (rooms.contains(type) || !stood) {
            rooms[type] += count;
            changed = true;
        }
    }
    return changed ? std::optional{std::move(rooms)} : std::nullopt;
}

/// A place that the map did not have.
editing::Operation new_facility(const model::Work& work, const WorkAcceptance& acceptance,
                                const model::Snapshot& snapshot) {
    editing::AddFacility add;
    add.location = *acceptance.location;
    add.fields.kind = work.place->kind;
    add.fields.name = work.place->name.empty() ? work.title.vi : work.place->name;
    add.fields.commune = work.unit;
    const auto hamlets = gis::analysis::hamlets_named(snapshot.units(), work.unit, work.hamlet);
    if (hamlets.size() == 1) {
        add.fields.serves = std::vector{hamlets.front()->code};
    }
    if (!work.rooms.empty()) {
        add.fields.rooms = work.rooms;
    }
    if (work.adds_toilet) {
        add.fields.toilet = std::optional{true};
    }
    if (work.adds_well) {
        add.fields.well = std::optional{true};
    }
    add.fields.condition = "good";
    add.fields.valid_from = acceptance.accepted_on;
    return add;
}

editing::Operation facility_operation(const model::Work& work, const model::Facility& facility) {
    editing::EditFacility edit;
    edit.facility = facility.id;
    if (work.adds_toilet) {
        edit.fields.toilet = std::optional{true};
    }
    if (work.adds_well) {
        edit.fields.well = std::optional{true};
    }
    edit.fields.rooms = rooms_after(work, facility);
    // More rooms do not make an old building a good one.
    const bool whole = work.action != model::WorkAction::equip &&
                       (work.rooms.empty() || facility.condition == "new");
    if (whole) {
        edit.fields.condition = "good";
    }
    return edit;
}

} // namespace

std::vector<editing::Operation> acceptance_operations(const model::Work& work,
                                                      const WorkAcceptance& acceptance,
                                                      const model::Snapshot& snapshot) {
    if (work.state == model::WorkState::cancelled) {
        refuse("work-cancelled", fmt::format("Công trình {} đã hủy.", work.id),
               fmt::format("Work {} was cancelled.", work.id));
    }
    if (work.kind == model::WorkKind::road) {
        return road_operations(work, acceptance, snapshot);
    }
    if (!work.place) {
        return {};
    }
    if (acceptance.location && !acceptance.facility) {
        return {new_facility(work, acceptance, snapshot)};
    }
    return {facility_operation(work, place_of(work, acceptance, snapshot))};
}

} // namespace server
