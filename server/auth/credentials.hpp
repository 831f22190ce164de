#pragma once

#include <optional>
#include <string>
#include <string_view>

// What a request brings to show who makes it, taken apart. Every byte may be hostile.

namespace server {

/// Longest value that is looked at: the secrets of ours have 43 characters.
inline constexpr std::size_t most_secret_bytes = 128;

/// The value of a cookie in a Cookie field. Absent when it is not there, is too long, or is there
/// more than once: then somebody may have slipped one in.
[[nodiscard]] std::optional<std::string_view> cookie_value(std::string_view cookie_field,
                                                           std::string_view name) noexcept;

struct BasicCredentials {
    std::string user; ///< as sent
    std::string password;
};

/// What an Authorization field of the Basic scheme says (RFC 7617, UTF-8); absent when it says
/// anything else.
[[nodiscard]] std::optional<BasicCredentials> basic_credentials(std::string_view authorization);

} // namespace server
