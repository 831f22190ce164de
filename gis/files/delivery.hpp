#pragma once

#include "gis/files/ogr_export.hpp"

#include <filesystem>

namespace gis::files {

/// Writes a shapefile delivery: a zip of .shp, .shx, .dbf, .prj, .cpg, the field dictionary
/// TU_DIEN.csv and DOC_TRUOC.txt, which says CRS, day, revision, number of rows, total length and
/// what the format could not hold.
/// @param zip  the zip to write; its folder must exist and is used for the parts until they are
/// packed
/// @throws Error{storage} as write_ogr
WriteResult write_shapefile_zip(const model::Snapshot& snapshot, const WriteOptions& options,
                                const std::filesystem::path& zip);

} // namespace gis::files
