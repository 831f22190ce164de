#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gis::analysis::plan_items {

using model::CriteriaSet;

namespace {

constexpr double largest_amount = 1e12;
constexpr int most_households = 1'000'000;
constexpr std::size_t most_results = 100'000; ///< of one entry
constexpr std::size_t most_features = 2'000;  ///< that prove one figure
constexpr std::int64_t greatest_exact_id = std::int64_t{1} << 53;

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

std::string optional_text(const JsonObject& object, const std::string& key) {
    return object.has(key) ? short_text(object, key) : std::string{};
}

std::optional<Date> optional_day(const JsonObject& object, const std::string& key) {
    return object.has(key) ? std::optional{object.day(key)} : std::nullopt;
}

model::EvidenceLinks read_links(const JsonObject& object) {
    model::EvidenceLinks links;
    if (object.has("photos")) {
        links.photos = object.texts("photos");
    }
    if (!object.has("features")) {
        return links;
    }
    for (const auto& item : object.objects("features", most_features)) {
        item.only({"road", "from_m", "to_m", "facility"});
        model::EvidenceFeature feature;
        if (item.has("facility")) {
            feature.facility = FacilityId{item.whole("facility", 1, greatest_exact_id)};
        }
        if (item.has("road")) {
            feature.road = RoadId{item.whole("road", 1, greatest_exact_id)};
        }
        if (feature.road.has_value() == feature.facility.has_value()) {
            item.fail("", "cần đúng một trong road, facility", "needs one of road, facility");
        }
        if (item.has("from_m") || item.has("to_m")) {
            feature.from_m = item.number("from_m", 0, longest_road_m);
            feature.to_m = item.number("to_m", *feature.from_m, longest_road_m);
        }
        links.features.push_back(feature);
    }
    return links;
}

model::PlanSource Reader::source(const JsonObject& object) const {
    const bool given = m_sourcing == Sourcing::required || object.has("paragraph");
    return given ? read_source(object) : model::PlanSource{};
}

std::string Reader::target_id(const JsonObject& object) const {
    if (!object.has("target")) {
        return {};
    }
    return object.word("target", [this](std::string_view id) {
        return m_plan.find_target(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
    });
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
