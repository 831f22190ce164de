#include "gis/analysis/road_report.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/tables.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"
#include "server/plan_edits.hpp"
#include "server/report_json.hpp"

namespace server::handlers {

namespace {

constexpr int micrometres = 6; ///< decimals: what a report adds up to is exact far below a metre

Json finding_json(const gis::analysis::Finding& finding) {
    return {{"code", finding.code},
            {"severity", to_text(finding.severity)},
            {"message", server::to_json(finding.message)},
            {"unit", or_null(finding.unit.get())},
            {"other", or_null(finding.other.get())},
            {"road", finding.road ? Json(finding.road->get()) : Json(nullptr)},
            {"length_m", or_null(finding.length_m)},
            {"area_m2", or_null(finding.area_m2)},
            {"at", finding.at ? server::to_json(*finding.at) : Json(nullptr)}};
}

} // namespace

Response road_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "by", "as_of", "units_as_of", "recorded_as_of", "rules", "format"});
    const auto view = dated_view(query, app);
    const auto* unit = unit_parameter(query, *view);
    gis::analysis::RoadReportQuery question;
    if (unit != nullptr) {
        question.unit = unit->code;
    }
    question.by = *gis::analysis::report_by(word_parameter(query, "by", {"hamlet", "commune"}));
    question.as_of = day_parameter(query);
    question.pending = &view->pending->surfaces;
    const auto& rules = rules_parameter(query, app);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = gis::analysis::road_report(*view->snapshot, *view->ledger, rules, question);
    if (format == "json") {
        return json_response(report_json(report, query.get("recorded_as_of"), micrometres));
    }
    return table_response(request, *view, to_table(report), format,
                          table_name("duong", question.unit, question.as_of));
}

Response checks(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    auto list = Json::array();
    for (const auto& finding : all_findings(*view, gis::Date::today())) {
        list.push_back(finding_json(finding));
    }
    const Json body{{"revision", view->snapshot->revision().get()}, {"findings", std::move(list)}};
    return json_response(body.dump());
}

} // namespace server::handlers
