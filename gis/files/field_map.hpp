#pragma once

#include "gis/files/layer.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::files {

/// How one field of ours is filled.
struct FieldRule {
    /// What becomes of a value that `values` does not list.
    enum class Otherwise { unknown, use_default, skip_row };

    std::string target; ///< field of ours: "road_class"
    /// Columns of the file, by preference: the first that is not empty, or with `values` the first
    /// whose value is listed.
    std::vector<std::string> columns;
    /// Value of the file -> value of ours; a rule without value skips the row. Empty: values are
    /// taken as they are.
    std::map<std::string, std::optional<std::string>, std::less<>> values;
    Otherwise otherwise = Otherwise::unknown;
    std::string default_value;           ///< for use_default
    std::optional<std::string> constant; ///< the same for every row; then no columns
    double scale = 1; ///< numbers of the file times this are ours, e.g. 1000 for a column in km
};

/// How the columns of a file become the fields of a layer, and back on export.
struct FieldMap {
    std::string name; ///< of the file that it comes from: "osm"
    Layer layer = Layer::roads;
    std::vector<std::string>
        source_layers; ///< layers of the file to read; empty: chosen by the reader
    /// A row belongs to the layer when one of these columns has one of its values ("*": any);
    /// empty: every row does. Rows that do not belong are not counted as read.
    std::map<std::string, std::vector<std::string>> where;
    std::vector<FieldRule> fields;

    [[nodiscard]] const FieldRule* find(std::string_view target) const noexcept;
};

/// Reads the JSON of one field map or of a list of them (one a layer).
/// @param origin  the file's name, for messages
/// @throws Error{invalid_data} code "bad-field-map" naming the file and the JSON path
[[nodiscard]] std::vector<FieldMap> parse_field_maps(std::string_view json,
                                                     const std::string& origin);

/// The field map for a layer from a JSON file: a path, or the name of one under
/// `<data_folder>/field-maps/`.
/// @throws Error{not_found} code "unknown-field-map" that lists the built-in ones, or
/// Error{invalid_data} code "bad-field-map", also when the file has no map for the layer
[[nodiscard]] FieldMap load_field_map(const std::string& name_or_path, Layer layer,
                                      const std::filesystem::path& data_folder);

} // namespace gis::files
