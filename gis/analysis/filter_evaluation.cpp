#include "gis/analysis/filter.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Filter;
using model::FilterOperator;
using model::FilterValue;

std::optional<bool> negated(std::optional<bool> value) {
    return value ? std::optional{!*value} : std::nullopt;
}

/// Of all operands `decisive` decides; else, if one is not known, the whole is not.
std::optional<bool> combined(const Filter& filter, const FilterValues& values, bool decisive) {
    bool all_known = true;
    for (const auto& operand : filter.operands) {
        const auto value = holds(operand, values);
        if (value == decisive) {
            return decisive;
        }
        all_known = all_known && value.has_value();
    }
    return all_known ? std::optional{!decisive} : std::nullopt;
}

std::optional<FilterValue> value_of(const Filter& filter, const FilterValues& values) {
    return filter.op == FilterOperator::get ? values(filter.property)
                                            : std::optional{filter.values.front()};
}

std::optional<bool> compared(const Filter& filter, const FilterValues& values) {
    const auto a = value_of(filter.operands[0], values);
    const auto b = value_of(filter.operands[1], values);
    if (!a || !b) {
        return std::nullopt;
    }
    switch (filter.op) {
    case FilterOperator::equal:
        return *a == *b;
    case FilterOperator::not_equal:
        return *a != *b;
    case FilterOperator::less:
        return *a < *b;
    case FilterOperator::less_or_equal:
        return *a <= *b;
    case FilterOperator::greater:
        return *a > *b;
    default:
        return *a >= *b;
    }
}

std::optional<bool> among(const Filter& filter, const FilterValues& values) {
    const auto value = value_of(filter.operands[0], values);
    const auto& list = filter.operands[1].values;
    return value ? std::optional{std::find(list.begin(), list.end(), *value) != list.end()}
                 : std::nullopt;
}

/// A property or a literal that is itself yes or no.
std::optional<bool> truth(const Filter& filter, const FilterValues& values) {
    const auto value = value_of(filter, values);
    return value ? std::optional{std::get<bool>(*value)} : std::nullopt;
}

} // namespace

std::optional<bool> holds(const Filter& filter, const FilterValues& values) {
    switch (filter.op) {
    case FilterOperator::all:
        return combined(filter, values, false);
    case FilterOperator::any:
        return combined(filter, values, true);
    case FilterOperator::negation:
        return negated(holds(filter.operands[0], values));
    case FilterOperator::in:
        return among(filter, values);
    case FilterOperator::has:
        return values(filter.property).has_value();
    case FilterOperator::get:
    case FilterOperator::literal:
        return truth(filter, values);
    default:
        return compared(filter, values);
    }
}

} // namespace gis::analysis
