#pragma once

#include "gis/files/writer.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/table.hpp"

#include <functional>
#include <span>
#include <variant>
#include <vector>

namespace gis::files {

/// A feature of an export, in lon/lat. It refers to the snapshot and is good for one call.
struct ExportRow {
    std::vector<model::Cell> cells; ///< parallel to fields_of(layer)
    std::variant<geometry::Point, std::span<const geometry::Point>, const geometry::MultiPolygon*>
        shape;
    double length_m = 0;  ///< of a road's stretch
    double in_unit_m = 0; ///< of that, in the unit of the export
};

/// Calls `sink` for every feature of a layer by the options' unit and day, sorted by code or id.
/// @throws Error{not_found} code "unknown-unit"
void for_each_row(const model::Snapshot& snapshot, const WriteOptions& options,
                  const std::function<void(const ExportRow&)>& sink);

} // namespace gis::files
