#include "gis/model/facility.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 10> facility_kind_texts{
    "kindergarten",    "primary",
    "lower_secondary", "multi_level_school",
    "cultural_house",  "commune_cultural_centre",
    "health_station",  "sports_ground",
    "market",          "other"};

} // namespace

std::string_view to_text(FacilityKind kind) noexcept {
    return text_of(facility_kind_texts, kind);
}

std::optional<FacilityKind> facility_kind(std::string_view text) noexcept {
    return enum_of<FacilityKind>(facility_kind_texts, text);
}

} // namespace gis::model
