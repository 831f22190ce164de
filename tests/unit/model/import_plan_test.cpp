#include "gis/model/import_plan.hpp"

#include "gis/geometry/geodesic.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gis::model {
namespace {

using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

const AsciiMap import_map{R"(
A-----------B-----------C
|           |           |
|  a    b   |   c    d  |
|           |           |
D-----------E-----------F
)"};

Road named_road(std::int64_t id, const std::string& code, const std::string& name,
                std::string_view line) {
    auto result = road(id, RoadClass::ap, import_map.line(line));
    result.code = code;
    result.name = name;
    return result;
}

std::shared_ptr<const Snapshot> atlas() {
    AtlasData data;
    data.units = {commune("25345", "Xã Tân Hưng", import_map.area("ABED")),
                  hamlet("25345-01", "Ấp Sóc Dầm", import_map.area("ABED"))};
    data.roads = {named_road(1, "TH-01", "Đường 1", "ab"), named_road(2, "", "Đường 2", "cd")};
    data.roads[0].surfaces = {record(1, 1, 0, data.roads[0].length_m, Surface::dat)};
    return Snapshot::build(std::move(data));
}

ImportPlan plan(std::vector<Row> rows) {
    ImportBatch batch;
    batch.rows = std::move(rows);
    return plan_import(batch, *atlas());
}

TEST(ImportPlan, TheSameFileAgainWritesNothing) {
    auto first = named_road(0, "TH-01", "Đường 1", "ab");
    auto second = named_road(0, "", "ĐƯỜNG 2", "cd");
    second.name = "Đường 2";
    const auto result = plan({first, record(0, -1, 0, first.length_m, Surface::dat), second});
    EXPECT_EQ(result.unchanged, 2);
    EXPECT_EQ(result.added + result.changed + result.surface_records, 0);
    EXPECT_TRUE(result.rows.empty());
}

TEST(ImportPlan, ANewSurfaceOfAKnownRoadIsARecordOnly) {
    const auto known = named_road(0, "TH-01", "Đường 1", "ab");
    const auto result = plan({known, record(0, -1, 0, 100, Surface::btxm, Date{2024, 11, 5})});
    EXPECT_EQ(result.unchanged, 1);
    EXPECT_EQ(result.surface_records, 1);
    ASSERT_EQ(result.rows.size(), 1U);
    EXPECT_EQ(std::get<SurfaceRecord>(result.rows[0]).road, RoadId{1});
}

TEST(ImportPlan, ANewRoadsRecordsFollowItByPosition) {
    const auto result =
        plan({named_road(0, "TH-01", "Đường 1", "ab"), named_road(0, "TH-09", "Mới", "bc"),
              record(0, -2, 0, 10, Surface::dat)});
    ASSERT_EQ(result.rows.size(), 2U);
    EXPECT_EQ(std::get<SurfaceRecord>(result.rows[1]).road, RoadId{-1});
}

TEST(ImportPlan, ARoadOfTheSameCodeWithANewLineIsChanged) {
    const auto result = plan({named_road(0, "TH-01", "Đường 1", "ac")});
    EXPECT_EQ(result.changed, 1);
    EXPECT_EQ(std::get<Road>(result.rows.at(0)).id, RoadId{1});
}

TEST(ImportPlan, ARoadTwiceInAFileIsCountedOnce) {
    const auto twice = named_road(0, "", "Mới", "bc");
    const auto result =
        plan({twice, twice, named_road(0, "X", "", "ab"), named_road(0, "X", "", "cd")});
    EXPECT_EQ(result.added, 2);
    EXPECT_EQ(result.skipped, 2);
    ASSERT_EQ(result.issues.size(), 2U);
    EXPECT_EQ(result.issues[0].code, "duplicate-road");
}

TEST(ImportPlan, PopulationIsMatchedByNameWithoutAccents) {
    Unit row;
    row.name = "XÃ TÂN HƯNG";
    row.population = 16472;
    const auto result = plan({row});
    ASSERT_EQ(result.changed, 1);
    const auto& unit = std::get<Unit>(result.rows.at(0));
    EXPECT_EQ(unit.population, 16472);
    EXPECT_FALSE(unit.boundary.empty());
}

TEST(ImportPlan, AnUnknownUnitsPopulationIsSkippedWithTheReason) {
    Unit row;
    row.name = "Xã Tân Lợi";
    row.population = 1;
    const auto result = plan({row});
    EXPECT_EQ(result.skipped, 1);
    EXPECT_EQ(result.issues.at(0).code, "unknown-unit");
    EXPECT_NE(result.issues.at(0).message.vi.find("Tân Lợi"), std::string::npos);
}

TEST(ImportPlan, AHamletWithoutParentAndCodeGetsBoth) {
    auto row = hamlet("", "Ấp Hưng Yên", import_map.area("ABED"));
    row.parent = UnitCode{};
    const auto result = plan({row});
    ASSERT_EQ(result.added, 1);
    EXPECT_EQ(std::get<Unit>(result.rows.at(0)).parent, UnitCode{"25345"});
    EXPECT_EQ(std::get<Unit>(result.rows.at(0)).code, UnitCode{"25345-02"});
}

TEST(ImportPlan, AHamletOutsideEveryCommuneIsSkipped) {
    auto row = hamlet("", "Ấp Xa", import_map.area("BCFE"));
    row.parent = UnitCode{};
    EXPECT_EQ(plan({row}).issues.at(0).code, "hamlet-outside");
    EXPECT_EQ(plan({hamlet("99999-01", "Ấp Lạ", import_map.area("BCFE"))}).issues.at(0).code,
              "unknown-commune");
}

TEST(ImportPlan, AHamletDoesNotBecomeACommune) {
    const auto result = plan({commune("25345-01", "Sóc Dầm", import_map.area("BCFE"))});
    EXPECT_TRUE(result.rows.empty());
    EXPECT_EQ(result.issues.at(0).code, "wrong-level");
}

TEST(ImportPlan, ACommuneNeedsACode) {
    EXPECT_EQ(plan({commune("", "Xã Mới", import_map.area("BCFE"))}).issues.at(0).code,
              "missing-code");
}

TEST(ImportPlan, AFacilityForAnUnknownHamletIsSkipped) {
    Facility house;
    house.kind = FacilityKind::cultural_house;
    house.name = "Nhà văn hóa";
    house.location = import_map.at('a');
    house.serves = {UnitCode{"25345-77"}};
    EXPECT_EQ(plan({house}).issues.at(0).code, "unknown-hamlet");
    house.serves = {UnitCode{"25345-01"}};
    EXPECT_EQ(plan({house}).added, 1);
}

/// A file of some columns only: row 7 of it, which says what is not the default.
ImportPlan plan_of_part(const Snapshot& known, Row row) {
    ImportBatch batch;
    batch.add(std::move(row), {7, false});
    return plan_import(batch, known);
}

Facility house() {
    Facility facility;
    facility.id = FacilityId{4};
    facility.kind = FacilityKind::cultural_house;
    facility.code = "NVH-04";
    facility.name = "Nhà văn hoá ấp 4";
    facility.location = import_map.at('a');
    facility.serves = {UnitCode{"25345-01"}};
    facility.standard_met = true;
    facility.rooms = {{"hoi_truong", 1}};
    facility.seats = 175;
    facility.area_m2 = 420;
    facility.toilet = true;
    facility.well = false;
    facility.condition = "good";
    facility.valid_from = Date{2015, 1, 1};
    return facility;
}

std::shared_ptr<const Snapshot> atlas_with_house() {
    AtlasData data;
    data.units = {commune("25345", "Xã Tân Hưng", import_map.area("ABED")),
                  hamlet("25345-01", "Ấp Sóc Dầm", import_map.area("ABED"))};
    data.facilities = {house()};
    return Snapshot::build(std::move(data));
}

TEST(ImportPlan, WhatAFileDoesNotSayOfAFacilityStays) {
    const auto known = atlas_with_house();
    Facility given;
    given.code = "NVH-04";
    given.location = import_map.at('a');
    given.seats = 150;
    const auto result = plan_of_part(*known, given);
    ASSERT_EQ(result.changed, 1);
    auto expected = house();
    expected.seats = 150;
    EXPECT_EQ(std::get<Facility>(result.rows[0]), expected);

    given.seats.reset();
    EXPECT_EQ(plan_of_part(*known, given).unchanged, 1);
    given.code.clear();
    given.name = "NHÀ VĂN HOÁ ẤP 4";
    given.seats = 150;
    const auto renamed = plan_of_part(*known, given);
    ASSERT_EQ(renamed.changed, 1) << "the same by name and place, whatever its kind";
    EXPECT_EQ(std::get<Facility>(renamed.rows[0]).code, "NVH-04");
}

TEST(ImportPlan, WhatAFileDoesNotSayOfARoadStays) {
    const auto known = atlas();
    auto given = named_road(0, "TH-01", "Tên mới", "ab");
    given.road_class = RoadClass::other;
    const auto result = plan_of_part(*known, given);
    ASSERT_EQ(result.changed, 1);
    const auto& changed = std::get<Road>(result.rows[0]);
    EXPECT_EQ(changed.road_class, RoadClass::ap);
    EXPECT_EQ(changed.name, "Tên mới");
}

TEST(ImportPlan, WhatIsNewWithoutAKindIsSaid) {
    auto given = named_road(0, "TH-09", "Mới", "bc");
    given.road_class = RoadClass::other;
    const auto result = plan_of_part(*atlas(), given);
    EXPECT_EQ(result.added, 1);
    ASSERT_EQ(result.issues.size(), 1U);
    EXPECT_EQ(result.issues[0].code, "no-kind");
}

TEST(ImportPlan, ACommuneThatOnlyTheMapTellsIsNotStatedByAnExport) {
    auto given = named_road(0, "TH-01", "Đường 1", "ab");
    given.managing_commune = UnitCode{"25345"};
    EXPECT_EQ(plan({given}).unchanged, 1);
    auto facility = house();
    facility.commune = UnitCode{"25345"};
    EXPECT_EQ(plan_of_part(*atlas_with_house(), facility).unchanged, 1);
}

TEST(ImportPlan, AWidthAloneDoesNotForgetTheSurface) {
    auto known = named_road(0, "TH-01", "Đường 1", "ab");
    AtlasData data;
    data.units = {commune("25345", "Xã Tân Hưng", import_map.area("ABED"))};
    data.roads = {known};
    data.roads[0].id = RoadId{1};
    data.roads[0].surfaces = {record(1, 1, 0, 100, Surface::dat)}; // and unknown from there on
    auto width = record(0, -1, 0, known.length_m, Surface::unknown, Date{2024, 11, 5});
    width.width_m = 3.5;
    ImportBatch batch;
    batch.rows = {known, width};
    const auto result = plan_import(batch, *Snapshot::build(std::move(data)));
    ASSERT_EQ(result.surface_records, 2);
    const auto& first = std::get<SurfaceRecord>(result.rows[0]);
    const auto& second = std::get<SurfaceRecord>(result.rows[1]);
    EXPECT_EQ(first.surface, Surface::dat);
    EXPECT_EQ(second.surface, Surface::unknown);
    EXPECT_EQ(first.width_m, 3.5);
    EXPECT_EQ(second.width_m, 3.5);
    EXPECT_NEAR(first.to_m, 100, 1e-9);
    EXPECT_NEAR(second.from_m, 100, 1e-9);
    EXPECT_NEAR(second.to_m, known.length_m, 1e-9);
}

TEST(ImportPlan, ABoundaryThatTurnsTheOtherWayIsTheSame) {
    auto given = hamlet("25345-01", "Ấp Sóc Dầm", import_map.area("ABED"));
    auto& ring = given.boundary[0].outer;
    std::reverse(ring.begin(), ring.end());
    EXPECT_EQ(plan({given}).unchanged, 1);
    ring.pop_back();
    std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    ring.push_back(ring.front());
    EXPECT_EQ(plan({given}).unchanged, 1) << "and begins elsewhere";
    ring[1].lon += 1e-6;
    EXPECT_EQ(plan({given}).changed, 1) << "a decimetre is news";
}

TEST(ImportPlan, DaysOutOfOrderAreRefusedWithTheirRow) {
    auto facility = house();
    facility.valid_from = Date{1900, 1, 1}; // not said: the atlas has 2015
    facility.valid_to = Date{2014, 12, 31};
    const auto result = plan_of_part(*atlas_with_house(), facility);
    EXPECT_TRUE(result.rows.empty());
    ASSERT_EQ(result.issues.size(), 1U);
    EXPECT_EQ(result.issues[0].code, "days-out-of-order");
    EXPECT_EQ(result.issues[0].row, 7);
    auto ended = named_road(0, "TH-09", "Mới", "bc");
    ended.valid_from = Date{2024, 1, 2};
    ended.valid_to = Date{2024, 1, 1};
    EXPECT_EQ(plan({ended, record(0, -1, 0, 10, Surface::dat)}).skipped, 1);
    EXPECT_TRUE(plan({ended, record(0, -1, 0, 10, Surface::dat)}).rows.empty());
}

TEST(ImportPlan, AFacilityOfAnUnknownCommuneIsSkipped) {
    auto facility = house();
    facility.commune = UnitCode{"99999"};
    const auto result = plan_of_part(*atlas_with_house(), facility);
    ASSERT_EQ(result.issues.size(), 1U);
    EXPECT_EQ(result.issues[0].code, "unknown-commune");
    EXPECT_TRUE(result.rows.empty());
}

TEST(ImportPlan, APlaceFarFromAllOthersIsSaid) {
    auto moved = named_road(0, "TH-01", "Đường 1", "ab");
    for (auto& point : moved.line) {
        point.lon += 0.7;
    }
    moved.length_m = geometry::length_m(moved.line);
    const auto result = plan({moved});
    ASSERT_EQ(result.issues.size(), 2U);
    EXPECT_EQ(result.issues[0].code, "moved-far");
    EXPECT_EQ(result.issues[1].code, "mostly-outside");
    EXPECT_EQ(result.issues[0].severity, ImportIssue::Severity::warning);
    EXPECT_EQ(result.changed, 1) << "whoever imports decides";
    EXPECT_TRUE(plan({named_road(0, "TH-01", "Đường 1", "bc")}).issues.empty());
}

} // namespace
} // namespace gis::model
