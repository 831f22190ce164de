#include "server/dispatch.hpp"

#include "server/gzip.hpp"
#include "server/problem.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <random>

namespace server {

namespace {

constexpr std::size_t compress_from_bytes = 1400; // below, it would leave in one packet anyway
constexpr int compress_level = 5;

Language language_of(const Request& request) noexcept {
    return preferred_language(request.field("Accept-Language"));
}

Response answer_error(const gis::Error& error, const Request& request) {
    const int status = status_of(error.kind());
    std::string id;
    if (status == 500) {
        id = new_request_id();
        spdlog::error("request {} {} {} failed: {}: {}", id, to_text(request.method),
                      request.raw_target, error.code(), error.message().en);
    }
    return problem(error, language_of(request), id);
}

Response answer_unknown(const char* what, const Request& request) {
    const auto id = new_request_id();
    spdlog::error("request {} {} {} failed: {}", id, to_text(request.method), request.raw_target,
                  what);
    return problem(gis::Error{gis::ErrorKind::internal, "internal", {}}, language_of(request), id);
}

/// Calls `make` and turns whatever it throws into an answer.
template <class Make>
auto guarded(const Make& make, const Request& request) noexcept -> decltype(make()) {
    try {
        try {
            return make();
        } catch (const gis::Error& error) {
            return answer_error(error, request);
        } catch (const std::exception& error) {
            return answer_unknown(error.what(), request);
        }
    } catch (...) { // out of memory while answering: say so without taking any
        Response response;
        response.status = 500;
        response.close = true;
        return response;
    }
}

bool is_text(std::string_view content_type) noexcept {
    return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
           content_type.starts_with("application/problem+json") ||
           content_type.starts_with("application/geo+json") ||
           content_type.starts_with("image/svg+xml");
}

} // namespace

std::string new_request_id() {
    static const std::uint64_t start = std::random_device{}() * 0x9E3779B97F4A7C15ULL;
    static std::atomic<std::uint64_t> count{0};
    return fmt::format("{:016x}", start + count.fetch_add(1, std::memory_order_relaxed));
}

void apply_precondition(const Request& request, Response& response) {
    const bool cacheable =
        response.status == 200 && (request.method == Method::get || request.method == Method::head);
    if (!cacheable || response.etag.empty()) {
        return;
    }
    if (const auto wanted = request.field("If-None-Match");
        !wanted.empty() && etag_matches(wanted, response.etag)) {
        response.status = 304;
        response.body = std::monostate{};
        response.content_type = {};
    }
}

void compress(const Request& request, Response& response) {
    auto* text = std::get_if<std::string>(&response.body);
    if (text == nullptr || !is_text(response.content_type) || text->size() < compress_from_bytes ||
        !response.headers.find("Content-Encoding").empty()) {
        return;
    }
    response.headers.add("Vary", "Accept-Encoding, Accept-Language");
    if (accepts_encoding(request.field("Accept-Encoding"), "gzip")) {
        response.headers.add("Content-Encoding", "gzip");
        *text = gzip(*text, compress_level);
    }
}

Response dispatch(const Handler& handler, const Request& request) noexcept {
    return guarded(
        [&] {
            auto response = handler(request);
            apply_precondition(request, response);
            compress(request, response);
            return response;
        },
        request);
}

std::optional<Response> dispatch_at_hand(const InlineHandler& at_hand,
                                         const Request& request) noexcept {
    return guarded(
        [&] {
            auto response = at_hand(request);
            if (response) {
                apply_precondition(request, *response);
            }
            return response;
        },
        request);
}

} // namespace server
