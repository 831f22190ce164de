#include "gis/analysis/checks.hpp"

#include "gis/analysis/road_crossings.hpp"

#include <algorithm>
#include <iterator>

namespace gis::analysis {

std::vector<Finding> check_atlas(const CoverageBasis& basis, const Ledger& ledger, Date as_of) {
    const auto& snapshot = basis.snapshot();
    auto findings = find_problems(snapshot, ledger);
    const auto parts = basis.roads(Passable::all, as_of, nullptr);
    auto crossings =
        to_findings(plain_crossings(*parts, basis.norms().snap_m, basis.parallel_for()), snapshot);
    findings.insert(findings.end(), std::make_move_iterator(crossings.begin()),
                    std::make_move_iterator(crossings.end()));
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    return findings;
}

} // namespace gis::analysis
