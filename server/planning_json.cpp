#include "server/planning_json.hpp"

#include "server/plan_lists_json.hpp"

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

Json range_json(const std::optional<analysis::Range>& range) {
    return range ? Json{{"least", range->least}, {"most", range->most}} : Json(nullptr);
}

Json stretches_json(const std::vector<analysis::MeasuredStretch>& stretches) {
    auto list = Json::array();
    for (const auto& stretch : stretches) {
        list.push_back(
            {{"road", stretch.road.get()}, {"from_m", stretch.from_m}, {"to_m", stretch.to_m}});
    }
    return list;
}

Json features_json(const analysis::MeasuredFeatures& features) {
    auto facilities = Json::array();
    for (const auto id : features.facilities) {
        facilities.push_back(id.get());
    }
    auto hamlets = Json::array();
    for (const auto& code : features.hamlets) {
        hamlets.push_back(code.get());
    }
    return {{"stretches", stretches_json(features.stretches)},
            {"facilities", std::move(facilities)},
            {"hamlets", std::move(hamlets)}};
}

Json measured_json(const std::optional<analysis::Measured>& measured, Evidence evidence) {
    if (!measured) {
        return nullptr;
    }
    Json json{{"value", range_json(measured->value)},
              {"chosen", measured->chosen},
              {"undecided", measured->undecided},
              {"total", measured->total}};
    if (!measured->value) {
        json["reason"] = to_json(measured->reason);
    }
    if (evidence == Evidence::listed) {
        json["evidence"] = features_json(measured->evidence);
        json["open"] = features_json(measured->open);
    }
    return json;
}

Json threshold_json(const analysis::ThresholdChoice& choice) {
    if (choice.threshold == nullptr) {
        return nullptr;
    }
    const auto& threshold = *choice.threshold;
    Json json;
    switch (threshold.bound) {
    case model::Bound::at_least:
        json["at_least"] = threshold.value;
        break;
    case model::Bound::at_most:
        json["at_most"] = threshold.value;
        break;
    case model::Bound::passed:
        json["passed"] = true;
        break;
    case model::Bound::unknown:
        json["unknown"] = true;
        break;
    }
    json["document"] = threshold.document;
    json.update(to_json(threshold.trust));
    json["assumed_not"] = choice.assumed_not;
    return json;
}

Json indicator_json(const analysis::IndicatorRow& row, Evidence evidence) {
    return {{"code", row.indicator->code},
            {"title", to_json(row.indicator->title)},
            {"unit", row.indicator->unit},
            {"measured", measured_json(row.measured, evidence)},
            {"threshold", threshold_json(row.choice)},
            {"met", or_null(row.met)}};
}

Json criterion_json(const analysis::CriterionRow& row, Evidence evidence) {
    auto indicators = Json::array();
    for (const auto& indicator : row.indicators) {
        indicators.push_back(indicator_json(indicator, evidence));
    }
    Json declared = nullptr;
    if (row.declared != nullptr) {
        declared = {{"state", to_text(row.declared->state)},
                    {"as_of", row.declared->as_of.iso()},
                    {"evidence", or_null(row.declared->evidence)}};
        declared.update(to_json(row.declared->trust));
    }
    return {{"code", row.criterion->code},     {"title", to_json(row.criterion->title)},
            {"state", to_text(row.state)},     {"measured", to_text(row.measured)},
            {"declared", std::move(declared)}, {"disagree", row.disagree},
            {"tentative", row.tentative},      {"indicators", std::move(indicators)}};
}

Json rules_reference(const analysis::HardeningRules& rules) {
    return {{"id", rules.id}, {"title", to_json(rules.title)}, {"confirmed", rules.confirmed}};
}

Json target_json(const analysis::TargetProgress& progress, Evidence evidence) {
    const auto& target = *progress.target;
    auto parts = Json::array();
    for (const auto* part : progress.possible_parts) {
        parts.push_back(part->id);
    }
    auto by_unit = Json::array();
    for (const auto& unit : progress.by_unit) {
        by_unit.push_back({{"unit", unit.unit.get()}, {"met", range_json(unit.met)}});
    }
    Json json{{"id", target.id},
              {"title", to_json(target.title)},
              {"paragraph", target.source.paragraph},
              {"units", to_json(target.units)},
              {"due", target.due ? Json(target.due->iso()) : Json(nullptr)},
              {"direction", to_text(target.direction)},
              {"amount", to_json(target.amount)},
              {"planned_baseline", to_json(target.baseline)},
              {"method", to_text(progress.method)},
              {"baseline", range_json(progress.baseline)},
              {"value", range_json(progress.value)},
              {"reached", or_null(progress.reached)},
              {"measured", measured_json(progress.measured, evidence)},
              {"by_unit", std::move(by_unit)},
              {"possible_parts", std::move(parts)}};
    json["reason"] = progress.reason.vi.empty() ? Json(nullptr) : to_json(progress.reason);
    return json;
}

