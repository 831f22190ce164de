#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/findings.hpp"

#include <vector>

namespace gis::analysis {

/// Everything that a planner should look at in an atlas: find_problems(), roads that cross without
/// a junction, facilities on a piece of road that is cut off. By severity.
[[nodiscard]] std::vector<Finding> check_atlas(const CoverageBasis& basis, const Ledger& ledger,
                                               Date as_of);

} // namespace gis::analysis
