#include "tests/unit/editing/atlas.hpp"

#include <fmt/format.h>

namespace {

using namespace editing_test;
using editing::AddRoad;
using editing::AddSurface;
using editing::EditRoad;
using editing::RedrawRoad;
using editing::RetireRoad;
using editing::RetractSurface;
using editing::RoadFields;
using gis::UnitCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const AsciiMap& map() {
    static const AsciiMap drawing{R"(
A-------B-------C
|       |       |
| a---b-|---c   |
|       | d---e |
|       |       |
H-------G-------D
)"};
    return drawing;
}

model::AtlasData two_communes() {
    model::AtlasData data;
    data.revision = Revision{1};
    data.units = {test_support::commune("1", "Xã Một", map().area("ABGH")),
                  test_support::commune("2", "Xã Hai", map().area("BCDG"))};
    auto road = test_support::road(1, model::RoadClass::ap, map().line("abc"));
    road.name = "Đường A";
    road.code = "A-01";
    road.surfaces = {test_support::record(1, 1, 0, 300, Surface::btxm),
                     test_support::record(2, 1, 300, road.length_m, Surface::dat)};
    data.roads = {road, test_support::road(2, model::RoadClass::ngo, map().line("de"))};
    return data;
}

AddSurface concrete(std::int64_t road, double from_m, double to_m) {
    AddSurface operation;
    operation.road = RoadId{road};
    operation.stretch = editing::Stretch{from_m, to_m};
    operation.surface = Surface::btxm;
    operation.width_m = 3.5;
    operation.effective_on = Date{2024, 11, 5};
    operation.evidence = "  BB 12/2024 ";
    return operation;
}

TEST(AddSurface, IsOneRecord) {
    Atlas atlas{two_communes()};
    const auto edit = atlas.plan({concrete(1, 300, 500)});
    ASSERT_THAT(edit.draft.rows, SizeIs(1));
    const auto& record = std::get<model::SurfaceRecord>(edit.draft.rows[0]);
    EXPECT_EQ(record.id, SurfaceRecordId{0});
    EXPECT_EQ(record.road, RoadId{1});
    EXPECT_EQ(record.from_m, 300);
    EXPECT_EQ(record.to_m, 500);
    EXPECT_EQ(record.evidence, "BB 12/2024");
    EXPECT_EQ(record.state, model::RecordState::accepted);
    EXPECT_THAT(edit.draft.lineage, IsEmpty());
    EXPECT_THAT(edit.conflicts, IsEmpty());

    auto whole = concrete(1, 0, 1);
    whole.stretch.reset();
    const auto all = atlas.plan({whole});
    EXPECT_EQ(std::get<model::SurfaceRecord>(all.draft.rows.at(0)).to_m, atlas.road(1).length_m);
}

TEST(AddSurface, TouchesTheCommunesOfItsStretch) {
    const Atlas atlas{two_communes()};
    EXPECT_THAT(atlas.plan({concrete(1, 0, 500)}).communes, ElementsAre(UnitCode{"1"}));
    EXPECT_THAT(atlas.plan({concrete(1, 0, 700)}).communes,
                ElementsAre(UnitCode{"1"}, UnitCode{"2"}));
    EXPECT_THAT(atlas.plan({concrete(1, 650, 900)}).communes, ElementsAre(UnitCode{"2"}));
}

TEST(AddSurface, RefusesWhatCannotBe) {
    const Atlas atlas{two_communes()};
    const auto length = atlas.road(1).length_m;
    const auto refused = [&](auto spoil) {
        auto operation = concrete(1, 300, 500);
        spoil(operation);
        return refusal([&] { (void)atlas.plan({concrete(1, 0, 10), operation}); });
    };
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(refused([](AddSurface& o) { o.road = RoadId{9}; }),
              "unknown-road /operations/1/road");
    EXPECT_EQ(refused([](AddSurface& o) { o.stretch->from_m = -1; }),
              "bad-stretch /operations/1/from_m");
    EXPECT_EQ(refused([=](AddSurface& o) { o.stretch->from_m = nan; }),
              "bad-stretch /operations/1/from_m");
    EXPECT_EQ(refused([=](AddSurface& o) { o.stretch->to_m = nan; }),
              "bad-stretch /operations/1/to_m");
    EXPECT_EQ(refused([](AddSurface& o) { o.stretch->to_m = 300; }),
              "bad-stretch /operations/1/to_m");
    EXPECT_EQ(refused([=](AddSurface& o) { o.stretch->to_m = length + 0.01; }),
              "bad-stretch /operations/1/to_m");
    EXPECT_EQ(refused([=](AddSurface& o) { o.stretch->to_m = length + 0.0005; }), "done");
    EXPECT_EQ(refused([](AddSurface& o) { o.width_m = 0; }), "bad-width /operations/1/width_m");
    EXPECT_EQ(refused([](AddSurface& o) {
                  o.effective_on = Date{2204, 1, 1};
              }),
              "bad-day /operations/1/effective_on");
    EXPECT_EQ(refused([](AddSurface& o) { o.evidence = std::string(1001, 'x'); }),
              "text-too-long /operations/1/evidence");
    EXPECT_EQ(refused([](AddSurface& o) { o.work = "\xff"; }), "bad-text /operations/1/work");
    const editing::Context alone{{}, ""};
    EXPECT_EQ(refusal([&] {
                  (void)editing::plan(atlas.now(),
                                      std::vector<editing::Operation>{concrete(1, 5, 2)}, alone);
              }),
              "bad-stretch /to_m");
    EXPECT_EQ(refusal([&] { (void)atlas.plan({}); }), "bad-operation-count /operations");
}

TEST(AddSurface, OfARoadThatHasEndedIsRefused) {
    auto data = two_communes();
    data.roads[0].valid_to = Date{2024, 11, 4};
    const Atlas atlas{std::move(data)};
    auto operation = concrete(1, 300, 500);
    operation.effective_on = Date{2024, 11, 4};
    EXPECT_EQ(refusal([&] { (void)atlas.plan({operation}); }), "done");
    operation.effective_on = Date{2024, 11, 5};
    EXPECT_EQ(refusal([&] { (void)atlas.plan({operation}); }),
              "road-ended /operations/0/effective_on");
}

TEST(RetractSurface, ChangesTheStateAlone) {
    Atlas atlas{two_communes()};
    atlas.edit({RetractSurface{RoadId{1}, SurfaceRecordId{1}}});
    EXPECT_EQ(metres_on(atlas.now(), Date{2024, 1, 1}).count(Surface::btxm), 0U);
    EXPECT_THAT(atlas.road(1).surfaces, SizeIs(2));
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({RetractSurface{RoadId{2}, SurfaceRecordId{1}}});
              }),
              "unknown-record /operations/0/record");
}

