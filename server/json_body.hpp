#pragma once

#include "gis/analysis/json_object.hpp"
#include "server/request.hpp"

namespace server {

/// The body of a POST or PATCH. @throws gis::Error{unsupported, "not-json"} when it is not said to
/// be JSON; what JsonObject::parse() throws
[[nodiscard]] gis::analysis::JsonObject json_body(const Request& request);

} // namespace server
