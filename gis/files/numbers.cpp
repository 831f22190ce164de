#include "gis/files/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gis::files {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, last - first + 1);
}

std::optional<double> parse_plain(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    const bool whole = error == std::errc{} && stop == end && !text.empty();
    return whole && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

/// True when every `mark` parts groups of exactly three digits, as in 1.234.567.
bool groups_thousands(std::string_view text, char mark) {
    const auto start = text.find_first_of("0123456789");
    const auto first = text.find(mark);
    if (first == std::string_view::npos || start == std::string_view::npos || first <= start ||
        first - start > 3 || text[start] == '0') {
        return false;
    }
    auto rest = text.substr(first);
    while (!rest.empty()) {
        const auto group = rest.substr(1, 3);
        const auto digit = [](char c) {
            return c >= '0' && c <= '9';
        };
        if (rest.front() != mark || group.size() != 3 || !std::ranges::all_of(group, digit)) {
            return false;
        }
        rest.remove_prefix(4);
    }
    return true;
}

std::string without(std::string_view text, char mark) {
    std::string kept{text};
    std::erase(kept, mark);
    return kept;
}

} // namespace

std::optional<double> parse_measure(std::string_view text) {
    text = trimmed(text);
    const auto comma = text.rfind(',');
    const auto point = text.rfind('.');
    constexpr auto none = std::string_view::npos;
    if (comma == none) {
        return std::count(text.begin(), text.end(), '.') > 1 && groups_thousands(text, '.')
                   ? parse_plain(without(text, '.'))
                   : parse_plain(text);
    }
    const bool comma_is_decimal = point == none || comma > point;
    const char thousands = comma_is_decimal ? '.' : ',';
    const auto decimal = comma_is_decimal ? comma : point;
    const auto whole = text.substr(0, decimal);
    if (whole.find(thousands) != none && !groups_thousands(whole, thousands)) {
        return std::nullopt;
    }
    if (comma_is_decimal && std::count(text.begin(), text.end(), ',') > 1) {
        return groups_thousands(text, ',') ? parse_plain(without(text, ',')) : std::nullopt;
    }
    auto plain = without(whole, thousands);
    plain += '.';
    plain += text.substr(decimal + 1);
    return parse_plain(plain);
}

std::optional<double> parse_count(std::string_view text) {
    text = trimmed(text);
    for (const char mark : {',', '.', ' '}) {
        if (groups_thousands(text, mark)) {
            return parse_plain(without(text, mark));
        }
    }
    return parse_measure(text);
}

std::string_view without_unit(std::string_view text, std::string_view unit) {
    if (unit == "m²" && text.ends_with("m2")) {
        unit = "m2";
    }
    return text.ends_with(unit) ? text.substr(0, text.size() - unit.size()) : text;
}

std::string number_text(double value) {
    return fmt::format("{}", value);
}

} // namespace gis::files
