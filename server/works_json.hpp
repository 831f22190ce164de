#pragma once

#include "server/json.hpp"
#include "server/plan_edits.hpp"

namespace server {

/// A work as it stands: the members of a plan file, and `plan`, `etag`, `draft`, `places` that may
/// be its own, `roads` with the numbers of its stretches' roads.
[[nodiscard]] Json work_json(const View& view, const PlannedWork& planned);

/// The body of `/api/plans/{id}` with the tags of tasks and difficulties, and what was declared.
[[nodiscard]] Json standing_json(const View& view, const gis::model::Plan& plan);

/// A member of it: what residents gave, results and progress that were declared.
[[nodiscard]] Json contribution_json(const gis::model::Contribution& given);
[[nodiscard]] Json result_json(const gis::model::CriterionResult& result);
[[nodiscard]] Json progress_json(const gis::model::TargetResult& result);
[[nodiscard]] Json household_json(const gis::model::Household& household);
/// `{"photos":[…],"features":[{"road":12,"from_m":0,"to_m":5},{"facility":3}]}`
[[nodiscard]] Json links_json(const gis::model::EvidenceLinks& links);

} // namespace server
