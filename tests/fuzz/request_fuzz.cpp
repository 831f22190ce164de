// The way of a request's bytes to a decoded Request: scanner, Beast's parser, filter, target.

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "server/http/head.hpp"
#include "server/http/parser.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace server;
using namespace server::http;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

/// The same verdict, whether the bytes come at once or in pieces.
HeadScan scan_both_ways(std::string_view bytes) {
    const HeadLimits limits;
    HeadScanner whole;
    const auto at_once = whole.scan(bytes, limits);
    HeadScanner piecewise;
    HeadScan in_pieces;
    for (std::size_t end = 1; end <= bytes.size() && in_pieces.size == 0 && !in_pieces.refusal;
         ++end) {
        in_pieces = piecewise.scan(bytes.substr(0, end), limits);
    }
    require(at_once.size == in_pieces.size);
    require(at_once.refusal.has_value() == in_pieces.refusal.has_value());
    return at_once;
}

void check_target(std::string_view raw) {
    try {
        for (const auto& segment : Target::parse(raw).segments) {
            require(segment.find('/') == std::string::npos && segment != "." && segment != "..");
            require(std::none_of(segment.begin(), segment.end(),
                                 [](char c) { return c >= 0 && c < 0x20; }));
            require(gis::is_utf8(segment));
        }
    } catch (const gis::Error& error) {
        require(error.kind() == gis::ErrorKind::invalid_argument);
    }
}

void check_accepted(const Head& head, const HeadVerdict& verdict) {
    const auto count = [&head](std::string_view name) {
        return std::count_if(head.fields.begin(), head.fields.end(), [name](const auto& field) {
            return equal_ignoring_case(field.name, name);
        });
    };
    require(count("Host") == 1);
    require(count("Content-Length") <= 1 && count("Transfer-Encoding") <= 1);
    require(!(verdict.chunked && verdict.content_length));
    require(!verdict.has_body() || verdict.method != Method::get);
    Request request;
    request.fields = head.fields;
    (void)preferred_language(request.field("Accept-Language"));
    (void)accepts_encoding(request.field("Accept-Encoding"), "gzip");
    (void)etag_matches(request.field("If-None-Match"), "\"x\"");
}

/// Feeds what follows the head to the body parser. @return never more than the limit
void check_body(Parser& parser, std::string_view bytes) {
    constexpr std::uint64_t limit = 1000;
    std::string body;
    parser.take_body(body, limit);
    while (!bytes.empty() && !parser.is_done() && !parser.refusal()) {
        ErrorCode error;
        const auto used = parser.put(net::const_buffer{bytes.data(), bytes.size()}, error);
        bytes.remove_prefix(used);
        if (error || used == 0) {
            break;
        }
    }
    require(body.size() <= limit);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto scan = scan_both_ways(bytes);
    if (scan.refusal || scan.size == 0) {
        return 0;
    }
    Head head;
    Parser parser{head, HeadLimits{}.fields};
    ErrorCode error;
    parser.put(net::const_buffer{bytes.data(), scan.size}, error);
    if (error || parser.refusal() || !parser.is_header_done()) {
        return 0;
    }
    const auto verdict = judge(head, {});
    if (verdict.refusal) {
        return 0;
    }
    check_accepted(head, verdict);
    check_target(head.target);
    const auto fields = head.fields.size();
    if (verdict.has_body()) {
        check_body(parser, bytes.substr(scan.size));
    }
    require(head.fields.size() == fields); // no trailer came in
    return 0;
}
