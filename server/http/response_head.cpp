#include "server/http/response_head.hpp"

#include <charconv>

namespace server::http {

namespace {

void append_number(std::string& out, std::uint64_t value) {
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, end);
}

/// Pages, scripts (a worker obeys the policy that it came with), styles and pictures.
bool is_document(std::string_view content_type) noexcept {
    return content_type.starts_with("text/html") || content_type.starts_with("text/javascript") ||
           content_type.starts_with("text/css") || content_type.starts_with("image/svg+xml");
}

std::string_view security_fields(std::string_view content_type) {
    static const std::string document =
        std::string{"Content-Security-Policy: "}.append(content_security_policy) +
        "\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n"
        "Permissions-Policy: geolocation=(self)\r\n";
    static constexpr std::string_view data =
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n";
    return is_document(content_type) ? std::string_view{document} : data;
}

} // namespace

void write_head(std::string& out, const Response& response, const Framing& framing) {
    out.assign("HTTP/1.1 ");
    append_number(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reason_phrase(response.status)).append("\r\n").append(framing.date);
    if (!response.content_type.empty()) {
        out.append("Content-Type: ").append(response.content_type).append("\r\n");
    }
    const bool has_length = response.status >= 200 && response.status != 204 &&
                            response.status != 304 && !response.is_stream();
    if (has_length) {
        out.append("Content-Length: ");
        append_number(out, response.content_length());
        out.append("\r\n");
    }
    if (!response.etag.empty()) {
        out.append("ETag: ").append(response.etag).append("\r\n");
    }
    out.append(response.headers.text());
    // A browser puts the fields of a 304 in the place of those that it has kept with the page: a
    // policy for data would forbid the page its own scripts.
    if (response.status != 304) {
        out.append(security_fields(response.content_type));
    }
    if (framing.encrypted) {
        out.append("Strict-Transport-Security: max-age=31536000\r\n");
    }
    if (!framing.keep_alive) {
        out.append("Connection: close\r\n");
    } else if (framing.version < 11) {
        out.append("Connection: keep-alive\r\n");
    }
    out.append("\r\n");
}

} // namespace server::http
