#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/evidence.hpp"
#include "gis/model/filter.hpp"
#include "gis/model/unit.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// How far something that was taken from a document can be relied on.
struct Trust {
    bool confirmed = true; ///< false: not checked against the document
    Message reason;        ///< why it is not confirmed; empty when it is

    friend bool operator==(const Trust&, const Trust&) = default;
};

/// A decision, plan, letter or notice.
struct Document {
    std::string id;     ///< its number, or a name where it has none: "318/QĐ-TTg"
    std::string issuer; ///< "Thủ tướng Chính phủ"
    Message title;
    std::optional<Date> issued_on; ///< absent = unknown or blank
    Trust trust;

    friend bool operator==(const Document&, const Document&) = default;
};

/// What is measured on the map.
enum class Measure : std::uint8_t {
    length,       ///< metres of the roads that are chosen
    length_share, ///< of the metres of the roads in question, per cent
    count,        ///< facilities or hamlets that are chosen
    count_share,  ///< of the facilities or hamlets in question, per cent
    hamlet_share, ///< hamlets that a facility that is chosen serves, per cent of all hamlets
    people_share, ///< people within the norm of a service, per cent
    access_index  ///< Rural Access Index (SDG 9.1.1), per cent of the rural people
};

[[nodiscard]] std::string_view to_text(Measure measure) noexcept;
[[nodiscard]] std::optional<Measure> measure(std::string_view text) noexcept;

/// A question that the map answers with a number.
struct Measurement {
    Measure measure = Measure::length;
    FilterLayer layer = FilterLayer::roads;
    std::optional<Filter> where; ///< what counts; absent: everything
    std::optional<Filter> of;    ///< of a share: what is 100 %; absent: everything
    std::string service;         ///< of people_share: a code of the norms of service

    friend bool operator==(const Measurement&, const Measurement&) = default;
};

/// "m", "percent" or "count": what the measure's numbers are.
[[nodiscard]] std::string_view unit_of(Measure measure) noexcept;

enum class Bound : std::uint8_t {
    at_least,
    at_most,
    passed, ///< no number: "đạt"
    unknown ///< there is a threshold, its value is not known
};

/// What an indicator must reach, where and when.
struct Threshold {
    Bound bound = Bound::unknown;
    double value = 0; ///< in the indicator's unit; of at_least and at_most
    /// The units that it is for: every condition must hold, e.g. {"region": "dong_nam_bo"}; none:
    /// for all.
    std::map<std::string, std::string> conditions;
    std::string document; ///< Document::id that says so
    Date valid_from;
    std::optional<Date> valid_to; ///< last day
    Trust trust;

    friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// One line of a criterion. Measured on the map, or declared with evidence.
struct Indicator {
    std::string code; ///< "2.1"
    Message title;
    std::optional<Measurement> measurement; ///< absent: declared
    Message evidence;                       ///< of a declared one: what proves it
    std::string unit;                       ///< of its numbers: "percent", "m", "passed"...
    std::vector<Threshold> thresholds;
    Trust trust; ///< of wording and code

    friend bool operator==(const Indicator&, const Indicator&) = default;
};

struct Criterion {
    std::string code; ///< "2"; unique in its set only
    Message title;
    std::vector<Indicator> indicators; ///< none: not known
    Trust trust;

    friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// A number of things that a document names, known or recalled.
struct KnownCount {
    int value = 0;
    Trust trust;

    friend bool operator==(const KnownCount&, const KnownCount&) = default;
};

/// A set of criteria as documents lay it down for a time.
struct CriteriaSet {
    std::string id;        ///< "xa-ntm-2021"
    std::string family;    ///< sets of which one replaces the other: "xa-ntm"
    bool standard = false; ///< the family that a report takes when nobody names a set
    Message title;
    UnitLevel level = UnitLevel::commune;   ///< of the units that it judges
    std::vector<UnitKind> kinds;            ///< of the units that it judges
    std::vector<std::string> requires_sets; ///< ids of sets that must be kept besides
    std::vector<Document> documents;
    Date valid_from;
    std::optional<Date> valid_to;
    /// What thresholds may depend on: {"region": {"dong_nam_bo": title}}.
    std::map<std::string, std::map<std::string, Message>> conditions;
    std::optional<int> size;                   ///< number of criteria; absent = unknown
    std::optional<KnownCount> indicator_count; ///< as the documents say; absent = unknown
    std::vector<Criterion> criteria;           ///< none: not known
    Trust trust;

    /// Whether the set judges a unit at all.
    [[nodiscard]] bool judges(const Unit& unit) const noexcept;
    /// Null: there is none with this code.
    [[nodiscard]] const Criterion* find(std::string_view code) const noexcept;
    [[nodiscard]] bool valid_on(Date day) const noexcept;

    friend bool operator==(const CriteriaSet&, const CriteriaSet&) = default;
};

/// How a criterion stands in a unit. `to_consolidate` is met and to be strengthened; `proposed`
/// waits for recognition and is not counted as met.
enum class CriterionState : std::uint8_t { met, not_met, to_consolidate, proposed, no_data };

[[nodiscard]] std::string_view to_text(CriterionState state) noexcept;
[[nodiscard]] std::optional<CriterionState> criterion_state(std::string_view text) noexcept;
/// Met, or met and to be strengthened.
[[nodiscard]] constexpr bool counts_as_met(CriterionState state) noexcept {
    return state == CriterionState::met || state == CriterionState::to_consolidate;
}

/// What somebody declares of a criterion in a unit from a day on.
struct CriterionResult {
    std::string set; ///< CriteriaSet::id
    UnitCode unit;
    std::string criterion; ///< Criterion::code
    CriterionState state = CriterionState::no_data;
    Date as_of;
    std::string evidence; ///< document and place in it
    Trust trust;
    std::string decided_by; ///< who said so; empty: the plan
    EvidenceLinks links;

    friend bool operator==(const CriterionResult&, const CriterionResult&) = default;
};

} // namespace gis::model
