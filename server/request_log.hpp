#pragma once

#include "server/request.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace server {

/// The id of a request in the log and in what its client is told of a failure: 16 hexadecimal
/// digits, unlikely to repeat over restarts.
[[nodiscard]] std::string request_id(const Request& request);

/// How a request was answered.
struct RequestEnd {
    std::string_view method; ///< as received
    int status = 0;
    std::uint64_t bytes = 0; ///< of the body
    std::chrono::nanoseconds took{0};
};

/// A line of the log with members of its own: request, user, remote, method, target, status, bytes,
/// ms. Of the target the path alone: what people look for is theirs.
void log_request(const Request& request, const RequestEnd& end);

/// The logger of these lines; its messages are members of a JSON object, without the braces.
inline constexpr std::string_view request_logger = "requests";

} // namespace server
