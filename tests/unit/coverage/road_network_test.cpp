#include "gis/analysis/network_reach.hpp"
#include "gis/analysis/road_network.hpp"
#include "gis/core/error.hpp"
#include "gis/geometry/chainage.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/roads.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using geometry::Line;
using geometry::Point;
using test_support::AsciiMap;
using test_support::network_of;
using test_support::snapshot_of;

constexpr double metre_deg = 1.0 / 110'627.0; // at 11.6° N

Point north_of(Point point, double metres) {
    return {point.lon, point.lat + metres * metre_deg};
}

/// Metres along the roads from one place to another, both on a road.
double metres_between(const model::Snapshot& snapshot, const Point& from, const Point& to) {
    const auto network = network_of(snapshot);
    const NetworkReach reach{network, {network->attach(to, 500)}};
    return reach.of(network->attach(from, 500)).metres;
}

// 100 metres a character
const AsciiMap map{R"(
a-------b-------c-------d
        |       |
        |       e       f
        |               |
        g-------h-------i
)"};

TEST(PassablePart, MeasuresVerticesFromTheRoadsStart) {
    Line line{map.at('a')};
    for (int i = 1; i < 3'000; ++i) { // some 200 km, steps of 11 to 111 m
        line.push_back({line.back().lon + 1e-4 * (1 + i % 10), line.back().lat + 1e-4 * (i % 3)});
    }
    const auto snapshot = snapshot_of({line});
    PassablePart::Question question;
    question.as_of = Date{2024, 6, 30};
    const PassablePart part{snapshot->parts().back(), question};
    const geometry::Chainage chainage{line};
    EXPECT_EQ(part.chainage_of_vertex(0, 0), 0.0);
    EXPECT_EQ(part.chainage_of_vertex(0, line.size() - 1),
              snapshot->parts().back()->roads[0].length_m);
    for (std::size_t i = 0; i < line.size(); ++i) {
        ASSERT_NEAR(part.chainage_of_vertex(0, i), chainage.at_vertex(i), 1e-4) << i;
    }
}

TEST(RoadNetwork, MeetsAtVerticesOfBoth) {
    const auto snapshot = snapshot_of({map.line("abcd"), map.line("ce")});
    EXPECT_NEAR(metres_between(*snapshot, map.at('a'), map.at('e')),
                geometry::length_m(map.line("abce")), 0.01);
}

TEST(RoadNetwork, MeetsWhereAnEndTouchesTheInsideOfALine) {
    const auto snapshot = snapshot_of({map.line("ad"), map.line("bg")});
    EXPECT_NEAR(metres_between(*snapshot, map.at('d'), map.at('g')),
                geometry::length_m(map.line("dbg")), 0.05);
}

TEST(RoadNetwork, SnapsEndsWithinTheTolerance) {
    const auto near = snapshot_of({map.line("ad"), {north_of(map.at('b'), -0.8), map.at('g')}});
    EXPECT_NEAR(metres_between(*near, map.at('d'), map.at('g')),
                geometry::length_m(map.line("dbg")), 1.0);
    const auto far = snapshot_of({map.line("ad"), {north_of(map.at('b'), -1.2), map.at('g')}});
    EXPECT_EQ(metres_between(*far, map.at('d'), map.at('g')), unreachable);
}

TEST(RoadNetwork, SnapsEndsToEnds) {
    const auto snapshot =
        snapshot_of({map.line("ab"), {north_of(map.at('b'), 0.5), map.at('c')}, map.line("cd")});
    EXPECT_NEAR(metres_between(*snapshot, map.at('a'), map.at('d')),
                geometry::length_m(map.line("abcd")), 1.0);
}

TEST(RoadNetwork, DoesNotMeetAtAPlainCrossing) {
    const AsciiMap cross{R"(
    n
a-------b
    s
)"};
    const auto snapshot = snapshot_of({cross.line("ab"), cross.line("ns")});
    EXPECT_EQ(metres_between(*snapshot, cross.at('a'), cross.at('s')), unreachable);
}

