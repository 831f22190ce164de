// Registers of the plan: co-operatives, OCOP products, titles of hamlets.
#include "gis/analysis/plan_entries.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/record_edits.hpp"
#include "server/parameters.hpp"
#include "server/records_json.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace server::handlers {

namespace analysis = gis::analysis;
namespace model = gis::model;
using model::PlanEntryKind;

namespace {

/// Whether a record of a place is asked for with a unit; null: all are.
bool concerns(const model::Unit* unit, const View& view, const gis::UnitCode& commune,
              const gis::UnitCode& hamlet) {
    return unit == nullptr || unit->code == hamlet || view.snapshot->units().find(commune) == unit;
}

/// The records of a register; every plan has all of them.
template <class Record>
const std::vector<Record>& records_of(const View& view, std::vector<Record> model::Plan::*list) {
    static const std::vector<Record> none;
    return view.planning->plans.empty() ? none : view.planning->plans.front().*list;
}

template <class Record, class Write>
Response list_response(const App& app, const Request& request, const char* name,
                       std::vector<Record> model::Plan::*list, Write write) {
    const auto& query = request.target.query;
    query.allow_only({"unit"});
    const auto view = app.view();
    const auto* unit = unit_parameter(query, *view);
    auto items = Json::array();
    for (const auto& one : records_of(*view, list)) {
        if (concerns(unit, *view, one.unit, one.hamlet)) {
            items.push_back(write(*view, one));
        }
    }
    return json_response(
        Json{{"revision", view->snapshot->revision().get()}, {name, std::move(items)}}.dump());
}

/// A hamlet's own row, or those of a commune, or all.
std::vector<analysis::HamletStanding> asked(std::vector<analysis::HamletStanding> standings,
                                            const View& view, const model::Unit* unit) {
    std::erase_if(standings, [&](const auto& one) {
        return !concerns(unit, view, one.hamlet->parent, one.hamlet->code);
    });
    return standings;
}

} // namespace

Response cooperatives(const App& app, const Request& request) {
    return list_response(app, request, "cooperatives", &model::Plan::cooperatives,
                         cooperative_json);
}

Response add_cooperatives(App& app, const Request& request) {
    return add_records(app, request, PlanEntryKind::cooperative, "HTX");
}

Response edit_cooperative(App& app, const Request& request) {
    return edit_record(app, request, PlanEntryKind::cooperative);
}

Response withdraw_cooperative(App& app, const Request& request) {
    return withdraw_record(app, request, PlanEntryKind::cooperative,
                           std::string{request.parameter("id")});
}

Response products(const App& app, const Request& request) {
    return list_response(app, request, "products", &model::Plan::products, product_json);
}

Response add_products(App& app, const Request& request) {
    return add_records(app, request, PlanEntryKind::product, "SP");
}

Response edit_product(App& app, const Request& request) {
    return edit_record(app, request, PlanEntryKind::product);
}

Response withdraw_product(App& app, const Request& request) {
    return withdraw_record(app, request, PlanEntryKind::product,
                           std::string{request.parameter("id")});
}

Response hamlet_titles(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"title", "year", "unit", "as_of"});
    const auto latest = app.view();
    const auto title =
        *model::hamlet_title(word_parameter(query, "title", {"cultural", "model_residential"}));
    const auto as_of = day_parameter(query);
    const auto* plan = latest->planning->plan_on(as_of);
    const auto view = plan != nullptr ? view_of_plan(app, *plan, as_of) : latest;
    const auto year = static_cast<int>(
        number_parameter(query, "year", 1990, 2100, plan != nullptr ? plan->year : as_of.year()));
    const auto* unit = unit_parameter(query, *view);
    const auto standings =
        asked(plan == nullptr
                  ? std::vector<analysis::HamletStanding>{}
                  : analysis::hamlet_standings(*plan, title, year, {}, *view->snapshot, as_of),
              *view, unit);
    const auto sums = analysis::total_of(standings, true);
    auto list = Json::array();
    for (const auto& one : standings) {
        list.push_back(standing_json(*view, one));
    }
    return json_response(Json{
        {"revision", view->snapshot->revision().get()},
        {"etag", entity_tag(view->snapshot->revision())},
        {"title", to_text(title)},
        {"year", year},
        {"as_of", as_of.iso()},
        {"unit", unit_reference(unit)},
        {"counts",
         {{"recognised", std::llround(sums.chosen)},
          {"not_recognised", std::llround(sums.total - sums.chosen - sums.undecided)},
          {"unknown", std::llround(sums.undecided)},
          {"total", std::llround(sums.total)}}},
        {"share", sums.value ? Json{{"least", sums.value->least}, {"most", sums.value->most}}
                             : Json(nullptr)},
        {"hamlets",
         std::move(list)}}.dump());
}

Response put_hamlet_titles(App& app, const Request& request) {
    return add_records(app, request, PlanEntryKind::hamlet_title, {});
}

Response withdraw_hamlet_title(App& app, const Request& request) {
    return withdraw_record(app, request, PlanEntryKind::hamlet_title,
                           fmt::format("{}/{}/{}", request.parameter("hamlet"),
                                       request.parameter("title"), request.parameter("year")));
}

} // namespace server::handlers
