#include "gis/analysis/checks.hpp"

#include "gis/analysis/cut_off_places.hpp"
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
    std::move(crossings.begin(), crossings.end(), std::back_inserter(findings));
    auto cut_off = cut_off_places(basis, as_of);
    std::move(cut_off.begin(), cut_off.end(), std::back_inserter(findings));
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    return findings;
}

} // namespace gis::analysis
