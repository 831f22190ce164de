// What items of a plan have in common.
#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

#include <algorithm>

namespace gis::analysis::plan_items {

using model::CriteriaSet;

namespace {

constexpr std::size_t most_features = 2'000; ///< that prove one figure
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

} // namespace gis::analysis::plan_items
