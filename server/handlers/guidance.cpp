// What communes ask departments about, and what they answer.
#include "server/auth/rights.hpp"
#include "server/edit_preconditions.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/record_edits.hpp"
#include "server/json.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"

#include <algorithm>

namespace server::handlers {

namespace model = gis::model;
using model::PlanEntryKind;

namespace {

Json answer_json(const std::optional<model::GuidanceAnswer>& answer) {
    return answer ? Json{{"text", answer->text},
                         {"by", answer->by},
                         {"on", answer->on.iso()},
                         {"document", or_null(answer->document)}}
                  : Json(nullptr);
}

Json guidance_json(const View& view, const model::Plan& plan, const model::Guidance& one,
                   gis::Date today) {
    const auto* department = plan.find_department(one.department);
    const auto until = one.answer ? one.answer->on : today;
    return {{"id", one.id},
            {"plan", plan.id},
            {"etag", entity_tag(view.snapshot->revision())},
            {"unit", one.unit.get()},
            {"department", one.department},
            {"department_name", department != nullptr ? to_json(department->name) : Json(nullptr)},
            {"criterion", one.criterion
                              ? Json{{"set", one.criterion->set}, {"code", one.criterion->code}}
                              : Json(nullptr)},
            {"work", or_null(one.work)},
            {"question", one.question},
            {"asked_by", one.asked_by},
            {"asked_on", one.asked_on.iso()},
            {"document", or_null(one.document)},
            {"answer", answer_json(one.answer)},
            {"days", std::max(0, until.days() - one.asked_on.days())}};
}

} // namespace

Response guidance(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"plan", "unit", "department", "state"});
    const auto view = app.view();
    const auto plan_id = query.get("plan");
    if (plan_id) {
        (void)view->planning->find(*plan_id);
    }
    const auto* unit = unit_parameter(query, *view);
    const auto department = query.get("department");
    const auto state = word_parameter(query, "state", {"all", "waiting", "answered"});
    const auto today = gis::Date::today();
    auto list = Json::array();
    for (const auto& plan : view->planning->plans) {
        for (const auto& one : plan.guidance) {
            const bool wanted =
                (!plan_id || plan.id == *plan_id) &&
                (unit == nullptr || view->snapshot->units().find(one.unit) == unit) &&
                (!department || one.department == *department) &&
                (state == "all" || (state == "answered") == one.answer.has_value());
            if (wanted) {
                list.push_back(guidance_json(*view, plan, one, today));
            }
        }
    }
    return json_response(
        Json{{"revision", view->snapshot->revision().get()}, {"guidance", std::move(list)}}.dump());
}

Response ask_guidance(App& app, const Request& request) {
    return add_records(app, request, PlanEntryKind::guidance, "HD",
                       [user = request.actor->user](Json& record) {
                           record.erase("answer");
                           record["asked_by"] = user;
                           if (!record.contains("asked_on")) {
                               record["asked_on"] = gis::Date::today().iso();
                           }
                       });
}

Response answer_guidance(App& app, const Request& request) {
    const auto body = json_body(request);
    body.only({"text", "on", "document", "comment"});
    // A department has no account of its own: who looks after all communes answers for it.
    Json answer{{"text", body.text("text")},
                {"by", request.actor->user},
                {"on", body.has("on") ? body.day("on").iso() : gis::Date::today().iso()}};
    if (body.has("document")) {
        answer["document"] = body.text("document");
    }
    if (answer["on"].get<std::string>() > gis::Date::today().iso()) {
        body.fail("on", "là ngày sau hôm nay", "is after today");
    }
    return patch_record(app, request, PlanEntryKind::guidance, comment_of(body),
                        Json{{"answer", std::move(answer)}});
}

Response withdraw_guidance(App& app, const Request& request) {
    return withdraw_record(app, request, PlanEntryKind::guidance,
                           std::string{request.parameter("id")});
}

} // namespace server::handlers
