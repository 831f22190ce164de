#include "server/plan_lists_json.hpp"

#include "gis/analysis/filter.hpp"

namespace server {

namespace model = gis::model;

namespace {

Json day_json(const std::optional<gis::Date>& day) {
    return day ? Json(day->iso()) : Json(nullptr);
}

template <class Items, class Write>
Json list_json(const Items& items, Write write) {
    auto list = Json::array();
    for (const auto& item : items) {
        list.push_back(write(item));
    }
    return list;
}

Json document_json(const model::Document& document) {
    Json json{{"id", document.id},
              {"issuer", or_null(document.issuer)},
              {"title", to_json(document.title)},
              {"issued_on", day_json(document.issued_on)}};
    json.update(to_json(document.trust));
    return json;
}

Json filter_json(const std::optional<model::Filter>& filter) {
    return filter ? Json::parse(gis::analysis::to_json(*filter)) : Json(nullptr);
}

Json measurement_json(const std::optional<model::Measurement>& measurement) {
    return measurement ? Json{{"measure", to_text(measurement->measure)},
                              {"layer", to_text(measurement->layer)},
                              {"where", filter_json(measurement->where)},
                              {"of", filter_json(measurement->of)},
                              {"service", or_null(measurement->service)},
                              {"unit", unit_of(measurement->measure)}}
                       : Json(nullptr);
}

Json indicator_json(const model::Indicator& indicator) {
    Json json{
        {"code", indicator.code},
        {"title", to_json(indicator.title)},
        {"unit", indicator.unit},
        {"measurement", measurement_json(indicator.measurement)},
        {"evidence", indicator.evidence.vi.empty() ? Json(nullptr) : to_json(indicator.evidence)}};
    json.update(to_json(indicator.trust));
    return json;
}

Json criterion_json(const model::Criterion& criterion) {
    Json json{{"code", criterion.code}, {"title", to_json(criterion.title)}};
    json.update(to_json(criterion.trust));
    json["indicators"] = list_json(criterion.indicators, indicator_json);
    return json;
}

Json set_json(const model::CriteriaSet& set) {
    Json json{{"id", set.id},
              {"title", to_json(set.title)},
              {"family", set.family},
              {"default", set.standard},
              {"level", to_text(set.level)},
              {"kinds", list_json(set.kinds, [](auto kind) { return to_text(kind); })},
              {"requires", set.requires_sets},
              {"valid_from", set.valid_from.iso()},
              {"valid_to", day_json(set.valid_to)},
              {"size", or_null(set.size)}};
    json.update(to_json(set.trust));
    json["documents"] = list_json(set.documents, document_json);
    json["criteria"] = list_json(set.criteria, criterion_json);
    return json;
}

Json reference_json(const std::optional<model::CriterionRef>& criterion) {
    return criterion ? Json{{"set", criterion->set}, {"code", criterion->code}} : Json(nullptr);
}

/// Begins an item of a plan: with where it stands.
Json item_json(const std::string& id, const model::PlanSource& source) {
    return {{"id", id}, {"paragraph", source.paragraph}, {"rows", source.rows}};
}

Json text_item_json(const std::string& id, const gis::Message& text,
                    const model::PlanSource& source) {
    auto json = item_json(id, source);
    json["text"] = to_json(text);
    return json;
}

Json plan_document_json(const model::PlanDocument& document) {
    auto json = document_json(document.document);
    json["role"] = document.role;
    json["paragraph"] = document.source.paragraph;
    json["rows"] = document.source.rows;
    return json;
}

Json department_json(const model::Department& department) {
    auto json = item_json(department.id, department.source);
    json["name"] = to_json(department.name);
    json["criteria"] = list_json(department.criteria, reference_json);
    return json;
}

Json goal_json(const std::optional<model::CriteriaGoal>& goal) {
    return goal ? Json{{"set", goal->set},
                       {"least_met", goal->least_met},
                       {"gain", goal->gain},
                       {"consolidate", goal->consolidate},
                       {"mean", goal->mean}}
                : Json(nullptr);
}

Json counting_json(const std::optional<model::Counting>& counting) {
    if (!counting) {
        return nullptr;
    }
    Json json{{"of", to_text(counting->of)}};
    if (counting->of == model::Counting::Register::hamlet_titles) {
        json["title"] = to_text(counting->title);
        json["share"] = counting->share;
    }
    return json;
}

Json target_json(const model::Target& target) {
    auto json = item_json(target.id, target.source);
    json.update({{"title", to_json(target.title)},
                 {"units", to_json(target.units)},
                 {"due", day_json(target.due)},
                 {"amount", to_json(target.amount)},
                 {"baseline", to_json(target.baseline)},
                 {"change", to_json(target.change)},
                 {"criteria", goal_json(target.criteria)},
                 {"hold", target.hold},
                 {"measurement", measurement_json(target.measurement)},
                 {"counted", counting_json(target.counting)},
                 {"part_of", or_null(target.part_of)},
                 {"departments", target.departments},
                 {"documents", target.documents}});
    return json;
}

Json work_json(const model::Work& work) {
    auto json = item_json(work.id, work.source);
    json.update({{"title", to_json(work.title)},
                 {"unit", work.unit.get()},
                 {"target", or_null(work.target)},
                 {"criterion", reference_json(work.criterion)},
                 {"year", work.year},
                 {"state", to_text(work.state)},
                 {"draft", work.draft},
                 {"rooms_at_least", work.rooms_at_least},
                 {"width_m", or_null(work.width_m)},
                 {"cost_vnd", or_null(work.cost_vnd)},
                 {"documents", work.documents}});
    return json;
}

Json task_json(const model::Task& task) {
    auto json = item_json(task.id, task.source);
    json.update({{"title", to_json(task.title)},
                 {"owners", task.owners},
                 {"units", to_json(task.units)},
                 {"criterion", reference_json(task.criterion)},
                 {"horizon_year", or_null(task.horizon_year)},
                 {"due", day_json(task.due)},
                 {"state", to_text(task.state)},
                 {"done_on", day_json(task.done_on)},
                 {"note", or_null(task.note)},
                 {"documents", task.documents}});
    return json;
}

Json difficulty_json(const model::Difficulty& difficulty) {
    auto json = item_json(difficulty.id, difficulty.source);
    json.update({{"title", to_json(difficulty.title)},
                 {"units", to_json(difficulty.units)},
                 {"criterion", reference_json(difficulty.criterion)},
                 {"works", difficulty.works},
                 {"kind", to_text(difficulty.kind)},
                 {"text", or_null(difficulty.text)},
                 {"raised_by", or_null(difficulty.raised_by)},
                 {"raised_on", day_json(difficulty.raised_on)}});
    const auto& answer = difficulty.answer;
    json["answer"] =
        answer ? Json{{"text", answer->text}, {"by", answer->by}, {"on", answer->on.iso()}}
               : Json(nullptr);
    return json;
}

Json head_json(const model::Plan& plan) {
    return {{"id", plan.id},
            {"title", to_json(plan.title)},
            {"number", or_null(plan.number)},
            {"issued_on", day_json(plan.issued_on)},
            {"year", plan.year},
            {"issuer", or_null(plan.issuer)}};
}

Json names_json(const std::vector<std::string>& names, const model::PlanSource& source) {
    return {{"names", names}, {"paragraph", source.paragraph}, {"rows", source.rows}};
}

} // namespace

Json to_json(const std::optional<model::Amount>& amount) {
    return amount ? Json{{"least", or_null(amount->least)},
                         {"most", or_null(amount->most)},
                         {"about", amount->about},
                         {"unit", amount->unit}}
                  : Json(nullptr);
}

Json to_json(const model::Trust& trust) {
    return trust.confirmed ? Json{{"confirmed", true}}
                           : Json{{"confirmed", false}, {"reason", to_json(trust.reason)}};
}

Json to_json(const std::vector<gis::UnitCode>& units) {
    return list_json(units, [](const auto& unit) { return unit.get(); });
}

Json criteria_sets_json(const gis::analysis::CriteriaBook& sets) {
    return {{"sets", list_json(sets.all(), set_json)}};
}

Json plans_json(const Planning& planning) {
    return {{"plans", list_json(planning.plans, head_json)}};
}

Json whole_plan_json(const model::Plan& plan) {
    auto json = head_json(plan);
    json["signed_by"] = to_json(plan.signed_by);
    json["paragraph"] = plan.source.paragraph;
    json["rows"] = plan.source.rows;
    json["parent"] = or_null(plan.parent);
    json["units"] = list_json(plan.units, [](const auto& unit) {
        return Json{{"code", unit.code.get()}, {"kind", to_text(unit.kind)}, {"name", unit.name}};
    });
    json["recipients"] = names_json(plan.recipients, plan.recipients_source);
    json["report_periods"] = names_json(plan.report_periods, plan.report_periods_source);
    json["room_types"] = Json::object();
    for (const auto& [type, title] : plan.room_types) {
        json["room_types"][type] = to_json(title);
    }
    json["statements"] = list_json(plan.statements, [](const auto& statement) {
        return text_item_json(statement.id, statement.text, statement.source);
    });
    json["documents"] = list_json(plan.documents, plan_document_json);
    json["departments"] = list_json(plan.departments, department_json);
    json["targets"] = list_json(plan.targets, target_json);
    json["works"] = list_json(plan.works, work_json);
    json["tasks"] = list_json(plan.tasks, task_json);
    json["difficulties"] = list_json(plan.difficulties, difficulty_json);
    json["doubts"] = list_json(plan.doubts, [](const auto& doubt) {
        return text_item_json(doubt.id, doubt.text, doubt.source);
    });
    return json;
}

} // namespace server
