#pragma once

#include <cstdint>

namespace server {

enum class LogFormat : std::uint8_t {
    lines, ///< for people at a terminal
    json,  ///< one object a line: time, level, message, or what log_request() has instead
};

/// Sends the default logger to stderr in a format.
void start_log(LogFormat format);

} // namespace server