TEST(AddRoad, ComesWithItsSurfaceInOneEdit) {
    Atlas atlas{two_communes()};
    AddRoad road;
    road.line = map().line("ade");
    road.line.insert(road.line.begin(), road.line.front()); // repeated positions are dropped
    road.fields.road_class = model::RoadClass::ngo;
    road.fields.name = "Ngõ mới";
    auto surface = concrete(-1, 0, 50);
    const auto edit = atlas.plan({road, surface});
    EXPECT_THAT(edit.communes, ElementsAre(UnitCode{"1"}, UnitCode{"2"}));
    atlas.store(edit);
    EXPECT_EQ(atlas.road(3).name, "Ngõ mới");
    EXPECT_THAT(atlas.road(3).line, SizeIs(3));
    EXPECT_THAT(records_of(atlas.road(3)), ElementsAre("3: 0-50 btxm 2024-11-05"));
}

TEST(AddRoad, RefusesWhatCannotBe) {
    const Atlas atlas{two_communes()};
    const auto refused = [&](gis::geometry::Line line, RoadFields fields,
                             gis::geometry::Box box = {}) {
        return refusal([&] {
            (void)editing::plan(atlas.now(),
                                std::vector<editing::Operation>{AddRoad{std::move(line), fields}},
                                {box, ""});
        });
    };
    RoadFields good;
    good.road_class = model::RoadClass::ap;
    const auto line = map().line("de");
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(refused(line, good), "done");
    EXPECT_EQ(refused(line, {}), "missing-field /class");
    EXPECT_EQ(refused({line[0]}, good), "one-point-line /geometry");
    EXPECT_EQ(refused({line[0], line[0]}, good), "one-point-line /geometry");
    EXPECT_EQ(refused({line[0], {nan, 11}}, good), "bad-position /geometry");
    EXPECT_EQ(refused({{11.5, 106.6}, line[0]}, good), "bad-position /geometry");
    EXPECT_EQ(refused({line[0], {line[0].lon + 1e-7, line[0].lat}}, good), "bad-length /geometry");
    EXPECT_EQ(refused({line[0], {line[0].lon + 9, line[0].lat}}, good), "bad-length /geometry");
    EXPECT_EQ(refused(gis::geometry::Line(10001, line[0]), good), "too-many-vertices /geometry");
    EXPECT_EQ(refused(line, good, {100, 10, 101, 11}), "outside-atlas /geometry");
    auto fields = good;
    fields.code = "A-01";
    EXPECT_EQ(refused(line, fields), "code-taken /code");
    fields = good;
    fields.managing_commune = UnitCode{"9"};
    EXPECT_EQ(refused(line, fields), "unknown-commune /managing_commune");
    fields = good;
    fields.valid_to = Date{1950, 1, 1};
    fields.valid_from = Date{1960, 1, 1};
    EXPECT_EQ(refused(line, fields), "bad-validity /valid_to");
}

