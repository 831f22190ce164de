#include "gis/model/snapshot.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::model {
namespace {

using test_support::AsciiMap;
using test_support::commune;
using test_support::record;
using test_support::road;

const AsciiMap map{R"(
A-----------B-----------C
|           |           |
|  a    b   |   c    d  |   e    f
|           |           |
D-----------E-----------F
)"};

AtlasData two_communes() {
    AtlasData data;
    data.revision = Revision{1};
    data.units = {commune("25349", "Xã Đông", map.area("BCFE")),
                  commune("25345", "Xã Tây", map.area("ABED"))};
    data.roads = {road(1, RoadClass::ap, map.line("ab")), road(2, RoadClass::ap, map.line("cd")),
                  road(3, RoadClass::xa, map.line("ac")), road(4, RoadClass::nd, map.line("ef"))};
    return data;
}

TEST(Snapshot, PutsEveryRoadIntoTheCommuneThatHoldsMostOfIt) {
    const auto snapshot = Snapshot::build(two_communes());
    ASSERT_EQ(snapshot->parts().size(), 3U);
    EXPECT_EQ(snapshot->units().communes[0].name, "Xã Tây"); // by code
    EXPECT_EQ(snapshot->part_of(RoadId{1}), 0U);
    EXPECT_EQ(snapshot->part_of(RoadId{2}), 1U);
    EXPECT_EQ(snapshot->part_of(RoadId{3}), 0U); // 9 of 13 columns are in the west
    EXPECT_EQ(snapshot->part_of(RoadId{4}), 2U); // outside every commune
    EXPECT_FALSE(snapshot->part_of(RoadId{9}).has_value());
}

TEST(Snapshot, AGivenManagingCommuneWins) {
    auto data = two_communes();
    data.roads[0].managing_commune = UnitCode{"25349"};
    EXPECT_EQ(Snapshot::build(std::move(data))->part_of(RoadId{1}), 1U);
}

TEST(Snapshot, MeasuresRoadsItself) {
    auto data = two_communes();
    const double length_m = data.roads[0].length_m;
    data.roads[0].length_m = 12345;
    EXPECT_EQ(Snapshot::build(std::move(data))->find_road(RoadId{1})->length_m, length_m);
}

TEST(Snapshot, ASurfaceRecordCopiesOnePartAndSharesTheOthers) {
    const auto before = Snapshot::build(two_communes());
    const auto after = before->apply({Revision{2}, "", {record(7, 2, 0, 100, Surface::btxm)}});
    EXPECT_EQ(after->revision(), Revision{2});
    EXPECT_EQ(after->parts()[0], before->parts()[0]);
    EXPECT_NE(after->parts()[1], before->parts()[1]);
    EXPECT_EQ(after->parts()[2], before->parts()[2]);
    EXPECT_EQ(after->parts()[1]->revision, Revision{2});
    EXPECT_EQ(after->find_road(RoadId{2})->surfaces.size(), 1U);
    EXPECT_TRUE(before->find_road(RoadId{2})->surfaces.empty());
}

TEST(Snapshot, ANewRoadWithItsRecordIsFound) {
    const auto before = Snapshot::build(two_communes());
    const auto after = before->apply({Revision{2},
                                      "",
                                      {road(5, RoadClass::ngo, map.line("dc")),
                                       record(8, 5, 0, 50, Surface::dat, Date{2023, 1, 1}),
                                       record(7, 5, 0, 50, Surface::btxm, Date{2022, 1, 1})}});
    const auto* added = after->find_road(RoadId{5});
    ASSERT_NE(added, nullptr);
    ASSERT_EQ(added->surfaces.size(), 2U);
    EXPECT_EQ(added->surfaces[0].surface, Surface::btxm); // by day
    EXPECT_EQ(after->part_of(RoadId{5}), 1U);
    EXPECT_EQ(before->find_road(RoadId{5}), nullptr);
}

TEST(Snapshot, ARoadThatIsRedrawnElsewhereMovesAndKeepsItsRecords) {
    auto data = two_communes();
    data.roads[0].surfaces = {record(1, 1, 0, 100, Surface::dat)};
    const auto before = Snapshot::build(std::move(data));
    const auto after = before->apply({Revision{2}, "", {road(1, RoadClass::ap, map.line("cd"))}});
    EXPECT_EQ(after->part_of(RoadId{1}), 1U);
    EXPECT_EQ(after->parts()[0]->roads.size(), 1U);
    ASSERT_NE(after->find_road(RoadId{1}), nullptr);
    EXPECT_EQ(after->find_road(RoadId{1})->surfaces.size(), 1U);
}

TEST(Snapshot, ANewBorderMovesRoads) {
    const auto before = Snapshot::build(two_communes());
    const auto after = before->apply({Revision{2},
                                      "",
                                      {commune("25345", "Xã Tây", map.area("ACFD")),
                                       commune("25349", "Xã Đông", map.area("BCFE"))}});
    EXPECT_EQ(after->part_of(RoadId{2}), 0U); // both cover it wholly: the lower code
    EXPECT_EQ(after->units().revision, Revision{2});
}

TEST(Snapshot, AFacilityIsInTheCommuneItLiesIn) {
    Facility school;
    school.id = FacilityId{1};
    school.location = map.at('c');
    auto data = two_communes();
    data.facilities = {school};
    const auto before = Snapshot::build(std::move(data));
    EXPECT_EQ(before->part_of(FacilityId{1}), 1U);
    school.location = map.at('a');
    const auto after = before->apply({Revision{2}, "", {school}});
    EXPECT_EQ(after->part_of(FacilityId{1}), 0U);
    EXPECT_TRUE(after->parts()[1]->facilities.empty());
}

TEST(Snapshot, UnitsOfThePastAreLeftOut) {
    auto data = two_communes();
    data.units[0].valid_to = Date{2020, 6, 30};
    EXPECT_EQ(Snapshot::build(std::move(data))->units().communes.size(), 1U);
}

} // namespace
} // namespace gis::model
