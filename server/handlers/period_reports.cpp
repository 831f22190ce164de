#include "server/period_reports.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_places.hpp"
#include "gis/files/table_writer.hpp"
#include "server/auth/rights.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/page/period_page.hpp"
#include "server/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace server::handlers {

namespace model = gis::model;
using State = ReportStanding::State;

namespace {

constexpr std::size_t longest_note = 4000;

Response no_store(Response response) {
    response.headers.set("Cache-Control", "no-store");
    return response;
}

gis::UnitCode code_or_none(const model::Unit* unit) {
    return unit != nullptr ? unit->code : gis::UnitCode{};
}

/// The units that report on a plan: its communes that there are, then the district.
std::vector<const model::Unit*> reporters(const View& view, const model::Plan& plan) {
    std::vector<const model::Unit*> units;
    for (const auto& commune : view.snapshot->units().communes) {
        const auto meant = [&](const model::PlanUnit& unit) {
            const auto index =
                gis::analysis::commune_of_plan(plan, unit.code, view.snapshot->units());
            return index && &view.snapshot->units().communes[*index] == &commune;
        };
        if (plan.units.empty() || std::any_of(plan.units.begin(), plan.units.end(), meant)) {
            units.push_back(&commune);
        }
    }
    units.push_back(nullptr);
    return units;
}

/// The atlas divided into the units at the end of a period.
std::shared_ptr<const View> view_of(const App& app, const model::ReportPeriod& period) {
    return app.divided(app.view(), std::min(period.last_day(), gis::Date::today()));
}

Json standing_json(const ReportStanding& standing, const model::ReportPeriod& period,
                   gis::Date today) {
    const bool missing = standing.state == State::missing || standing.state == State::returned;
    return {{"period", period.id()},
            {"state", to_text(standing.state)},
            {"overdue", missing && today > period.due_on()},
            {"proposal", standing.proposal ? Json(standing.proposal->get()) : Json(nullptr)},
            {"by", or_null(standing.by)},
            {"at", or_null(standing.at)},
            {"reason", or_null(standing.reason)}};
}

[[noreturn]] void none_yet() {
    throw gis::Error{gis::ErrorKind::not_found,
                     "no-report",
                     {"Chưa có báo cáo này.", "There is no such report yet."}};
}

/// The body that is asked for: drafted now, accepted, or waiting.
Json body_of(const App& app, const Request& request, const View& view,
             const model::ReportPeriod& period, const model::Unit* unit) {
    const auto& query = request.target.query;
    const auto version = word_parameter(query, "version", {"accepted", "draft", "waiting"});
    if (version == "draft") {
        return draft_report(app, view, period, unit, rules_parameter(query, app));
    }
    const auto code = unit != nullptr ? std::optional{unit->code} : std::nullopt;
    const auto& plan = plan_of_period(view, period);
    if (version == "accepted") {
        const auto* entry = view.snapshot->find_plan_entry(
            plan.id, model::PlanEntryKind::period_report, report_key(code, period));
        if (entry == nullptr || entry->body.empty()) {
            none_yet();
        }
        return Json::parse(entry->body);
    }
    authorise(*request.actor, Operation::propose, std::array{code_or_none(unit)});
    const auto standings = report_standings(app, view, plan.id);
    const auto found = standings.find(report_key(code, period));
    if (found == standings.end() || found->second.state == State::accepted) {
        none_yet();
    }
    return Json::parse(found->second.body);
}

Response workbook(const Json& body, const std::string& name) {
    Response response;
    response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.headers.add("Content-Disposition",
                         fmt::format("attachment; filename=\"{}.xlsx\"", name));
    response.body = gis::files::to_xlsx(tables_of(body), gis::files::Language::vi);
    return response;
}

} // namespace

