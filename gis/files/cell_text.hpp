#pragma once

#include "gis/core/date.hpp"

#include <ogr_feature.h>

#include <optional>
#include <string>
#include <string_view>

namespace gis::files {

/// A layer's field as bytes. Numbers as GDAL prints them, days as ISO, lists with semicolons.
[[nodiscard]] std::string bytes_of(const OGRFeature& feature, int column);

/// Days as people write them: what Date reads, a day with a time after it, 2024/11/05, 20241105,
/// and a bare year, which stands for its last day.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);

} // namespace gis::files
