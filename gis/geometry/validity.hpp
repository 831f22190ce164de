#pragma once

#include "gis/geometry/types.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace gis::geometry {

/// Why a polygon is not valid by the OGC rules, and where.
struct Invalidity {
    std::string reason; ///< GEOS' words, e.g. "Self-intersection"
    Point where;
};

/// GEOS' verdict; nothing when valid.
[[nodiscard]] std::optional<Invalidity> find_invalidity(const MultiPolygon& polygons);

struct Repaired {
    MultiPolygon polygons;
    double area_change = 0; ///< |area after - area before| / area before
};

/// Mends by GEOS' "structure" method. Nothing when that takes longer than `limit`, or leaves no
/// polygon, or changes the area by more than `max_area_change` (a share, 0.001 = 0.1 %).
[[nodiscard]] std::optional<Repaired>
repair(const MultiPolygon& polygons, std::chrono::milliseconds limit = std::chrono::seconds{5},
       double max_area_change = 0.001);

} // namespace gis::geometry
