#pragma once

#include "gis/files/layer.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::files {

/// A column name or value as it is compared: without accents, case, spaces and punctuation.
/// `Mặt đường`, `MAT_DUONG` -> `matduong`.
[[nodiscard]] std::string squeeze(std::string_view utf8);

/// Names under which columns and values are known when no field map says otherwise:
/// `<data>/field-maps/aliases.json`.
class Aliases {
public:
    /// @throws Error{invalid_data} code "bad-field-map" naming the file and the JSON path
    explicit Aliases(const std::filesystem::path& data_folder);

    /// Squeezed column names for a field, by preference; our own name of the field is the first.
    [[nodiscard]] std::vector<std::string> columns(Layer layer, std::string_view field) const;

    /// Our value for a squeezed text of a file, e.g. "betongximang" -> "btxm" for surface.
    [[nodiscard]] std::optional<std::string> value(std::string_view field,
                                                   std::string_view squeezed) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_columns; ///< by "layer.field"
    /// By field, then by squeezed text.
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> m_values;
};

} // namespace gis::files