TEST(RoadNetwork, LoopsAndParallelRoadsAreShortcuts) {
    const auto snapshot =
        snapshot_of({map.line("bgib"), map.line("bc"), map.line("bec"), map.line("cd")});
    EXPECT_NEAR(metres_between(*snapshot, map.at('b'), map.at('d')),
                geometry::length_m(map.line("bcd")), 0.01);
    // Both ends of the loop are b: from i the short way round.
    EXPECT_NEAR(metres_between(*snapshot, map.at('i'), map.at('b')),
                geometry::length_m(map.line("ib")), 0.01);
}

TEST(RoadNetwork, RepeatedVerticesMakeNoEdgeOfLengthZero) {
    auto line = map.line("abbcd");
    const auto network = network_of(*snapshot_of({line, map.line("bg")}));
    for (const auto& edge : network->edges()) {
        EXPECT_GT(edge.length_m(), 0.0);
    }
    EXPECT_EQ(network->edges().size(), 3U); // a-b, b-d, b-g
}

TEST(RoadNetwork, ARoadWithoutLengthLeadsNowhere) {
    const auto network = network_of(*snapshot_of({map.line("aa"), map.line("cd")}));
    EXPECT_EQ(network->edges().size(), 1U);
    EXPECT_EQ(network->attach(north_of(map.at('a'), 10), 500).edge, no_edge);
}

TEST(RoadNetwork, EdgesAddUpToTheRoads) {
    const auto snapshot = snapshot_of(
        {map.line("abcd"), map.line("bgi"), map.line("ce"), map.line("eh"), map.line("fi")});
    const auto network = network_of(*snapshot);
    double edges = 0;
    for (const auto& edge : network->edges()) {
        edges += edge.length_m();
    }
    double roads = 0;
    for (const auto& road : snapshot->parts().back()->roads) {
        roads += road.length_m;
    }
    EXPECT_NEAR(edges, roads, 1e-9 * roads);
}

TEST(RoadNetwork, IslandsAreNotReached) {
    const auto snapshot = snapshot_of({map.line("ab"), map.line("fi")});
    EXPECT_EQ(metres_between(*snapshot, map.at('a'), map.at('f')), unreachable);
}

TEST(RoadNetwork, RefusesAToleranceThatMakesNoSense) {
    EXPECT_THROW((void)find_junctions({}, 0.0), Error);
    EXPECT_THROW((void)find_junctions({}, 51.0), Error);
}

TEST(Attachment, IsTheNearestPlaceOnTheNearestRoad) {
    const auto network = network_of(*snapshot_of({map.line("ad"), map.line("gi")}));
    const auto place = network->attach(north_of(map.at('b'), -30), 500);
    ASSERT_NE(place.edge, no_edge);
    EXPECT_EQ(network->edges()[place.edge].road, 0U);
    EXPECT_NEAR(place.access_m, 30.0, 0.1);
    EXPECT_NEAR(place.along_m, geometry::length_m(map.line("ab")), 0.1);
    EXPECT_EQ(network->attach(north_of(map.at('b'), 501), 500).edge, no_edge);
}

TEST(Attachment, OfTwoRoadsAtTheSameDistanceIsOnTheFirst) {
    const auto network = network_of(*snapshot_of({map.line("ad"), map.line("ad")}));
    EXPECT_EQ(network->edges()[network->attach(north_of(map.at('c'), 10), 500).edge].road, 0U);
}

TEST(NetworkReach, GoesAlongOneEdgeWithoutADetour) {
    const auto network = network_of(*snapshot_of({map.line("ad")}));
    const NetworkReach reach{network, {network->attach(map.at('c'), 500)}};
    EXPECT_NEAR(reach.of(network->attach(map.at('b'), 500)).metres,
                geometry::length_m(map.line("bc")), 0.01);
}

TEST(NetworkReach, TakesTheFacilityWithTheLowestNumberOnATie) {
    const auto network = network_of(*snapshot_of({map.line("ad"), map.line("bg")}));
    const auto b = network->attach(map.at('b'), 500);
    const NetworkReach reach{network, {b, b}};
    EXPECT_EQ(reach.of(network->attach(map.at('g'), 500)).facility, 0U);
    EXPECT_EQ(reach.of(b), (Distance{0.0, 0}));
}

