#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/table.hpp"
#include "server/app.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace server::handlers {

/// A report as a file to keep. Its notes end with the hash of the history that it rests on, which
/// `ntm-atlas verify --known` compares.
/// @param format  csv or xlsx @param name  without ending
[[nodiscard]] Response table_response(const Request& request, const View& view,
                                      gis::model::Table table, std::string_view format,
                                      const std::string& name);

/// `duong-25345-2024-06-30`
[[nodiscard]] std::string table_name(std::string_view what,
                                     const std::optional<gis::UnitCode>& unit, gis::Date as_of);

/// GeoJSON as a file to keep.
[[nodiscard]] Response geojson_response(std::string body, const std::string& name);

} // namespace server::handlers
