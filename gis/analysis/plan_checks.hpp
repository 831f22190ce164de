#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/findings.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <vector>

namespace gis::analysis {

/// What a plan and the atlas do not agree on: units that are not in the atlas or have another
/// name there, hamlets and places that cannot be found, stretches outside their road, works of
/// one year on the same stretch, works accepted in the future, means that do not follow from the
/// results, sets that are not valid in the plan's year; and, as information, what may be the same
/// or a part of another. By severity, then code.
[[nodiscard]] std::vector<Finding> check_plan(const model::Plan& plan,
                                              const model::Snapshot& snapshot,
                                              const CriteriaBook& sets, Date today);

} // namespace gis::analysis
