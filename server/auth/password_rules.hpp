#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// What a new password must be: 12 to 128 characters that are not easily guessed. No rule asks for
/// capitals, digits or signs.
class PasswordRules {
public:
    static constexpr std::size_t fewest_characters = 12;
    static constexpr std::size_t most_characters = 128;

    /// Length alone.
    PasswordRules() = default;

    /// @param file  data/passwords/common.json
    /// @throws gis::Error{invalid_data, "bad-rules"} naming the file and the place in it
    [[nodiscard]] static PasswordRules load(const std::filesystem::path& file);

    /// @param password  in normal form C
    /// @param names     of the user, the atlas and its units: whoever guesses knows them too
    /// @throws gis::Error{invalid_data, "weak-password"}, field "password"
    void check(std::string_view password, std::span<const std::string> names) const;

private:
    [[nodiscard]] bool is_guessable(std::string_view password,
                                    std::span<const std::string> names) const;
    [[nodiscard]] bool is_run(std::string_view letters) const;

    std::vector<std::string> m_words; ///< folded, without spaces
    std::vector<std::string> m_runs;  ///< three times over, forwards and backwards
};

/// A password as it is hashed: normal form C, so that it does not matter how a keyboard composes
/// accents; nothing else is changed. @throws gis::Error{invalid_data, "bad-password"} for what is
/// not UTF-8
[[nodiscard]] std::string normal_password(std::string_view password);

} // namespace server
