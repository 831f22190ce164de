#include "server/dispatch.hpp"

#include "server/gzip.hpp"
#include "server/problem.hpp"
#include "server/request_log.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace server {

namespace {

constexpr std::size_t compress_from_bytes = 1400; // below, it would leave in one packet anyway

/// How to sign in. A browser would answer a Basic challenge with a dialog of its own, which knows
/// nothing of sessions: a viewer gets the other one.
std::string_view challenge(const Request& request) noexcept {
    const bool viewer = !request.field("Sec-Fetch-Mode").empty() ||
                        !request.field("Cookie").empty() || !request.field("Origin").empty() ||
                        !request.field("X-Requested-With").empty();
    return viewer ? "Cookie realm=\"ntm-atlas\", form-action=\"/api/session\""
                  : "Basic realm=\"ntm-atlas\", charset=\"UTF-8\"";
}

Response answer_error(const gis::Error& error, const Request& request) {
    const int status = status_of(error.kind());
    std::string id;
    if (status == 500) {
        id = request_id(request);
        spdlog::error("request {} {} {} failed: {}: {}", id, to_text(request.method),
                      request.raw_target, error.code(), error.message().en);
    }
    auto response = problem(error, language_of(request), id);
    if (status == 401) {
        response.headers.add("WWW-Authenticate", challenge(request));
    }
    return response;
}

Response answer_unknown(const char* what, const Request& request) {
    const auto id = request_id(request);
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

const Actor& actor_of(const Request& request) noexcept {
    static const Actor nobody;
    return request.actor != nullptr ? *request.actor : nobody;
}

/// Answers about a person, and records that not everybody may see.
bool is_personal(Operation operation) noexcept {
    return operation == Operation::manage_own || operation == Operation::manage_users ||
           operation == Operation::read_household || operation == Operation::backup;
}

/// In an atlas that is closed to the public every answer with data is asked for again, so that
/// nobody sees it from a cache after signing out, and none stays in a cache that others share.
void keep_private(Response& response, Operation operation, const Actor& actor) {
    if (operation == Operation::open_to_all) {
        return;
    }
    if (is_personal(operation)) {
        response.headers.set("Cache-Control", "no-store");
    } else if (!actor.atlas_is_public && response.headers.find("Cache-Control") != "no-store") {
        response.headers.set("Cache-Control", "private, no-cache");
        response.headers.add("Vary", "Cookie, Authorization");
    }
}

bool is_text(std::string_view content_type) noexcept {
    return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
           content_type.starts_with("application/problem+json") ||
           content_type.starts_with("application/geo+json") ||
           content_type.starts_with("image/svg+xml");
}

Response finished(Response response, const Route& route, const Request& request) {
    if (response.remainder) {
        return response;
    }
    apply_precondition(request, response);
    compress(request, response);
    keep_private(response, route.operation, actor_of(request));
    return response;
}

} // namespace

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
        *text = gzip_answer(*text);
    }
}

Response continue_on(Lane lane, std::function<Response()> make) {
    Response response;
    response.remainder = std::make_shared<const Remainder>(Remainder{lane, std::move(make)});
    return response;
}

Admission admit(const Gate& gate, const Route& route, const Request& request) noexcept {
    Admission admission;
    admission.refusal = guarded(
        [&]() -> std::optional<Response> {
            admission.actor = gate.identify(request);
            authorise(*admission.actor, route.operation);
            return std::nullopt;
        },
        request);
    return admission;
}

Response dispatch(const Route& route, const Request& request) noexcept {
    return guarded(
        [&] {
            authorise(actor_of(request), route.operation);
            return finished(route.handler(request), route, request);
        },
        request);
}

std::optional<Response> dispatch_at_hand(const Route& route, const Request& request) noexcept {
    return guarded(
        [&] {
            authorise(actor_of(request), route.operation);
            auto response = route.at_hand(request);
            if (response) {
                apply_precondition(request, *response);
                keep_private(*response, route.operation, actor_of(request));
            }
            return response;
        },
        request);
}

Response answer_failure(const std::exception_ptr& failure, const Request& request) noexcept {
    return guarded([&]() -> Response { std::rethrow_exception(failure); }, request);
}

Response dispatch_remainder(const Response& response, const Route& route,
                            const Request& request) noexcept {
    const auto remainder = response.remainder;
    return guarded([&] { return finished(remainder->make(), route, request); }, request);
}

} // namespace server
