#pragma once

#include "gis/files/source.hpp"

#include <vector>

namespace gis::files {

/// The layers of a file to read: the one that the user or the field map names; of an OSM file those
/// of the right kind of geometry; else the only one of that kind, or the one that is called like
/// ours.
/// @throws Error{invalid_data} "several-datasets" or "no-layer" listing the layers; "view-refused"
/// for a view of a GeoPackage, which may run any SQL
[[nodiscard]] std::vector<OGRLayer*> choose_layers(const Source& source,
                                                   const ReadOptions& options);

} // namespace gis::files
