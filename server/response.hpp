#pragma once

#include "server/text_stream.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace server {

/// Bytes that somebody keeps alive: a cached tile, a static file, a finished answer. Copies share
/// them.
struct SharedBytes {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
};

[[nodiscard]] inline SharedBytes share(std::string text) {
    auto owner = std::make_shared<const std::string>(std::move(text));
    const std::string_view bytes{*owner};
    return {std::move(owner), bytes};
}

/// A file that is sent from disk.
struct FileBody {
    std::filesystem::path path;
    std::uint64_t size = 0;
    std::shared_ptr<const void> owner; ///< deletes a temporary file when the last answer is sent
};

/// Header fields of an answer as they go out, `Name: value\r\n` each.
class HeaderBlock {
public:
    /// @pre neither name nor value has a line break
    void add(std::string_view name, std::string_view value) {
        m_text.reserve(m_text.size() + name.size() + value.size() + 4);
        m_text.append(name).append(": ").append(value).append("\r\n");
    }

    /// Puts a field in the place of all that are spelt like it.
    void set(std::string_view name, std::string_view value);

    /// Value of the first field spelt exactly like this; empty when absent.
    [[nodiscard]] std::string_view find(std::string_view name) const noexcept;

    [[nodiscard]] std::string_view text() const noexcept { return m_text; }

private:
    std::string m_text;
};

struct Remainder;

/// What a handler answers. Content-Length, Date, Connection and the security headers are added on
/// the way out.
struct Response {
    int status = 200;
    std::string_view content_type; ///< a literal; empty = no body
    HeaderBlock headers;
    std::string etag; ///< with quotes; empty = none
    /// A stream has no Content-Length and ends with the connection.
    std::variant<std::monostate, std::string, SharedBytes, FileBody, std::shared_ptr<TextStream>>
        body;
    bool close = false; ///< ends the connection after this answer
    /// Not an answer yet: this makes it, on another lane. Nothing else of the Response counts then.
    std::shared_ptr<const Remainder> remainder = {};

    /// The body in memory; empty for a file or a stream.
    [[nodiscard]] std::string_view text() const noexcept;
    [[nodiscard]] std::uint64_t content_length() const noexcept;
    [[nodiscard]] bool is_stream() const noexcept {
        return std::holds_alternative<std::shared_ptr<TextStream>>(body);
    }
};

inline constexpr std::string_view json_type = "application/json; charset=utf-8";
inline constexpr std::string_view problem_type = "application/problem+json; charset=utf-8";
inline constexpr std::string_view html_type = "text/html; charset=utf-8";

/// `Not Found`; empty for a status that we never send.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

} // namespace server
