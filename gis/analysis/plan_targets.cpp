#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis::plan_items {

using model::CriteriaSet;

namespace {

constexpr double largest_amount = 1e12;
constexpr std::size_t most_results = 100'000; ///< of one entry
constexpr int first_year = 1990;
constexpr int last_year = 2100;

} // namespace

std::set<std::string> with_source(std::set<std::string> members) {
    members.insert({"id", "paragraph", "rows"});
    return members;
}

model::PlanSource read_source(const JsonObject& object) {
    model::PlanSource source;
    source.paragraph = short_text(object, "paragraph");
    if (object.has("rows")) {
        source.rows = object.texts("rows");
    }
    return source;
}

std::optional<model::Amount> read_amount(const JsonObject& object, const std::string& key) {
    if (!object.has(key)) {
        return std::nullopt;
    }
    const auto json = object.object(key);
    json.only({"least", "most", "exactly", "about", "unit"});
    model::Amount amount;
    amount.unit = short_text(json, "unit");
    const auto number = [&](const char* name) {
        return json.has(name) ? std::optional{json.number(name, 0, largest_amount)} : std::nullopt;
    };
    amount.least = number("least");
    amount.most = number("most");
    const auto about = number("about");
    const auto exactly = number("exactly");
    const bool range = amount.least || amount.most;
    if ((range ? 1 : 0) + (about ? 1 : 0) + (exactly ? 1 : 0) != 1) {
        json.fail("", "cần đúng một trong exactly, about, hoặc least và most",
                  "needs one of exactly, about, or least and most");
    }
    if (!range) {
        amount.about = about.has_value();
        amount.least = amount.most = about ? about : exactly;
    }
    if (amount.least && amount.most && *amount.most < *amount.least) {
        json.fail("most", "nhỏ hơn least", "is less than least");
    }
    return amount;
}

UnitCode Reader::unit(const JsonObject& object, const std::string& key) const {
    return object.word(key, [this](std::string_view text) {
        UnitCode code{std::string{text}};
        return m_plan.find_unit(code) != nullptr ? std::optional{code} : std::nullopt;
    });
}

std::vector<UnitCode> Reader::units(const JsonObject& object) const {
    if (!object.has("units")) {
        return {};
    }
    return object.words("units", [this](std::string_view text) {
        UnitCode code{std::string{text}};
        return m_plan.find_unit(code) != nullptr ? std::optional{code} : std::nullopt;
    });
}

std::vector<std::string> Reader::documents(const JsonObject& object) const {
    if (!object.has("documents")) {
        return {};
    }
    return object.words("documents", [this](std::string_view id) {
        const bool known = std::any_of(m_plan.documents.begin(), m_plan.documents.end(),
                                       [id](const auto& one) { return one.document.id == id; });
        return known ? std::optional{std::string{id}} : std::nullopt;
    });
}

std::vector<std::string> Reader::departments(const JsonObject& object,
                                             const std::string& key) const {
    if (!object.has(key)) {
        return {};
    }
    return object.words(key, [this](std::string_view id) {
        const bool known = std::any_of(m_plan.departments.begin(), m_plan.departments.end(),
                                       [id](const auto& one) { return one.id == id; });
        return known ? std::optional{std::string{id}} : std::nullopt;
    });
}

const CriteriaSet& Reader::set(const JsonObject& object) const {
    const auto* found = object.word("set", [this](std::string_view id) {
        const auto at = std::find_if(m_sets.all().begin(), m_sets.all().end(),
                                     [id](const CriteriaSet& one) { return one.id == id; });
        return at != m_sets.all().end() ? std::optional{&*at} : std::nullopt;
    });
    return *found;
}

std::vector<std::string> Reader::codes(const JsonObject& object, const std::string& key,
                                       const CriteriaSet& set) const {
    if (!object.has(key)) {
        return {};
    }
    return object.words(key, [&](std::string_view code) {
        return set.find(code) != nullptr ? std::optional{std::string{code}} : std::nullopt;
    });
}

model::CriterionRef Reader::criterion_ref(const JsonObject& object) const {
    object.only({"set", "code"});
    const auto& of = set(object);
    model::CriterionRef ref{of.id, {}};
    if (object.has("code")) {
        ref.code = object.word("code", [&](std::string_view code) {
            return of.find(code) != nullptr ? std::optional{std::string{code}} : std::nullopt;
        });
    } else if (!of.criteria.empty()) {
        object.fail("code", "bị thiếu", "is missing");
    }
    return ref;
}

std::optional<model::CriterionRef> Reader::criterion(const JsonObject& object) const {
    return object.has("criterion") ? std::optional{criterion_ref(object.object("criterion"))}
                                   : std::nullopt;
}

model::CriteriaGoal Reader::goal(const JsonObject& object) const {
    object.only({"set", "least_met", "gain", "consolidate", "mean"});
    const auto& of = set(object);
    model::CriteriaGoal goal;
    goal.set = of.id;
    goal.mean = object.flag("mean", false);
    if (!goal.mean) {
        goal.least_met = static_cast<int>(
            object.whole("least_met", 0, static_cast<std::int64_t>(of.criteria.size())));
    }
    goal.gain = codes(object, "gain", of);
    goal.consolidate = codes(object, "consolidate", of);
    return goal;
}

model::Target Reader::target(const JsonObject& object) const {
    object.only(with_source({"title", "units", "due", "direction", "amount", "baseline", "change",
                             "criteria", "hold", "measured", "mode", "part_of", "departments",
                             "documents"}));
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
    object.only({"target", "value", "as_of", "evidence"});
    model::TargetResult result;
    result.target = object.word("target", [this](std::string_view id) {
        return m_plan.find_target(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
    });
    result.value = object.number("value", 0, largest_amount);
    result.as_of = object.day("as_of");
    result.evidence = short_text(object, "evidence");
    return result;
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
    object.only(with_source(
        {"title", "owners", "units", "criterion", "horizon_year", "due", "state", "documents"}));
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
    task.documents = documents(object);
    task.source = read_source(object);
    return task;
}

model::Difficulty Reader::difficulty(const JsonObject& object) const {
    object.only(with_source({"title", "units", "criterion", "works"}));
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
    difficulty.source = read_source(object);
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
