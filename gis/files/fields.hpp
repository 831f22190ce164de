#pragma once

#include "gis/files/layer.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace gis::files {

/// What a field of ours holds, and how a text of a file is read into it.
enum class FieldType : std::uint8_t {
    text,
    choice,  ///< one of a fixed list of codes
    measure, ///< a number with a fraction
    count,   ///< a whole number
    date,
    flag, ///< yes or no
    list, ///< codes, separated by comma or semicolon
};

/// A field of a layer: the target of a field map, a column of an export, a line of the field
/// dictionary.
struct FieldInfo {
    std::string_view name;
    FieldType type = FieldType::text;
    bool derived = false; ///< written on export, computed; never read
    std::string_view vi;  ///< what it means
    std::string_view en;
    std::string_view unit;   ///< "m", "km²"; empty: none
    std::string_view values; ///< of a choice, for people
};

/// All fields of a layer, in the order of an export.
[[nodiscard]] std::span<const FieldInfo> fields_of(Layer layer) noexcept;

/// Null when the layer has no such field.
[[nodiscard]] const FieldInfo* find_field(Layer layer, std::string_view name) noexcept;

/// Whether a constant, default or mapped value of a field map is one that the field can hold.
[[nodiscard]] bool accepts(Layer layer, const FieldInfo& field, std::string_view value);

/// The longest allowed text of a field, in bytes; longer ones are refused on import.
inline constexpr std::size_t max_text_bytes = 2000;

} // namespace gis::files
