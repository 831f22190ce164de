#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/validity.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"

#include <cmath>
#include <map>
#include <stdexcept>

namespace bench {

namespace {

/// Area of a commune and of its hamlets together, m².
struct Areas {
    double commune_m2 = 0;
    double hamlets_m2 = 0;
};

} // namespace

void check_set(const Setting& setting) {
    const auto data = synthetic_atlas(setting.size);
    std::map<gis::UnitCode, Areas> areas;
    std::size_t ring_vertices = 0;
    for (const auto& unit : data.units) {
        if (const auto invalid = gis::geometry::find_invalidity(unit.boundary)) {
            throw std::runtime_error{unit.code.get() + " is not valid: " + invalid->reason};
        }
        const double area = gis::geometry::area_m2(unit.boundary);
        if (unit.level == gis::model::UnitLevel::commune) {
            areas[unit.code].commune_m2 = area;
        } else {
            areas[unit.parent].hamlets_m2 += area;
            ring_vertices += unit.boundary.front().outer.size() - 1;
        }
    }
    double worst = 0;
    for (const auto& [code, area] : areas) {
        worst = std::max(worst, std::abs(area.hamlets_m2 / area.commune_m2 - 1));
    }
    std::size_t vertices = 0;
    std::size_t records = 0;
    double metres = 0;
    for (const auto& road : data.roads) {
        vertices += road.line.size();
        records += road.surfaces.size();
        metres += road.length_m;
    }
    const auto each = [](std::size_t sum, std::size_t count) {
        return static_cast<double>(sum) / static_cast<double>(count);
    };
    report("communes", static_cast<double>(setting.size.communes));
    report("hamlets", static_cast<double>(setting.size.hamlets));
    report("vertices_a_hamlet", each(ring_vertices, setting.size.hamlets));
    report("hamlets_against_commune_area", worst);
    report("roads", static_cast<double>(data.roads.size()));
    report("vertices_a_road", each(vertices, data.roads.size()));
    report("metres_a_road", metres / static_cast<double>(data.roads.size()));
    report("records_a_road", each(records, data.roads.size()));
    report("facilities", static_cast<double>(data.facilities.size()));
}

} // namespace bench
