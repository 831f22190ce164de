#pragma once

#include "gis/editing/road_operations.hpp"

namespace gis::editing {

void carry_out(const Step& step, const AddFacility& operation);
void carry_out(const Step& step, const MoveFacility& operation);
void carry_out(const Step& step, const EditFacility& operation);
void carry_out(const Step& step, const RetireFacility& operation);

} // namespace gis::editing
