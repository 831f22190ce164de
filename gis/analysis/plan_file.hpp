#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/model/plan.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Reads a plan. Refused are: unknown members and words, a unit, document, department, criterion,
/// target or work that the plan (or the criteria sets) does not have, ids that stand twice, an
/// accepted work without its day, money that does not add up by source, an item without the
/// paragraph that it comes from.
/// @throws Error{invalid_data, "bad-rules"} naming file and JSON path
[[nodiscard]] model::Plan parse_plan(std::string_view json, const std::string& name,
                                     const CriteriaBook& sets);

/// Every *.json of a folder, in the order of names. @throws as parse_plan(); also for an id that
/// stands twice
[[nodiscard]] std::vector<model::Plan> load_plans(const std::filesystem::path& folder,
                                                  const CriteriaBook& sets);

} // namespace gis::analysis
