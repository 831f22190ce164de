#include "rows.hpp"

#include "gis/geometry/geodesic.hpp"

#include <cmath>

namespace gis::store::testing {

namespace {

model::Road road(geometry::Line line, std::string name) {
    model::Road result;
    result.name = std::move(name);
    result.length_m = geometry::length_m(line);
    result.line = std::move(line);
    return result;
}

template <class T>
T pick(std::mt19937& random, const std::vector<T>& values) {
    return values[std::uniform_int_distribution<std::size_t>{0, values.size() - 1}(random)];
}

bool coin(std::mt19937& random) {
    return std::bernoulli_distribution{0.5}(random);
}

double number(std::mt19937& random, double low, double high) {
    return std::uniform_real_distribution<double>{low, high}(random);
}

int integer(std::mt19937& random, int low, int high) {
    return std::uniform_int_distribution<int>{low, high}(random);
}

std::string text(std::mt19937& random) {
    return pick<std::string>(random, {"", "Ấp Sóc Dầm",
                                      "đường \"liên\" xã 'Tân Hưng'; DROP TABLE roads; --", "\n\t",
                                      "𝄞 ភូមិ 村", std::string(300, 'x'), "\\u0041", "%s%n"});
}

template <class T>
std::optional<T> maybe(std::mt19937& random, T value) {
    return coin(random) ? std::optional{std::move(value)} : std::nullopt;
}

Date day(std::mt19937& random) {
    return Date::from_days(integer(random, -40000, 60000));
}

geometry::Point position(std::mt19937& random) {
    return {number(random, -180, 180), number(random, -90, 90)};
}

geometry::Polygon polygon(std::mt19937& random) {
    auto result = square(number(random, -170, 160), number(random, -80, 70), 5);
    if (coin(random)) {
        const auto corner = result.outer.front();
        result.holes.push_back(square(corner.lon + 1, corner.lat + 1, 1).outer);
    }
    return result;
}

std::vector<UnitCode> codes(std::mt19937& random) {
    std::vector<UnitCode> result;
    for (int i = integer(random, 0, 3); i > 0; --i) {
        result.emplace_back(text(random));
    }
    return result;
}

model::Unit random_unit(std::mt19937& random, std::size_t serial) {
    model::Unit unit;
    unit.code = UnitCode{"u" + std::to_string(serial)};
    unit.level = coin(random) ? model::UnitLevel::commune : model::UnitLevel::hamlet;
    unit.kind = static_cast<model::UnitKind>(integer(random, 0, 6));
    unit.name = text(random);
    unit.parent = UnitCode{unit.level == model::UnitLevel::hamlet ? text(random) : ""};
    unit.population = maybe(random, number(random, 0, 1e6));
    unit.households = maybe(random, number(random, 0, 1e5));
    for (int i = integer(random, 0, 3); i > 0; --i) {
        unit.boundary.push_back(polygon(random));
    }
    unit.valid_from = day(random);
    unit.valid_to = maybe(random, Date::from_days(unit.valid_from.days() + 5));
    unit.predecessors = codes(random);
    return unit;
}

model::Road random_road(std::mt19937& random) {
    geometry::Line line(static_cast<std::size_t>(integer(random, 2, 50)));
    for (auto& point : line) {
        point = position(random);
    }
    auto result = road(std::move(line), text(random));
    result.code = text(random);
    result.road_class =
        pick(random, std::vector(model::road_classes.begin(), model::road_classes.end()));
    result.managing_commune = UnitCode{text(random)};
    result.valid_from = day(random);
    result.valid_to = maybe(random, result.valid_from);
    return result;
}

model::SurfaceRecord random_record(std::mt19937& random, std::size_t road_position) {
    model::SurfaceRecord record;
    record.road = RoadId{-1 - static_cast<std::int64_t>(road_position)};
    record.from_m = coin(random) ? 0 : number(random, 0, 1000);
    record.to_m = record.from_m + number(random, 1e-3, 1000);
    record.surface = pick(random, std::vector(model::surfaces.begin(), model::surfaces.end()));
    record.width_m = maybe(random, number(random, 0.5, 12));
    record.condition = text(random);
    record.effective_on = day(random);
    record.work = text(random);
    record.evidence = text(random);
    record.state = static_cast<model::RecordState>(integer(random, 0, 2));
    return record;
}

model::Facility random_facility(std::mt19937& random) {
    model::Facility facility;
    facility.kind = static_cast<model::FacilityKind>(integer(random, 0, 9));
    facility.code = text(random);
    facility.name = text(random);
    facility.location = position(random);
    facility.commune = UnitCode{text(random)};
    facility.serves = codes(random);
    facility.standard_met = maybe(random, coin(random));
    for (int i = integer(random, 0, 2); i > 0; --i) {
        facility.rooms[text(random)] = integer(random, 0, 100);
    }
    facility.seats = maybe(random, integer(random, 0, 500));
    facility.area_m2 = maybe(random, number(random, 0, 5000));
    facility.toilet = maybe(random, coin(random));
    facility.well = maybe(random, coin(random));
    facility.condition = text(random);
    facility.valid_from = day(random);
    facility.valid_to = maybe(random, facility.valid_from);
    return facility;
}

} // namespace

geometry::Polygon square(double lon, double lat, double size) {
    return {
        {{lon, lat}, {lon + size, lat}, {lon + size, lat + size}, {lon, lat + size}, {lon, lat}},
        {}};
}

std::vector<model::Row> full_rows() {
    model::Unit commune;
    commune.code = UnitCode{"09271"};
    commune.kind = model::UnitKind::thi_tran;
    commune.name = "Thị trấn Tân Khai";
    commune.population = 12345.5;
    commune.households = 3100;
    commune.boundary = {square(106.6, 11.5, 0.1), square(106.8, 11.5, 0.05)};
    commune.boundary[0].holes.push_back(square(106.62, 11.52, 0.01).outer);
    commune.valid_from = Date{2009, 1, 1};
    commune.valid_to = Date{2025, 6, 30};
    commune.predecessors = {UnitCode{"09270"}, UnitCode{"09272"}};

    auto hamlet = commune;
    hamlet.code = UnitCode{"09271-01"};
    hamlet.level = model::UnitLevel::hamlet;
    hamlet.kind = model::UnitKind::soc;
    hamlet.name = "Sóc Dầm – ភូមិ";
    hamlet.parent = commune.code;

    auto line = road({{106.61, 11.51}, {106.62, 11.515}, {106.63, 11.51}}, "Đường \"Ấp 1\" – Ấp 2");
    line.code = "ĐX.01";
    line.road_class = model::RoadClass::xa;
    line.managing_commune = commune.code;
    line.valid_from = Date{2001, 2, 3};
    line.valid_to = Date{2030, 12, 31};

    model::SurfaceRecord later;
    later.road = RoadId{-3}; // the row at position 2
    later.from_m = 100.25;
    later.to_m = 400;
    later.surface = model::Surface::btxm;
    later.width_m = 3.5;
    later.condition = "tốt";
    later.effective_on = Date{2024, 11, 5};
    later.work = "CT-07";
    later.evidence = "BB nghiệm thu 12/2024";
    later.state = model::RecordState::proposed;
    auto earlier = later;
    earlier.surface = model::Surface::soi_do;
    earlier.effective_on = Date{2019, 1, 1};
    earlier.state = model::RecordState::accepted;

    model::Facility school;
    school.kind = model::FacilityKind::multi_level_school;
    school.code = "TH-01";
    school.name = "Trường TH&THCS Tân Khai";
    school.location = {106.61, 11.52};
    school.commune = commune.code;
    school.serves = {hamlet.code, UnitCode{"09271-02"}};
    school.standard_met = false;
    school.rooms = {{"phong_hoc", 12}, {"thư viện", 1}};
    school.seats = 480;
    school.area_m2 = 8123.75;
    school.toilet = true;
    school.well = false;
    school.condition = "repair";
    school.valid_from = Date{1995, 9, 5};
    school.valid_to = Date{2040, 1, 1};

    const model::PopulationPoint household{{}, {106.615, 11.517}, 4.5};
    const model::PlanEntry work{
        {},   "hon-quan-2024", model::PlanEntryKind::work,
        "H3", commune.code,    R"({"state":"under_way","title":"Trường Tân Hưng A"})"};
    return {commune, hamlet, line, later, earlier, school, household, work};
}

std::vector<model::Row> bare_rows() {
    model::Unit unit;
    unit.code = UnitCode{"1"};
    model::SurfaceRecord record;
    record.road = RoadId{-2};
    record.to_m = 1;
    model::Facility facility;
    facility.location = {106, 11};
    return {unit,
            road({{0, 0}, {-0.0, 1e-7}}, ""),
            record,
            facility,
            model::PopulationPoint{{}, {106, 11}, 0},
            model::PlanEntry{{}, "p", model::PlanEntryKind::task, "k", {}, ""}};
}

std::vector<model::Row> random_rows(std::mt19937& random, std::size_t count) {
    std::vector<model::Row> rows{random_road(random)};
    std::vector<std::size_t> roads{0};
    while (rows.size() < count) {
        switch (integer(random, 0, 5)) {
        case 0:
            rows.emplace_back(random_unit(random, rows.size()));
            break;
        case 1:
            roads.push_back(rows.size());
            rows.emplace_back(random_road(random));
            break;
        case 2:
            rows.emplace_back(random_record(random, pick(random, roads)));
            break;
        case 3:
            rows.emplace_back(random_facility(random));
            break;
        case 4:
            rows.emplace_back(model::PlanEntry{
                {},
                "plan",
                static_cast<model::PlanEntryKind>(integer(random, 0, 13)),
                "key " + std::to_string(random()),
                UnitCode{text(random)},
                integer(random, 0, 3) == 0 ? "" : R"({"n":)" + std::to_string(rows.size()) + "}"});
            break;
        default:
            rows.emplace_back(model::PopulationPoint{{}, position(random), number(random, 0, 100)});
        }
    }
    return rows;
}

std::vector<model::Row> many_roads(std::size_t count, std::size_t vertices) {
    std::vector<model::Row> rows;
    rows.reserve(count * 5 / 2);
    for (std::size_t i = 0; i < count; ++i) {
        // Scattered over a province of 1.5 degrees, so that the R*Trees get no help from the order.
        double lon = 106.0 + std::fmod(static_cast<double>(i) * 0.618033988749895, 1.0) * 1.5;
        double lat = 11.0 + std::fmod(static_cast<double>(i) * 0.754877666246693, 1.0) * 1.5;
        geometry::Line line;
        for (std::size_t v = 0; v < vertices; ++v) {
            line.push_back({lon, lat});
            lon += 1e-4;
            lat += v % 2 == 0 ? 3e-5 : -1e-5;
        }
        auto each = road(std::move(line), "Đường số " + std::to_string(i));
        each.road_class = model::road_classes.at(i % model::road_classes.size());
        model::SurfaceRecord record;
        record.road = RoadId{-1 - static_cast<std::int64_t>(rows.size())};
        record.to_m = each.length_m;
        record.surface = model::surfaces.at(i % model::surfaces.size());
        record.effective_on = Date{2023, 12, 31};
        rows.emplace_back(std::move(each));
        rows.emplace_back(record);
        if (i % 2 == 0) {
            record.to_m /= 2;
            record.width_m = 3.5;
            rows.emplace_back(record);
        }
    }
    return rows;
}

model::ChangesetDraft draft_of(std::vector<model::Row> rows) {
    return {"nga", "Cập nhật", "edit", false, std::move(rows)};
}

model::ChangesetDraft bulk_draft_of(std::vector<model::Row> rows) {
    return {"nga", "Nhập tệp", "import", true, std::move(rows)};
}

} // namespace gis::store::testing
