#include "gis/editing/checks.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gis::editing {

namespace {

constexpr double end_tolerance_m = 0.001;
constexpr double least_stretch_m = 0.01;
constexpr double greatest_width_m = 100.0;
constexpr int first_year = 1900;
constexpr int last_year = 2100;
constexpr std::size_t most_hamlets = 1000;

constexpr int position_digits = 5; ///< of a degree: a metre

} // namespace

std::string Checks::field_name(std::string_view field) const {
    return m_context.list.empty() ? fmt::format("/{}", field)
                                  : fmt::format("{}/{}/{}", m_context.list, m_operation, field);
}

Error Checks::wrong(std::string_view code, std::string_view field, Message message) const {
    return {ErrorKind::invalid_data, std::string{code}, std::move(message), field_name(field)};
}

Error Checks::unknown(std::string_view code, std::string_view field, Message message) const {
    return {ErrorKind::not_found, std::string{code}, std::move(message), field_name(field)};
}

std::string metres_words(double metres, Language language) {
    constexpr int millimetres = 3;
    return std::isfinite(metres) ? number_words(metres, 0, millimetres, language)
                                 : fmt::format("{}", metres);
}

geometry::Line Checks::line(const geometry::Line& given, std::string_view field) const {
    if (given.size() > max_vertices) {
        throw wrong("too-many-vertices", field,
                    {fmt::format("Đường có {} điểm, nhiều hơn {}. Hãy giảm bớt điểm.", given.size(),
                                 max_vertices),
                     fmt::format("The line has {} positions, more than {}. Simplify it.",
                                 given.size(), max_vertices)});
    }
    geometry::Line line;
    for (const auto& point : given) {
        location(point, field);
        if (line.empty() || line.back() != point) {
            line.push_back(point);
        }
    }
    if (line.size() < 2) {
        throw wrong("one-point-line", field,
                    {"Đường cần ít nhất hai điểm khác nhau.",
                     "A line needs at least two different positions."});
    }
    const double length = geometry::length_m(line);
    if (!(length >= min_road_m && length <= max_road_m)) {
        throw wrong("bad-length", field,
                    {fmt::format("Đường dài {} m; cần từ {} m đến {} m.",
                                 metres_words(length, Language::vi),
                                 plain_number_words(min_road_m, Language::vi),
                                 plain_number_words(max_road_m, Language::vi)),
                     fmt::format("The line is {} m long; it must be {} m to {} m.",
                                 metres_words(length, Language::en),
                                 plain_number_words(min_road_m, Language::en),
                                 plain_number_words(max_road_m, Language::en))});
    }
    return line;
}

void Checks::location(const geometry::Point& point, std::string_view field) const {
    if (!geometry::is_valid_position(point)) {
        throw wrong("bad-position", field,
                    {"Tọa độ phải là kinh độ, vĩ độ (EPSG:4326).",
                     "Positions must be longitude, latitude (EPSG:4326)."});
    }
    if (!m_context.box.empty() && !m_context.box.contains(point)) {
        throw wrong("outside-atlas", field,
                    {fmt::format("Vị trí {}; {} nằm ngoài khu vực của bản đồ. Kiểm tra thứ tự kinh "
                                 "độ, vĩ độ và hệ tọa độ.",
                                 number_words(point.lon, 0, position_digits, Language::vi),
                                 number_words(point.lat, 0, position_digits, Language::vi)),
                     fmt::format("The position {}, {} is outside the atlas. Check the order "
                                 "longitude, latitude and the coordinate system.",
                                 number_words(point.lon, 0, position_digits, Language::en),
                                 number_words(point.lat, 0, position_digits, Language::en))});
    }
}

