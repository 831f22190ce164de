#pragma once

#include "gis/editing/workspace.hpp"

#include <functional>
#include <vector>

namespace gis::editing {

/// Where a surface record goes when its road changes its measure.
struct Placement {
    model::Road* road = nullptr;
    Stretch stretch;
};

/// Puts the records of `road` where `place` says. A record that stays exactly as it is keeps its
/// id; any other is retracted and added again, with lineage, once for each placement. As records of
/// one day lie over one another in the order of their ids, those that follow one that was added
/// again on the same day are added again too. Retracted records stay as they are.
void place_records(Workspace& workspace, model::Road& road,
                   const std::function<std::vector<Placement>(const model::SurfaceRecord&)>& place);

/// The same of records and followers, each as a stretch.
void place_stretches(Workspace& workspace, model::Road& road,
                     const std::function<std::vector<Placement>(const Stretch&)>& place);

} // namespace gis::editing
