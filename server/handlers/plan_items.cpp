// What people declare of plans: results, progress, tasks, difficulties, contributions, households.
#include "gis/analysis/plan_entries.hpp"
#include "server/auth/rights.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/record_edits.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"
#include "server/plan_edits.hpp"
#include "server/works_json.hpp"

#include <fmt/format.h>

#include <array>

namespace server::handlers {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;
using analysis::JsonObject;
using model::PlanEntryKind;

namespace {

std::optional<std::string> plan_id(const JsonObject& body) {
    return body.has("plan") ? std::optional{body.text("plan")} : std::nullopt;
}

/// The body without `comment` and `plan`.
Json item_of(const Request& request) {
    auto item = Json::parse(request.body);
    item.erase("comment");
    item.erase("plan");
    complete_title(item);
    return item;
}

/// An item that the body describes as a whole.
EditRequest whole_item(const Request& request, const JsonObject& body, PlanEntryKind kind,
                       Json item, std::string_view letters = {}) {
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_request(request, comment_of(body));
    edit.list = "";
    edit.created = 201;
    edit.make = [plan = plan_id(body), kind, letters, item = std::move(item)](const View& view) {
        const auto& of = view.planning->named_or_on(plan, gis::Date::today());
        auto body_now = item;
        if (!letters.empty() && !body_now.contains("id")) {
            body_now["id"] = free_code(view, of, letters);
        }
        auto operation = set_plan_entry(of.id, kind, body_now.dump());
        operation.is_new = !letters.empty();
        return std::vector<editing::Operation>{std::move(operation)};
    };
    return edit;
}

template <class Find>
EditRequest patched_item(const Request& request, const JsonObject& body, PlanEntryKind kind,
                         const Find& find, std::string patch) {
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_request(request, comment_of(body));
    edit.list = "";
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{model::EntityKind::plan_entry, 0};
    edit.make = [id = std::string{request.parameter("id")}, kind, find,
                 patch = std::move(patch)](const View& view) {
        for (const auto& plan : view.planning->plans) {
            if (const auto* item = find(plan, id)) {
                return std::vector<editing::Operation>{
                    set_plan_entry(plan.id, kind, patched(analysis::to_body(*item), patch))};
            }
        }
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-id",
                         {fmt::format("Không có mục “{}” trong kế hoạch nào.", id),
                          fmt::format("No plan has an item “{}”.", id)},
                         "id"};
    };
    return edit;
}

const model::Task* find_task(const model::Plan& plan, const std::string& id) {
    return plan.find_task(id);
}

const model::Difficulty* find_difficulty(const model::Plan& plan, const std::string& id) {
    return plan.find_difficulty(id);
}

std::string_view needed(const Query& query, std::string_view name) {
    const auto value = query.get(name);
    if (!value || value->empty()) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "missing-parameter",
                         {fmt::format("Thiếu tham số “{}”.", name),
                          fmt::format("The parameter “{}” is missing.", name)},
                         std::string{name}};
    }
    return *value;
}

/// The commune of today: that of the hamlet, else the one that its code begins with.
gis::UnitCode commune_of(const View& view, const gis::UnitCode& of) {
    const auto& units = view.snapshot->units();
    if (const auto* hamlet = units.find(of)) {
        return hamlet->parent;
    }
    const auto& code = of.get();
    const gis::UnitCode begins{code.substr(0, code.find('-'))};
    const auto* commune = units.find(begins);
    return commune != nullptr ? commune->code : begins;
}

} // namespace

Response add_result(App& app, const Request& request) {
    const auto body = json_body(request);
    auto item = item_of(request);
    if (!item.contains("decided_by")) {
        item["decided_by"] = request.actor->user;
    }
    return carry_out_later(
        app, request, whole_item(request, body, PlanEntryKind::criterion_result, std::move(item)));
}

Response add_target_result(App& app, const Request& request) {
    const auto body = json_body(request);
    auto item = item_of(request);
    item["target"] = request.parameter("id");
    return carry_out_later(
        app, request, whole_item(request, body, PlanEntryKind::target_result, std::move(item)));
}

