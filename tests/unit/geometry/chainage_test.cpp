#include "gis/geometry/chainage.hpp"

#include "gis/geometry/geodesic.hpp"
#include "tests/support/ascii_map.hpp"

#include <gtest/gtest.h>

namespace gis::geometry {
namespace {

TEST(Chainage, RunsFromZeroToTheGeodesicLength) {
    const test_support::AsciiMap map{R"(
        a----b
             |
             c
    )"};
    const auto line = map.line("abc");
    const Chainage chainage{line};
    EXPECT_EQ(chainage.at_vertex(0), 0.0);
    EXPECT_DOUBLE_EQ(chainage.at_vertex(1), distance_m(line[0], line[1]));
    EXPECT_DOUBLE_EQ(chainage.length_m(), length_m(line));
}

TEST(Chainage, FindsThePositionOfAChainageAndBack) {
    const test_support::AsciiMap map{"a----b----c"};
    const auto line = map.line("abc");
    const Chainage chainage{line};
    const auto point = chainage.position(620.0);
    EXPECT_NEAR(chainage.of(1, point), 620.0, 1e-6);
    EXPECT_EQ(chainage.position(-5.0), line.front());
    EXPECT_EQ(chainage.position(1e9), line.back());
}

TEST(Chainage, SlicesMeetAndAddUpToTheWhole) {
    const test_support::AsciiMap map{R"(
        a---b
             \
              c----d
    )"};
    const auto line = map.line("abcd");
    const Chainage chainage{line};
    const double total = chainage.length_m();
    const auto first = chainage.slice(0.0, 333.3);
    const auto second = chainage.slice(333.3, total);
    EXPECT_EQ(first.back(), second.front());
    EXPECT_EQ(first.front(), line.front());
    EXPECT_EQ(second.back(), line.back());
    EXPECT_NEAR(length_m(first) + length_m(second), total, 1e-9 * total);
}

TEST(Chainage, SliceIsClampedToTheLine) {
    const test_support::AsciiMap map{"a----b"};
    const auto line = map.line("ab");
    const Chainage chainage{line};
    EXPECT_EQ(chainage.slice(-10.0, 1e9), line);
    EXPECT_EQ(chainage.slice(100.0, 100.0).size(), 2U);
}

TEST(Chainage, StationingIsWrittenAsOnThePosts) {
    EXPECT_EQ(stationing(0), "Km0+000");
    EXPECT_EQ(stationing(400), "Km0+400");
    EXPECT_EQ(stationing(1234.5), "Km1+234,5");
    EXPECT_EQ(stationing(999.96), "Km1+000");
    EXPECT_EQ(stationing(-3), "Km0+000");
}

} // namespace
} // namespace gis::geometry
