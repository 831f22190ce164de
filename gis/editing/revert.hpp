#pragma once

#include "gis/editing/plan.hpp"
#include "gis/model/changeset.hpp"
#include "gis/model/snapshot.hpp"

#include <span>

namespace gis::editing {

/// What takes a changeset back: every field that it changed becomes again what it was, rows that it
/// made are withdrawn or retracted. What was changed again since is a conflict ("changed-since", or
/// "recorded-since" for surface records on a road that it made or redrew); other fields of the same
/// entities do not matter. Without conflicts, taking back what was just done gives the atlas of
/// before. Population points that it made cannot be taken back ("not-revertible").
/// @param then     the atlas right after the changeset
/// @param changes  what the changeset did
[[nodiscard]] Edit plan_revert(const model::Snapshot& now, const model::Snapshot& then,
                               std::span<const model::Change> changes);

} // namespace gis::editing
