#include "gis/files/cell_text.hpp"

#include "gis/files/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gis::files {

std::string bytes_of(const OGRFeature& feature, int column) {
    if (feature.IsFieldSetAndNotNull(column) == 0) {
        return {};
    }
    auto& writable = const_cast<OGRFeature&>(feature); // GetFieldAsString caches inside the feature
    const auto type = feature.GetFieldDefnRef(column)->GetType();
    if (type == OFTDate || type == OFTDateTime) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int zone = 0;
        writable.GetFieldAsDateTime(column, &year, &month, &day, &hour, &minute, &second, &zone);
        return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    }
    if (type == OFTStringList) {
        std::string joined;
        for (const char* const* item = writable.GetFieldAsStringList(column);
             item != nullptr && *item != nullptr; ++item) {
            joined += joined.empty() ? *item : fmt::format(";{}", *item);
        }
        return joined;
    }
    if (type == OFTReal) {
        return number_text(feature.GetFieldAsDouble(column));
    }
    return writable.GetFieldAsString(column);
}

std::optional<Date> read_date(std::string_view text) {
    std::string day{text.substr(0, text.find_first_of("T "))};
    const auto all_digits = std::ranges::all_of(day, [](char c) { return c >= '0' && c <= '9'; });
    if (all_digits && day.size() == 4) {
        return Date::parse(day + "-12-31");
    }
    if (all_digits && day.size() == 8) {
        return Date::parse(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6));
    }
    std::ranges::replace_if(
        day, [](char c) { return c == '/' || c == '.'; }, '-');
    const auto first = day.find('-');
    const auto last = day.rfind('-');
    if (first == std::string::npos || last == first) {
        return std::nullopt;
    }
    auto year = day.substr(0, first);
    const auto month = day.substr(first + 1, last - first - 1);
    auto of_month = day.substr(last + 1);
    if (year.size() < 4) { // 5/3/2024: the day comes first, as in all of Vietnam
        std::swap(year, of_month);
    }
    return Date::parse(fmt::format("{}-{:0>2}-{:0>2}", year, month, of_month));
}

} // namespace gis::files
