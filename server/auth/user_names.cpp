#include "server/auth/user_names.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"

#include <algorithm>

namespace server {

namespace {

constexpr std::size_t most_name_bytes = 128;
constexpr std::size_t most_display_bytes = 300;

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// Letters and digits; of other scripts only those that stand for themselves, nothing invisible and
/// no marks on top of each other.
bool is_name_character(std::string_view character) {
    if (character.size() > 1) {
        return !gis::fold(character).empty();
    }
    const char c = character.front();
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"._-@"}.find(c) != std::string_view::npos;
}

bool is_name(std::string_view text) {
    while (!text.empty()) {
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
            ++size;
        }
        if (!is_name_character(text.substr(0, size))) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

} // namespace

std::string folded_user_name(std::string_view text) {
    return text.size() <= most_name_bytes && gis::is_utf8(text) ? gis::lower(gis::clean(text))
                                                                : std::string{};
}

std::string new_user_name(std::string_view text) {
    auto name = folded_user_name(text);
    const auto characters = characters_of(name);
    if (characters < 2 || characters > 64 || !is_name(name)) {
        throw gis::Error{
            gis::ErrorKind::invalid_data,
            "bad-user-name",
            {"Tên đăng nhập có từ 2 đến 64 ký tự: chữ, số và . _ - @, không có khoảng trắng.",
             "A sign-in name has 2 to 64 characters: letters, digits and . _ - @, no spaces."},
            "name"};
    }
    return name;
}

std::string display_name_of(std::string_view text) {
    const bool readable = text.size() <= most_display_bytes && gis::is_utf8(text);
    auto name = readable ? gis::clean(text) : std::string{};
    if (name.empty() || characters_of(name) > 100) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "bad-display-name",
                         {"Họ tên có từ 1 đến 100 ký tự.", "A name has 1 to 100 characters."},
                         "display_name"};
    }
    return name;
}

} // namespace server
