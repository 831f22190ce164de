#pragma once

#include "gis/analysis/assignment.hpp"
#include "gis/analysis/capacity.hpp"
#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/nearest_way.hpp"
#include "gis/analysis/norms.hpp"
#include "gis/analysis/reached_roads.hpp"
#include "gis/analysis/service_areas.hpp"
#include "gis/analysis/sites.hpp"
#include "server/json.hpp"

namespace server {

/// The bodies of GET /api/norms, /api/reports/{coverage,access,assignment,capacity} and
/// /api/coverage/{sites,way}. openapi.yaml says what the members mean.
[[nodiscard]] Json figures_json(const gis::analysis::PeopleFigures& figures);
[[nodiscard]] Json norms_json(const gis::analysis::Norms& norms);
[[nodiscard]] Json coverage_json(const gis::analysis::CoverageReport& report,
                                 const gis::analysis::Norms& norms);
[[nodiscard]] Json access_json(const gis::analysis::AccessReport& report);
[[nodiscard]] Json assignment_json(const gis::analysis::AssignmentReport& report);
[[nodiscard]] Json capacity_json(const gis::analysis::CapacityReport& report,
                                 const gis::analysis::Norms& norms);
[[nodiscard]] Json sites_json(const gis::analysis::SitesReport& report,
                              const gis::analysis::Norms& norms);
[[nodiscard]] Json way_json(const gis::analysis::CoverageQuestion& question,
                            const gis::geometry::Point& from,
                            const std::optional<gis::analysis::NearestWay>& way);

/// A question as a what-if has it, and how the answer changes: rows of the units whose people's
/// figures differ.
[[nodiscard]] Json what_if_json(const gis::analysis::CoverageReport& before,
                                const gis::analysis::CoverageReport& after,
                                const gis::analysis::Norms& norms);

/// FeatureCollections, RFC 7946. `ledger_pieces` are by part of the snapshot.
[[nodiscard]] Json
reached_roads_geojson(const gis::model::Snapshot& snapshot,
                      const std::vector<std::vector<gis::analysis::ReachedPiece>>& pieces);
[[nodiscard]] Json service_areas_geojson(const gis::analysis::Reached& reached,
                                         const std::vector<gis::analysis::ServiceArea>& areas);
[[nodiscard]] Json coverage_geojson(const gis::analysis::CoverageReport& report);

} // namespace server