Response period_reports(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"year"});
    const auto present = app.view();
    const auto today = gis::Date::today();
    const auto* latest = present->planning->plan_on(today);
    const auto year = static_cast<int>(number_parameter(
        query, "year", 1900, 2200, latest != nullptr ? latest->year : today.year()));
    const auto view = app.divided(present, std::min(today, gis::Date{year, 12, 31}));
    const auto& plan = plan_of_period(*view, *model::ReportPeriod::parse(std::to_string(year)));
    const auto periods = model::ReportPeriod::of_year(year, plan.report_periods);
    const auto standings = report_standings(app, *view, plan.id);
    auto columns = Json::array();
    for (const auto& period : periods) {
        columns.push_back({{"id", period.id()},
                           {"kind", to_text(period.kind())},
                           {"title", to_json(period.title())},
                           {"first_day", period.first_day().iso()},
                           {"last_day", period.last_day().iso()},
                           {"due_on", period.due_on().iso()},
                           {"begun", period.first_day() <= today}});
    }
    auto rows = Json::array();
    for (const auto* unit : reporters(*view, plan)) {
        // What is not accepted yet is for those who hand it in and who decide.
        const bool all = may(*request.actor, Operation::propose, std::array{code_or_none(unit)});
        auto reports = Json::array();
        for (const auto& period : periods) {
            const auto code = unit != nullptr ? std::optional{unit->code} : std::nullopt;
            const auto found = standings.find(report_key(code, period));
            const bool told =
                found != standings.end() && (all || found->second.state == State::accepted);
            reports.push_back(
                standing_json(told ? found->second : ReportStanding{}, period, today));
        }
        rows.push_back(
            {{"unit", unit_reference(unit)}, {"may_submit", all}, {"reports", std::move(reports)}});
    }
    return no_store(json_response(Json{
        {"plan", plan.id},
        {"year", year},
        {"due_days", model::report_due_days},
        {"due_source",
         language_of(request) == Language::en ? "our default" : "mặc định của chúng tôi"},
        {"periods", std::move(columns)},
        {"rows", std::move(rows)}}.dump()));
}

Response period_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "version", "rules", "format"});
    const auto period = period_parameter(request);
    const auto view = view_of(app, period);
    const auto* unit = unit_parameter(query, *view);
    const auto format = word_parameter(query, "format", {"json", "xlsx", "html"});
    const auto body = body_of(app, request, *view, period, unit);
    if (format == "xlsx") {
        return no_store(
            workbook(body, fmt::format("bao-cao-{}-{}",
                                       unit != nullptr ? unit->code.get() : "huyen", period.id())));
    }
    if (format == "html") {
        Response response;
        response.content_type = html_type;
        response.body = page::period_page(body, tables_of(body), app.settings().name.vi);
        return no_store(std::move(response));
    }
    return no_store(json_response(body.dump()));
}

Response submit_period_report(App& app, const Request& request) {
    const auto body = json_body(request);
    body.only({"period", "unit", "note", "rules", "comment"});
    const auto period = model::ReportPeriod::parse(body.text("period"));
    if (!period) {
        body.fail("period", "không phải là kỳ báo cáo", "is no period");
    }
    const auto view = view_of(app, *period);
    const model::Unit* unit = nullptr;
    if (body.has("unit")) {
        unit = view->snapshot->units().find(gis::UnitCode{body.text("unit")});
        if (unit == nullptr) {
            body.fail("unit", "không có đơn vị này", "there is no such unit");
        }
    }
    // Before the figures are computed: who may not hand it in need not wait for them.
    authorise(*request.actor, Operation::edit_plan, std::array{code_or_none(unit)});
    const auto& rules =
        body.has("rules") ? app.rules().find(body.text("rules")) : app.rules().standard();
    auto report = draft_report(app, *view, *period, unit, rules);
    report["submitted_by"] = request.actor->user;
    report["submitted_on"] = gis::Date::today().iso();
    if (body.has("note")) {
        auto note = body.text("note");
        if (note.size() > longest_note) {
            body.fail("note", fmt::format("dài quá {} byte", longest_note),
                      fmt::format("is longer than {} bytes", longest_note));
        }
        report["note"] = std::move(note);
    }
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_request(request, comment_of(body));
    edit.list = "";
    edit.created = 201;
    edit.operations = {set_plan_entry(plan_of_period(*view, *period).id,
                                      model::PlanEntryKind::period_report, report.dump())};
    return carry_out_later(app, request, std::move(edit));
}

} // namespace server::handlers
