#include "server/works_json.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_places.hpp"
#include "server/edit_preconditions.hpp"
#include "server/plan_lists_json.hpp"

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

/// What somebody sees who looks now: an item, and the roads and places that it changes.
std::string seen_tag(const View& view) {
    return entity_tag(view.snapshot->revision());
}

Json roads_json(const View& view, const model::Work& work) {
    auto list = Json::array();
    for (const auto& stretch : work.stretches) {
        for (const auto* road : analysis::roads_of(stretch, *view.snapshot)) {
            list.push_back({{"id", road->id.get()},
                            {"name", road->name},
                            {"from_m", stretch.from_m},
                            {"to_m", stretch.to_m}});
        }
    }
    return list;
}

} // namespace

Json links_json(const model::EvidenceLinks& links) {
    auto features = Json::array();
    for (const auto& feature : links.features) {
        if (feature.facility) {
            features.push_back({{"facility", feature.facility->get()}});
        } else if (feature.road) {
            features.push_back({{"road", feature.road->get()},
                                {"from_m", or_null(feature.from_m)},
                                {"to_m", or_null(feature.to_m)}});
        }
    }
    return {{"photos", links.photos}, {"features", std::move(features)}};
}

Json work_json(const View& view, const PlannedWork& planned) {
    const auto& work = planned.work;
    auto json = Json::parse(analysis::to_body(work));
    auto places = Json::array();
    for (const auto* place : analysis::places_of(work, *view.snapshot, gis::Date::today())) {
        places.push_back({{"id", place->id.get()}, {"name", place->name}});
    }
    json["plan"] = planned.plan.id;
    json["etag"] = seen_tag(view);
    json["draft"] = work.draft;
    json["places"] = std::move(places);
    json["roads"] = roads_json(view, work);
    return json;
}

Json standing_json(const View& view, const model::Plan& plan) {
    auto json = whole_plan_json(plan);
    for (const auto* list : {"tasks", "difficulties", "works"}) {
        for (auto& item : json[list]) {
            item["etag"] = seen_tag(view);
        }
    }
    json["results"] = Json::array();
    for (const auto& result : plan.results) {
        json["results"].push_back(result_json(result));
    }
    json["progress"] = Json::array();
    for (const auto& result : plan.progress) {
        json["progress"].push_back(progress_json(result));
    }
    json["contributions"] = Json::array();
    for (const auto& given : plan.contributions) {
        json["contributions"].push_back(contribution_json(given));
    }
    return json;
}

Json contribution_json(const model::Contribution& given) {
    return {{"id", given.id},
            {"work", given.work},
            {"unit", given.unit.get()},
            {"on", given.on.iso()},
            {"money_vnd", or_null(given.money_vnd)},
            {"land_m2", or_null(given.land_m2)},
            {"labour_days", or_null(given.labour_days)},
            {"households", or_null(given.households)},
            {"evidence", or_null(given.evidence)},
            {"note", or_null(given.note)}};
}

Json result_json(const model::CriterionResult& result) {
    Json json{{"set", result.set},
              {"unit", result.unit.get()},
              {"criterion", result.criterion},
              {"state", to_text(result.state)},
              {"as_of", result.as_of.iso()},
              {"evidence", or_null(result.evidence)},
              {"decided_by", or_null(result.decided_by)}};
    json.update(links_json(result.links));
    return json;
}

Json progress_json(const model::TargetResult& result) {
    Json json{{"target", result.target},
              {"value", result.value},
              {"as_of", result.as_of.iso()},
              {"evidence", or_null(result.evidence)}};
    json.update(links_json(result.links));
    return json;
}

Json household_json(const model::Household& household) {
    return {
        {"hamlet", household.hamlet.get()},      {"number", household.number},
        {"category", household.category},        {"target", or_null(household.target)},
        {"support", or_null(household.support)}, {"supported_on", or_null(household.supported_on)},
        {"note", or_null(household.note)}};
}

} // namespace server
