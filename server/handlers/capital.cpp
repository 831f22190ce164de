// The capital ledger of a plan and its report.
#include "gis/analysis/capital_report.hpp"
#include "server/edit_preconditions.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/record_edits.hpp"
#include "server/handlers/tables.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"

namespace server::handlers {

namespace analysis = gis::analysis;
namespace model = gis::model;
using model::PlanEntryKind;

namespace {

Json entry_json(const View& view, const model::Plan& plan, const model::CapitalEntry& entry) {
    return {{"id", entry.id},
            {"plan", plan.id},
            {"etag", entity_tag(view.snapshot->revision())},
            {"type", to_text(entry.type)},
            {"work", or_null(entry.work)},
            {"unit", or_null(entry.unit.get())},
            {"source", entry.source},
            {"source_name", to_json(analysis::source_name(entry.source))},
            {"on", entry.on.iso()},
            {"amount_vnd", entry.amount_vnd},
            {"document", entry.document},
            {"note", or_null(entry.note)}};
}

Json sums_json(const analysis::CapitalSums& sums) {
    return {{"planned_vnd", or_null(sums.planned)}, {"unplanned_works", sums.unplanned},
            {"allocated_vnd", sums.allocated},      {"disbursed_vnd", sums.disbursed},
            {"settled_vnd", sums.settled},          {"remaining_vnd", sums.remaining()},
            {"unsettled_vnd", sums.unsettled()}};
}

Json row_json(const View& view, const analysis::CapitalRow& row) {
    auto json = sums_json(row.sums);
    json["work"] = row.work == nullptr
                       ? Json(nullptr)
                       : Json{{"id", row.work->id}, {"title", to_json(row.work->title)}};
    json["unit"] = nullptr;
    if (!row.unit.get().empty()) {
        const auto* unit = view.snapshot->units().find(row.unit);
        json["unit"] = unit != nullptr ? unit_reference(unit)
                                       : Json{{"code", row.unit.get()}, {"name", row.unit_name}};
    }
    json["source"] = row.source;
    json["source_name"] = to_json(analysis::source_name(row.source));
    return json;
}

Json findings_json(const std::vector<analysis::Finding>& findings,
                   const std::optional<gis::UnitCode>& unit) {
    auto list = Json::array();
    for (const auto& finding : findings) {
        if (!unit || finding.unit == *unit) {
            list.push_back({{"code", finding.code},
                            {"severity", to_text(finding.severity)},
                            {"message", to_json(finding.message)},
                            {"unit", or_null(finding.unit.get())}});
        }
    }
    return list;
}

} // namespace

Response capital(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"plan", "unit", "work"});
    const auto latest = app.view();
    const auto& plan = latest->planning->named_or_on(query.get("plan"), gis::Date::today());
    const auto view = view_of_plan(app, plan, gis::Date::today());
    const auto* unit = unit_parameter(query, *view);
    const auto work = query.get("work");
    auto list = Json::array();
    for (const auto& entry : plan.capital) {
        if ((unit == nullptr || entry.unit == unit->code) && (!work || entry.work == *work)) {
            list.push_back(entry_json(*view, plan, entry));
        }
    }
    return json_response(Json{
        {"revision", view->snapshot->revision().get()},
        {"plan", plan.id},
        {"capital",
         std::move(list)}}.dump());
}

Response add_capital(App& app, const Request& request) {
    return add_records(app, request, PlanEntryKind::capital, "V");
}

Response edit_capital(App& app, const Request& request) {
    return edit_record(app, request, PlanEntryKind::capital);
}

Response withdraw_capital(App& app, const Request& request) {
    return withdraw_record(app, request, PlanEntryKind::capital,
                           std::string{request.parameter("id")});
}

Response capital_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "plan", "as_of", "by", "format"});
    const auto latest = app.view();
    const auto as_of = day_parameter(query);
    const auto& plan = latest->planning->named_or_on(query.get("plan"), as_of);
    const auto view = view_of_plan(app, plan, as_of);
    const auto* unit = unit_parameter(query, *view);
    const auto code = unit != nullptr ? std::optional{unit->code} : std::nullopt;
    const auto by =
        *analysis::capital_by(word_parameter(query, "by", {"work", "commune", "source"}));
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = analysis::capital_report(plan, *view->snapshot, code, as_of, by);
    if (format != "json") {
        return table_response(request, *view, to_table(report), format,
                              table_name("von-" + plan.id, code, as_of));
    }
    auto rows = Json::array();
    for (const auto& row : report.rows) {
        rows.push_back(row_json(*view, row));
    }
    return json_response(
        Json{{"plan", {{"id", plan.id}, {"title", to_json(plan.title)}, {"year", plan.year}}},
             {"unit", unit_reference(unit)},
             {"as_of", as_of.iso()},
             {"revision", report.revision.get()},
             {"by", to_text(by)},
             {"rows", std::move(rows)},
             {"totals", sums_json(report.totals)},
             {"findings", findings_json(analysis::check_capital(plan, as_of), code)}}
            .dump());
}

} // namespace server::handlers
