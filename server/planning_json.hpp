#pragma once

#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/findings.hpp"
#include "gis/analysis/plan_progress.hpp"
#include "server/json.hpp"

#include <cstdint>
#include <vector>

namespace server {

/// Whether the features that were counted are listed one by one.
enum class Evidence : std::uint8_t { none, listed };

/// The body of the report on criteria.
[[nodiscard]] Json criteria_json(const gis::analysis::CriteriaReport& report, Evidence evidence);

/// The body of the report on a plan.
[[nodiscard]] Json plan_json(const gis::analysis::PlanProgress& progress,
                             const std::vector<gis::analysis::Finding>& findings,
                             Evidence evidence);

} // namespace server
