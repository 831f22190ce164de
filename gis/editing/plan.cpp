#include "gis/editing/plan.hpp"

#include "gis/editing/facility_operations.hpp"
#include "gis/editing/plan_operations.hpp"
#include "gis/editing/road_operations.hpp"
#include "gis/editing/workspace.hpp"

#include <fmt/format.h>

namespace gis::editing {

Edit plan(const model::Snapshot& snapshot, std::span<const Operation> operations,
          const Context& context) {
    if (operations.empty() || operations.size() > max_operations) {
        throw Error{ErrorKind::invalid_data,
                    "bad-operation-count",
                    {fmt::format("Cần từ 1 đến {} thao tác.", max_operations),
                     fmt::format("1 to {} operations are needed.", max_operations)},
                    std::string{context.list}};
    }
    Checks checks{snapshot, context};
    Workspace workspace{snapshot, checks, context.followers};
    for (std::size_t i = 0; i < operations.size(); ++i) {
        checks.begin(i);
        const Step step{workspace, checks, i};
        std::visit([&step](const auto& operation) { carry_out(step, operation); }, operations[i]);
    }
    return workspace.finish();
}

model::Applied preview(const Edit& edit, const model::Snapshot& snapshot) {
    model::Applied applied;
    applied.revision = Revision{snapshot.revision().get() + 1};
    applied.rows = edit.draft.rows;
    const auto id_at = [](std::int64_t position) {
        return first_provisional_id + position;
    };
    for (std::size_t i = 0; i < applied.rows.size(); ++i) {
        const auto id = id_at(static_cast<std::int64_t>(i));
        if (auto* road = std::get_if<model::Road>(&applied.rows[i])) {
            road->id = road->id.get() == 0 ? RoadId{id} : road->id;
        } else if (auto* record = std::get_if<model::SurfaceRecord>(&applied.rows[i])) {
            record->id = record->id.get() == 0 ? SurfaceRecordId{id} : record->id;
            if (record->road.get() < 0) {
                record->road = RoadId{id_at(-(record->road.get() + 1))};
            }
        } else if (auto* facility = std::get_if<model::Facility>(&applied.rows[i])) {
            facility->id = facility->id.get() == 0 ? FacilityId{id} : facility->id;
        } else if (auto* entry = std::get_if<model::PlanEntry>(&applied.rows[i])) {
            entry->id = entry->id.get() == 0 ? PlanEntryId{id} : entry->id;
        }
    }
    return applied;
}

} // namespace gis::editing
