#pragma once

#include "gis/analysis/filter.hpp"
#include "gis/analysis/hardening_rules.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

namespace gis::analysis {

// The properties of features by the names of the vector tiles, for holds(). The feature must
// outlive the result.

/// A stretch of a road with one surface. `hardened` is as the rules say.
[[nodiscard]] FilterValues values_of(const model::Road& road, const model::SurfaceInterval& stretch,
                                     const HardeningRules& rules);
[[nodiscard]] FilterValues values_of(const model::Facility& facility);
[[nodiscard]] FilterValues values_of(const model::Unit& hamlet);

} // namespace gis::analysis
