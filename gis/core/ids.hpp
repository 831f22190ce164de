#pragma once

#include "gis/core/strong.hpp"

#include <cstdint>
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

/// Revision of the whole atlas: the id of the last changeset that was made durable; 0 for an empty
/// store.
using Revision = Strong<std::int64_t, struct RevisionTag>;

} // namespace gis
