// How the works of a plan go on in time.
#include "gis/analysis/plan_course.hpp"
#include "gis/analysis/plan_progress.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"

namespace server::handlers {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

Json unit_json(const View& view, const model::Plan& plan, const gis::UnitCode& code) {
    if (const auto* unit = view.snapshot->units().find(code)) {
        return unit_reference(unit);
    }
    const auto* named = plan.find_unit(code); // the atlas may not have it
    return {{"code", code.get()}, {"name", named != nullptr ? named->name : code.get()}};
}

Json late_json(const View& view, const model::Plan& plan, const analysis::LateWork& late,
               gis::Date as_of) {
    const auto& work = *late.work;
    return {{"id", work.id},
            {"title", to_json(work.title)},
            {"kind", to_text(work.kind)},
            {"unit", unit_json(view, plan, work.unit)},
            {"state", to_text(analysis::state_on(work, as_of))},
            {"due", late.due.day.iso()},
            {"due_from", to_text(late.due.from)},
            {"days", late.days},
            {"owner", or_null(work.owner)},
            {"department", or_null(work.department)},
            {"acts", to_json(late.acts)}};
}

std::string_view unit_of(analysis::CurveKind kind) {
    switch (kind) {
    case analysis::CurveKind::works:
        return "work";
    case analysis::CurveKind::road_m:
        return "m";
    case analysis::CurveKind::rooms:
        return "room";
    case analysis::CurveKind::houses:
        return "house";
    case analysis::CurveKind::value_vnd:
    case analysis::CurveKind::capital_vnd:
        break;
    }
    return "vnd";
}

/// So many works or entries of a curve are listed.
constexpr std::size_t most_parts = 1000;

Json part_json(const analysis::CurvePart& part) {
    const auto day = [](const std::optional<gis::Date>& one) {
        return one ? Json(one->iso()) : Json(nullptr);
    };
    Json json{{"due", day(part.due)},
              {"planned", or_null(part.planned)},
              {"done_on", day(part.done_on)},
              {"actual", or_null(part.done)},
              {"so_far", part.so_far}};
    if (part.entry != nullptr) {
        json["entry"] = part.entry->id;
        json["work"] = or_null(part.entry->work);
    } else {
        json["work"] = part.work->id;
    }
    return json;
}

Json parts_json(const std::vector<analysis::CurvePart>& parts) {
    auto list = Json::array();
    for (const auto& part : parts) {
        if (list.size() == most_parts) {
            break;
        }
        list.push_back(part_json(part));
    }
    return list;
}

Json curve_json(const analysis::Curve& curve) {
    auto actual = Json::array();
    for (const auto& value : curve.actual) {
        actual.push_back(or_null(value));
    }
    return {{"kind", to_text(curve.kind)},      {"unit", unit_of(curve.kind)},
            {"planned", curve.planned},         {"actual", std::move(actual)},
            {"unknown", curve.unknown},         {"undated", curve.undated},
            {"unfinished", curve.unfinished},   {"parts", parts_json(curve.parts)},
            {"parts_total", curve.parts.size()}};
}

} // namespace

Response plan_course(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "as_of"});
    const auto latest = app.view();
    const auto& plan = latest->planning->find(request.parameter("id"));
    const auto as_of = day_parameter(query);
    const auto view = view_of_plan(app, plan, as_of);
    const auto* unit = unit_parameter(query, *view);
    const auto course = analysis::plan_course(
        plan, unit != nullptr ? std::optional{unit->code} : std::nullopt, as_of);
    auto late = Json::array();
    for (const auto& work : course.late) {
        late.push_back(late_json(*view, plan, work, as_of));
    }
    auto communes = Json::array();
    for (const auto& commune : course.communes) {
        communes.push_back({{"unit", unit_json(*view, plan, commune.unit)},
                            {"works", commune.works},
                            {"finished", commune.finished},
                            {"late", commune.late}});
    }
    auto months = Json::array();
    for (const auto& month : course.months) {
        months.push_back(month.iso());
    }
    auto curves = Json::array();
    for (const auto& curve : course.curves) {
        curves.push_back(curve_json(curve));
    }
    return json_response(Json{
        {"plan", {{"id", plan.id}, {"title", to_json(plan.title)}, {"year", plan.year}}},
        {"unit", unit_reference(unit)},
        {"as_of", as_of.iso()},
        {"revision", view->snapshot->revision().get()},
        {"late", std::move(late)},
        {"communes", std::move(communes)},
        {"months", std::move(months)},
        {"curves",
         std::move(curves)}}.dump());
}

} // namespace server::handlers