TEST(NetworkReach, WithoutFacilitiesReachesNobody) {
    const auto network = network_of(*snapshot_of({map.line("ad")}));
    const NetworkReach reach{network, {}};
    EXPECT_EQ(reach.of(network->attach(map.at('b'), 500)), Distance{});
    EXPECT_FALSE(way_from(reach, network->attach(map.at('b'), 500)));
}

TEST(NetworkReach, ReachedPiecesEndAtTheDistance) {
    const auto network = network_of(*snapshot_of({map.line("ad")}));
    const NetworkReach reach{network, {network->attach(map.at('b'), 500)}};
    const auto b_m = geometry::length_m(map.line("ab"));
    const auto pieces = reach.reached(0, 300);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_NEAR(pieces[0].from_m, b_m - 300, 0.01);
    EXPECT_NEAR(pieces[0].to_m, b_m + 300, 0.01);
}

TEST(NetworkReach, ReachedPiecesFromBothEndsLeaveTheMiddleOut) {
    const auto snapshot = snapshot_of({map.line("ab"), map.line("bc"), map.line("cd")});
    const auto network = network_of(*snapshot);
    const NetworkReach reach{
        network, {network->attach(map.at('a'), 500), network->attach(map.at('d'), 500)}};
    const auto ab = geometry::length_m(map.line("ab"));
    const auto pieces = reach.reached(1, ab + 100); // b-c is 800 m long
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_NEAR(pieces[0].to_m, 100, 0.05);
    EXPECT_NEAR(pieces[1].from_m, ab - 100, 0.05);
}

TEST(NetworkReach, WayIsAsLongAsTheDistance) {
    const auto network = network_of(
        *snapshot_of({map.line("abcd"), map.line("bgi"), map.line("ceh"), map.line("fi")}));
    const auto school = network->attach(north_of(map.at('f'), 20), 500);
    const NetworkReach reach{network, {school}};
    const auto from = network->attach(north_of(map.at('a'), 40), 500);
    const auto way = way_from(reach, from);
    ASSERT_TRUE(way);
    EXPECT_NEAR(way->access_m + way->road_m + way->egress_m, way->distance.metres, 1e-3);
    EXPECT_NEAR(geometry::length_m(way->line), way->road_m, 0.01);
    EXPECT_EQ(way->line.front(), map.at('a'));
    EXPECT_EQ(way->line.back(), map.at('f'));
}

TEST(NetworkReach, AllSeasonRoadsStopWhereTheSurfaceEnds) {
    HardeningRules rules;
    rules.hardened[static_cast<std::size_t>(model::RoadClass::ap)]
                  [static_cast<std::size_t>(model::Surface::btxm)] = true;
    model::AtlasData data;
    data.roads = {test_support::road(1, model::RoadClass::ap, map.line("ad"))};
    data.roads[0].surfaces = {test_support::record(1, 1, 0, 1000, model::Surface::btxm),
                              test_support::record(2, 1, 1000, 1600, model::Surface::dat)};
    const auto snapshot = model::Snapshot::build(std::move(data));
    PassablePart::Question question{Passable::all_season, Date{2024, 6, 30}, &rules, {}};
    const auto sure = network_of(*snapshot, question);
    ASSERT_EQ(sure->edges().size(), 1U);
    EXPECT_EQ(sure->edges()[0].to_m, 1000.0);
    question.passable = Passable::perhaps_all_season;
    const auto perhaps = network_of(*snapshot, question);
    ASSERT_EQ(perhaps->edges().size(), 2U);
    EXPECT_EQ(perhaps->edges()[1].from_m, 1600.0);

    question.passable = Passable::all_season;
    const std::vector<SupposedSurface> supposed{{RoadId{1}, 1000, 1600, true}};
    question.supposed = supposed;
    const auto mended = network_of(*snapshot, question);
    ASSERT_EQ(mended->edges().size(), 1U);
    EXPECT_EQ(mended->edges()[0].to_m, 1600.0);
    const std::vector<SupposedSurface> broken{{RoadId{1}, 200, 300, false}};
    question.supposed = broken;
    EXPECT_EQ(network_of(*snapshot, question)->edges().size(), 2U);
}

} // namespace
} // namespace gis::analysis
