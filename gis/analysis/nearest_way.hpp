#pragma once

#include "gis/analysis/coverage_basis.hpp"

#include <memory>
#include <optional>

namespace gis::analysis {

/// The way from a place to its nearest facility. Lengths in metres.
struct NearestWay {
    std::shared_ptr<const Reached> reached;
    std::uint32_t facility = no_facility; ///< in reached->facilities
    double metres = 0;   ///< access_m + road_m + egress_m; the geodesic, if straight
    double access_m = 0; ///< straight to the road
    double road_m = 0;
    double egress_m = 0; ///< straight from the road to the facility
    geometry::Line line; ///< lon/lat: from the place over the roads to the facility
};

/// Nothing when no facility is reached. @param from  lon/lat
[[nodiscard]] std::optional<NearestWay> nearest_way(const CoverageBasis& basis,
                                                    const CoverageQuestion& question,
                                                    const geometry::Point& from);

} // namespace gis::analysis
