#include "server/plan_maker.hpp"

#include "gis/geometry/chainage.hpp"
#include "server/coverage_json.hpp"
#include "server/report_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

constexpr std::size_t most_units = 40;
constexpr std::size_t most_costs = 50;
constexpr double most_vnd = 1e15;
constexpr double longest_m = 1e8;
constexpr std::chrono::seconds time_limit{20};

const std::string own_cost = "theo câu hỏi (as asked)";

/// Throws when the answer has taken too long: whoever asks is told to ask for less.
std::function<void()> deadline() {
    const auto end = std::chrono::steady_clock::now() + time_limit;
    return [end] {
        if (std::chrono::steady_clock::now() > end) {
            throw gis::Error{
                gis::ErrorKind::busy,
                "plan-takes-too-long",
                {fmt::format("Tính phương án quá {} giây: hãy chọn một xã.", time_limit.count()),
                 fmt::format("The proposal takes more than {} seconds: choose one commune.",
                             time_limit.count())},
                "units"};
        }
    };
}

const model::Indicator& find_indicator(const analysis::JsonObject& criterion,
                                       const model::CriteriaSet& set) {
    const auto code = criterion.text("indicator");
    for (const auto& one : set.criteria) {
        for (const auto& indicator : one.indicators) {
            if (indicator.code == code) {
                return indicator;
            }
        }
    }
    criterion.fail("indicator", fmt::format("không có trong bộ tiêu chí {}", set.id),
                   fmt::format("is not in the criteria set {}", set.id));
}

void read_costs(const analysis::JsonObject& body, analysis::RoadCosts& costs) {
    if (!body.has("unit_costs")) {
        return;
    }
    std::vector<analysis::UnitCost> rows;
    for (const auto& item : body.objects("unit_costs", most_costs)) {
        item.only({"surface", "width_m", "vnd_per_m"});
        analysis::UnitCost cost;
        cost.surface = item.word("surface", model::surface);
        if (cost.surface == model::Surface::unknown) {
            item.fail("surface", "phải là loại mặt đường đã biết", "must be a known surface");
        }
        cost.width_m = item.number("width_m", 0.5, analysis::widest_road_m);
        cost.vnd_per_m = item.number("vnd_per_m", 1, analysis::dearest_vnd_per_m);
        cost.source = own_cost;
        rows.push_back(std::move(cost));
    }
    for (const auto& row : rows) {
        costs.forget(row.surface);
    }
    for (auto& row : rows) {
        costs.put(std::move(row));
    }
}

void read_limits(const analysis::JsonObject& body, analysis::HardeningQuestion& question) {
    if (body.has("budget_vnd")) {
        question.budget_vnd = body.number("budget_vnd", 1, most_vnd);
    }
    if (body.has("length_m")) {
        question.length_m = body.number("length_m", 1, longest_m);
    }
    if (body.has("share")) {
        question.share = body.number("share", 0, 100);
    }
    if (body.has("aim")) {
        question.aim = body.word("aim", analysis::hardening_aim);
    }
    question.unknown_too = body.flag("unknown_too", false);
    if (body.has("surface")) {
        question.surface = body.word("surface", model::surface);
    }
    if (body.has("width_m")) {
        question.width_m = body.number("width_m", 0.5, analysis::widest_road_m);
    }
    if (body.has("classes")) {
        question.classes = body.words("classes", model::road_class);
    }
}

Json rest_json(const analysis::HardeningPlan& plan) {
    auto rows = Json::array();
    for (const auto& row : plan.rest) {
        rows.push_back({{"hamlet", unit_reference(row.hamlet)},
                        {"commune", unit_reference(row.commune)},
                        {"length_m", row.length_m},
                        {"vnd", row.vnd},
                        {"chosen_m", row.chosen_m}});
    }
    return {
        {"length_m", plan.candidates_m}, {"vnd", plan.candidates_vnd}, {"rows", std::move(rows)}};
}

