#pragma once

#include "gis/analysis/json_object.hpp"
#include "server/request.hpp"

#include <string>

namespace server {

/// The body of a POST or PATCH. @throws gis::Error{unsupported, "not-json"} when it is not said to
/// be JSON; what JsonObject::parse() throws
[[nodiscard]] gis::analysis::JsonObject json_body(const Request& request);

/// Refuses a body that was read but may not be.
/// @throws gis::Error{invalid_data}
[[noreturn]] void refuse_body(const char* code, std::string field, std::string vi, std::string en);

} // namespace server
