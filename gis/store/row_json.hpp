#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/changeset.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::store {

/// What the history calls a row's type: "unit", "road", "surface_record", "facility" or
/// "population_point" or "plan_entry".
[[nodiscard]] std::string_view entity_of(const model::Row& row) noexcept;

/// A row as the history keeps it: one JSON object, keys as the model's fields, absent optionals
/// left out, geometry as nested arrays of [lon, lat]. Numbers are written so that they read back
/// the same. A road's surfaces are left out.
/// @pre texts are UTF-8
[[nodiscard]] std::string to_json(const model::Row& row);

/// The row that to_json() wrote; nothing when it did not.
[[nodiscard]] std::optional<model::Row> row_from_json(std::string_view entity,
                                                      std::string_view json);

/// ["74-01","74-02"]
[[nodiscard]] std::string to_json(const std::vector<UnitCode>& codes);
[[nodiscard]] std::optional<std::vector<UnitCode>> codes_from_json(std::string_view json);

/// {"phong_hoc":12}
[[nodiscard]] std::string to_json(const std::map<std::string, int>& rooms);
[[nodiscard]] std::optional<std::map<std::string, int>> rooms_from_json(std::string_view json);

} // namespace gis::store