Json intervals_json(const analysis::HardeningPlan& plan) {
    auto list = Json::array();
    for (const auto& interval : plan.intervals) {
        auto line = Json::array();
        for (const auto& point :
             gis::geometry::Chainage{interval.road->line}.slice(interval.from_m, interval.to_m)) {
            line.push_back(to_json(point));
        }
        list.push_back({{"road",
                         {{"id", interval.road->id.get()},
                          {"code", or_null(interval.road->code)},
                          {"name", or_null(interval.road->name)},
                          {"class", to_text(interval.road->road_class)}}},
                        {"from_m", interval.from_m},
                        {"to_m", interval.to_m},
                        {"length_m", interval.length_m()},
                        {"old_surface", to_text(interval.old_surface)},
                        {"surface", to_text(interval.new_surface)},
                        {"width_m", interval.width_m},
                        {"vnd_per_m", interval.vnd_per_m},
                        {"vnd", interval.vnd()},
                        {"people", interval.people},
                        {"hamlet", unit_reference(interval.hamlet)},
                        {"commune", unit_reference(interval.commune)},
                        {"line", std::move(line)}});
    }
    return list;
}

Json on_way_json(const analysis::PeopleOnWay& people,
                 const std::vector<const analysis::ServiceNorm*>& services) {
    Json each;
    for (std::size_t i = 0; i < services.size(); ++i) {
        each[services[i]->code] = people.to_each[i];
    }
    return {{"to_all", people.to_all}, {"to_each", std::move(each)}};
}

Json share_json(const analysis::Measured& measured) {
    return measured.value ? Json{{"least", measured.value->least}, {"most", measured.value->most}}
                          : Json(nullptr);
}

Json effect_json(const analysis::HardeningPlan& plan, const analysis::HardeningEffect& effect) {
    auto indicators = Json::array();
    for (const auto& row : effect.indicators) {
        Json threshold = nullptr;
        if (row.threshold != nullptr && row.threshold->bound == model::Bound::at_least) {
            threshold = {{"at_least", row.threshold->value},
                         {"confirmed", row.threshold->trust.confirmed}};
        }
        indicators.push_back({{"commune", unit_reference(row.commune)},
                              {"code", row.indicator->code},
                              {"title", to_json(row.indicator->title)},
                              {"unit", row.indicator->unit},
                              {"threshold", std::move(threshold)},
                              {"before", share_json(row.before)},
                              {"after", share_json(row.after)},
                              {"met_before", or_null(row.met_before)},
                              {"met_after", or_null(row.met_after)}});
    }
    auto reached = Json::array();
    for (std::size_t i = 0; i < effect.reached.size(); ++i) {
        const auto& service = *plan.question.services[i];
        reached.push_back({{"service", service.code},
                           {"title", to_json(service.title)},
                           {"distance_m", service.distance_m},
                           {"before", figures_json(effect.reached[i].before)},
                           {"after", figures_json(effect.reached[i].after)}});
    }
    return {{"roads",
             {{"before", to_json(effect.roads_before.all)},
              {"after", to_json(effect.roads_after.all)}}},
            {"indicators", std::move(indicators)},
            {"reached", std::move(reached)},
            {"access",
             {{"before", figures_json(effect.access.before)},
              {"after", figures_json(effect.access.after)}}}};
}

/// The costs that the proposal rests on, by what it builds.
Json costs_json(const analysis::HardeningPlan& plan) {
    auto rows = Json::array();
    for (const auto road_class : model::road_classes) {
        const auto standard = standard_of(plan.question, road_class);
        const auto& costs = *plan.question.costs;
        rows.push_back({{"class", to_text(road_class)},
                        {"surface", to_text(standard.surface)},
                        {"width_m", standard.width_m},
                        {"vnd_per_m", costs.vnd_per_m(standard.surface, standard.width_m)},
                        {"source", costs.source(standard.surface, standard.width_m)}});
    }
    return {{"title", to_json(plan.question.costs->title)}, {"rows", std::move(rows)}};
}

Json question_json(const analysis::HardeningPlan& plan, const View& view) {
    const auto& question = plan.question;
    auto units = Json::array();
    for (const auto& unit : question.units) {
        units.push_back(unit_reference(view.snapshot->units().find(unit)));
    }
    auto services = Json::array();
    for (const auto* service : question.services) {
        services.push_back({{"code", service->code}, {"title", to_json(service->title)}});
    }
    auto classes = Json::array();
    for (const auto road_class : question.classes) {
        classes.push_back(to_text(road_class));
    }
    return {{"units", std::move(units)},
            {"as_of", question.as_of.iso()},
            {"rules", {{"id", question.rules->id}, {"title", to_json(question.rules->title)}}},
            {"indicator",
             question.indicator != nullptr ? Json(question.indicator->code) : Json(nullptr)},
            {"classes", std::move(classes)},
            {"services", std::move(services)},
            {"aim", to_text(question.aim)},
            {"budget_vnd", or_null(question.budget_vnd)},
            {"length_m", or_null(question.length_m)},
            {"share", or_null(question.share)},
            {"unknown_too", question.unknown_too},
            {"piece_m", question.piece_m}};
}

