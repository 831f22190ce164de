#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/findings.hpp"

#include <vector>

namespace gis::analysis {

/// Everything that a planner should look at in an atlas: find_problems() and roads that cross
/// without a junction. By severity, then code.
[[nodiscard]] std::vector<Finding> check_atlas(const CoverageBasis& basis, const Ledger& ledger,
                                               Date as_of);

} // namespace gis::analysis
