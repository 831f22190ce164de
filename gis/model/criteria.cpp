#include "gis/model/criteria.hpp"

#include "gis/model/enum_text.hpp"

#include <algorithm>

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 7> measure_texts{
    "length",       "length_share", "count",       "count_share",
    "hamlet_share", "people_share", "access_index"};
constexpr std::array<std::string_view, 5> criterion_state_texts{"met", "not_met", "to_consolidate",
                                                                "proposed", "no_data"};

} // namespace

std::string_view to_text(Measure measure) noexcept {
    return text_of(measure_texts, measure);
}

std::optional<Measure> measure(std::string_view text) noexcept {
    return enum_of<Measure>(measure_texts, text);
}

std::string_view unit_of(Measure measure) noexcept {
    switch (measure) {
    case Measure::length:
        return "m";
    case Measure::count:
        return "count";
    default:
        return "percent";
    }
}

bool CriteriaSet::judges(const Unit& unit) const noexcept {
    return unit.level == level && std::find(kinds.begin(), kinds.end(), unit.kind) != kinds.end();
}

const Criterion* CriteriaSet::find(std::string_view code) const noexcept {
    const auto at = std::find_if(criteria.begin(), criteria.end(),
                                 [code](const Criterion& one) { return one.code == code; });
    return at == criteria.end() ? nullptr : &*at;
}

bool CriteriaSet::valid_on(Date day) const noexcept {
    return valid_from <= day && (!valid_to || day <= *valid_to);
}

std::string_view to_text(CriterionState state) noexcept {
    return text_of(criterion_state_texts, state);
}

std::optional<CriterionState> criterion_state(std::string_view text) noexcept {
    return enum_of<CriterionState>(criterion_state_texts, text);
}

} // namespace gis::model
