#include "gis/files/cell_text.hpp"

#include "gis/files/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

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
    if (day.size() == 10 && day[4] == '/' && day[7] == '/') {
        std::ranges::replace(day, '/', '-');
    }
    return Date::parse(day);
}

} // namespace gis::files
