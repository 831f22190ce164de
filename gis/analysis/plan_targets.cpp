#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

#include <algorithm>
#include <array>

namespace gis::analysis::plan_items {

namespace {

constexpr int most_households = 1'000'000;
constexpr std::size_t most_results = 100'000; ///< of one entry

} // namespace

model::Target Reader::target(const JsonObject& object) const {
    object.only(with_source({"title", "units", "due", "direction", "amount", "baseline", "change",
                             "criteria", "hold", "measured", "counted", "mode", "part_of",
                             "departments", "documents"}));
    model::Target target;
    target.id = short_text(object, "id");
    target.title = message(object, "title");
    target.units = units(object);
    if (object.has("due")) {
        target.due = object.day("due");
    }
    if (object.has("direction")) {
        target.direction =
            object.word("direction", [](std::string_view text) { return model::direction(text); });
    }
    target.amount = read_amount(object, "amount");
    target.baseline = read_amount(object, "baseline");
    target.change = read_amount(object, "change");
    if (object.has("criteria")) {
        target.criteria = goal(object.object("criteria"));
        if (target.criteria->mean && !target.amount) {
            object.fail("amount", "bị thiếu", "is missing");
        }
    }
    target.hold = object.flag("hold", false);
    if (object.has("measured")) {
        target.measurement = read_measurement(object.object("measured"));
    }
    if (object.has("counted")) {
        target.counting = counting(object.object("counted"));
        if (target.criteria || target.measurement) {
            object.fail("counted", "không dùng cùng criteria, measured",
                        "does not go with criteria or measured");
        }
    }
    if (object.has("mode")) {
        target.mode =
            object.word("mode", [](std::string_view text) { return model::progress_mode(text); });
        const bool fits =
            target.mode == model::ProgressMode::level ||
            (target.measurement && target.measurement->measure == model::Measure::length);
        if (!fits) {
            object.fail("mode", "chỉ đo phần tăng thêm của chiều dài",
                        "gain is measured of a length alone");
        }
    }
    if (object.has("part_of")) {
        target.part_of = object.word("part_of", [this](std::string_view id) {
            return m_plan.find_target(id) != nullptr ? std::optional{std::string{id}}
                                                     : std::nullopt;
        });
    }
    target.departments = departments(object, "departments");
    target.documents = documents(object);
    target.source = read_source(object);
    return target;
}

model::TargetResult Reader::progress(const JsonObject& object) const {
    object.only({"target", "value", "as_of", "evidence", "photos", "features"});
    model::TargetResult result;
    result.target = object.word("target", [this](std::string_view id) {
        return m_plan.find_target(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
    });
    result.value = object.number("value", 0, largest_amount);
    result.as_of = object.day("as_of");
    result.evidence = short_text(object, "evidence");
    result.links = read_links(object);
    return result;
}

model::CriterionResult Reader::result(const JsonObject& object) const {
    object.only({"set", "unit", "criterion", "state", "as_of", "evidence", "decided_by", "photos",
                 "features"});
    const auto& of = set(object);
    model::CriterionResult result;
    result.set = of.id;
    result.unit = unit(object, "unit");
    result.criterion = object.word("criterion", [&](std::string_view code) {
        return of.find(code) != nullptr ? std::optional{std::string{code}} : std::nullopt;
    });
    result.state =
        object.word("state", [](std::string_view text) { return model::criterion_state(text); });
    result.as_of = object.day("as_of");
    result.evidence = short_text(object, "evidence");
    result.decided_by = optional_text(object, "decided_by");
    result.links = read_links(object);
    return result;
}

model::Contribution Reader::contribution(const JsonObject& object) const {
    object.only({"id", "work", "unit", "on", "money_vnd", "land_m2", "labour_days", "households",
                 "evidence", "note"});
    model::Contribution given;
    given.id = short_text(object, "id");
    given.work = object.word("work", [this](std::string_view id) {
        return m_plan.find_work(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
    });
    given.unit = unit(object, "unit");
    given.on = object.day("on");
    const auto number = [&](const char* key) {
        return object.has(key) ? std::optional{object.number(key, 0, largest_money_vnd)}
                               : std::nullopt;
    };
    given.money_vnd = number("money_vnd");
    given.land_m2 = number("land_m2");
    given.labour_days = number("labour_days");
    if (!given.money_vnd && !given.land_m2 && !given.labour_days) {
        object.fail("money_vnd", "bị thiếu, cả land_m2 và labour_days cũng vậy",
                    "is missing, and so are land_m2 and labour_days");
    }
    if (object.has("households")) {
        given.households = static_cast<int>(object.whole("households", 1, most_households));
    }
    given.evidence = optional_text(object, "evidence");
    given.note = optional_text(object, "note");
    return given;
}

model::Household Reader::household(const JsonObject& object) const {
    object.only({"hamlet", "number", "category", "target", "support", "supported_on", "note"});
    model::Household household;
    household.hamlet = UnitCode{short_text(object, "hamlet")};
    household.number = short_text(object, "number");
    household.category = object.word("category", [](std::string_view text) {
        constexpr std::array<std::string_view, 4> known{"poor", "near_poor", "policy", "other"};
        return std::find(known.begin(), known.end(), text) != known.end()
                   ? std::optional{std::string{text}}
                   : std::nullopt;
    });
    household.target = target_id(object);
    household.support = optional_text(object, "support");
    household.supported_on = optional_day(object, "supported_on");
    household.note = optional_text(object, "note");
    return household;
}

std::vector<model::CriterionResult> Reader::results(const JsonObject& object) const {
    object.only(
        {"set", "units", "criteria", "state", "as_of", "paragraph", "rows", "confirmed", "reason"});
    const auto& of = set(object);
    auto criteria = codes(object, "criteria", of);
    if (!object.has("criteria")) {
        for (const auto& criterion : of.criteria) {
            criteria.push_back(criterion.code);
        }
    }
    model::CriterionResult result;
    result.set = of.id;
    result.state =
        object.word("state", [](std::string_view text) { return model::criterion_state(text); });
    result.as_of = object.day("as_of");
    result.evidence = read_source(object).paragraph;
    result.trust = read_trust(object);
    std::vector<model::CriterionResult> all;
    for (const auto& code : units(object)) {
        for (const auto& criterion : criteria) {
            result.unit = code;
            result.criterion = criterion;
            all.push_back(result);
        }
    }
    if (all.empty() || all.size() > most_results) {
        object.fail("units", "rỗng hoặc quá dài", "is empty or too long");
    }
    return all;
}

model::Task Reader::task(const JsonObject& object) const {
    object.only(with_source({"title", "owners", "units", "criterion", "horizon_year", "due",
                             "state", "documents", "done_on", "note"}));
    model::Task task;
    task.id = short_text(object, "id");
    task.title = message(object, "title");
    task.owners = departments(object, "owners");
    task.units = units(object);
    task.criterion = criterion(object);
    if (object.has("horizon_year")) {
        task.horizon_year = static_cast<int>(object.whole("horizon_year", first_year, last_year));
    }
    if (object.has("due")) {
        task.due = object.day("due");
    }
    if (object.has("state")) {
        task.state =
            object.word("state", [](std::string_view text) { return model::task_state(text); });
    }
    task.done_on = optional_day(object, "done_on");
    task.note = optional_text(object, "note");
    task.documents = documents(object);
    task.source = source(object);
    return task;
}

model::Difficulty Reader::difficulty(const JsonObject& object) const {
    object.only(with_source({"title", "units", "criterion", "works", "kind", "text", "raised_by",
                             "raised_on", "answer", "photos", "features"}));
    model::Difficulty difficulty;
    difficulty.id = short_text(object, "id");
    difficulty.title = message(object, "title");
    difficulty.units = units(object);
    difficulty.criterion = criterion(object);
    if (object.has("works")) {
        difficulty.works = object.words("works", [this](std::string_view id) {
            return m_plan.find_work(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
        });
    }
    if (object.has("kind")) {
        difficulty.kind =
            object.word("kind", [](std::string_view text) { return model::difficulty_kind(text); });
    }
    difficulty.text = optional_text(object, "text");
    difficulty.raised_by = optional_text(object, "raised_by");
    difficulty.raised_on = optional_day(object, "raised_on");
    if (object.has("answer")) {
        const auto answer = object.object("answer");
        answer.only({"text", "by", "on"});
        difficulty.answer =
            model::Answer{short_text(answer, "text"), short_text(answer, "by"), answer.day("on")};
    }
    difficulty.links = read_links(object);
    difficulty.source = source(object);
    return difficulty;
}

model::Department Reader::department(const JsonObject& object) const {
    object.only(with_source({"name", "criteria"}));
    model::Department department;
    department.id = short_text(object, "id");
    department.name = message(object, "name");
    if (object.has("criteria")) {
        for (const auto& item : object.objects("criteria", most_items)) {
            department.criteria.push_back(criterion_ref(item));
        }
    }
    department.source = read_source(object);
    return department;
}

} // namespace gis::analysis::plan_items
