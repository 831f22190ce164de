#pragma once

#include "gis/analysis/coverage_report.hpp"

#include <optional>
#include <vector>

namespace gis::analysis {

/// Where the people live whose nearest facility, within the distance, is one and the same.
struct ServiceArea {
    std::uint32_t facility = 0; ///< in Reached::facilities
    geometry::MultiPolygon area;
    double population = 0; ///< persons; 0 where nobody knows how many
};

/// One for each facility that somebody reaches, by facility: the squares around population points
/// (lattice_cell(); of the norms' spacing around imported ones), joined. The people add up to those
/// covered. Squares are not cut at hamlets' borders.
/// @param unit  of whose people; absent: all @throws Error{not_found, "unknown-unit"}
[[nodiscard]] std::vector<ServiceArea> service_areas(const CoverageBasis& basis,
                                                     const CoverageQuestion& question,
                                                     const std::optional<UnitCode>& unit);

} // namespace gis::analysis
