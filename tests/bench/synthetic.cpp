#include "tests/bench/synthetic.hpp"

#include "gis/geometry/geodesic.hpp"
#include "tests/bench/random.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace bench {

namespace {

using gis::Date;
using gis::geometry::Box;
using gis::geometry::Line;
using gis::geometry::Point;
using gis::model::Facility;
using gis::model::FacilityKind;
using gis::model::Road;
using gis::model::RoadClass;
using gis::model::Surface;
using gis::model::SurfaceRecord;
using gis::model::Unit;
using gis::model::UnitLevel;

constexpr std::uint64_t seed_of_roads = 6000;

/// What roads of a class are like.
struct ClassHabit {
    RoadClass road_class;
    double mean_length_m;
    double width_m;
    /// nhua, btxm, lang_nhua, da_dam, cap_phoi, gach, soi_do, dat, unknown
    std::array<double, gis::model::surfaces.size()> surfaces;
};

constexpr std::array class_shares{0.06, 0.25, 0.45, 0.20, 0.02, 0.02};
constexpr std::array class_habits{
    ClassHabit{RoadClass::xa, 1500, 5.5, {0.55, 0.20, 0.10, 0.02, 0.02, 0, 0.06, 0.03, 0.02}},
    ClassHabit{RoadClass::ap, 700, 4.0, {0.15, 0.40, 0.05, 0.02, 0.03, 0, 0.20, 0.11, 0.04}},
    ClassHabit{RoadClass::ngo, 350, 3.0, {0.02, 0.35, 0.01, 0.01, 0.03, 0.03, 0.22, 0.26, 0.07}},
    ClassHabit{RoadClass::nd, 600, 3.0, {0.01, 0.08, 0, 0.03, 0.07, 0, 0.25, 0.48, 0.08}},
    ClassHabit{RoadClass::huyen, 3000, 7.0, {0.92, 0.04, 0.04, 0, 0, 0, 0, 0, 0}},
    ClassHabit{RoadClass::other, 600, 3.5, {0.1, 0.2, 0.02, 0.02, 0.05, 0.01, 0.2, 0.3, 0.1}}};

constexpr std::array road_names{"Đường ấp",      "Đường tổ",      "Hẻm",
                                "Đường vào rẫy", "Đường liên ấp", "Đường nội đồng"};

/// Where a hamlet's roads begin and which way a degree goes.
struct Place {
    Point centre;
    double half_lon = 0; ///< half of the hamlet's box, degrees
    double half_lat = 0;
    double metres_per_lon_degree = 0;
};

Place place_of(const Unit& hamlet) {
    Box box;
    for (const auto& point : hamlet.boundary.front().outer) {
        box.add(point);
    }
    Place place;
    place.centre = {(box.min_lon + box.max_lon) / 2, (box.min_lat + box.max_lat) / 2};
    place.half_lon = (box.max_lon - box.min_lon) / 2;
    place.half_lat = (box.max_lat - box.min_lat) / 2;
    place.metres_per_lon_degree =
        metres_per_degree * std::cos(place.centre.lat * std::numbers::pi / 180.0);
    return place;
}

Point anywhere(const Place& place, Random& random) {
    return {place.centre.lon + random.between(-0.85, 0.85) * place.half_lon,
            place.centre.lat + random.between(-0.85, 0.85) * place.half_lat};
}

/// A walk whose heading changes little from step to step.
Line walk(const Place& place, Point at, double length_m, Random& random) {
    const auto vertices = 10 + random.below(51);
    const double step_m = length_m / static_cast<double>(vertices - 1);
    const double bend = 0.12;
    double heading = random.between(0, 2 * std::numbers::pi);
    Line line{at};
    line.reserve(vertices);
    while (line.size() < vertices) {
        heading += bend * random.normal();
        at.lon += step_m * std::cos(heading) / place.metres_per_lon_degree;
        at.lat += step_m * std::sin(heading) / metres_per_degree;
        line.push_back({std::round(at.lon * 1e7) / 1e7, std::round(at.lat * 1e7) / 1e7});
    }
    return line;
}

SurfaceRecord make_record(const Road& road, const ClassHabit& habit, Random& random) {
    SurfaceRecord record;
    record.road = road.id;
    record.to_m = road.length_m;
    record.surface = gis::model::surfaces[random.weighted(habit.surfaces)];
    if (random.chance(0.8)) {
        record.width_m = std::round(habit.width_m * random.between(0.7, 1.3) * 2) / 2;
    }
    record.effective_on = Date{static_cast<int>(2008 + random.below(12)),
                               static_cast<unsigned>(1 + random.below(12)), 15};
    return record;
}

/// As a later work that hardened a part of the road.
SurfaceRecord make_later_record(const Road& road, const SurfaceRecord& before, Random& random) {
    auto record = before;
    const double from = random.between(0.0, 0.6);
    record.from_m = from * road.length_m;
    record.to_m = random.between(from + 0.2, 1.0) * road.length_m;
    record.surface = random.chance(0.8) ? Surface::btxm : Surface::nhua;
    record.effective_on = Date{static_cast<int>(2020 + random.below(4)),
                               static_cast<unsigned>(1 + random.below(12)), 5};
    return record;
}

Road make_road(const Place& place, const std::vector<Line>& others, Random& random) {
    const auto& habit = class_habits[random.weighted(class_shares)];
    Road road;
    road.road_class = habit.road_class;
    Point start = anywhere(place, random);
    if (!others.empty() && random.chance(0.6)) {
        const auto& other = others[random.below(others.size())];
        start = other[random.below(other.size())];
    }
    road.line = walk(place, start, habit.mean_length_m * random.between(0.4, 1.6), random);
    road.length_m = gis::geometry::length_m(road.line);
    road.name =
        fmt::format("{} {}", road_names[random.below(road_names.size())], 1 + random.below(40));
    road.surfaces.push_back(make_record(road, habit, random));
    if (random.chance(0.35)) {
        road.surfaces.push_back(make_later_record(road, road.surfaces.front(), random));
    }
    return road;
}

/// Gives out ids one after another.
class Ids {
public:
    void number(Road& road) {
        road.id = gis::RoadId{++m_road};
        road.code = fmt::format("D{:07}", m_road);
        for (auto& record : road.surfaces) {
            record.id = gis::SurfaceRecordId{++m_record};
            record.road = road.id;
        }
    }

private:
    std::int64_t m_road = 0;
    std::int64_t m_record = 0;
};

void add_roads(std::vector<Road>& roads, const Unit& hamlet, std::size_t count, Ids& ids) {
    Random random{seed_of_roads, roads.size()};
    const auto place = place_of(hamlet);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < count; ++i) {
        auto road = make_road(place, lines, random);
        lines.push_back(road.line);
        ids.number(road);
        roads.push_back(std::move(road));
    }
}

