#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis {

/// A day of the proleptic Gregorian calendar, without time or zone. Orders and hashes as the count
/// of days.
class Date {
public:
    /// 1970-01-01.
    Date() = default;

    /// @throws Error{invalid_argument} when there is no such day or the year is outside 1..9999
    Date(int year, unsigned month, unsigned day);

    [[nodiscard]] static Date from_days(std::int32_t days_since_1970) noexcept;

    /// Reads `2024-11-05` and the Vietnamese `05/11/2024`; nothing else.
    [[nodiscard]] static std::optional<Date> parse(std::string_view text) noexcept;

    /// Today in Vietnam (UTC+7), whatever the machine's zone.
    [[nodiscard]] static Date today();

    [[nodiscard]] std::int32_t days() const noexcept { return m_days; }
    [[nodiscard]] int year() const noexcept;

    /// `2024-11-05`
    [[nodiscard]] std::string iso() const;
    /// `05/11/2024`
    [[nodiscard]] std::string vietnamese() const;

    friend auto operator<=>(const Date&, const Date&) = default;

private:
    std::int32_t m_days = 0;
};

/// From this day on it stays as it is whether something is valid: it has begun and, if it ends,
/// ended.
[[nodiscard]] Date settled_on(Date valid_from, const std::optional<Date>& valid_to) noexcept;

} // namespace gis
