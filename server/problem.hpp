#pragma once

#include "gis/core/error.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <string_view>

namespace server {

/// The HTTP status of a kind of failure.
[[nodiscard]] int status_of(gis::ErrorKind kind) noexcept;

/// An RFC 9457 answer: type `urn:ntm-atlas:<code>`, a title for the status, the message as detail.
[[nodiscard]] Response problem(int status, std::string_view code, const gis::Message& message,
                               Language language, std::string_view field = {});

/// The answer to an Error of the library. Kinds storage and internal show no detail but
/// `request_id`, under which the log has it.
[[nodiscard]] Response problem(const gis::Error& error, Language language,
                               std::string_view request_id);

/// Adds a member to the JSON of an answer that problem() made. @param json  a finished value
void add_member(Response& problem, std::string_view name, std::string_view json);

} // namespace server
