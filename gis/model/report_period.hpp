#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// What a periodic report covers, by the words of a plan's report_periods.
enum class PeriodKind : std::uint8_t { quarter, half_year, nine_months, year, ad_hoc };

[[nodiscard]] std::string_view to_text(PeriodKind kind) noexcept;
[[nodiscard]] std::optional<PeriodKind> period_kind(std::string_view text) noexcept;

/// Days after the end of a period within which its report is due: our default, no document that is
/// at hand names any.
inline constexpr std::int32_t report_due_days = 10;

/// A period that is reported on: a quarter, the first six or nine months, a year, or a year up to
/// some day.
class ReportPeriod {
public:
    /// The year 2000.
    ReportPeriod() = default;

    /// `2024-Q3`, `2024-6T`, `2024-9T`, `2024`, or a day `2024-11-05`; years 1900 to 2200. Nothing
    /// for any other text.
    [[nodiscard]] static std::optional<ReportPeriod> parse(std::string_view id) noexcept;
    /// The periods of a year that a plan asks for, by their ends; an ad hoc one has no day of its
    /// own and is left out. Words that are no period are left out too.
    [[nodiscard]] static std::vector<ReportPeriod> of_year(int year,
                                                           const std::vector<std::string>& words);

    [[nodiscard]] PeriodKind kind() const noexcept { return m_kind; }
    [[nodiscard]] int year() const noexcept { return m_year; }
    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Date last_day() const;
    /// The last day on which the report is in time.
    [[nodiscard]] Date due_on() const;
    /// The period that this one is compared with: the quarter before, the same months of the year
    /// before; of an ad hoc one the same day of the year before.
    [[nodiscard]] ReportPeriod before() const;
    /// As parse() takes it.
    [[nodiscard]] std::string id() const;
    /// "quý III năm 2024", "6 tháng đầu năm 2024".
    [[nodiscard]] Message title() const;

    friend bool operator==(const ReportPeriod&, const ReportPeriod&) = default;

private:
    PeriodKind m_kind = PeriodKind::year;
    int m_year = 2000;
    int m_quarter = 0; ///< 1 to 4
    Date m_day;        ///< of an ad hoc one
};

} // namespace gis::model
