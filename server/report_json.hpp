#pragma once

#include "gis/analysis/road_report.hpp"
#include "server/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace server {

/// `{"total_m":…,…,"by_surface_m":{…}}`
[[nodiscard]] Json to_json(const gis::analysis::RoadFigures& figures);

/// The body of GET /api/reports/roads, as text: every change of a road makes it anew.
/// @param recorded_as_of  as it was asked
/// @param decimals  of a metre
[[nodiscard]] std::string report_json(const gis::analysis::RoadReport& report,
                                      std::optional<std::string_view> recorded_as_of, int decimals);

} // namespace server
