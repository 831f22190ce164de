#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gis::model {

/// What a filter chooses from: stretches of road with one surface, facilities, hamlets. The names
/// are those of the layers of the vector tiles.
enum class FilterLayer : std::uint8_t { roads, facilities, hamlets };

[[nodiscard]] std::string_view to_text(FilterLayer layer) noexcept;

/// The expressions of the MapLibre style language that a filter may be made of.
enum class FilterOperator : std::uint8_t {
    all,
    any,
    negation,
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    in,
    has,
    get,
    literal
};

using FilterValue = std::variant<bool, double, std::string>;

/// An expression that chooses features, as a tree.
struct Filter {
    FilterOperator op = FilterOperator::literal;
    std::vector<Filter> operands = {};    ///< of all that are not has, get, literal
    std::string property = {};            ///< of has and get
    std::vector<FilterValue> values = {}; ///< of a literal: one, or those of a list
    bool is_list = false;                 ///< of a literal

    friend bool operator==(const Filter&, const Filter&) = default;
};

} // namespace gis::model