Json quotas_json(const analysis::HardeningPlan& plan) {
    auto rows = Json::array();
    for (const auto& quota : plan.quotas) {
        rows.push_back({{"commune", unit_reference(quota.commune)},
                        {"total_m", quota.total_m},
                        {"hardened_m", quota.hardened_m},
                        {"needed_m", quota.needed_m},
                        {"chosen_m", quota.chosen_m}});
    }
    return rows;
}

} // namespace

analysis::HardeningQuestion PlanMakerAsked::of() const {
    auto with_costs = question;
    with_costs.costs = &costs;
    return with_costs;
}

PlanMakerAsked plan_maker_asked(const analysis::JsonObject& body, const App& app) {
    body.only({"units", "criterion", "classes", "surface", "width_m", "unit_costs", "services",
               "aim", "budget_vnd", "length_m", "share", "unknown_too", "rules", "as_of",
               "format"});
    PlanMakerAsked asked;
    auto& question = asked.question;
    if (body.has("units")) {
        const auto units = body.texts("units");
        if (units.size() > most_units) {
            body.fail("units", fmt::format("nhiều nhất {} đơn vị", most_units),
                      fmt::format("at most {} units", most_units));
        }
        for (const auto& unit : units) {
            question.units.emplace_back(unit);
        }
    }
    question.rules =
        body.has("rules") ? &app.rules().find(body.text("rules")) : &app.rules().standard();
    question.as_of = body.has("as_of") ? body.day("as_of") : gis::Date::today();
    asked.costs = app.costs();
    read_costs(body, asked.costs);
    read_limits(body, question);
    if (body.has("criterion")) {
        const auto criterion = body.object("criterion");
        criterion.only({"set", "indicator"});
        const auto& sets = app.planning().sets;
        const auto& set =
            criterion.has("set") ? sets.find(criterion.text("set")) : sets.standard(question.as_of);
        question.indicator = &find_indicator(criterion, set);
    }
    auto services = body.has("services") ? body.texts("services")
                                         : std::vector<std::string>{"primary", "health_station",
                                                                    "commune_cultural_centre"};
    for (const auto& service : services) {
        question.services.push_back(&app.norms().find(service));
    }
    question.keep_going = deadline();
    return asked;
}

analysis::IndicatorsAsked road_indicators(const App& app, gis::Date as_of) {
    analysis::IndicatorsAsked asked;
    const auto& planning = app.planning();
    if (planning.sets.all().empty()) {
        return asked;
    }
    for (const auto& criterion : planning.sets.standard(as_of).criteria) {
        for (const auto& indicator : criterion.indicators) {
            if (analysis::is_of_roads(indicator)) {
                asked.indicators.push_back(&indicator);
            }
        }
    }
    if (const auto* plan = planning.plan_on(as_of)) {
        asked.conditions = plan->conditions;
        for (const auto& unit : plan->units) {
            asked.unit_conditions[unit.code] = unit.conditions;
        }
    }
    return asked;
}

Json plan_maker_json(const analysis::HardeningPlan& plan, const analysis::HardeningEffect& effect,
                     const View& view) {
    const auto& services = plan.question.services;
    const double gained = plan.after.to_all - plan.before.to_all;
    return {{"revision", view.snapshot->revision().get()},
            {"question", question_json(plan, view)},
            {"costs", costs_json(plan)},
            {"remaining", rest_json(plan)},
            {"quotas", quotas_json(plan)},
            {"proposal",
             {{"length_m", plan.length_m()},
              {"vnd", plan.vnd()},
              {"people_gained", gained},
              {"people_bound",
               plan.bound ? Json(std::max(0.0, *plan.bound - plan.before.to_all)) : Json(nullptr)},
              {"intervals", intervals_json(plan)}}},
            {"people",
             {{"population", plan.people},
              {"off_roads", plan.off_roads},
              {"hamlets_unknown", plan.hamlets_unknown},
              {"before", on_way_json(plan.before, services)},
              {"after", on_way_json(plan.after, services)}}},
            {"effect", effect_json(plan, effect)}};
}

} // namespace server
