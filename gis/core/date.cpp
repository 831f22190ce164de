#include "gis/core/date.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace gis {

namespace {

namespace chr = std::chrono;

constexpr chr::hours vietnam_offset{7};

std::optional<chr::year_month_day> make_day(int year, unsigned month, unsigned day) noexcept {
    const chr::year_month_day ymd{chr::year{year}, chr::month{month}, chr::day{day}};
    if (year < 1 || year > 9999 || !ymd.ok()) {
        return std::nullopt;
    }
    return ymd;
}

std::optional<unsigned> number(std::string_view digits) noexcept {
    unsigned value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

chr::year_month_day ymd_of(std::int32_t days) noexcept {
    return chr::year_month_day{chr::sys_days{chr::days{days}}};
}

} // namespace

Date::Date(int year, unsigned month, unsigned day) {
    const auto ymd = make_day(year, month, day);
    if (!ymd) {
        throw Error{ErrorKind::invalid_argument,
                    "no-such-day",
                    {fmt::format("Không có ngày {:02}/{:02}/{}.", day, month, year),
                     fmt::format("There is no day {}-{:02}-{:02}.", year, month, day)}};
    }
    m_days = static_cast<std::int32_t>(chr::sys_days{*ymd}.time_since_epoch().count());
}

Date Date::from_days(std::int32_t days_since_1970) noexcept {
    Date date;
    date.m_days = days_since_1970;
    return date;
}

std::optional<Date> Date::parse(std::string_view text) noexcept {
    if (text.size() != 10) {
        return std::nullopt;
    }
    std::optional<unsigned> year;
    std::optional<unsigned> month;
    std::optional<unsigned> day;
    if (text[4] == '-' && text[7] == '-') {
        year = number(text.substr(0, 4));
        month = number(text.substr(5, 2));
        day = number(text.substr(8, 2));
    } else if (text[2] == '/' && text[5] == '/') {
        day = number(text.substr(0, 2));
        month = number(text.substr(3, 2));
        year = number(text.substr(6, 4));
    }
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const auto ymd = make_day(static_cast<int>(*year), *month, *day);
    if (!ymd) {
        return std::nullopt;
    }
    return from_days(static_cast<std::int32_t>(chr::sys_days{*ymd}.time_since_epoch().count()));
}

Date Date::today() {
    const auto now = chr::floor<chr::days>(chr::system_clock::now() + vietnam_offset);
    return from_days(static_cast<std::int32_t>(now.time_since_epoch().count()));
}

int Date::year() const noexcept {
    return static_cast<int>(ymd_of(m_days).year());
}

std::string Date::iso() const {
    const auto ymd = ymd_of(m_days);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string Date::vietnamese() const {
    const auto ymd = ymd_of(m_days);
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(ymd.day()),
                       static_cast<unsigned>(ymd.month()), static_cast<int>(ymd.year()));
}

Date settled_on(Date valid_from, const std::optional<Date>& valid_to) noexcept {
    return valid_to ? std::max(valid_from, Date::from_days(valid_to->days() + 1)) : valid_from;
}

} // namespace gis
