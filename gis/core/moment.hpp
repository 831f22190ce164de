#pragma once

#include <string>
#include <string_view>

namespace gis {

/// A moment as clocks in Vietnam (UTC+7) show it, to the minute: `14:30 05/11/2024`. What is no
/// such moment stays as it is.
/// @param utc  ISO 8601, with or without fractions of a second: 2024-11-05T07:30:00.123Z
[[nodiscard]] std::string vietnam_time(std::string_view utc);

} // namespace gis
