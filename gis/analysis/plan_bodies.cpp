// Items of a plan as its file has them.
#include "gis/analysis/plan_entries.hpp"

#include <nlohmann/json.hpp>

namespace gis::analysis {

namespace {

using nlohmann::json;

void put(json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

void put(json& object, const char* key, const std::optional<Date>& day) {
    if (day) {
        object[key] = day->iso();
    }
}

template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
    if (value) {
        object[key] = *value;
    }
}

void put(json& object, const char* key, bool flag) {
    if (flag) {
        object[key] = true;
    }
}

void put(json& object, const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) {
        object[key] = texts;
    }
}

template <class Enum>
void put_words(json& object, const char* key, const std::vector<Enum>& values) {
    for (const auto value : values) {
        object[key].push_back(to_text(value));
    }
}

void put(json& object, const char* key, const std::optional<model::Amount>& amount) {
    if (!amount) {
        return;
    }
    auto& written = object[key];
    written = {{"unit", amount->unit}};
    const bool one = amount->least && amount->least == amount->most;
    if (one) {
        written[amount->about ? "about" : "exactly"] = *amount->least;
        return;
    }
    put(written, "least", amount->least);
    put(written, "most", amount->most);
}

void put(json& object, const char* key, const std::optional<model::NamedPlace>& place) {
    if (place) {
        object[key] = {{"kind", to_text(place->kind)}};
        put(object[key], "name", place->name);
    }
}

void put(json& object, const std::optional<model::CriterionRef>& criterion) {
    if (criterion) {
        object["criterion"] = {{"set", criterion->set}};
        put(object["criterion"], "code", criterion->code);
    }
}

void put(json& object, const model::PlanSource& source) {
    put(object, "paragraph", source.paragraph);
    if (!source.paragraph.empty()) {
        put(object, "rows", source.rows);
    }
}

void put_units(json& object, const std::vector<UnitCode>& units) {
    for (const auto& unit : units) {
        object["units"].push_back(unit.get());
    }
}

void put(json& object, const model::EvidenceLinks& links) {
    put(object, "photos", links.photos);
    for (const auto& feature : links.features) {
        auto one = json::object();
        if (feature.road) {
            one["road"] = feature.road->get();
        }
        if (feature.facility) {
            one["facility"] = feature.facility->get();
        }
        put(one, "from_m", feature.from_m);
        put(one, "to_m", feature.to_m);
        object["features"].push_back(std::move(one));
    }
}

json begin(const std::string& id, const Message& title) {
    return {{"id", id}, {"title", {{"vi", title.vi}, {"en", title.en}}}};
}

void put_stretches(json& object, const model::Work& work) {
    for (const auto& stretch : work.stretches) {
        json one{{"from_m", stretch.from_m}, {"to_m", stretch.to_m}};
        put(one, "road", stretch.road);
        if (stretch.road_id) {
            one["road_id"] = stretch.road_id->get();
        }
        put(one, "width_m", stretch.width_m);
        if (stretch.surface) {
            one["surface"] = to_text(*stretch.surface);
        }
        object["stretches"].push_back(std::move(one));
    }
}

void put_money(json& object, const model::Work& work) {
    put(object, "cost_vnd", work.cost_vnd);
    for (const auto& share : work.funding) {
        json one{{"source", share.source}};
        put(one, "amount_vnd", share.amount_vnd);
        object["funding"].push_back(std::move(one));
    }
}

void put_course(json& object, const model::Work& work) {
    put(object, "planned_from", work.planned_from);
    put(object, "planned_to", work.planned_to);
    put(object, "started_on", work.started_on);
    put(object, "finished_on", work.finished_on);
    put(object, "actual", work.actual);
    put(object, "owner", work.owner);
    put(object, "department", work.department);
    if (work.facility) {
        object["facility"] = work.facility->get();
    }
    put(object, "evidence", work.evidence);
    put(object, "note", work.note);
    put(object, work.links);
}

} // namespace

std::string to_body(const model::Work& work) {
    auto object = begin(work.id, work.title);
    object["kind"] = to_text(work.kind);
    object["action"] = to_text(work.action);
    object["unit"] = work.unit.get();
    put(object, "hamlet", work.hamlet);
    put(object, "place", work.place);
    put(object, "made_of", work.made_of);
    if (!work.rooms.empty()) {
        object["rooms"] = work.rooms;
    }
    put(object, "rooms_at_least", work.rooms_at_least);
    put(object, "amount", work.amount);
    put(object, "width_m", work.width_m);
    put_words(object, "road_classes", work.road_classes);
    put_words(object, "surfaces", work.surfaces);
    put_stretches(object, work);
    put(object, "adds_toilet", work.adds_toilet);
    put(object, "adds_well", work.adds_well);
    put(object, "target", work.target);
    put(object, work.criterion);
    object["year"] = work.year;
    object["state"] = to_text(work.state);
    put(object, "accepted_on", work.accepted_on);
    put_money(object, work);
    put(object, "documents", work.documents);
    put(object, "may_overlap", work.may_overlap);
    put_course(object, work);
    put(object, work.source);
    return object.dump();
}

std::string to_body(const model::Task& task) {
    auto object = begin(task.id, task.title);
    put(object, "owners", task.owners);
    put_units(object, task.units);
    put(object, task.criterion);
    put(object, "horizon_year", task.horizon_year);
    put(object, "due", task.due);
    object["state"] = to_text(task.state);
    put(object, "done_on", task.done_on);
    put(object, "note", task.note);
    put(object, "documents", task.documents);
    put(object, task.source);
    return object.dump();
}

std::string to_body(const model::Difficulty& difficulty) {
    auto object = begin(difficulty.id, difficulty.title);
    put_units(object, difficulty.units);
    put(object, difficulty.criterion);
    put(object, "works", difficulty.works);
    object["kind"] = to_text(difficulty.kind);
    put(object, "text", difficulty.text);
    put(object, "raised_by", difficulty.raised_by);
    put(object, "raised_on", difficulty.raised_on);
    if (difficulty.answer) {
        object["answer"] = {{"text", difficulty.answer->text},
                            {"by", difficulty.answer->by},
                            {"on", difficulty.answer->on.iso()}};
    }
    put(object, difficulty.links);
    put(object, difficulty.source);
    return object.dump();
}

} // namespace gis::analysis
