#pragma once

#include "server/response.hpp"

#include <string>
#include <string_view>

namespace server::http {

/// How an answer leaves.
struct Framing {
    bool keep_alive = true;
    int version = 11;           ///< of the request
    std::string_view date = {}; ///< a finished Date field
    bool encrypted = false;     ///< through TLS of our own
};

/// Writes status line and fields with the empty line into `out`, which keeps its memory from answer
/// to answer.
void write_head(std::string& out, const Response& response, const Framing& framing);

/// What browsers are told about pages, scripts and pictures of ours.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' "
    "data: "
    "blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri "
    "'none'; "
    "frame-ancestors 'none'";

} // namespace server::http
