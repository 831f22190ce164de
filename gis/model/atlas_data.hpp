#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/plan_entry.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

#include <vector>

namespace gis::model {

/// Everything that a store holds, as it is loaded at start: each list sorted by code or id; roads
/// with their surfaces.
struct AtlasData {
    Revision revision;
    std::vector<Unit> units;
    std::vector<Road> roads;
    std::vector<Facility> facilities;
    std::vector<PopulationPoint> population_points;
    std::vector<PlanEntry> plan_entries;
};

} // namespace gis::model
