#pragma once

#include "server/router.hpp"

#include <optional>
#include <string>

namespace server {

/// Runs a handler: the one place where an Error becomes a problem+json. Any other exception is a
/// 500 with a request id under which the log has the cause. Afterwards If-None-Match is honoured
/// and large text is compressed. Never throws.
[[nodiscard]] Response dispatch(const Handler& handler, const Request& request) noexcept;

/// Asks a route's at_hand. An exception is answered as dispatch() does.
[[nodiscard]] std::optional<Response> dispatch_at_hand(const InlineHandler& at_hand,
                                                       const Request& request) noexcept;

/// 304 without body when the request has the answer's ETag already.
void apply_precondition(const Request& request, Response& response);

/// Gzips a text body of some size when the client takes it.
void compress(const Request& request, Response& response);

/// A new id for the log, unlikely to repeat: 16 hexadecimal digits.
[[nodiscard]] std::string new_request_id();

} // namespace server
