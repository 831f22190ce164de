#pragma once

#include "gis/analysis/plan_counts.hpp"
#include "gis/model/plan.hpp"
#include "server/app.hpp"
#include "server/json.hpp"

namespace server {

/// Records of the registers as lists have them: the members that can be written, null where nothing
/// is known, with `plan` and `etag`.
[[nodiscard]] Json cooperative_json(const View& view, const gis::model::Cooperative& one);
/// Also `owner_name`: of a co-operative that is recorded, or of the enterprise.
[[nodiscard]] Json product_json(const View& view, const gis::model::Product& one);
/// One hamlet; `state` is recognised, not_recognised or unknown.
[[nodiscard]] Json standing_json(const View& view, const gis::analysis::HamletStanding& standing);

} // namespace server