Stretch Checks::stretch(const Stretch& given, double length_m) const {
    Stretch stretch = given;
    if (!(stretch.from_m >= 0 && stretch.from_m < length_m)) {
        throw wrong("bad-stretch", "from_m",
                    {fmt::format("Điểm đầu {} m phải từ 0 đến dưới chiều dài đường, {} m.",
                                 metres_words(given.from_m, Language::vi),
                                 metres_words(length_m, Language::vi)),
                     fmt::format("The start {} m must be from 0 to below the road's length, {} m.",
                                 metres_words(given.from_m, Language::en),
                                 metres_words(length_m, Language::en))});
    }
    if (stretch.to_m > length_m - end_tolerance_m && stretch.to_m <= length_m + end_tolerance_m) {
        stretch.to_m = length_m;
    }
    if (!(stretch.to_m <= length_m) || !(stretch.to_m - stretch.from_m >= least_stretch_m)) {
        throw wrong(
            "bad-stretch", "to_m",
            {fmt::format("Điểm cuối {} m phải sau điểm đầu {} m ít nhất {} m và không quá chiều "
                         "dài đường, {} m.",
                         metres_words(given.to_m, Language::vi),
                         metres_words(given.from_m, Language::vi),
                         plain_number_words(least_stretch_m, Language::vi),
                         metres_words(length_m, Language::vi)),
             fmt::format("The end {} m must be at least {} m after the start {} m and not beyond "
                         "the road's length, {} m.",
                         metres_words(given.to_m, Language::en),
                         plain_number_words(least_stretch_m, Language::en),
                         metres_words(given.from_m, Language::en),
                         metres_words(length_m, Language::en))});
    }
    return stretch;
}

std::string Checks::text(std::string_view given, std::string_view field) const {
    if (given.size() > max_text_bytes) {
        throw wrong("text-too-long", field,
                    {fmt::format("Văn bản dài quá {} byte.", max_text_bytes),
                     fmt::format("The text is longer than {} bytes.", max_text_bytes)});
    }
    if (!is_utf8(given)) {
        throw wrong("bad-text", field, {"Văn bản không phải UTF-8.", "The text is not UTF-8."});
    }
    return clean(given);
}

void Checks::day(Date day, std::string_view field) const {
    if (day.year() < first_year || day.year() > last_year) {
        throw wrong("bad-day", field,
                    {fmt::format("Ngày {} không hợp lý; năm phải từ {} đến {}.", day.vietnamese(),
                                 first_year, last_year),
                     fmt::format("The day {} is not sensible; the year must be {} to {}.",
                                 day.iso(), first_year, last_year)});
    }
}

void Checks::validity(Date from, const std::optional<Date>& to, std::string_view field) const {
    if (to && *to < from) {
        throw wrong("bad-validity", field,
                    {fmt::format("Ngày cuối {} không được trước ngày đầu {}.", to->vietnamese(),
                                 from.vietnamese()),
                     fmt::format("The last day {} must not be before the first, {}.", to->iso(),
                                 from.iso())});
    }
}

void Checks::width(const std::optional<double>& width_m) const {
    if (width_m && !(*width_m > 0 && *width_m <= greatest_width_m)) {
        throw wrong("bad-width", "width_m",
                    {fmt::format("Bề rộng phải lớn hơn 0 và không quá {} m; để trống nếu chưa "
                                 "biết.",
                                 greatest_width_m),
                     fmt::format("The width must be above 0 and at most {} m; leave it out when "
                                 "it is unknown.",
                                 greatest_width_m)});
    }
}

UnitCode Checks::commune(const UnitCode& code, std::string_view field) const {
    if (!code.get().empty() && !m_snapshot.units().find_commune(code)) {
        throw wrong("unknown-commune", field,
                    {fmt::format("Không có xã mang mã “{}”.", code.get()),
                     fmt::format("There is no commune with the code “{}”.", code.get())});
    }
    return m_snapshot.units().key_of_commune(code);
}

void Checks::hamlets(const std::vector<UnitCode>& codes, std::string_view field) const {
    if (codes.size() > most_hamlets) {
        throw wrong("too-many-hamlets", field,
                    {fmt::format("Quá {} ấp.", most_hamlets),
                     fmt::format("More than {} hamlets.", most_hamlets)});
    }
    for (const auto& code : codes) {
        if (!m_snapshot.units().find_hamlet(code)) {
            throw wrong("unknown-hamlet", field,
                        {fmt::format("Không có ấp mang mã “{}”.", code.get()),
                         fmt::format("There is no hamlet with the code “{}”.", code.get())});
        }
    }
}

void Checks::not_negative(double number, double greatest, std::string_view field) const {
    if (!(number >= 0 && number <= greatest)) {
        throw wrong("bad-number", field,
                    {fmt::format("Cần một số từ 0 đến {}.", greatest),
                     fmt::format("A number from 0 to {} is needed.", greatest)});
    }
}

} // namespace gis::editing
