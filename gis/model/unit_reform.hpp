#pragma once

#include "gis/model/units.hpp"

#include <span>
#include <vector>

namespace gis::model {

/// What a reform of administrative units changes: the units that it makes, and those that end the
/// day before because of it.
/// @param made  code, kind, name and so on, and valid_from, the first day; predecessors are codes
///   of the day before or keys; a code that another unit had before is given a key of its own
/// @return rows to be written together, as one changeset
/// @throws Error{invalid_data}: "unknown-predecessor" is not a unit of the day before, of the same
///   level, "already-ended" ends that day already; "no-predecessor"; "code-in-use" by a unit that
///   does not end; "hamlet-code-again" when a hamlet takes the code of another, which only communes
///   may; "unit-twice"
[[nodiscard]] std::vector<Unit> reform_rows(const UnitsInTime& units, std::vector<Unit> made);

/// Area, persons and households of several units together; persons and households are unknown as
/// soon as one is. @pre parts is not empty
struct MergedFigures {
    geometry::MultiPolygon boundary; ///< lon/lat, EPSG:4326
    std::optional<double> population;
    std::optional<double> households;
};
[[nodiscard]] MergedFigures merged_figures(std::span<const Unit* const> parts);

} // namespace gis::model
