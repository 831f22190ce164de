#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace gis::model {

/// The text of an enumerator, by its position in a table that lists all of them in order.
template <class Enum, std::size_t size>
[[nodiscard]] constexpr std::string_view text_of(const std::array<std::string_view, size>& texts,
                                                 Enum value) noexcept {
    return texts[static_cast<std::size_t>(value)];
}

/// The enumerator of a text, or nothing.
template <class Enum, std::size_t size>
[[nodiscard]] constexpr std::optional<Enum> enum_of(const std::array<std::string_view, size>& texts,
                                                    std::string_view text) noexcept {
    for (std::size_t i = 0; i < size; ++i) {
        if (texts[i] == text) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

} // namespace gis::model
