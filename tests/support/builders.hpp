#pragma once

#include "gis/geometry/geodesic.hpp"
#include "gis/model/atlas_data.hpp"

#include <string>
#include <utility>

namespace test_support {

inline gis::model::Unit commune(const std::string& code, const std::string& name,
                                gis::geometry::MultiPolygon boundary) {
    gis::model::Unit unit;
    unit.code = gis::UnitCode{code};
    unit.name = name;
    unit.boundary = std::move(boundary);
    return unit;
}

inline gis::model::Unit hamlet(const std::string& code, const std::string& name,
                               gis::geometry::MultiPolygon boundary) {
    auto unit = commune(code, name, std::move(boundary));
    unit.level = gis::model::UnitLevel::hamlet;
    unit.kind = gis::model::UnitKind::ap;
    unit.parent = gis::UnitCode{code.substr(0, code.find('-'))};
    return unit;
}

inline gis::model::Road road(std::int64_t id, gis::model::RoadClass road_class,
                             gis::geometry::Line line) {
    gis::model::Road result;
    result.id = gis::RoadId{id};
    result.road_class = road_class;
    result.line = std::move(line);
    result.length_m = gis::geometry::length_m(result.line);
    return result;
}

/// An accepted record over from_m..to_m.
inline gis::model::SurfaceRecord record(std::int64_t id, std::int64_t road, double from_m,
                                        double to_m, gis::model::Surface surface,
                                        gis::Date effective_on = gis::Date{2020, 1, 1}) {
    gis::model::SurfaceRecord result;
    result.id = gis::SurfaceRecordId{id};
    result.road = gis::RoadId{road};
    result.from_m = from_m;
    result.to_m = to_m;
    result.surface = surface;
    result.effective_on = effective_on;
    return result;
}

} // namespace test_support
