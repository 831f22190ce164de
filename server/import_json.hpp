#pragma once

#include "gis/model/import_plan.hpp"
#include "server/app.hpp"
#include "server/json.hpp"

namespace server {

/// What a file would change and what is wrong with it: numbers, findings, values that the field map
/// does not know, the box of what would be written and its first rows.
/// @param batch  what `plan` was made from
[[nodiscard]] Json import_json(const gis::model::ImportBatch& batch,
                               const gis::model::ImportPlan& plan, const View& view);

} // namespace server
