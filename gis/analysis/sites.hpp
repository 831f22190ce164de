#pragma once

#include "gis/analysis/coverage_report.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gis::analysis {

inline constexpr std::size_t max_candidates = 2000;
inline constexpr std::size_t max_sites = 20;

/// A place for one more facility.
struct Site {
    geometry::Point location;
    const model::Unit* hamlet = nullptr; ///< that it lies in, when in one
    double gained = 0;                   ///< people covered by it and by nothing before it
};

struct SitesReport {
    const model::Unit* unit = nullptr; ///< whose people count; null: the whole atlas
    CoverageQuestion question;
    bool given = false; ///< candidates given; else the people's centres of the hamlets in scope
    std::size_t candidates = 0;
    std::vector<Site> sites; ///< the best first; fewer than asked when no candidate gains anybody
    PeopleFigures before;
    PeopleFigures after; ///< with all sites
    std::shared_ptr<const model::Snapshot> snapshot;
};

/// Where more facilities help most: one after another the candidate that covers the most people who
/// are not covered yet. What k sites found so gain is at least 1 - (1 - 1/k)^k > 63 % of what the
/// best k together could (Nemhauser, Wolsey, Fisher: An analysis of approximations for maximizing
/// submodular set functions, 1978); the first site is the best one. People of the unit count, or
/// of the whole atlas.
/// @throws Error{invalid_argument} for more than max_candidates or max_sites
[[nodiscard]] SitesReport best_sites(const CoverageBasis& basis, const CoverageQuestion& question,
                                     const std::optional<UnitCode>& unit, std::size_t count,
                                     const std::vector<geometry::Point>& candidates);

[[nodiscard]] model::Table to_table(const SitesReport& report);

/// The greedy choice itself: sets[i] holds what candidate i covers; weights are of the elements.
/// @return the candidates chosen and what each adds, the largest gain first
[[nodiscard]] std::vector<std::pair<std::size_t, double>>
greedy_cover(const std::vector<std::vector<std::uint32_t>>& sets,
             const std::vector<double>& weights, std::size_t count);

} // namespace gis::analysis
