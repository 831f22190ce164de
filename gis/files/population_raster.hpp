#pragma once

#include "gis/files/reader.hpp"

#include <filesystem>

namespace gis::files {

/// Whether a file is a raster by its ending: GeoTIFF (.tif, .tiff) or ESRI ASCII grid (.asc).
[[nodiscard]] bool is_raster(const std::filesystem::path& file);

inline constexpr std::int64_t most_raster_cells = 200'000'000;

/// Reads a raster of one band that says how many persons live in each cell (not a density). Every
/// cell with somebody becomes a population point at its centre; the persons add up to the raster's.
/// Cells without data are nobody's; cells below zero are refused by row (of the raster, from 1).
/// @throws Error not_found, unsupported ("not-population"), too_large or invalid_data
/// ("bad-raster", "missing-crs"), naming the file
[[nodiscard]] model::ImportBatch read_population_raster(const ReadOptions& options);

} // namespace gis::files
