#pragma once

#include <string>
#include <string_view>

namespace server::cli {

/// Asks for a new password: at a terminal twice, without showing it; else the first line of the
/// standard input. Never from the arguments, which every user of the machine can see.
/// @param account  whose, for the question
/// @throws gis::Error{invalid_argument} when the two differ or there is none
[[nodiscard]] std::string ask_new_password(std::string_view account);

} // namespace server::cli