Json work_json(const analysis::WorkProgress& progress) {
    const auto& work = *progress.work;
    auto places = Json::array();
    for (const auto* place : progress.places) {
        places.push_back({{"id", place->id.get()}, {"name", place->name}});
    }
    return {{"id", work.id},
            {"title", to_json(work.title)},
            {"paragraph", work.source.paragraph},
            {"kind", to_text(work.kind)},
            {"action", to_text(work.action)},
            {"unit", work.unit.get()},
            {"hamlet", or_null(work.hamlet)},
            {"rooms", work.rooms},
            {"amount", to_json(work.amount)},
            {"state", to_text(progress.state)},
            {"accepted_on", work.accepted_on ? Json(work.accepted_on->iso()) : Json(nullptr)},
            {"stretches", stretches_json(progress.stretches)},
            {"places", std::move(places)},
            {"on_map", or_null(progress.on_map)},
            {"may_overlap", work.may_overlap}};
}

Json totals_json(const analysis::WorkTotals& totals) {
    return {{"works", totals.works},
            {"accepted", totals.accepted},
            {"rooms", totals.rooms},
            {"rooms_accepted", totals.rooms_accepted},
            {"rooms_at_least", totals.rooms_at_least},
            {"road_m", totals.road_m},
            {"road_accepted_m", totals.road_accepted_m},
            {"toilets", totals.toilets},
            {"wells", totals.wells},
            {"cost_vnd", or_null(totals.cost_vnd)},
            {"may_overlap", totals.may_overlap}};
}

Json findings_json(const std::vector<analysis::Finding>& findings) {
    auto list = Json::array();
    for (const auto& finding : findings) {
        list.push_back({{"code", finding.code},
                        {"severity", to_text(finding.severity)},
                        {"message", to_json(finding.message)},
                        {"unit", or_null(finding.unit.get())}});
    }
    return list;
}

} // namespace

Json criteria_json(const analysis::CriteriaReport& report, Evidence evidence) {
    auto rows = Json::array();
    for (const auto& unit : report.rows) {
        auto criteria = Json::array();
        for (const auto& criterion : unit.criteria) {
            criteria.push_back(criterion_json(criterion, evidence));
        }
        rows.push_back({{"unit", unit_reference(unit.unit)},
                        {"met", range_json(unit.met_range())},
                        {"criteria", std::move(criteria)}});
    }
    const auto& set = *report.set;
    Json about{{"id", set.id},
               {"title", to_json(set.title)},
               {"size", or_null(set.size)},
               {"valid", set.valid_on(report.as_of)}};
    about.update(to_json(set.trust));
    return {{"unit", unit_reference(report.unit)},
            {"as_of", report.as_of.iso()},
            {"revision", report.revision.get()},
            {"rules", rules_reference(*report.rules)},
            {"set", std::move(about)},
            {"rows", std::move(rows)},
            {"mean_met", range_json(report.mean_met)},
            {"findings", findings_json(disagreements(report))}};
}

Json plan_json(const analysis::PlanProgress& progress,
               const std::vector<analysis::Finding>& findings, Evidence evidence) {
    auto targets = Json::array();
    for (const auto& target : progress.targets) {
        targets.push_back(target_json(target, evidence));
    }
    auto works = Json::array();
    for (const auto& work : progress.works) {
        works.push_back(work_json(work));
    }
    auto totals = Json::object();
    for (const auto& [kind, sums] : progress.totals) {
        totals[std::string{to_text(kind)}] = totals_json(sums);
    }
    const auto& plan = *progress.plan;
    return {{"plan",
             {{"id", plan.id},
              {"title", to_json(plan.title)},
              {"number", or_null(plan.number)},
              {"year", plan.year}}},
            {"unit", unit_reference(progress.unit)},
            {"as_of", progress.as_of.iso()},
            {"revision", progress.revision.get()},
            {"rules", rules_reference(*progress.rules)},
            {"targets", std::move(targets)},
            {"works", std::move(works)},
            {"totals", std::move(totals)},
            {"findings", findings_json(findings)}};
}

} // namespace server
