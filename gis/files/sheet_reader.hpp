#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace gis::files {

/// The first sheet of an Excel file, by GDAL's XLSX driver, cells as text: numbers with a point,
/// days as `2024/11/05`. Rows above and between are there too, so that their numbers are those of
/// the sheet.
/// @throws Error naming the file: not_found "no-such-file"; invalid_argument "not-a-file";
/// too_large "file-too-large"; invalid_data "bad-file"
[[nodiscard]] std::vector<std::vector<std::string>> read_sheet(const std::filesystem::path& file);

} // namespace gis::files
