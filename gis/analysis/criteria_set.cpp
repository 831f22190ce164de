#include "gis/analysis/criteria_set.hpp"

#include "gis/analysis/rule_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Bound;
using model::CriteriaSet;
using model::Criterion;
using model::Indicator;
using model::Threshold;

constexpr std::size_t most_criteria = 100;
constexpr std::size_t most_indicators = 100; ///< of one criterion
constexpr std::size_t most_thresholds = 100; ///< of one indicator
constexpr std::size_t most_conditions = 20;  ///< kinds of them, and values of one kind
constexpr double largest_value = 1e12;

template <class Period>
bool overlap(const Period& a, const Period& b) {
    return (!a.valid_to || b.valid_from <= *a.valid_to) &&
           (!b.valid_to || a.valid_from <= *b.valid_to);
}

template <class Period>
void read_period(const JsonObject& object, Period& period) {
    if (object.has("valid_from")) {
        period.valid_from = object.day("valid_from");
    }
    if (object.has("valid_to")) {
        period.valid_to = object.day("valid_to");
    }
    if (period.valid_to && *period.valid_to < period.valid_from) {
        object.fail("valid_to", "trước ngày bắt đầu hiệu lực", "is before the first day");
    }
}

void read_bound(const JsonObject& object, Threshold& threshold) {
    const std::vector<std::pair<const char*, Bound>> bounds{{"at_least", Bound::at_least},
                                                            {"at_most", Bound::at_most},
                                                            {"passed", Bound::passed},
                                                            {"unknown", Bound::unknown}};
    std::size_t given = 0;
    for (const auto& [key, bound] : bounds) {
        if (!object.has(key)) {
            continue;
        }
        ++given;
        threshold.bound = bound;
        if (bound == Bound::at_least || bound == Bound::at_most) {
            threshold.value = object.number(key, -largest_value, largest_value);
        } else if (!object.flag(key, false)) {
            object.fail(key, "phải là true", "must be true");
        }
    }
    if (given != 1) {
        object.fail("", "cần đúng một trong at_least, at_most, passed, unknown",
                    "needs exactly one of at_least, at_most, passed, unknown");
    }
}

Threshold read_threshold(const JsonObject& object, const CriteriaSet& set) {
    object.only({"at_least", "at_most", "passed", "unknown", "for", "document", "valid_from",
                 "valid_to", "confirmed", "reason"});
    Threshold threshold;
    read_bound(object, threshold);
    if (object.has("for")) {
        const auto conditions = object.object("for");
        for (const auto& key : conditions.keys()) {
            const auto known = set.conditions.find(key);
            const auto value = conditions.text(key);
            if (known == set.conditions.end() || !known->second.contains(value)) {
                conditions.fail(key, "không có trong conditions của bộ tiêu chí",
                                "is not among the conditions of the set");
            }
            threshold.conditions.emplace(key, value);
        }
    }
    threshold.document = document_id(object, "document", set.documents);
    threshold.valid_from = set.valid_from;
    threshold.valid_to = set.valid_to;
    read_period(object, threshold);
    threshold.trust = read_trust(object);
    if (threshold.bound == Bound::unknown && threshold.trust.confirmed) {
        object.fail("reason", "bị thiếu: vì sao chưa biết", "is missing: why it is not known");
    }
    return threshold;
}

void read_thresholds(const JsonObject& object, const CriteriaSet& set, Indicator& indicator) {
    for (const auto& item : object.objects("thresholds", most_thresholds)) {
        auto threshold = read_threshold(item, set);
        for (const auto& other : indicator.thresholds) {
            if (other.conditions == threshold.conditions && overlap(other, threshold)) {
                item.fail("valid_from", "trùng thời gian hiệu lực với ngưỡng khác",
                          "overlaps the validity of another threshold for the same units");
            }
        }
        const bool number = threshold.bound == Bound::at_least || threshold.bound == Bound::at_most;
        if ((indicator.unit == "passed" && number) ||
            (indicator.unit != "passed" && threshold.bound == Bound::passed)) {
            item.fail("", "không hợp với đơn vị của chỉ tiêu",
                      "does not fit the unit of the indicator");
        }
        indicator.thresholds.push_back(std::move(threshold));
    }
    if (indicator.thresholds.empty()) {
        object.fail("thresholds", "rỗng: ngưỡng chưa biết cũng phải ghi rõ là unknown",
                    "is empty: a threshold that is not known must say so");
    }
}

