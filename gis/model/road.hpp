#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/geometry/types.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// Road classes of Thông tư 32/2014/TT-BGTVT: xa commune road, ap hamlet road, ngo lane (ngõ, tổ,
/// xóm), nd main field road (nội đồng); huyen district road and above.
enum class RoadClass : std::uint8_t { xa, ap, ngo, nd, huyen, other };

/// What a road is made of: nhua asphalt concrete, btxm cement concrete, lang_nhua bitumen surface
/// dressing, da_dam macadam, cap_phoi graded aggregate, gach brick or stone, soi_do laterite
/// gravel, dat earth.
enum class Surface : std::uint8_t {
    nhua,
    btxm,
    lang_nhua,
    da_dam,
    cap_phoi,
    gach,
    soi_do,
    dat,
    unknown
};

enum class RecordState : std::uint8_t { proposed, accepted, retracted };

inline constexpr std::array road_classes{RoadClass::xa, RoadClass::ap,    RoadClass::ngo,
                                         RoadClass::nd, RoadClass::huyen, RoadClass::other};
inline constexpr std::array surfaces{Surface::nhua,   Surface::btxm,     Surface::lang_nhua,
                                     Surface::da_dam, Surface::cap_phoi, Surface::gach,
                                     Surface::soi_do, Surface::dat,      Surface::unknown};

[[nodiscard]] std::string_view to_text(RoadClass road_class) noexcept;
[[nodiscard]] std::string_view to_text(Surface surface) noexcept;
[[nodiscard]] std::string_view to_text(RecordState state) noexcept;
[[nodiscard]] std::optional<RoadClass> road_class(std::string_view text) noexcept;
[[nodiscard]] std::optional<Surface> surface(std::string_view text) noexcept;
[[nodiscard]] std::optional<RecordState> record_state(std::string_view text) noexcept;

/// From a day on, an interval of a road's chainage has a surface. Never changed once stored: a
/// later record covers it.
struct SurfaceRecord {
    SurfaceRecordId id;
    RoadId road;
    double from_m = 0; ///< chainage, metres
    double to_m = 0;   ///< chainage, metres; > from_m
    Surface surface = Surface::unknown;
    std::optional<double> width_m; ///< carriageway width, metres; absent = unknown
    std::string condition;         ///< free text; empty = unknown
    Date effective_on;
    std::string work;     ///< code of the work that made it; empty = none known
    std::string evidence; ///< document number, file or source
    RecordState state = RecordState::accepted;

    friend bool operator==(const SurfaceRecord&, const SurfaceRecord&) = default;
};

struct Road {
    RoadId id;
    std::string code; ///< the office's own; empty = none
    std::string name; ///< NFC; empty = unnamed
    RoadClass road_class = RoadClass::other;
    UnitCode managing_commune; ///< as given; empty = derived from the map (the commune that holds
                               ///< most of the road)
    geometry::Line line;       ///< lon/lat, EPSG:4326
    double length_m = 0;       ///< geodesic, metres, WGS 84
    Date valid_from = Date{1900, 1, 1};
    std::optional<Date> valid_to;        ///< last day on which the road exists; absent = still
    std::vector<SurfaceRecord> surfaces; ///< all records of this road, by (effective_on, id)

    friend bool operator==(const Road&, const Road&) = default;
};

/// What holds on a stretch of a road on a day.
struct SurfaceInterval {
    double from_m = 0;
    double to_m = 0;
    Surface surface = Surface::unknown;
    std::optional<double> width_m;
    SurfaceRecordId record; ///< the record that says so; 0 where nothing is known

    friend bool operator==(const SurfaceInterval&, const SurfaceInterval&) = default;
};

/// Folds the accepted records that are in effect on `as_of` into consecutive intervals from 0 to
/// `length_m`, later records over earlier ones (by effective_on, then id). What no record covers is
/// `unknown`. Neighbours with equal surface, width and record are one interval. Records beyond the
/// length are clamped; one that ends within a millimetre of an end of the road reaches it.
/// @pre records sorted by (effective_on, id)
[[nodiscard]] std::vector<SurfaceInterval> surfaces_on(std::span<const SurfaceRecord> records,
                                                       double length_m, Date as_of);

} // namespace gis::model
