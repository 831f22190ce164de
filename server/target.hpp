#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

/// The part of a URL after `?`, decoded; every key at most once.
class Query {
public:
    /// @param text  without the `?`
    /// @throws gis::Error{invalid_argument} for a wrong percent sign, text that is not UTF-8
    /// without control characters, more than 32 parameters, or a key given twice (field = the key)
    [[nodiscard]] static Query parse(std::string_view text);

    /// The value of a key; absent when not given. `key` and `key=` are the empty text.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view key) const noexcept;

    /// @throws gis::Error{invalid_argument, "unknown-parameter"} for the first key that is not in
    /// `keys`
    void allow_only(std::initializer_list<std::string_view> keys) const;
    /// The same of the keys of a group and some more.
    void allow_only(std::span<const std::string_view> group,
                    std::initializer_list<std::string_view> more) const;

    /// As if it had been written in a URL. @throws what parse() throws, for a key given twice
    void add(std::string key, std::string value);

    [[nodiscard]] bool empty() const noexcept { return m_entries.empty(); }

private:
    std::vector<std::pair<std::string, std::string>> m_entries;
};

/// A request target in origin form, decoded once and strictly.
struct Target {
    std::vector<std::string>
        segments; ///< `/api/units` -> api, units; `/` -> none; `/a/` -> a and an empty one
    Query query;

    /// @param raw  `/path?query` as received
    /// @throws gis::Error{invalid_argument, "malformed-target"} when it does not start with `/`,
    /// has a character that must be percent-encoded, a fragment, a wrong percent sign, an encoded
    /// slash, a `.` or `..` segment or text that is not UTF-8; and what Query::parse throws
    [[nodiscard]] static Target parse(std::string_view raw);
};

/// Decodes `%41` once. @param plus  what a `+` stands for: a space in a query, itself in a path
/// @return nothing for a wrong percent sign, a control character or text that is not UTF-8
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, char plus);

/// Encodes everything but letters, digits and `-._~`: fits every part of a URL.
[[nodiscard]] std::string percent_encode(std::string_view text);

} // namespace server
