#include "gis/model/report_period.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace gis::model {

namespace {

constexpr std::array kinds{std::pair{PeriodKind::quarter, std::string_view{"quarter"}},
                           std::pair{PeriodKind::half_year, std::string_view{"half_year"}},
                           std::pair{PeriodKind::nine_months, std::string_view{"nine_months"}},
                           std::pair{PeriodKind::year, std::string_view{"year"}},
                           std::pair{PeriodKind::ad_hoc, std::string_view{"ad_hoc"}}};

constexpr int first_year = 1900;
constexpr int last_year = 2200;

std::optional<int> year_of(std::string_view text) noexcept {
    int year = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, year);
    const bool good = text.size() == 4 && result.ec == std::errc{} && result.ptr == end &&
                      year >= first_year && year <= last_year;
    return good ? std::optional{year} : std::nullopt;
}

Date last_day_of(int year, unsigned month) {
    const Date next = month == 12 ? Date{year + 1, 1, 1} : Date{year, month + 1, 1};
    return Date::from_days(next.days() - 1);
}

/// The same day of the year before; of 29 February the 28th.
Date year_before(Date day) {
    const auto iso = day.iso();
    const auto text = fmt::format("{:04}{}", day.year() - 1, iso.substr(4));
    return Date::parse(text).value_or(last_day_of(day.year() - 1, 2));
}

} // namespace

std::string_view to_text(PeriodKind kind) noexcept {
    return std::find_if(kinds.begin(), kinds.end(),
                        [kind](const auto& one) { return one.first == kind; })
        ->second;
}

std::optional<PeriodKind> period_kind(std::string_view text) noexcept {
    const auto* at = std::find_if(kinds.begin(), kinds.end(),
                                  [text](const auto& one) { return one.second == text; });
    return at == kinds.end() ? std::nullopt : std::optional{at->first};
}

std::optional<ReportPeriod> ReportPeriod::parse(std::string_view id) noexcept {
    const auto year = year_of(id.substr(0, 4));
    if (!year) {
        return std::nullopt;
    }
    ReportPeriod period;
    period.m_year = *year;
    const auto rest = id.substr(4);
    if (rest.empty()) {
        return period;
    }
    if (rest.size() == 3 && rest.starts_with("-Q") && rest[2] >= '1' && rest[2] <= '4') {
        period.m_kind = PeriodKind::quarter;
        period.m_quarter = rest[2] - '0';
        return period;
    }
    if (rest == "-6T" || rest == "-9T") {
        period.m_kind = rest == "-6T" ? PeriodKind::half_year : PeriodKind::nine_months;
        return period;
    }
    const auto day = Date::parse(id);
    if (!day) {
        return std::nullopt;
    }
    period.m_kind = PeriodKind::ad_hoc;
    period.m_day = *day;
    return period;
}

std::vector<ReportPeriod> ReportPeriod::of_year(int year, const std::vector<std::string>& words) {
    std::vector<ReportPeriod> periods;
    for (const auto& word : words) {
        const auto kind = period_kind(word);
        if (!kind || *kind == PeriodKind::ad_hoc) {
            continue;
        }
        ReportPeriod period;
        period.m_kind = *kind;
        period.m_year = year;
        for (int quarter = 1; quarter <= (*kind == PeriodKind::quarter ? 4 : 1); ++quarter) {
            period.m_quarter = *kind == PeriodKind::quarter ? quarter : 0;
            periods.push_back(period);
        }
    }
    std::stable_sort(periods.begin(), periods.end(),
                     [](const auto& a, const auto& b) { return a.last_day() < b.last_day(); });
    return periods;
}

Date ReportPeriod::first_day() const {
    return m_kind == PeriodKind::quarter ? Date{m_year, static_cast<unsigned>(3 * m_quarter - 2), 1}
                                         : Date{m_year, 1, 1};
}

Date ReportPeriod::last_day() const {
    switch (m_kind) {
    case PeriodKind::quarter:
        return last_day_of(m_year, static_cast<unsigned>(3 * m_quarter));
    case PeriodKind::half_year:
        return last_day_of(m_year, 6);
    case PeriodKind::nine_months:
        return last_day_of(m_year, 9);
    case PeriodKind::ad_hoc:
        return m_day;
    case PeriodKind::year:
        break;
    }
    return last_day_of(m_year, 12);
}

Date ReportPeriod::due_on() const {
    return Date::from_days(last_day().days() + report_due_days);
}

ReportPeriod ReportPeriod::before() const {
    auto other = *this;
    if (m_kind == PeriodKind::quarter && m_quarter > 1) {
        --other.m_quarter;
        return other;
    }
    --other.m_year;
    if (m_kind == PeriodKind::quarter) {
        other.m_quarter = 4;
    } else if (m_kind == PeriodKind::ad_hoc) {
        other.m_day = year_before(m_day);
    }
    return other;
}

std::string ReportPeriod::id() const {
    switch (m_kind) {
    case PeriodKind::quarter:
        return fmt::format("{}-Q{}", m_year, m_quarter);
    case PeriodKind::half_year:
        return fmt::format("{}-6T", m_year);
    case PeriodKind::nine_months:
        return fmt::format("{}-9T", m_year);
    case PeriodKind::ad_hoc:
        return m_day.iso();
    case PeriodKind::year:
        break;
    }
    return std::to_string(m_year);
}

Message ReportPeriod::title() const {
    constexpr std::array roman{"", "I", "II", "III", "IV"};
    switch (m_kind) {
    case PeriodKind::quarter:
        return {fmt::format("quý {} năm {}", roman.at(static_cast<std::size_t>(m_quarter)), m_year),
                fmt::format("quarter {} of {}", m_quarter, m_year)};
    case PeriodKind::half_year:
        return {fmt::format("6 tháng đầu năm {}", m_year),
                fmt::format("the first six months of {}", m_year)};
    case PeriodKind::nine_months:
        return {fmt::format("9 tháng đầu năm {}", m_year),
                fmt::format("the first nine months of {}", m_year)};
    case PeriodKind::ad_hoc:
        return {fmt::format("đột xuất, đến ngày {}", m_day.vietnamese()),
                fmt::format("ad hoc, to {}", m_day.vietnamese())};
    case PeriodKind::year:
        break;
    }
    return {fmt::format("năm {}", m_year), fmt::format("the year {}", m_year)};
}

} // namespace gis::model
