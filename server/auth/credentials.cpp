#include "server/auth/credentials.hpp"

#include "gis/core/text.hpp"
#include "server/request.hpp"

#include <cstdint>

namespace server {

namespace {

constexpr std::size_t most_basic_bytes = 1024;

/// 0..63, or 64 for what is no digit of base 64.
std::uint32_t base64_digit(char c) noexcept {
    if (c >= 'A' && c <= 'Z') {
        return static_cast<std::uint32_t>(c - 'A');
    }
    if (c >= 'a' && c <= 'z') {
        return static_cast<std::uint32_t>(c - 'a') + 26;
    }
    if (c >= '0' && c <= '9') {
        return static_cast<std::uint32_t>(c - '0') + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/// Strict: whole groups of four, padding at the end alone, no stray bits.
std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    text.remove_suffix(padding);
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = base64_digit(c);
        if (digit == 64) {
            return std::nullopt;
        }
        bits = (bits << 6U) | digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
        }
    }
    const bool stray = (bits & ((1U << static_cast<unsigned>(count)) - 1U)) != 0;
    return stray ? std::nullopt : std::optional{std::move(bytes)};
}

} // namespace

std::optional<std::string_view> cookie_value(std::string_view cookie_field,
                                             std::string_view name) noexcept {
    std::optional<std::string_view> found;
    while (!cookie_field.empty()) {
        const auto semicolon = cookie_field.find(';');
        const auto pair = trim(cookie_field.substr(0, semicolon));
        cookie_field.remove_prefix(semicolon == std::string_view::npos ? cookie_field.size()
                                                                       : semicolon + 1);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = pair.substr(equals + 1);
    }
    return found && found->size() <= most_secret_bytes ? found : std::nullopt;
}

std::optional<BasicCredentials> basic_credentials(std::string_view authorization) {
    const auto space = authorization.find(' ');
    if (space == std::string_view::npos || authorization.size() > most_basic_bytes ||
        !equal_ignoring_case(authorization.substr(0, space), "Basic")) {
        return std::nullopt;
    }
    const auto decoded = base64_decode(trim(authorization.substr(space + 1)));
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos || !gis::is_utf8(*decoded)) {
        return std::nullopt;
    }
    return BasicCredentials{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

} // namespace server
