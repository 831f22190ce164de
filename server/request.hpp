#pragma once

#include "gis/core/number_words.hpp"
#include "server/target.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace server {

struct Actor;

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, trace };

/// `GET`
[[nodiscard]] std::string_view to_text(Method method) noexcept;
/// Upper case only, as RFC 9110 wants it.
[[nodiscard]] std::optional<Method> method(std::string_view text) noexcept;

/// Without the blanks and tabs around it: what RFC 9110 (5.6.3) lets stand around values.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// One header field as received.
struct Field {
    std::string_view name;
    std::string_view value;
};

using gis::Language;

/// A value that the router took out of the path.
struct PathParameter {
    std::string_view name;
    std::string_view value;
};

/// A request, checked and decoded. Views point into memory that lives until the response is made.
struct Request {
    Method method = Method::get;
    std::string_view raw_target; ///< as received: `/api/units?x=%C3%A1`
    Target target;               ///< decoded once
    std::span<const Field> fields;
    std::string_view body;
    std::string_view remote; ///< the peer's address without port
    bool encrypted = false;  ///< the connection itself is TLS
    std::vector<PathParameter> parameters;
    std::uint64_t number = 0;     ///< of this run of the server; for request_id()
    const Actor* actor = nullptr; ///< never null in a handler; nobody signed in is an Actor too

    /// The first field of a name, whatever its case; empty when absent.
    [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
    /// A parameter of the route's pattern. @throws std::out_of_range when the pattern has none of
    /// that name
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// ASCII letters equal whatever their case.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Vietnamese unless `Accept-Language` prefers English.
[[nodiscard]] Language preferred_language(std::string_view accept_language) noexcept;
/// The same of a request.
[[nodiscard]] Language language_of(const Request& request) noexcept;

/// True when an Accept-Encoding value takes `coding` with a weight above 0.
[[nodiscard]] bool accepts_encoding(std::string_view accept_encoding,
                                    std::string_view coding) noexcept;

/// True when an If-None-Match value names `etag` (weak comparison) or is `*`.
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag) noexcept;

} // namespace server
