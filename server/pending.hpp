#pragma once

#include "gis/analysis/road_report.hpp"
#include "gis/editing/operation.hpp"
#include "gis/model/proposal.hpp"
#include "gis/model/snapshot.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// A proposal that waits, its operations read.
struct OpenProposal {
    gis::model::Proposal proposal;
    std::vector<gis::editing::Operation> operations;
};

/// A surface that a proposal would record.
struct PendingSurface {
    gis::ProposalId proposal;
    std::string author;
    std::string at; ///< UTC, ISO 8601
    gis::model::SurfaceRecord record;
};

/// A road or facility that a proposal would put somewhere.
struct PendingShape {
    gis::ProposalId proposal;
    std::string author;
    std::string at;
    std::string_view operation; ///< `add_road`, `redraw_road`, `add_facility` or `move_facility`
    std::vector<gis::geometry::Point> points; ///< a line, or one position
};

/// What proposals would change, for display: surfaces on roads that exist. Immutable.
struct Pending {
    std::map<gis::RoadId, std::vector<PendingSurface>> by_road;
    gis::analysis::PendingSurfaces surfaces; ///< the records of by_road
    std::vector<PendingShape> shapes;
    std::set<std::string> plan_keys; ///< of items that proposals would add to a plan
    std::size_t proposals = 0;       ///< all that wait, of any kind
};

/// @param proposals  oldest first
[[nodiscard]] std::shared_ptr<const Pending>
make_pending(const std::vector<OpenProposal>& proposals, const gis::model::Snapshot& snapshot);

} // namespace server