void add_facilities(std::vector<Facility>& facilities, const Unit& unit) {
    using enum FacilityKind;
    Random random{seed_of_roads + 1, facilities.size()};
    const auto place = place_of(unit);
    const auto kinds = unit.level == UnitLevel::hamlet
                           ? std::vector{cultural_house}
                           : std::vector{kindergarten, primary, lower_secondary, health_station};
    for (const auto kind : kinds) {
        Facility facility;
        facility.id = gis::FacilityId{static_cast<std::int64_t>(facilities.size() + 1)};
        facility.kind = kind;
        facility.name =
            fmt::format("{} {}", kind == cultural_house ? "Nhà văn hóa" : "Điểm trường", unit.name);
        facility.location = anywhere(place, random);
        facilities.push_back(std::move(facility));
    }
}

} // namespace

SyntheticSize synthetic_size(std::string_view name) {
    for (const auto& size :
         {SyntheticSize{"district", 13, 110, 6000, 4, 7100, {106.45, 11.45}},
          SyntheticSize{"province", 111, 1000, 100000, 11, 7800, {106.3, 11.3}},
          SyntheticSize{"nation", 10600, 90000, 1900000, 60, 5600, {104.6, 8.6}}}) {
        if (size.name == name) {
            return size;
        }
    }
    throw std::invalid_argument{
        fmt::format("no synthetic set \"{}\": district, province, nation", name)};
}

gis::model::AtlasData synthetic_atlas(const SyntheticSize& size) {
    gis::model::AtlasData data;
    data.revision = gis::Revision{1};
    data.units = synthetic_units(size);
    data.roads.reserve(size.roads);
    Ids ids;
    std::size_t hamlet = 0;
    for (const auto& unit : data.units) {
        add_facilities(data.facilities, unit);
        if (unit.level == UnitLevel::hamlet) {
            const auto count = size.roads / size.hamlets + (hamlet < size.roads % size.hamlets);
            add_roads(data.roads, unit, count, ids);
            ++hamlet;
        }
    }
    return data;
}

} // namespace bench
