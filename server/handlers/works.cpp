// Works of plans: looked at, made as drafts, changed, accepted.
#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_places.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"
#include "server/plan_edits.hpp"
#include "server/works_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace server::handlers {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;
using analysis::JsonObject;
using model::PlanEntryKind;

namespace {

constexpr std::size_t most_works = 400; ///< of one request
constexpr std::size_t most_results = 40;

std::optional<std::string> text_parameter(const Query& query, std::string_view key) {
    const auto text = query.get(key);
    return text ? std::optional{std::string{*text}} : std::nullopt;
}

std::optional<model::WorkState> state_parameter(const Query& query) {
    if (!query.get("state")) {
        return std::nullopt;
    }
    return model::work_state(word_parameter(
        query, "state", {"planned", "funded", "under_way", "done", "accepted", "cancelled"}));
}

/// The body without what is not of the item.
std::string patch_of(const Request& request, const std::set<std::string>& taken) {
    auto patch = Json::parse(request.body);
    for (const auto& member : taken) {
        patch.erase(member);
    }
    complete_title(patch);
    return patch.dump();
}

/// Criteria that are decided with an acceptance, each as POST /api/results has it.
std::vector<editing::Operation> results_of(const Json& results, const model::Plan& plan,
                                           const std::string& user) {
    std::vector<editing::Operation> operations;
    for (auto result : results) {
        if (!result.contains("decided_by")) {
            result["decided_by"] = user;
        }
        operations.emplace_back(
            set_plan_entry(plan.id, PlanEntryKind::criterion_result, result.dump()));
    }
    return operations;
}

Json results_json(const JsonObject& body) {
    (void)(body.has("results") ? body.objects("results", most_results) : std::vector<JsonObject>{});
    return body.has("results") ? Json::parse(body.json("results")) : Json::array();
}

WorkAcceptance acceptance_of(const JsonObject& body) {
    WorkAcceptance acceptance;
    acceptance.accepted_on = body.day("accepted_on");
    if (body.has("surface")) {
        acceptance.surface = body.word("surface", model::surface);
    }
    if (body.has("facility")) {
        acceptance.facility = gis::FacilityId{body.whole("facility", 1, std::int64_t{1} << 53)};
    }
    if (body.has("location")) {
        acceptance.location = body.point("location");
    }
    if (body.has("evidence")) {
        acceptance.evidence = body.text("evidence");
    }
    if (body.has("actual")) {
        acceptance.actual = body.number("actual", 0, 1e12);
    }
    if (acceptance.accepted_on > gis::Date::today()) {
        body.fail("accepted_on", "là ngày sau hôm nay", "is after today");
    }
    return acceptance;
}

} // namespace

Response works(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"plan", "unit", "units_as_of", "state", "year", "kind"});
    const auto view = dated_view(query, app);
    const auto plan_id = text_parameter(query, "plan");
    const auto* unit = unit_parameter(query, *view);
    const auto state = state_parameter(query);
    const auto year = number_parameter(query, "year", 1990, 2100, 0);
    const auto kind = query.get("kind");
    if (plan_id) {
        (void)view->planning->find(*plan_id);
    }
    const auto& units = view->snapshot->units();
    const auto of_unit = [&](const gis::model::Plan& plan, const gis::model::Work& work) {
        const auto commune = analysis::commune_of_plan(plan, work.unit, units);
        return commune && &units.communes[*commune] == unit;
    };
    auto list = Json::array();
    for (const auto& plan : view->planning->plans) {
        for (const auto& work : plan.works) {
            const bool wanted =
                (!plan_id || plan.id == *plan_id) && (unit == nullptr || of_unit(plan, work)) &&
                (!state || work.state == *state) && (!query.get("year") || work.year == year) &&
                (!kind || to_text(work.kind) == *kind);
            if (wanted) {
                list.push_back(work_json(*view, {plan, work}));
            }
        }
    }
    return json_response(
        Json{{"revision", view->snapshot->revision().get()}, {"works", std::move(list)}}.dump());
}

Response work(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    auto json = work_json(*view, find_planned_work(*view, request.parameter("id")));
    auto response = json_response(json.dump());
    response.etag = json["etag"].get<std::string>();
    return response;
}

