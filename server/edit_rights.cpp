#include "server/edit_rights.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "server/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;
using model::PlanEntryKind;

namespace {

/// Which right an operation needs.
Operation right_of(const editing::Operation& operation) {
    struct Right {
        Operation operator()(const editing::AddSurface&) const { return Operation::record_surface; }
        Operation operator()(const editing::RetractSurface&) const {
            return Operation::record_surface;
        }
        Operation operator()(const editing::AddFacility&) const { return Operation::edit_facility; }
        Operation operator()(const editing::MoveFacility&) const {
            return Operation::edit_facility;
        }
        Operation operator()(const editing::EditFacility&) const {
            return Operation::edit_facility;
        }
        Operation operator()(const editing::RetireFacility&) const {
            return Operation::edit_facility;
        }
        Operation operator()(const editing::AddRoad&) const { return Operation::edit_road; }
        Operation operator()(const editing::RedrawRoad&) const { return Operation::edit_road; }
        Operation operator()(const editing::SplitRoad&) const { return Operation::edit_road; }
        Operation operator()(const editing::JoinRoads&) const { return Operation::edit_road; }
        Operation operator()(const editing::RetireRoad&) const { return Operation::edit_road; }
        Operation operator()(const editing::EditRoad&) const { return Operation::edit_road; }
        Operation operator()(const editing::SetPlanEntry& entry) const {
            return entry.kind == model::PlanEntryKind::household ? Operation::edit_household
                                                                 : Operation::edit_plan;
        }
    };
    return std::visit(Right{}, operation);
}

Json answer_in(const std::string& body) {
    const auto json = Json::parse(body);
    const auto answer = json.find("answer");
    return answer == json.end() ? Json(nullptr) : Json(*answer);
}

/// The answer that stands, also one that came with the plan itself; null: none.
Json standing_answer(const View& view, const model::PlanEntry& entry) {
    const auto* known = view.snapshot->find_plan_entry(entry.plan, entry.kind, entry.key);
    if (known != nullptr && !known->body.empty()) {
        return answer_in(known->body);
    }
    if (entry.kind != PlanEntryKind::difficulty) {
        return nullptr;
    }
    const auto* item = view.planning->find(entry.plan).find_difficulty(entry.key);
    return item != nullptr ? answer_in(gis::analysis::to_body(*item)) : Json(nullptr);
}

/// "/answer" of the item, as the request has it.
std::string answer_field(const model::PlanEntry& entry,
                         std::span<const editing::Operation> operations, std::string_view list) {
    for (std::size_t i = 0; i < operations.size() && !list.empty(); ++i) {
        const auto* item = std::get_if<editing::SetPlanEntry>(&operations[i]);
        if (item != nullptr && item->kind == entry.kind && item->key == entry.key) {
            return fmt::format("{}/{}/body/answer", list, i);
        }
    }
    return "/answer";
}

} // namespace

EditOutcome outcome_of(const Actor& actor, std::span<const editing::Operation> operations,
                       std::span<const gis::UnitCode> communes) {
    auto outcome = EditOutcome::decided;
    for (const auto& operation : operations) {
        const auto right = right_of(operation);
        // A proposal would show a household to those who decide nothing about it.
        const bool as_proposal =
            authorise_edit(actor, right, communes, {}) == EditOutcome::proposed &&
            right != Operation::edit_household;
        if (as_proposal) {
            outcome = EditOutcome::proposed;
        }
    }
    return outcome;
}

EditOutcome outcome_of_revert(const Actor& actor, std::span<const model::Row> rows,
                              std::span<const gis::UnitCode> communes) {
    const auto outcome = authorise_edit(actor, Operation::revert, communes, {});
    const auto households = std::count_if(rows.begin(), rows.end(), [](const auto& row) {
        const auto* entry = std::get_if<model::PlanEntry>(&row);
        return entry != nullptr && entry->kind == PlanEntryKind::household;
    });
    if (households == 0) {
        return outcome;
    }
    authorise(actor, Operation::edit_household, communes);
    const bool alone = static_cast<std::size_t>(households) == rows.size();
    return alone ? EditOutcome::decided : outcome;
}

void require_answer_right(const Actor& actor, const View& view, std::span<const model::Row> rows,
                          std::span<const editing::Operation> operations, std::string_view list) {
    if (reach(actor, Operation::edit_plan) == Reach::everywhere) {
        return;
    }
    for (const auto& row : rows) {
        const auto* entry = std::get_if<model::PlanEntry>(&row);
        const bool answerable = entry != nullptr && (entry->kind == PlanEntryKind::guidance ||
                                                     entry->kind == PlanEntryKind::difficulty);
        // Taking a question back is its commune's own affair.
        if (!answerable || entry->body.empty() ||
            answer_in(entry->body) == standing_answer(view, *entry)) {
            continue;
        }
        throw gis::Error{gis::ErrorKind::forbidden,
                         "district-answers",
                         {"Mục “answer”: phòng, ban của huyện trả lời xã; cán bộ xã không ghi, sửa "
                          "hay xoá được câu trả lời.",
                          "Member “answer”: departments of the district answer; a commune cannot "
                          "write, change or take out an answer."},
                         answer_field(*entry, operations, list)};
    }
}

} // namespace server
