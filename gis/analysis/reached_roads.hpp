#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/road_ledger.hpp"

#include <cstdint>
#include <vector>

namespace gis::analysis {

/// A stretch of a road by chainage, in metres, and whether a facility is within the distance of it.
struct ReachedPiece {
    std::uint32_t road = 0; ///< in Part::roads
    double from_m = 0;
    double to_m = 0;
    Verdict verdict = Verdict::uncovered;

    friend bool operator==(const ReachedPiece&, const ReachedPiece&) = default;
};

/// All roads of each part of the snapshot that exist on the question's day, cut where the verdict
/// changes; the pieces of a road cover it from end to end without overlap. What may not be
/// travelled (RoadsUsed::all_season) is not covered; what may be travelled only if unknown surfaces
/// are hardened is unknown.
/// @return parallel to Snapshot::parts(), by road, then chainage
/// @throws Error{invalid_argument, "straight-has-no-roads"} for Along::straight
[[nodiscard]] std::vector<std::vector<ReachedPiece>>
reached_roads(const CoverageBasis& basis, const CoverageQuestion& question);

/// Of those, what lies in a unit by the ledger, cut at its border.
/// @throws Error{not_found, "unknown-unit"}
[[nodiscard]] std::vector<std::vector<ReachedPiece>>
pieces_in(const model::Units& units, const Ledger& ledger,
          std::vector<std::vector<ReachedPiece>> pieces, const UnitCode& unit);

} // namespace gis::analysis
