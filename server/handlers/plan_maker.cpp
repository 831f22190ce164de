#include "server/plan_maker.hpp"

#include "server/handlers/handlers.hpp"
#include "server/handlers/tables.hpp"
#include "server/json_body.hpp"

namespace server::handlers {

namespace analysis = gis::analysis;

namespace {

Response make_plan(const App& app, const Request& request, const View& view) {
    const auto body = json_body(request);
    const auto format = body.has("format") ? body.text("format") : "json";
    if (format != "json" && format != "csv" && format != "xlsx") {
        body.fail("format", "phải là json, csv hoặc xlsx", "must be json, csv or xlsx");
    }
    const auto asked = plan_maker_asked(body, app);
    const analysis::MeasureBasis basis{view.snapshot.get(), view.ledger.get(), view.coverage.get(),
                                       asked.question.rules, asked.question.as_of};
    const auto plan = analysis::plan_hardening(basis, asked.of());
    if (format != "json") {
        const auto& units = plan.question.units;
        return table_response(
            request, view, to_table(plan), format,
            table_name("de-xuat-cung-hoa",
                       units.size() == 1 ? std::optional{units.front()} : std::nullopt,
                       plan.question.as_of));
    }
    const auto effect = analysis::effect_of(plan, basis, road_indicators(app, plan.question.as_of));
    return json_response(plan_maker_json(plan, effect, view).dump());
}

} // namespace

Response plan_maker(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    const auto key = cache_key(request) + "\n" + std::string{request.body};
    if (const auto answer = view->answers->find(key)) {
        return to_response(*answer, request);
    }
    auto response = make_plan(app, request, *view);
    if (!std::holds_alternative<std::string>(response.body)) {
        return response;
    }
    const auto answer = finish(std::move(response));
    view->answers->put(key, answer);
    return to_response(*answer, request);
}

} // namespace server::handlers
