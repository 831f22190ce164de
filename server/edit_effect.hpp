#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/snapshot.hpp"
#include "server/json.hpp"

#include <span>

namespace server {

/// An atlas and its ledger.
struct Figures {
    const gis::model::Snapshot& snapshot;
    const gis::analysis::Ledger& ledger;
};

/// What an edit does to the kilometres of today: the rows of the road report that differ, and their
/// sum. `{"as_of":…,"rules":…,"rows":[{"unit":{…}|null,"class":"ap","before":{…},"after":{…}}],
/// "change":{"total_m":…,"hardened_m":…,"remaining_m":…,"unknown_m":…}}`; a null unit is what lies
/// in no hamlet of the communes.
/// @param communes  in which anything changes; an empty code = outside all
[[nodiscard]] Json effect_json(const Figures& before, const Figures& after,
                               const gis::analysis::HardeningRules& rules,
                               std::span<const gis::UnitCode> communes);

} // namespace server