TEST(EditRoad, ChangesNamedFieldsAlone) {
    Atlas atlas{two_communes()};
    RoadFields fields;
    fields.name = "Đường   B";
    fields.valid_to = Date{2030, 1, 1};
    atlas.edit({EditRoad{RoadId{1}, fields}});
    EXPECT_EQ(atlas.road(1).code, "A-01");
    EXPECT_EQ(atlas.road(1).valid_to, (Date{2030, 1, 1}));
    EXPECT_EQ(atlas.road(1).surfaces.size(), 2U);
    RoadFields still;
    still.valid_to = std::optional<Date>{};
    still.code = "A-01"; // its own
    atlas.edit({EditRoad{RoadId{1}, still}});
    EXPECT_FALSE(atlas.road(1).valid_to);
    EXPECT_THAT(atlas.plan({EditRoad{RoadId{1}, still}}).draft.rows, IsEmpty()) << "nothing new";
    EXPECT_THAT(atlas.plan({EditRoad{RoadId{1}, still}}).communes, IsEmpty());
}

TEST(EditRoad, MovingItToAnotherCommuneTouchesBoth) {
    const Atlas atlas{two_communes()};
    RoadFields fields;
    fields.managing_commune = UnitCode{"1"};
    EXPECT_THAT(atlas.plan({EditRoad{RoadId{2}, fields}}).communes,
                ElementsAre(UnitCode{"1"}, UnitCode{"2"}));
}

TEST(RetireRoad, KeepsThePast) {
    Atlas atlas{two_communes()};
    const auto before = metres_on(atlas.now(), Date{2024, 6, 30});
    atlas.edit({RetireRoad{RoadId{1}, Date{2024, 6, 30}}});
    EXPECT_EQ(metres_on(atlas.now(), Date{2024, 6, 30}), before);
    EXPECT_EQ(metres_on(atlas.now(), Date{2024, 7, 1}).count(Surface::btxm), 0U);
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({RetireRoad{RoadId{2}, Date{1800, 1, 1}}});
              }),
              "bad-day /operations/0/last_day");
}

TEST(RedrawRoad, RecordsThatKeepTheirMeasureKeepTheirIds) {
    Atlas atlas{two_communes()};
    auto line = atlas.road(1).line;
    line.back().lat += 0.0001; // the end moves 11 m; the first record ends before the last segment
    const auto edit = atlas.plan({RedrawRoad{RoadId{1}, line, 30, {}}});
    EXPECT_THAT(edit.conflicts, IsEmpty());
    atlas.store(edit);
    const auto length = atlas.road(1).length_m;
    EXPECT_THAT(records_of(atlas.road(1)),
                ElementsAre("1: 0-300 btxm 2020-01-01",
                            fmt::format("3: 300-{:.0f} dat 2020-01-01", length)));
    EXPECT_EQ(atlas.road(1).surfaces.back().to_m, length);
    ASSERT_THAT(edit.draft.lineage, SizeIs(1));
    EXPECT_EQ(edit.draft.lineage[0].kind, model::EntityKind::surface_record);
    EXPECT_EQ(edit.draft.lineage[0].parent, 2);
    EXPECT_EQ(edit.draft.lineage[0].child, -3) << "the third row: road, retraction, record";
}

