#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gis::files {

/// A number with a fraction as people and programs write it: `3.5`, `3,5`, `1.234,5`, `1,234.5`,
/// `-2e3`. A lone comma or point is the decimal mark. Nothing for anything else, also for what is
/// not finite.
[[nodiscard]] std::optional<double> parse_measure(std::string_view text);

/// A count: as parse_measure, but commas, points or spaces that part groups of three digits are
/// thousands marks, so `8,892`, `8.892` and `8892` are the same.
[[nodiscard]] std::optional<double> parse_count(std::string_view text);

/// The number of a text that has the unit behind it: `3,5 ` of `3,5 m`. Another unit stays, and
/// then it is no number.
[[nodiscard]] std::string_view without_unit(std::string_view text, std::string_view unit);

/// The shortest text that reads back as the same number, with a decimal point: 400, 1234.5.
[[nodiscard]] std::string number_text(double value);

} // namespace gis::files
