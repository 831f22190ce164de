#pragma once

#include <string>
#include <string_view>

namespace server {

/// A name as accounts are known by: normal form C, lower case, outer spaces gone. Anything is taken
/// in; what is not UTF-8 becomes the empty name, which nobody has.
[[nodiscard]] std::string folded_user_name(std::string_view text);

/// A name for a new account: folded, 2 to 64 characters, letters and digits of any script and
/// `. _ - @`.
/// @throws gis::Error{invalid_data, "bad-user-name"}, field "name"
[[nodiscard]] std::string new_user_name(std::string_view text);

/// What a person is called: 1 to 100 characters without control characters.
/// @throws gis::Error{invalid_data, "bad-display-name"}, field "display_name"
[[nodiscard]] std::string display_name_of(std::string_view text);

} // namespace server
