#pragma once

#include "gis/geometry/geodesic.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/tiles/tile_set.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Small atlases for the tests of tiles.
namespace tiles_test {

inline const gis::Date today{2024, 11, 24};

inline gis::geometry::MultiPolygon rectangle(double west, double south, double east, double north) {
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

inline gis::model::Unit commune(std::string code, std::string name,
                                gis::geometry::MultiPolygon boundary) {
    gis::model::Unit unit;
    unit.code = gis::UnitCode{std::move(code)};
    unit.name = std::move(name);
    unit.boundary = std::move(boundary);
    return unit;
}

inline gis::model::Unit hamlet(std::string code, std::string name, std::string parent,
                               gis::geometry::MultiPolygon boundary) {
    auto unit = commune(std::move(code), std::move(name), std::move(boundary));
    unit.level = gis::model::UnitLevel::hamlet;
    unit.kind = gis::model::UnitKind::ap;
    unit.parent = gis::UnitCode{std::move(parent)};
    return unit;
}

inline gis::model::Road road(std::int64_t id, gis::model::RoadClass road_class,
                             gis::geometry::Line line, std::string name = {}) {
    gis::model::Road result;
    result.id = gis::RoadId{id};
    result.road_class = road_class;
    result.name = std::move(name);
    result.length_m = gis::geometry::length_m(line);
    result.line = std::move(line);
    return result;
}

inline gis::model::SurfaceRecord record(std::int64_t id, std::int64_t road_id, double from_m,
                                        double to_m, gis::model::Surface surface,
                                        gis::Date effective_on = gis::Date{2020, 1, 1}) {
    gis::model::SurfaceRecord result;
    result.id = gis::SurfaceRecordId{id};
    result.road = gis::RoadId{road_id};
    result.from_m = from_m;
    result.to_m = to_m;
    result.surface = surface;
    result.effective_on = effective_on;
    return result;
}

inline gis::model::Facility facility(std::int64_t id, gis::model::FacilityKind kind,
                                     std::string name, gis::geometry::Point location) {
    gis::model::Facility result;
    result.id = gis::FacilityId{id};
    result.kind = kind;
    result.name = std::move(name);
    result.location = location;
    return result;
}

/// Cement and asphalt are hardened, unknown is unknown, all else is not; for every class.
inline gis::tiles::HardenedTable hardened() {
    return gis::tiles::HardenedTable::from(
        [](gis::model::RoadClass, gis::model::Surface surface) -> std::optional<bool> {
            if (surface == gis::model::Surface::unknown) {
                return std::nullopt;
            }
            return surface == gis::model::Surface::nhua || surface == gis::model::Surface::btxm;
        });
}

inline gis::tiles::TileRequest request(gis::tiles::Tile tile) {
    return {tile, today, hardened(), gis::tiles::LayerSet::all()};
}

inline std::shared_ptr<const gis::tiles::TileSet>
tile_set(const gis::model::Snapshot& snapshot, const gis::tiles::TileSet* previous = nullptr) {
    return gis::tiles::TileSet::build(snapshot, previous, {today});
}

/// Two communes side by side at 106.6-106.7-106.8 E, 11.5-11.6 N, two hamlets in the first, three
/// roads, two facilities.
inline gis::model::AtlasData two_communes() {
    using gis::model::FacilityKind;
    using gis::model::RoadClass;
    using gis::model::Surface;
    gis::model::AtlasData data;
    data.revision = gis::Revision{7};
    data.units = {
        commune("25001", "Xã Tân Hưng", rectangle(106.6, 11.5, 106.7, 11.6)),
        hamlet("25001-01", "Ấp Sóc Dầm", "25001", rectangle(106.6, 11.5, 106.65, 11.6)),
        hamlet("25001-02", "Ấp 2", "25001", rectangle(106.65, 11.5, 106.7, 11.6)),
        commune("25002", "Xã Đồng Nơ", rectangle(106.7, 11.5, 106.8, 11.6)),
    };
    auto first =
        road(1, RoadClass::ap, {{106.61, 11.51}, {106.62, 11.52}, {106.63, 11.51}}, "Đường tổ 3");
    first.surfaces = {record(1, 1, 0, first.length_m, Surface::dat),
                      record(2, 1, 0, 400, Surface::btxm, gis::Date{2024, 11, 5})};
    auto second = road(2, RoadClass::xa, {{106.63, 11.51}, {106.72, 11.53}});
    data.roads = {first, second,
                  road(3, RoadClass::ngo, {{106.75, 11.55}, {106.7501, 11.5501}}, "Hẻm 1")};
    data.facilities = {facility(1, FacilityKind::primary, "Trường TH Tân Hưng", {106.62, 11.55}),
                       facility(2, FacilityKind::market, "Chợ Đồng Nơ", {106.76, 11.56})};
    data.facilities[0].condition = "good";
    return data;
}

} // namespace tiles_test
