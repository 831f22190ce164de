#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/json_object.hpp"
#include "server/app.hpp"
#include "server/target.hpp"

#include <array>
#include <string_view>

namespace server {

/// The parameters of every question about coverage; `facility` is the only one that must be there.
inline constexpr std::array<std::string_view, 9> coverage_keys{
    "facility",  "distance_m", "along", "access_m",   "roads",
    "threshold", "rules",      "as_of", "units_as_of"};

/// What is not given is as the norm of the service has it.
/// @throws gis::Error{invalid_argument} that names the parameter; {not_found} for an unknown
/// service or rule set
[[nodiscard]] gis::analysis::CoverageQuestion coverage_question(const Query& query, const App& app);

/// The service `facility`, `otherwise` when not given. @throws gis::Error{not_found}
[[nodiscard]] const gis::analysis::ServiceNorm&
service_parameter(const Query& query, const App& app, std::string_view otherwise = {});

/// `unit` and `by`. @throws gis::Error{not_found, "unknown-unit"}
[[nodiscard]] gis::analysis::ReportPlace place_parameters(const Query& query, const View& view);

/// The members of a JSON body that a GET would have as parameters, checked in the same way.
/// @param lists  members that are no parameters; others are refused
[[nodiscard]] Query parameters_of(const gis::analysis::JsonObject& body,
                                  std::initializer_list<std::string_view> parameters,
                                  std::initializer_list<std::string_view> lists);

} // namespace server
