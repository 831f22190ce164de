#include "gis/editing/records.hpp"

#include <cmath>

namespace gis::editing {

namespace {

constexpr double same_m = 1e-9;

bool stays(const model::SurfaceRecord& record, const model::Road& road,
           const std::vector<Placement>& placements) {
    return placements.size() == 1 && placements.front().road == &road &&
           std::abs(placements.front().stretch.from_m - record.from_m) <= same_m &&
           std::abs(placements.front().stretch.to_m - record.to_m) <= same_m;
}

} // namespace

void place_records(
    Workspace& workspace, model::Road& road,
    const std::function<std::vector<Placement>(const model::SurfaceRecord&)>& place) {
    const auto records = road.surfaces; // adding to the road moves its records
    std::optional<Date> replaced_on;
    for (const auto& record : records) {
        if (record.state == model::RecordState::retracted) {
            continue;
        }
        const auto placements = place(record);
        if (stays(record, road, placements) && replaced_on != record.effective_on) {
            continue;
        }
        replaced_on = record.effective_on;
        workspace.retract(road, record.id);
        for (const auto& placement : placements) {
            auto copy = record;
            copy.from_m = placement.stretch.from_m;
            copy.to_m = placement.stretch.to_m;
            const auto id = workspace.add_record(*placement.road, std::move(copy));
            workspace.note_lineage(model::EntityKind::surface_record, record.id.get(), id.get());
        }
    }
}

void place_stretches(Workspace& workspace, model::Road& road,
                     const std::function<std::vector<Placement>(const Stretch&)>& place) {
    place_records(workspace, road, [&](const model::SurfaceRecord& record) {
        return place({record.from_m, record.to_m});
    });
    workspace.place_followers(road.id, [&](const Stretch& stretch) {
        std::vector<Place> places;
        for (const auto& placement : place(stretch)) {
            places.push_back({placement.road->id, placement.stretch});
        }
        return places;
    });
}

} // namespace gis::editing
