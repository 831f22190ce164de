#include "gis/analysis/plan_file.hpp"

#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Plan;
using plan_items::most_items;
using plan_items::read_source;
using plan_items::with_source;

/// Reads a list into another; ids are unique in it.
template <class Item, class Read>
void read_list(const JsonObject& object, const std::string& key, std::vector<Item>& items,
               const Read& read) {
    if (!object.has(key)) {
        return;
    }
    for (const auto& json : object.objects(key, most_items)) {
        auto item = read(json);
        const bool repeated = std::any_of(items.begin(), items.end(),
                                          [&](const Item& one) { return one.id == item.id; });
        if (repeated) {
            json.fail("id", "đã có", "stands twice");
        }
        items.push_back(std::move(item));
    }
}

std::map<std::string, std::string> read_conditions(const JsonObject& object) {
    std::map<std::string, std::string> conditions;
    if (object.has("conditions")) {
        const auto json = object.object("conditions");
        for (const auto& key : json.keys()) {
            conditions.emplace(key, short_text(json, key));
        }
    }
    return conditions;
}

void read_units(const JsonObject& object, Plan& plan) {
    for (const auto& json : object.objects("units", most_items)) {
        json.only({"code", "kind", "name", "conditions"});
        model::PlanUnit unit;
        unit.code = UnitCode{short_text(json, "code")};
        unit.kind = json.word("kind", [](std::string_view text) { return model::unit_kind(text); });
        unit.name = short_text(json, "name");
        unit.conditions = read_conditions(json);
        if (plan.find_unit(unit.code) != nullptr) {
            json.fail("code", "đã có", "stands twice");
        }
        plan.units.push_back(std::move(unit));
    }
}

void read_plan_documents(const JsonObject& object, Plan& plan) {
    for (const auto& json : object.objects("documents", most_items)) {
        json.only({"document", "role", "paragraph", "rows"});
        model::PlanDocument document;
        document.document = read_document(json.object("document"));
        document.role = short_text(json, "role");
        document.source = read_source(json);
        for (const auto& other : plan.documents) {
            if (other.document.id == document.document.id) {
                json.object("document").fail("id", "đã có", "stands twice");
            }
        }
        plan.documents.push_back(std::move(document));
    }
}

model::Statement read_statement(const JsonObject& object) {
    object.only(with_source({"text"}));
    return {short_text(object, "id"), message(object, "text"), read_source(object)};
}

model::Doubt read_doubt(const JsonObject& object) {
    object.only(with_source({"text"}));
    return {short_text(object, "id"), message(object, "text"), read_source(object)};
}

std::vector<std::string> read_names(const JsonObject& object, const std::string& key,
                                    model::PlanSource& source) {
    if (!object.has(key)) {
        return {};
    }
    const auto json = object.object(key);
    json.only({"names", "paragraph", "rows"});
    source = read_source(json);
    return json.texts("names");
}

void read_head(const JsonObject& object, Plan& plan) {
    plan.id = short_text(object, "id");
    plan.title = message(object, "title");
    if (object.has("number")) {
        plan.number = short_text(object, "number");
    }
    if (object.has("issued_on")) {
        plan.issued_on = object.day("issued_on");
    }
    plan.year = static_cast<int>(object.whole("year", 1990, 2100));
    plan.issuer = short_text(object, "issuer");
    plan.signed_by = message(object, "signed_by");
    plan.source = read_source(object);
    plan.conditions = read_conditions(object);
    read_units(object, plan);
    plan.recipients = read_names(object, "recipients", plan.recipients_source);
    plan.report_periods = read_names(object, "report_periods", plan.report_periods_source);
    if (object.has("room_types")) {
        const auto types = object.object("room_types");
        for (const auto& type : types.keys()) {
            plan.room_types.emplace(type, message(types, type));
        }
    }
    read_plan_documents(object, plan);
    if (object.has("parent")) {
        plan.parent = object.word("parent", [&](std::string_view id) {
            const bool known = std::any_of(plan.documents.begin(), plan.documents.end(),
                                           [id](const auto& one) { return one.document.id == id; });
            return known ? std::optional{std::string{id}} : std::nullopt;
        });
    }
}

Plan read_plan(const JsonObject& object, const CriteriaBook& sets) {
    object.only(with_source(
        {"title",      "number",     "issued_on",    "year",       "issuer",         "signed_by",
         "parent",     "conditions", "units",        "recipients", "report_periods", "room_types",
         "statements", "documents",  "departments",  "results",    "targets",        "progress",
         "works",      "tasks",      "difficulties", "doubts"}));
    Plan plan;
    read_head(object, plan);
    const plan_items::Reader reader{sets, plan};
    read_list(object, "statements", plan.statements, read_statement);
    read_list(object, "departments", plan.departments,
              [&](const JsonObject& json) { return reader.department(json); });
    read_list(object, "targets", plan.targets,
              [&](const JsonObject& json) { return reader.target(json); });
    read_list(object, "works", plan.works,
              [&](const JsonObject& json) { return reader.work(json); });
    read_list(object, "tasks", plan.tasks,
              [&](const JsonObject& json) { return reader.task(json); });
    read_list(object, "difficulties", plan.difficulties,
              [&](const JsonObject& json) { return reader.difficulty(json); });
    read_list(object, "doubts", plan.doubts, read_doubt);
    if (object.has("results")) {
        for (const auto& json : object.objects("results", most_items)) {
            const auto results = reader.results(json);
            plan.results.insert(plan.results.end(), results.begin(), results.end());
        }
    }
    if (object.has("progress")) {
        for (const auto& json : object.objects("progress", most_items)) {
            plan.progress.push_back(reader.progress(json));
        }
    }
    return plan;
}

} // namespace

Plan parse_plan(std::string_view json, const std::string& name, const CriteriaBook& sets) {
    return read_plan(JsonObject::parse(json, JsonOrigin::rules_file(name)), sets);
}

std::vector<Plan> load_plans(const std::filesystem::path& folder, const CriteriaBook& sets) {
    std::vector<Plan> plans;
    for (const auto& file : json_files(folder)) {
        plans.push_back(read_plan(JsonObject::read(file), sets));
        const auto& id = plans.back().id;
        const auto same = std::count_if(plans.begin(), plans.end(),
                                        [&](const Plan& plan) { return plan.id == id; });
        if (same > 1) {
            throw Error{ErrorKind::invalid_data,
                        "bad-rules",
                        {fmt::format("Kế hoạch {}: mã “{}” đã có.", file.string(), id),
                         fmt::format("Plan {}: id \"{}\" stands twice.", file.string(), id)},
                        "/id"};
        }
    }
    return plans;
}

} // namespace gis::analysis
