#include "gis/core/number_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace gis {

std::string number_words(double value, int shift, int digits, Language language) {
    // The shortest digits that mean this double, as browsers take them, then rounding by hand:
    // printf would round the binary value and read 12.2 where the viewer reads 12.3.
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                            std::abs(value), std::chars_format::fixed);
    std::string text{buffer.data(), end};
    const auto point = text.find('.');
    std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
    text.resize(std::min(point, text.size()));
    const auto padding = static_cast<std::size_t>(std::abs(shift) + digits + 1);
    text.insert(0, padding, '0');
    decimals.append(padding, '0');
    auto all = text + decimals;
    const auto whole = static_cast<std::size_t>(static_cast<int>(text.size()) + shift);
    auto kept = whole + static_cast<std::size_t>(digits);
    const bool up = all[kept] >= '5';
    all.resize(kept);
    while (up && kept > 0) {
        --kept;
        if (all[kept] != '9') {
            ++all[kept];
            break;
        }
        all[kept] = '0';
    }
    auto integer = all.substr(0, whole);
    integer.erase(0, std::min(integer.find_first_not_of('0'), integer.size() - 1));
    for (auto at = static_cast<int>(integer.size()) - 3; at > 0; at -= 3) {
        integer.insert(static_cast<std::size_t>(at), 1, language == Language::en ? ',' : '.');
    }
    if (digits > 0) {
        integer.append(1, language == Language::en ? '.' : ',').append(all.substr(whole));
    }
    const bool negative = value < 0 && integer.find_first_of("123456789") != std::string::npos;
    return negative ? "-" + integer : integer;
}

std::string count_words(std::int64_t count, Language language) {
    return number_words(static_cast<double>(count), 0, 0, language);
}

std::string plain_number_words(double value, Language language, int most_digits) {
    constexpr double same = 1e-9;
    int digits = 0;
    for (double scaled = value;
         digits < most_digits && std::abs(scaled - std::round(scaled)) >= same; scaled *= 10) {
        ++digits;
    }
    return number_words(value, 0, digits, language);
}

} // namespace gis
