#include "gis/analysis/plan_checks.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/tables.hpp"
#include "server/parameters.hpp"
#include "server/plan_lists_json.hpp"
#include "server/planning_json.hpp"
#include "server/works_json.hpp"

namespace server::handlers {

namespace analysis = gis::analysis;

namespace {

analysis::MeasureBasis basis_of(const View& view, const analysis::HardeningRules& rules,
                                gis::Date as_of) {
    return {view.snapshot.get(), view.ledger.get(), view.coverage.get(), &rules, as_of};
}

std::optional<gis::UnitCode> unit_code(const Query& query, const View& view) {
    const auto* unit = unit_parameter(query, view);
    return unit != nullptr ? std::optional{unit->code} : std::nullopt;
}

/// Features are listed for a unit; of the whole atlas that would be every road.
Evidence evidence_for(const std::optional<gis::UnitCode>& unit) {
    return unit ? Evidence::listed : Evidence::none;
}

void put_conditions(const gis::model::Plan& plan, analysis::CriteriaQuestion& question) {
    question.conditions = plan.conditions;
    for (const auto& unit : plan.units) {
        question.unit_conditions[unit.code] = unit.conditions;
    }
}

} // namespace

Response criteria_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "set", "as_of", "units_as_of", "rules", "format"});
    const auto view = dated_view(query, app);
    const auto& planning = *view->planning;
    const auto as_of = day_parameter(query);
    const auto set = query.get("set");
    analysis::CriteriaQuestion question;
    question.set = set ? &planning.sets.find(*set) : &planning.sets.standard(as_of);
    question.unit = unit_code(query, *view);
    if (const auto* plan = planning.plan_on(as_of)) {
        put_conditions(*plan, question);
    }
    const auto& rules = rules_parameter(query, app);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto results = planning.results();
    const auto report = analysis::criteria_report(basis_of(*view, rules, as_of), question, results);
    if (format == "json") {
        return json_response(criteria_json(report, evidence_for(question.unit)).dump());
    }
    return table_response(request, *view, to_table(report), format,
                          table_name("tieu-chi-" + question.set->id, question.unit, as_of));
}

Response plan_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "plan", "as_of", "rules", "format"});
    const auto latest = app.view();
    const auto& planning = *latest->planning;
    const auto as_of = day_parameter(query);
    const auto& plan = planning.named_or_on(query.get("plan"), as_of);
    const auto view = view_of_plan(app, plan, as_of);
    const auto unit = unit_code(query, *view);
    const auto& rules = rules_parameter(query, app);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto progress =
        analysis::plan_progress(plan, basis_of(*view, rules, as_of), planning.sets, unit);
    if (format == "json") {
        const auto findings = analysis::check_plan(plan, *view->snapshot, planning.sets, as_of);
        return json_response(plan_json(progress, findings, evidence_for(unit)).dump());
    }
    return table_response(request, *view, to_table(progress), format,
                          table_name("ke-hoach-" + plan.id, unit, as_of));
}

Response criteria_sets(const App& app, const Request& request) {
    request.target.query.allow_only({});
    return json_response(criteria_sets_json(app.planning().sets).dump());
}

Response plans(const App& app, const Request& request) {
    request.target.query.allow_only({});
    return json_response(plans_json(*app.view()->planning).dump());
}

Response plan(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    return json_response(
        standing_json(*view, view->planning->find(request.parameter("id"))).dump());
}

} // namespace server::handlers