Response edit_task(App& app, const Request& request) {
    const auto body = json_body(request);
    body.only({"state", "done_on", "note", "due", "comment"});
    return carry_out_later(
        app, request,
        patched_item(request, body, PlanEntryKind::task, find_task, item_of(request).dump()));
}

Response raise_difficulty(App& app, const Request& request) {
    const auto body = json_body(request);
    auto item = item_of(request);
    item.erase("answer");
    item["raised_by"] = request.actor->user;
    if (!item.contains("raised_on")) {
        item["raised_on"] = gis::Date::today().iso();
    }
    return carry_out_later(
        app, request, whole_item(request, body, PlanEntryKind::difficulty, std::move(item), "KK"));
}

Response answer_difficulty(App& app, const Request& request) {
    const auto body = json_body(request);
    body.only({"text", "on", "comment"});
    const Json patch{{"answer",
                      {{"text", body.text("text")},
                       {"by", request.actor->user},
                       {"on", body.has("on") ? body.day("on").iso() : gis::Date::today().iso()}}}};
    return carry_out_later(
        app, request,
        patched_item(request, body, PlanEntryKind::difficulty, find_difficulty, patch.dump()));
}

Response add_contribution(App& app, const Request& request) {
    const auto body = json_body(request);
    auto item = item_of(request);
    return carry_out_later(
        app, request,
        whole_item(request, body, PlanEntryKind::contribution, std::move(item), "DG"));
}

Response households(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "plan"});
    const auto view = app.view();
    const auto* unit = unit_parameter(query, *view);
    if (unit != nullptr) {
        const auto& commune = unit->level == model::UnitLevel::commune ? unit->code : unit->parent;
        authorise(*request.actor, Operation::read_household, std::array{commune});
    }
    auto list = Json::array();
    for (const auto& plan : view->planning->plans) {
        for (const auto& household : plan.households) {
            const auto commune = commune_of(*view, household.hamlet);
            const bool wanted =
                (unit == nullptr || unit->code == commune || unit->code == household.hamlet) &&
                (!query.get("plan") || plan.id == *query.get("plan")) &&
                may(*request.actor, Operation::read_household, std::array{commune});
            if (wanted) {
                auto json = household_json(household);
                json["plan"] = plan.id;
                json["etag"] = entity_tag(view->snapshot->revision());
                list.push_back(std::move(json));
            }
        }
    }
    auto response = json_response(Json{{"households", std::move(list)}}.dump());
    response.headers.set("Cache-Control", "no-store");
    return response;
}

Response put_household(App& app, const Request& request) {
    const auto body = json_body(request);
    return carry_out_later(app, request,
                           whole_item(request, body, PlanEntryKind::household, item_of(request)));
}

Response withdraw_household(App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"hamlet", "number", "plan", "comment", "dry_run"});
    const gis::UnitCode hamlet{std::string{needed(query, "hamlet")}};
    const auto number = std::string{needed(query, "number")};
    // Before anything is looked up: whether there is such a household is nobody else's business.
    authorise(*request.actor, Operation::edit_household,
              std::array{commune_of(*app.view(), hamlet)});
    const auto plan = query.get("plan");
    return withdraw_entry(
        app, request,
        [key = fmt::format("{}/{}", hamlet.get(), number),
         plan = plan ? std::optional{std::string{*plan}}
                     : std::nullopt](const View& view) -> const model::PlanEntry& {
            const auto& of = view.planning->named_or_on(plan, gis::Date::today());
            const auto* entry =
                view.snapshot->find_plan_entry(of.id, PlanEntryKind::household, key);
            if (entry == nullptr || entry->body.empty()) {
                throw gis::Error{gis::ErrorKind::not_found,
                                 "unknown-id",
                                 {fmt::format("Danh sách không có hộ “{}”.", key),
                                  fmt::format("There is no household “{}” in the list.", key)},
                                 "number"};
            }
            return *entry;
        });
}

} // namespace server::handlers
