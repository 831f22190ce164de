#pragma once

#include <cstdint>
#include <string>

namespace gis {

/// What people are written to in.
enum class Language : std::uint8_t { vi, en };

/// A number in the language's form, rounded half up as its shortest decimal digits stand:
/// `1.234,5`. What rounds to 0 has no sign.
/// @param shift  powers of ten that the value is multiplied by: 2 for a percentage, -3 for km of
/// metres
/// @pre value is finite, digits >= 0
[[nodiscard]] std::string number_words(double value, int shift, int digits, Language language);

/// As many decimals as the number needs, two at most: `7`, `12,4`, `19,58`.
/// @param most_digits  instead of two: 6 for degrees
[[nodiscard]] std::string plain_number_words(double value, Language language, int most_digits = 2);

/// A count in the language's form: `1.724`.
[[nodiscard]] std::string count_words(std::int64_t count, Language language);

} // namespace gis
