#include "gis/model/quantity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gis::model {

namespace {

struct UnitWords {
    std::string_view unit;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array unit_table{
    UnitWords{"m", "km", "km"},
    UnitWords{"percent", "%", "%"},
    UnitWords{"count", "số lượng", "number"},
    UnitWords{"passed", "đạt/chưa đạt", "met/not met"},
    UnitWords{"criterion", "tiêu chí", "criteria"},
    UnitWords{"house", "căn nhà", "houses"},
    UnitWords{"household", "hộ", "households"},
    UnitWords{"worker", "lao động", "workers"},
    UnitWords{"person", "người", "people"},
    UnitWords{"product", "sản phẩm", "products"},
    UnitWords{"cooperative", "hợp tác xã", "co-operatives"},
    UnitWords{"facility", "công trình", "facilities"},
    UnitWords{"hamlet", "ấp", "hamlets"},
    UnitWords{"room", "phòng", "rooms"},
    UnitWords{"million VND a year", "triệu đồng/năm", "million VND a year"},
};

constexpr double least_length_m = 0.5;

bool is_whole(double value) {
    constexpr double greatest_exact = 1e15;
    return std::abs(value) < greatest_exact && std::trunc(value) == value;
}

/// Kilometres have two decimals, and a third where somebody wrote down single metres.
std::string kilometres(double metres, Language language) {
    if (std::abs(metres) < least_length_m) {
        return "0";
    }
    constexpr double ten = 10.0;
    const bool single_metres = is_whole(metres) && std::fmod(metres, ten) != 0;
    return number_words(metres, -3, single_metres ? 3 : 2, language);
}

std::string figure(double value, std::string_view unit, Language language) {
    if (unit == "m") {
        return kilometres(value, language);
    }
    constexpr double tenths = 10.0;
    return plain_number_words(unit == "percent" ? std::round(value * tenths) / tenths : value,
                              language);
}

} // namespace

Message unit_words(std::string_view unit) {
    const auto* const found = std::ranges::find(unit_table, unit, &UnitWords::unit);
    return found == unit_table.end() ? Message{std::string{unit}, std::string{unit}}
                                     : Message{std::string{found->vi}, std::string{found->en}};
}

Cell figure_cell(double value, std::string_view unit) {
    if (unit == "m") {
        return std::abs(value) < least_length_m ? 0.0 : value / metres_per_km;
    }
    if (unit != "percent" && is_whole(value)) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

std::string figure_words(double least, double most, std::string_view unit, Language language) {
    auto from = figure(least, unit, language);
    const auto to = figure(most, unit, language);
    return from == to ? from : from + "–" + to;
}

Cell range_cell(double least, double most, std::string_view unit) {
    const bool alike = figure(least, unit, Language::vi) == figure(most, unit, Language::vi);
    return alike ? figure_cell(least, unit) : figure_words(least, most, unit, Language::vi);
}

std::string amount_words(const Amount& amount, Language language) {
    const double least = amount.least.value_or(amount.most.value_or(0));
    const auto words = figure_words(least, amount.most.value_or(least), amount.unit, language);
    if (amount.about) {
        return (language == Language::vi ? "khoảng " : "about ") + words;
    }
    if (amount.least && amount.most) {
        return words;
    }
    return (amount.least ? "≥ " : "≤ ") + words;
}

} // namespace gis::model
