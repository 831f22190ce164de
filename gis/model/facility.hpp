#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/geometry/types.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

enum class FacilityKind : std::uint8_t {
    kindergarten,
    primary,
    lower_secondary,
    multi_level_school,
    cultural_house,
    commune_cultural_centre,
    health_station,
    sports_ground,
    market,
    other
};

[[nodiscard]] std::string_view to_text(FacilityKind kind) noexcept;
[[nodiscard]] std::optional<FacilityKind> facility_kind(std::string_view text) noexcept;

/// A school, cultural house, health station...; every absent optional is unknown.
struct Facility {
    FacilityId id;
    FacilityKind kind = FacilityKind::other;
    std::string code; ///< the office's own; empty = none
    std::string name; ///< NFC
    geometry::Point location;
    UnitCode commune;                 ///< empty = derived from the location
    std::vector<UnitCode> serves;     ///< hamlets; one place may serve several
    std::optional<bool> standard_met; ///< meets the norm of its kind
    std::map<std::string, int> rooms; ///< number by type, e.g. {"phong_hoc": 12}
    std::optional<int> seats;
    std::optional<double> area_m2;
    std::optional<bool> toilet;
    std::optional<bool> well;
    std::string condition; ///< "good", "repair", "new" (to be built), "degraded", or free text;
                           ///< empty = unknown
    Date valid_from = Date{1900, 1, 1};
    std::optional<Date> valid_to;

    friend bool operator==(const Facility&, const Facility&) = default;
};

/// A place that stands for people: a household, a census point, a raster cell.
struct PopulationPoint {
    PopulationPointId id;
    geometry::Point location;
    double persons = 0;

    friend bool operator==(const PopulationPoint&, const PopulationPoint&) = default;
};

} // namespace gis::model
