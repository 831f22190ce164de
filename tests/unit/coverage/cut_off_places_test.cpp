#include "gis/analysis/cut_off_places.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::FacilityKind;
using model::RoadClass;
using test_support::facility;
using test_support::place;
using test_support::Town;
using test_support::two_communes;

const Date day{2024, 6, 30};

/// A school 30 m north of a road of 8 km, and a lane beside it.
Town with_lane(geometry::Line lane) {
    auto data = two_communes();
    data.roads = {test_support::road(1, RoadClass::ap, {place(500, 1000), place(8500, 1000)}),
                  test_support::road(2, RoadClass::ap, std::move(lane))};
    data.facilities = {facility(1, FacilityKind::primary, place(1000, 1030))};
    return Town{std::move(data)};
}

TEST(CutOffPlaces, AreThoseBesideALaneThatMeetsNoRoad) {
    const auto town = with_lane({place(990, 1028), place(1012, 1028)});
    const auto found = cut_off_places(town.basis, day);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "cut-off-place");
    EXPECT_EQ(found[0].road, RoadId{2});
    EXPECT_NEAR(*found[0].length_m, 22, 0.1);
    EXPECT_NE(found[0].message.vi.find("F1: "), std::string::npos);
    EXPECT_NE(found[0].message.en.find("are 30 m away"), std::string::npos) << found[0].message.en;
}

TEST(CutOffPlaces, AreNotWhereTheLaneJoinsTheRoad) {
    const auto town = with_lane({place(990, 1028), place(1012, 1028), place(1012, 1000)});
    EXPECT_TRUE(cut_off_places(town.basis, day).empty());
}

TEST(CutOffPlaces, AreNotWhereNoOtherRoadIsWithinReach) {
    const auto town = with_lane({place(990, 3028), place(1012, 3028)});
    EXPECT_TRUE(cut_off_places(town.basis, day).empty()) << "the school is on the long road";
    auto data = two_communes();
    data.roads = {test_support::road(1, RoadClass::ap, {place(500, 100), place(8500, 100)}),
                  test_support::road(2, RoadClass::ap, {place(990, 3028), place(1012, 3028)})};
    data.facilities = {facility(1, FacilityKind::primary, place(1000, 3030))};
    EXPECT_TRUE(cut_off_places(Town{std::move(data)}.basis, day).empty())
        << "a piece of its own that nothing is near";
}

} // namespace
} // namespace gis::analysis
