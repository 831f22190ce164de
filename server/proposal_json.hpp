#pragma once

#include "gis/model/proposal.hpp"
#include "server/app.hpp"
#include "server/json.hpp"

namespace server {

/// `{"id":…,"state":"open","author":…,"at":…,"comment":…,"base":…,"communes":[{"code":…,"name":…}],
/// "decided_by":…,"decided_at":…,"reason":…,"changeset":…,"operations":[…],"subjects":[{"entity":"road",
/// "id":…,"name":…,"hamlet":…}]}`; a null commune is what lies outside all. Subjects are the roads
/// and facilities that the operations name and that are there now.
[[nodiscard]] Json proposal_json(const gis::model::Proposal& proposal, const View& view);

/// What is proposed on a road: `[{"proposal":…,"author":…,"at":…,"from_m":…,"to_m":…,"surface":…,
/// "width_m":…,"effective_on":…,"hardened":…}]`
[[nodiscard]] Json pending_json(const View& view, const gis::model::Road& road,
                                const gis::analysis::HardeningRules& rules);

/// All that is proposed, to be drawn: a FeatureCollection of stretches of roads, lines and points.
/// @param most  features
[[nodiscard]] Json pending_features(const View& view, const gis::analysis::HardeningRules& rules,
                                    std::size_t most);

} // namespace server
