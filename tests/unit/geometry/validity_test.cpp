#include "gis/geometry/validity.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/interior_point.hpp"
#include "tests/support/ascii_map.hpp"

#include <gtest/gtest.h>

namespace gis::geometry {
namespace {

const test_support::AsciiMap corners{R"(
A------B
|      |
|      |
D------C
E-F
)"};

TEST(Validity, AcceptsASimplePolygon) {
    EXPECT_FALSE(find_invalidity(corners.area("ABCD")).has_value());
}

TEST(Validity, NamesTheReasonAndThePlaceOfABowTie) {
    const auto bow_tie = corners.area("ACBD");
    const auto found = find_invalidity(bow_tie);
    ASSERT_TRUE(found.has_value());
    EXPECT_NE(found->reason.find("Self-intersection"), std::string::npos);
    EXPECT_TRUE(box_of(bow_tie).contains(found->where));
}

TEST(Repair, KeepsTheAreaOfAPolygonWithASpike) {
    auto spiked = corners.area("ABCD");
    auto& ring = spiked.front().outer; // out from D to E and back
    ring.insert(ring.begin() + 4, {corners.at('E'), corners.at('D')});
    ASSERT_TRUE(find_invalidity(spiked).has_value());
    const auto repaired = repair(spiked);
    ASSERT_TRUE(repaired.has_value());
    EXPECT_LT(repaired->area_change, 1e-9);
    EXPECT_FALSE(find_invalidity(repaired->polygons).has_value());
}

TEST(Repair, GivesUpWhenTheAreaWouldChange) {
    EXPECT_FALSE(repair(corners.area("ACBD")).has_value());
}

TEST(InteriorPoint, LiesInside) {
    const auto point = interior_point(corners.area("ABCD"));
    EXPECT_GT(point.lon, corners.at('A').lon);
    EXPECT_LT(point.lon, corners.at('B').lon);
    EXPECT_LT(point.lat, corners.at('A').lat);
    EXPECT_GT(point.lat, corners.at('D').lat);
}

} // namespace
} // namespace gis::geometry
