#pragma once

#include "gis/model/table.hpp"
#include "server/json.hpp"

#include <string>
#include <vector>

namespace server::page {

/// A periodic report as a page to be printed, in the form that Nghị định 30/2020/NĐ-CP, Phụ lục I,
/// gives to official papers: national title and motto, issuer, number and symbol (blank), place and
/// day, name of the paper, contents, recipients, signature (blank). Its style is a file of its own.
/// @param body  of server::draft_report(), handed in or not
/// @param office  of the district, for what stands above a commune's name
[[nodiscard]] std::string period_page(const Json& body,
                                      const std::vector<gis::model::Table>& tables,
                                      const std::string& office);

} // namespace server::page
