#include "gis/analysis/filter_features.hpp"

#include <string>

namespace gis::analysis {

namespace {

using model::FilterValue;
using Value = std::optional<FilterValue>;

/// As in the tiles, an empty text is no property.
Value text_value(std::string_view text) {
    return text.empty() ? Value{} : Value{std::string{text}};
}

template <class Number>
Value number_value(const std::optional<Number>& number) {
    return number ? Value{static_cast<double>(*number)} : Value{};
}

Value flag_value(const std::optional<bool>& flag) {
    return flag ? Value{*flag} : Value{};
}

} // namespace

FilterValues values_of(const model::Road& road, const model::SurfaceInterval& stretch,
                       const HardeningRules& rules) {
    return [&road, &stretch, &rules](std::string_view name) -> Value {
        if (name == "class") {
            return text_value(to_text(road.road_class));
        }
        if (name == "surface") { // "unknown" in the tiles, where it is drawn; not known here
            return stretch.surface == model::Surface::unknown
                       ? Value{}
                       : text_value(to_text(stretch.surface));
        }
        if (name == "hardened") {
            return flag_value(rules.verdict(road.road_class, stretch.surface));
        }
        if (name == "road_id") {
            return Value{static_cast<double>(road.id.get())};
        }
        if (name == "from_m") {
            return Value{stretch.from_m};
        }
        if (name == "to_m") {
            return Value{stretch.to_m};
        }
        return name == "width_m" ? number_value(stretch.width_m) : text_value(road.name);
    };
}

FilterValues values_of(const model::Facility& facility) {
    return [&facility](std::string_view name) -> Value {
        if (name == "kind") {
            return text_value(to_text(facility.kind));
        }
        if (name == "condition") {
            return text_value(facility.condition);
        }
        if (name == "standard_met") {
            return flag_value(facility.standard_met);
        }
        if (name == "toilet") {
            return flag_value(facility.toilet);
        }
        if (name == "well") {
            return flag_value(facility.well);
        }
        if (name == "seats") {
            return number_value(facility.seats);
        }
        if (name == "area_m2") {
            return number_value(facility.area_m2);
        }
        return name == "facility_id" ? Value{static_cast<double>(facility.id.get())}
                                     : text_value(facility.name);
    };
}

FilterValues values_of(const model::Unit& hamlet) {
    return [&hamlet](std::string_view name) -> Value {
        if (name == "code") {
            return text_value(hamlet.code.get());
        }
        if (name == "kind") {
            return text_value(to_text(hamlet.kind));
        }
        if (name == "parent") {
            return text_value(hamlet.parent.get());
        }
        if (name == "population") {
            return number_value(hamlet.population);
        }
        return name == "households" ? number_value(hamlet.households) : text_value(hamlet.name);
    };
}

} // namespace gis::analysis
