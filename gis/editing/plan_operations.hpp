#pragma once

#include "gis/editing/road_operations.hpp"

namespace gis::editing {

void carry_out(const Step& step, const SetPlanEntry& operation);

} // namespace gis::editing
