#include "server/pending.hpp"

#include "gis/editing/workspace.hpp"

#include <algorithm>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;

namespace {

constexpr double least_m = 0.01;

/// The record that an operation would make; nothing where its road is none of the snapshot's or has
/// become too short.
std::optional<model::SurfaceRecord> record_of(const editing::AddSurface& operation,
                                              const model::Snapshot& snapshot) {
    const auto* road = snapshot.find_road(operation.road);
    if (road == nullptr) {
        return std::nullopt;
    }
    model::SurfaceRecord record;
    record.road = operation.road;
    record.from_m = operation.stretch ? operation.stretch->from_m : 0.0;
    record.to_m =
        std::min(operation.stretch ? operation.stretch->to_m : road->length_m, road->length_m);
    if (record.to_m - record.from_m < least_m) {
        return std::nullopt;
    }
    record.surface = operation.surface;
    record.width_m = operation.width_m;
    record.condition = operation.condition;
    record.effective_on = operation.effective_on;
    record.work = operation.work;
    record.evidence = operation.evidence;
    record.state = model::RecordState::proposed;
    return record;
}

/// Where an operation would put something; nothing for others.
std::optional<PendingShape> shape_of(const editing::Operation& operation) {
    PendingShape shape;
    if (const auto* road = std::get_if<editing::AddRoad>(&operation)) {
        shape.operation = "add_road";
        shape.points = road->line;
    } else if (const auto* redraw = std::get_if<editing::RedrawRoad>(&operation)) {
        shape.operation = "redraw_road";
        shape.points = redraw->line;
    } else if (const auto* facility = std::get_if<editing::AddFacility>(&operation)) {
        shape.operation = "add_facility";
        shape.points = {facility->location};
    } else if (const auto* move = std::get_if<editing::MoveFacility>(&operation)) {
        shape.operation = "move_facility";
        shape.points = {move->location};
    } else {
        return std::nullopt;
    }
    return shape;
}

} // namespace

std::shared_ptr<const Pending> make_pending(const std::vector<OpenProposal>& proposals,
                                            const model::Snapshot& snapshot) {
    auto pending = std::make_shared<Pending>();
    pending->proposals = proposals.size();
    std::int64_t next_id = editing::first_provisional_id;
    for (const auto& [proposal, operations] : proposals) {
        for (const auto& operation : operations) {
            if (auto shape = shape_of(operation)) {
                shape->proposal = proposal.id;
                shape->author = proposal.draft.author;
                shape->at = proposal.at;
                pending->shapes.push_back(*std::move(shape));
            }
            if (const auto* entry = std::get_if<editing::SetPlanEntry>(&operation)) {
                pending->plan_keys.insert(entry->key);
            }
            const auto* add = std::get_if<editing::AddSurface>(&operation);
            auto record = add == nullptr ? std::nullopt : record_of(*add, snapshot);
            if (!record) {
                continue;
            }
            record->id = gis::SurfaceRecordId{next_id++};
            pending->surfaces[record->road].push_back(*record);
            pending->by_road[record->road].push_back(
                {proposal.id, proposal.draft.author, proposal.at, *std::move(record)});
        }
    }
    return pending;
}

} // namespace server
