#pragma once

#include "server/request.hpp"

#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace server::http {

/// Why a request is refused before any handler sees it. Each ends the connection.
enum class Refusal : std::uint8_t {
    malformed,
    bare_line_feed,
    folded_field,
    too_many_fields,
    host_missing,
    host_repeated,
    host_malformed,
    host_unknown,
    length_repeated,
    coding_and_length,
    coding_unsupported,
    coding_in_http_1_0,
    unknown_method,
    target_form,
    body_with_get,
    expectation,
    head_too_large,
    target_too_long,
    body_too_large,
    body_malformed,
    timed_out,
    overloaded,
};

struct RefusalText {
    int status;
    std::string_view code;
    gis::Message message;
};

/// Status, code and sentence of a refusal.
[[nodiscard]] RefusalText describe(Refusal refusal);

/// Bounds of a request's head.
struct HeadLimits {
    std::size_t head_bytes = 16U * 1024U;  ///< request line and fields; over it 431
    std::size_t target_bytes = 8U * 1024U; ///< over it 414
    std::size_t fields = 100;              ///< over it 400
};

/// What a scan of the bytes received so far says.
struct HeadScan {
    std::size_t size = 0;           ///< of the complete head with its empty line; 0 = not complete
    std::optional<Refusal> refusal; ///< no need to wait for more
};

/// Finds the end of a head in bytes that come in pieces and refuses at once what no head may have:
/// bare line feeds, folded fields, too many bytes. Each byte is looked at once.
class HeadScanner {
public:
    /// @param received  everything since the head's first byte
    [[nodiscard]] HeadScan scan(std::string_view received, const HeadLimits& limits);
    void reset() noexcept { *this = HeadScanner{}; }

private:
    std::size_t m_line_start = 0;
    std::size_t m_seen = 0;
    bool m_first_line = true;
};

/// A request's head as parsed, not yet judged.
struct Head {
    std::string_view method;
    std::string_view target;
    int version = 11;
    std::vector<Field> fields;

    /// Empties it and keeps the memory.
    void clear() noexcept {
        method = {};
        target = {};
        version = 11;
        fields.clear();
    }
};

/// What the session must know of a head that passed.
struct HeadVerdict {
    std::optional<Refusal> refusal;
    Method method = Method::get;
    std::optional<std::uint64_t> content_length; ///< absent: none given
    bool chunked = false;
    bool expects_continue = false;

    [[nodiscard]] bool has_body() const noexcept {
        return chunked || content_length.value_or(0) > 0;
    }
};

/// The filter of every request: one Host that we answer to, no request smuggling, a method we know,
/// origin form.
/// @param hosts  names that we answer to, lower case without port; empty = any
[[nodiscard]] HeadVerdict judge(const Head& head, std::span<const std::string> hosts);

} // namespace server::http