Indicator read_indicator(const JsonObject& object, const CriteriaSet& set) {
    object.only(
        {"code", "title", "measured", "declared", "unit", "thresholds", "confirmed", "reason"});
    Indicator indicator;
    indicator.code = short_text(object, "code");
    indicator.title = message(object, "title");
    if (object.has("measured") == object.has("declared")) {
        object.fail("measured", "cần đúng một trong measured, declared",
                    "must be given, or declared, but not both");
    }
    if (object.has("measured")) {
        indicator.measurement = read_measurement(object.object("measured"));
        indicator.unit = unit_of(indicator.measurement->measure);
        if (object.has("unit")) {
            object.fail("unit", "chỉ dành cho chỉ tiêu kê khai", "is only for what is declared");
        }
    } else {
        indicator.evidence = message(object, "declared");
        indicator.unit = short_text(object, "unit");
    }
    read_thresholds(object, set, indicator);
    indicator.trust = read_trust(object);
    return indicator;
}

Criterion read_criterion(const JsonObject& object, const CriteriaSet& set) {
    object.only({"code", "title", "indicators", "confirmed", "reason"});
    Criterion criterion;
    criterion.code = short_text(object, "code");
    criterion.title = message(object, "title");
    for (const auto& item : object.objects("indicators", most_indicators)) {
        auto indicator = read_indicator(item, set);
        for (const auto& other : criterion.indicators) {
            if (other.code == indicator.code) {
                item.fail("code", "đã có", "stands twice");
            }
        }
        criterion.indicators.push_back(std::move(indicator));
    }
    criterion.trust = read_trust(object);
    if (criterion.indicators.empty() && criterion.trust.confirmed) {
        object.fail("reason", "bị thiếu: vì sao chưa có chỉ tiêu",
                    "is missing: why there are no indicators");
    }
    return criterion;
}

void read_conditions(const JsonObject& object, CriteriaSet& set) {
    const auto conditions = object.object("conditions");
    for (const auto& kind : conditions.keys()) {
        const auto values = conditions.object(kind);
        for (const auto& value : values.keys()) {
            set.conditions[kind].emplace(value, message(values, value));
        }
        if (set.conditions.size() > most_conditions ||
            set.conditions[kind].size() > most_conditions) {
            conditions.fail(kind, "có quá nhiều giá trị", "has too many values");
        }
    }
}

void read_criteria(const JsonObject& object, CriteriaSet& set) {
    for (const auto& item : object.objects("criteria", most_criteria)) {
        auto criterion = read_criterion(item, set);
        if (set.find(criterion.code) != nullptr) {
            item.fail("code", "đã có", "stands twice");
        }
        set.criteria.push_back(std::move(criterion));
    }
    if (set.size && !set.criteria.empty() &&
        set.criteria.size() != static_cast<std::size_t>(*set.size)) {
        object.fail("size", fmt::format("khác số tiêu chí, {}", set.criteria.size()),
                    fmt::format("is not the number of criteria, {}", set.criteria.size()));
    }
    if (set.criteria.empty() && set.trust.confirmed) {
        object.fail("reason", "bị thiếu: vì sao chưa có tiêu chí",
                    "is missing: why there are no criteria");
    }
}

