#pragma once

#include "gis/model/criteria.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Reads a criteria set. Refused are: unknown members and words, a threshold whose document is not
/// in the set's list, two thresholds for the same units at the same time, a code that stands
/// twice, filters that filter.hpp refuses, what is not confirmed and has no reason.
/// @throws Error{invalid_data, "bad-rules"} naming file and JSON path
[[nodiscard]] model::CriteriaSet parse_criteria_set(std::string_view json, const std::string& name);

/// All criteria sets of the atlas.
class CriteriaBook {
public:
    /// Reads every *.json of a folder. @throws as parse_criteria_set(); also for a repeated id, two
    /// sets of a family, or two standard ones, that are valid at the same time, a required set that
    /// there is not
    [[nodiscard]] static CriteriaBook load(const std::filesystem::path& folder);

    [[nodiscard]] const std::vector<model::CriteriaSet>& all() const noexcept { return m_sets; }
    /// @throws Error{not_found, "unknown-criteria-set"} with field "set", listing those there are
    [[nodiscard]] const model::CriteriaSet& find(std::string_view id) const;
    /// The standard set that is valid on a day. @throws Error{not_found, "unknown-criteria-set"}
    [[nodiscard]] const model::CriteriaSet& standard(Date day) const;

private:
    std::vector<model::CriteriaSet> m_sets;
};

/// What is known of a unit that thresholds depend on: {"region": "dong_nam_bo"}.
using Conditions = std::map<std::string, std::string>;

/// The threshold of an indicator for a unit on a day.
struct ThresholdChoice {
    const model::Threshold* threshold = nullptr; ///< null: none is given for such a unit
    /// Conditions on which another threshold would hold and that are not known of the unit.
    std::vector<std::string> assumed_not;
};

/// Of those whose conditions all hold the one with most conditions.
[[nodiscard]] ThresholdChoice choose_threshold(const model::Indicator& indicator,
                                               const Conditions& unit, Date day);

} // namespace gis::analysis
