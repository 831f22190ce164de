#pragma once

#include "server/json.hpp"
#include "server/planning.hpp"

namespace server {

/// The bodies of GET /api/criteria-sets, /api/plans and /api/plans/{id}: what files say, whatever
/// the map shows.
[[nodiscard]] Json criteria_sets_json(const gis::analysis::CriteriaBook& sets);
[[nodiscard]] Json plans_json(const Planning& planning);
[[nodiscard]] Json whole_plan_json(const gis::model::Plan& plan);

/// `{"least":…,"most":…,"about":…,"unit":…}`, null for none.
[[nodiscard]] Json to_json(const std::optional<gis::model::Amount>& amount);
/// `{"confirmed":true}`, or with the reason why it is not.
[[nodiscard]] Json to_json(const gis::model::Trust& trust);
[[nodiscard]] Json to_json(const std::vector<gis::UnitCode>& units);

} // namespace server