CriteriaSet read_set(const JsonObject& object) {
    object.only({"id", "family", "title", "level", "kinds", "requires", "documents", "valid_from",
                 "valid_to", "conditions", "size", "indicator_count", "criteria", "confirmed",
                 "reason", "default"});
    CriteriaSet set;
    set.id = short_text(object, "id");
    set.family = short_text(object, "family");
    set.standard = object.flag("default", false);
    set.title = message(object, "title");
    set.level = object.word("level", [](std::string_view text) { return model::unit_level(text); });
    set.kinds = object.words("kinds", [](std::string_view text) { return model::unit_kind(text); });
    if (object.has("requires")) {
        set.requires_sets = object.texts("requires");
    }
    set.documents = read_documents(object, "documents");
    set.valid_from = object.day("valid_from");
    read_period(object, set);
    if (object.has("conditions")) {
        read_conditions(object, set);
    }
    if (object.has("size")) {
        set.size = static_cast<int>(object.whole("size", 1, most_criteria));
    }
    if (object.has("indicator_count")) {
        const auto count = object.object("indicator_count");
        count.only({"value", "confirmed", "reason"});
        set.indicator_count = {static_cast<int>(count.whole("value", 1, 10'000)),
                               read_trust(count)};
    }
    set.trust = read_trust(object);
    read_criteria(object, set);
    return set;
}

[[noreturn]] void fail_in(const std::filesystem::path& folder, const std::string& vi,
                          const std::string& en) {
    throw Error{ErrorKind::invalid_data,
                "bad-rules",
                {fmt::format("Thư mục {}: {}.", folder.string(), vi),
                 fmt::format("Folder {}: {}.", folder.string(), en)}};
}

} // namespace

CriteriaSet parse_criteria_set(std::string_view json, const std::string& name) {
    return read_set(JsonObject::parse(json, JsonOrigin::rules_file(name)));
}

CriteriaBook CriteriaBook::load(const std::filesystem::path& folder) {
    CriteriaBook book;
    for (const auto& file : json_files(folder)) {
        auto set = read_set(JsonObject::read(file));
        for (const auto& other : book.m_sets) {
            if (other.id == set.id) {
                fail_in(folder, fmt::format("mã “{}” đã có", set.id),
                        fmt::format("id \"{}\" stands twice", set.id));
            }
            const bool rivals = other.family == set.family || (other.standard && set.standard);
            if (rivals && overlap(other, set)) {
                fail_in(
                    folder, fmt::format("“{}” và “{}” cùng có hiệu lực một lúc", other.id, set.id),
                    fmt::format("\"{}\" and \"{}\" are valid at the same time", other.id, set.id));
            }
        }
        book.m_sets.push_back(std::move(set));
    }
    for (const auto& set : book.m_sets) {
        for (const auto& id : set.requires_sets) {
            const bool known = std::any_of(book.m_sets.begin(), book.m_sets.end(),
                                           [&](const CriteriaSet& one) { return one.id == id; });
            if (!known) {
                fail_in(folder, fmt::format("“{}” cần bộ tiêu chí không có “{}”", set.id, id),
                        fmt::format("\"{}\" requires the unknown set \"{}\"", set.id, id));
            }
        }
    }
    return book;
}

const CriteriaSet& CriteriaBook::find(std::string_view id) const {
    std::string known;
    for (const auto& set : m_sets) {
        if (set.id == id) {
            return set;
        }
        known += (known.empty() ? "" : ", ") + set.id;
    }
    throw Error{ErrorKind::not_found,
                "unknown-criteria-set",
                {fmt::format("Không có bộ tiêu chí “{}”. Có: {}.", id, known),
                 fmt::format("There is no criteria set \"{}\". There are: {}.", id, known)},
                "set"};
}

const CriteriaSet& CriteriaBook::standard(Date day) const {
    for (const auto& set : m_sets) {
        if (set.standard && set.valid_on(day)) {
            return set;
        }
    }
    throw Error{ErrorKind::not_found,
                "unknown-criteria-set",
                {fmt::format("Không có bộ tiêu chí mặc định cho ngày {}. Hãy ghi mã bộ tiêu chí.",
                             day.vietnamese()),
                 fmt::format("There is no default criteria set on {}. Name one.", day.iso())},
                "set"};
}

ThresholdChoice choose_threshold(const Indicator& indicator, const Conditions& unit, Date day) {
    ThresholdChoice choice;
    std::vector<const Threshold*> undecided;
    for (const auto& threshold : indicator.thresholds) {
        if (day < threshold.valid_from || (threshold.valid_to && *threshold.valid_to < day)) {
            continue;
        }
        bool holds = true;
        bool excluded = false;
        for (const auto& [key, value] : threshold.conditions) {
            const auto at = unit.find(key);
            holds = holds && at != unit.end() && at->second == value;
            excluded = excluded || (at != unit.end() && at->second != value);
        }
        const bool better = choice.threshold == nullptr ||
                            threshold.conditions.size() > choice.threshold->conditions.size();
        if (holds && better) {
            choice.threshold = &threshold;
        } else if (!holds && !excluded) {
            undecided.push_back(&threshold);
        }
    }
    for (const auto* threshold : undecided) {
        for (const auto& [key, value] : threshold->conditions) {
            if (!unit.contains(key)) {
                choice.assumed_not.push_back(key + "=" + value);
            }
        }
    }
    return choice;
}

} // namespace gis::analysis
