#include "gis/core/moment.hpp"

#include "gis/core/date.hpp"

#include <fmt/format.h>

#include <charconv>

namespace gis {

std::string vietnam_time(std::string_view utc) {
    constexpr int offset_hours = 7;
    constexpr int day_hours = 24;
    constexpr std::size_t shortest = std::string_view{"2024-11-05T07:30:00Z"}.size();
    const auto day = Date::parse(utc.substr(0, 10));
    if (!day || utc.size() < shortest || utc[10] != 'T' || !utc.ends_with('Z')) {
        return std::string{utc};
    }
    int hour = -1;
    const auto [rest, error] = std::from_chars(utc.data() + 11, utc.data() + 13, hour);
    if (error != std::errc{} || *rest != ':' || hour < 0 || hour >= day_hours) {
        return std::string{utc};
    }
    const int there = hour + offset_hours;
    const auto date = Date::from_days(day->days() + there / day_hours);
    return fmt::format("{:02}:{} {}", there % day_hours, utc.substr(14, 2), date.vietnamese());
}

} // namespace gis
