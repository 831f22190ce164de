#pragma once

#include "server/auth/gate.hpp"
#include "server/router.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace server {

/// The second part of a handler's work, on another lane: a sign-in checks the password on its own
/// thread, then writes on the writer's.
struct Remainder {
    Lane lane;
    std::function<Response()> make; ///< the request lives until it has returned
};

/// What a handler returns that leaves the rest of its answer to another lane.
[[nodiscard]] Response continue_on(Lane lane, std::function<Response()> make);

/// Who makes a request, or why it goes no further.
struct Admission {
    std::shared_ptr<const Actor> actor; ///< null only when refused before anybody was known
    std::optional<Response> refusal;
};

/// Asks who makes a request and whether they may use its route; before its body is read.
[[nodiscard]] Admission admit(const Gate& gate, const Route& route,
                              const Request& request) noexcept;

/// Runs a route's handler, after asking once more whether request.actor may use it: without an
/// actor nobody is signed in and nothing may be read. The one place where an Error becomes a
/// problem+json; any other exception is a 500 with a request id under which the log has the cause.
/// Afterwards If-None-Match is honoured, large text is compressed, and what is not for everybody is
/// kept out of shared caches. Never throws.
[[nodiscard]] Response dispatch(const Route& route, const Request& request) noexcept;

/// Asks a route's at_hand, with the same checks. @pre route.at_hand
[[nodiscard]] std::optional<Response> dispatch_at_hand(const Route& route,
                                                       const Request& request) noexcept;

/// Makes what is left of an answer. @pre response.remainder
[[nodiscard]] Response dispatch_remainder(const Response& response, const Route& route,
                                          const Request& request) noexcept;

/// What is answered when something that a request did could not be kept after all.
/// @param failure  as thrown
[[nodiscard]] Response answer_failure(const std::exception_ptr& failure,
                                      const Request& request) noexcept;

/// 304 without body when the request has the answer's ETag already.
void apply_precondition(const Request& request, Response& response);

/// Gzips a text body of some size when the client takes it.
void compress(const Request& request, Response& response);

} // namespace server
