#pragma once

#include "gis/editing/workspace.hpp"

#include <cstddef>

namespace gis::editing {

/// One operation being carried out.
struct Step {
    Workspace& workspace;
    const Checks& checks;
    std::size_t position = 0; ///< of the operation in its list
};

void carry_out(const Step& step, const AddSurface& operation);
void carry_out(const Step& step, const RetractSurface& operation);
void carry_out(const Step& step, const AddRoad& operation);
void carry_out(const Step& step, const RedrawRoad& operation);
void carry_out(const Step& step, const SplitRoad& operation);
void carry_out(const Step& step, const JoinRoads& operation);
void carry_out(const Step& step, const RetireRoad& operation);
void carry_out(const Step& step, const EditRoad& operation);

} // namespace gis::editing