TEST(RedrawRoad, RecordsOfOneDayStayInTheirOrder) {
    auto data = two_communes();
    auto& road = data.roads[0];
    // Record 3 lies over the end of record 2 on the same day.
    road.surfaces.push_back(test_support::record(3, 1, 200, 350, Surface::nhua));
    Atlas atlas{std::move(data)};
    const auto before = metres_on(atlas.now(), Date{2024, 1, 1});
    auto line = atlas.road(1).line;
    line.back().lon += 0.0001;
    atlas.edit({RedrawRoad{RoadId{1}, line, 30, {}}});
    const auto after = metres_on(atlas.now(), Date{2024, 1, 1});
    EXPECT_NEAR(after.at(Surface::nhua), before.at(Surface::nhua), 1e-9);
    EXPECT_NEAR(after.at(Surface::btxm), before.at(Surface::btxm), 1e-9);
    EXPECT_THAT(records_of(atlas.road(1))[2], ::testing::StartsWith("5: 200-350 nhua"));
}

TEST(RedrawRoad, WhatCannotBeCarriedIsAConflictUntilItIsGivenUp) {
    Atlas atlas{two_communes()};
    const auto line = map().line("ab");
    const auto refused = atlas.plan({RedrawRoad{RoadId{1}, line, 30, {}}});
    ASSERT_THAT(refused.conflicts, SizeIs(1));
    EXPECT_EQ(refused.conflicts[0].code, "stretch-gone");
    EXPECT_EQ(refused.conflicts[0].entity,
              (model::EntityRef{model::EntityKind::surface_record, 2}));
    EXPECT_NEAR(refused.conflicts[0].stretch->to_m, atlas.road(1).length_m, 1e-9);
    EXPECT_THAT(refused.conflicts[0].message.vi, ::testing::HasSubstr("Km0+430"));

    const RedrawRoad given_up{RoadId{1}, line, 30, {SurfaceRecordId{2}}};
    atlas.edit({given_up});
    EXPECT_THAT(records_of(atlas.road(1)),
                ElementsAre("1: 0-300 btxm 2020-01-01", "3: 300-401 dat 2020-01-01"));
    EXPECT_EQ(atlas.road(1).surfaces.back().to_m, atlas.road(1).length_m);
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({RedrawRoad{RoadId{2}, line, 30, {SurfaceRecordId{2}}}});
              }),
              "unknown-record /operations/0/give_up");
}

TEST(RedrawRoad, ARetractedRecordIsLeftAlone) {
    Atlas atlas{two_communes()};
    atlas.edit({RetractSurface{RoadId{1}, SurfaceRecordId{2}}});
    const auto edit = atlas.plan({RedrawRoad{RoadId{1}, map().line("ab"), 30, {}}});
    EXPECT_THAT(edit.conflicts, IsEmpty());
    EXPECT_THAT(edit.draft.rows, SizeIs(1));
}

TEST(RedrawRoad, TheSameLineIsNoChange) {
    Atlas atlas{two_communes()};
    EXPECT_THAT(atlas.plan({RedrawRoad{RoadId{1}, atlas.road(1).line, 30, {}}}).draft.rows,
                IsEmpty());
}

TEST(Preview, IsWhatStoringWouldGive) {
    Atlas atlas{two_communes()};
    AddRoad road;
    road.line = map().line("be");
    road.fields.road_class = model::RoadClass::ap;
    auto surface = concrete(-1, 10, 200);
    const auto edit = atlas.plan({road, surface, concrete(1, 300, 400)});
    const auto seen = atlas.now().apply(editing::preview(edit, atlas.now()));
    atlas.store(edit);
    EXPECT_EQ(metres_on(*seen, Date{2025, 1, 1}), metres_on(atlas.now(), Date{2025, 1, 1}));
}

} // namespace
