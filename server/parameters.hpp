#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "server/app.hpp"
#include "server/request.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

// Query and path parameters, checked. Each throws gis::Error{invalid_argument} that names the
// parameter.

namespace server {

/// A day, `2024-11-05` or `05/11/2024`; today when absent.
[[nodiscard]] gis::Date day_parameter(const Query& query, std::string_view key = "as_of");

/// A whole number in min..max.
[[nodiscard]] std::int64_t number_parameter(const Query& query, std::string_view key,
                                            std::int64_t min, std::int64_t max,
                                            std::int64_t otherwise);

/// A number in min..max.
[[nodiscard]] double decimal_parameter(const Query& query, std::string_view key, double min,
                                       double max, double otherwise);

/// `lon,lat` in degrees; absent when not given.
[[nodiscard]] std::optional<gis::geometry::Point> point_parameter(const Query& query,
                                                                  std::string_view key);

/// A positive whole number from the path. @throws gis::Error{not_found} when it is none: nothing
/// has such an id
[[nodiscard]] std::int64_t id_parameter(const Request& request, std::string_view name = "id");

/// The atlas as it was known: `recorded_as_of` is a day, by the end of which a change must have
/// been recorded, or a revision (`r120`); as it is known now when absent.
/// @throws gis::Error{not_found, "unknown-revision"}
[[nodiscard]] std::shared_ptr<const View> known_view(const Query& query, const App& app);

/// known_view() divided into the units of the day `units_as_of`, else of `as_of`, else of today.
/// @throws what day_parameter() and known_view() throw
[[nodiscard]] std::shared_ptr<const View> dated_view(const Query& query, const App& app);

/// The version in force divided into the units that a plan speaks of.
/// @param as_of  the day of the answer, whose units are taken when the atlas has none of the plan's
[[nodiscard]] std::shared_ptr<const View> view_of_plan(const App& app, const gis::model::Plan& plan,
                                                       gis::Date as_of);

/// An existing unit; absent when not given. @throws gis::Error{not_found, "unknown-unit"}
[[nodiscard]] const gis::model::Unit* unit_parameter(const Query& query, const View& view);

/// The rule set `rules`, or the default one. @throws gis::Error{not_found, "unknown-rules"}
[[nodiscard]] const gis::analysis::HardeningRules& rules_parameter(const Query& query,
                                                                   const App& app);

/// One of some words; the first when absent.
[[nodiscard]] std::string_view word_parameter(const Query& query, std::string_view key,
                                              std::initializer_list<std::string_view> words);

} // namespace server
