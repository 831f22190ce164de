#pragma once

#include <string>

namespace gis::store {

/// Now, UTC, ISO 8601 with milliseconds: 2024-11-05T07:30:00.123Z
[[nodiscard]] std::string utc_now();

} // namespace gis::store
