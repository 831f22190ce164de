#pragma once

#include "gis/analysis/findings.hpp"
#include "gis/model/plan.hpp"

#include <vector>

namespace gis::analysis {

/// What a planner should look at in the registers, among the records that were written to this
/// plan: products of co-operatives that are not recorded or were dissolved, recognitions that have
/// ended. Warnings and notes.
[[nodiscard]] std::vector<Finding> check_records(const model::Plan& plan, Date today);

} // namespace gis::analysis
