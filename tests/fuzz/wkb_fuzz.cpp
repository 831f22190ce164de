#include "gis/core/error.hpp"
#include "gis/geometry/wkb.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using gis::geometry::Bytes;
using gis::geometry::from_wkb;
using gis::geometry::Line;
using gis::geometry::MultiPolygon;
using gis::geometry::Point;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* bytes = reinterpret_cast<const std::byte*>(data);
    try {
        const auto geometry = from_wkb({bytes, size});
        // What was read is written as the same number of values and read again without complaint.
        if (const auto* line = std::get_if<Line>(&geometry)) {
            if (std::get<Line>(from_wkb(to_wkb(*line))).size() != line->size()) {
                std::abort();
            }
        } else if (const auto* polygons = std::get_if<MultiPolygon>(&geometry)) {
            if (std::get<MultiPolygon>(from_wkb(to_wkb(*polygons))).size() != polygons->size()) {
                std::abort();
            }
        }
    } catch (const gis::Error&) {
    }
    return 0;
}
