#pragma once

#include "gis/core/strong.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace gis {

/// Code of a commune (GSO code, five digits, leading zeros kept) or hamlet ("<commune code>-<nn>").
using UnitCode = Strong<std::string, struct UnitCodeTag>;

using RoadId = Strong<std::int64_t, struct RoadIdTag>;
using FacilityId = Strong<std::int64_t, struct FacilityIdTag>;
using SurfaceRecordId = Strong<std::int64_t, struct SurfaceRecordIdTag>;
using PopulationPointId = Strong<std::int64_t, struct PopulationPointIdTag>;
using PlanEntryId = Strong<std::int64_t, struct PlanEntryIdTag>;
using ChangesetId = Strong<std::int64_t, struct ChangesetIdTag>;
using ProposalId = Strong<std::int64_t, struct ProposalIdTag>;

/// Ids of the store are of 1 to this.
inline constexpr std::int64_t greatest_id = std::numeric_limits<std::int64_t>::max();

/// Revision of the whole atlas: the id of the last changeset that was made durable; 0 for an empty
/// store.
using Revision = Strong<std::int64_t, struct RevisionTag>;

} // namespace gis