Response add_works(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_edit(request, body, {"works", "plan"});
    edit.list = "/works";
    edit.created = 201;
    if (body.objects("works", most_works).empty()) {
        body.fail("works", "rỗng", "is empty");
    }
    auto plan_id = body.has("plan") ? std::optional{body.text("plan")} : std::nullopt;
    edit.make = [works = Json::parse(body.json("works")), plan_id](const View& view) {
        const auto& plan = view.planning->named_or_on(plan_id, gis::Date::today());
        std::vector<editing::Operation> operations;
        std::size_t made = 0;
        for (auto work : works) {
            if (!work.contains("id")) {
                work["id"] = free_code(view, plan, "N", made++);
            } else if (work["id"].is_string()) {
                require_free_code(view, work["id"].get<std::string>(),
                                  fmt::format("/works/{}/id", operations.size()));
            }
            complete_title(work);
            auto operation = set_plan_entry(plan.id, PlanEntryKind::work, work.dump());
            operation.is_new = true;
            operations.emplace_back(std::move(operation));
        }
        return operations;
    };
    return carry_out_later(app, request, std::move(edit));
}

Response edit_work(App& app, const Request& request) {
    const auto body = json_body(request);
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_request(request, comment_of(body));
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{model::EntityKind::plan_entry, 0};
    edit.list = "";
    if (body.has("id")) {
        body.fail("id", "không đổi được", "cannot be changed");
    }
    edit.make = [id = std::string{request.parameter("id")},
                 patch = patch_of(request, {"comment"})](const View& view) {
        const auto planned = find_planned_work(view, id);
        return std::vector<editing::Operation>{set_plan_entry(
            planned.plan.id, PlanEntryKind::work, patched(analysis::to_body(planned.work), patch))};
    };
    return carry_out_later(app, request, std::move(edit));
}

Response withdraw_work(App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"comment", "dry_run"});
    auto edit = edit_request(request, std::string{query.get("comment").value_or("")});
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{model::EntityKind::plan_entry, 0};
    edit.make = [id = std::string{request.parameter("id")}](const View& view) {
        const auto planned = find_planned_work(view, id);
        if (!planned.work.draft || planned.work.state == model::WorkState::accepted) {
            throw gis::Error{
                gis::ErrorKind::invalid_data,
                "work-of-plan",
                {fmt::format("Công trình {} của kế hoạch hoặc đã nghiệm thu; hãy hủy thay vì xóa.",
                             id),
                 fmt::format("Work {} is of the plan or accepted; cancel it instead.", id)}};
        }
        editing::SetPlanEntry operation;
        operation.plan = planned.plan.id;
        operation.kind = PlanEntryKind::work;
        operation.key = id;
        return std::vector<editing::Operation>{operation};
    };
    return carry_out_later(app, request, std::move(edit));
}

Response accept_work(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_edit(
        request, body,
        {"accepted_on", "surface", "facility", "location", "evidence", "actual", "results"});
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{model::EntityKind::plan_entry, 0};
    edit.make = [id = std::string{request.parameter("id")}, acceptance = acceptance_of(body),
                 results = results_json(body), user = request.actor->user](const View& view) {
        const auto planned = find_planned_work(view, id);
        auto operations = server::accept_work(view, planned, acceptance);
        auto more = results_of(results, planned.plan, user);
        std::move(more.begin(), more.end(), std::back_inserter(operations));
        return operations;
    };
    return carry_out_later(app, request, std::move(edit));
}

Response accept_works(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit =
        short_edit(request, body, {"works", "accepted_on", "surface", "evidence", "results"});
    edit.seen = required_if_match(request);
    edit.created = 201;
    auto ids = body.texts("works");
    if (ids.empty() || ids.size() > most_works) {
        body.fail("works", fmt::format("cần 1 đến {} mã", most_works),
                  fmt::format("needs 1 to {} codes", most_works));
    }
    if (std::set<std::string>{ids.begin(), ids.end()}.size() < ids.size()) {
        body.fail("works", "có mã lặp lại", "has a code twice");
    }
    edit.make = [ids = std::move(ids), acceptance = acceptance_of(body),
                 results = results_json(body), user = request.actor->user](const View& view) {
        std::vector<editing::Operation> operations;
        for (const auto& id : ids) {
            auto more = server::accept_work(view, find_planned_work(view, id), acceptance);
            std::move(more.begin(), more.end(), std::back_inserter(operations));
        }
        auto more = results_of(results, find_planned_work(view, ids.front()).plan, user);
        std::move(more.begin(), more.end(), std::back_inserter(operations));
        return operations;
    };
    return carry_out_later(app, request, std::move(edit));
}

} // namespace server::handlers
