#pragma once

#include "gis/analysis/json_object.hpp"
#include "gis/model/filter.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gis::analysis {

enum class FilterType : std::uint8_t { boolean, number, text };

/// A property that filters of a layer may ask for.
struct FilterProperty {
    std::string_view name;
    FilterType type = FilterType::text;
    bool in_tiles = true; ///< false: MapLibre needs it from elsewhere than the vector tiles
    bool (*known)(std::string_view) = nullptr; ///< of a text with a closed list of values
    /// The tiles write "unknown" where we know nothing, so that `has` would mean two things.
    bool never_absent = false;
};

[[nodiscard]] std::span<const FilterProperty> filter_properties(model::FilterLayer layer) noexcept;

inline constexpr std::size_t most_filter_parts = 200; ///< expressions and values of one filter

/// Reads an expression of MapLibre: all, any, !, ==, !=, <, <=, >, >= of numbers, in (a list given
/// as literal), has, get, literal. Everything is typed by filter_properties(): a comparison of
/// unequal types, an unknown property or a word that the property never has is refused.
/// @throws Error{invalid_data, "bad-filter"} with the JSON path as field
[[nodiscard]] model::Filter parse_filter(std::string_view json, model::FilterLayer layer);
/// The same of a member; errors name the origin and the whole path.
[[nodiscard]] model::Filter read_filter(const JsonObject& object, const std::string& key,
                                        model::FilterLayer layer);

/// The JSON text of a filter: parse_filter() of it gives the same filter.
[[nodiscard]] std::string to_json(const model::Filter& filter);

/// The value of a property of a feature; nothing where it is not known.
using FilterValues = std::function<std::optional<model::FilterValue>(std::string_view property)>;

/// Whether a feature is chosen; nothing where that depends on what is not known (Kleene's logic).
/// Where this says yes MapLibre draws the feature, where it says no it does not; a feature of
/// which we do not know MapLibre draws or not by its own rules for null.
[[nodiscard]] std::optional<bool> holds(const model::Filter& filter, const FilterValues& values);

} // namespace gis::analysis
