#include "gis/geometry/mercator.hpp"

#include <gtest/gtest.h>

namespace gis::geometry {
namespace {

TEST(Mercator, WorldGridHoldsACentimetre) {
    const Point point{106.6, 11.6};
    const auto back = from_world(to_world(point));
    EXPECT_NEAR(back.lon, point.lon, 1e-7);
    EXPECT_NEAR(back.lat, point.lat, 1e-7);
}

TEST(Mercator, CornersOfTheWorld) {
    EXPECT_EQ(to_world({-180, 85.06}), (WorldPoint{0, 0}));
    EXPECT_EQ(to_world({180, -85.06}), (WorldPoint{0xffffffffU, 0xffffffffU}));
    EXPECT_EQ(to_world({0, 0}), (WorldPoint{0x80000000U, 0x80000000U}));
}

// Tile numbers of a point as every XYZ scheme has them (z/x/y = 12/3260/1915 holds 106.6 E, 11.6
// N).
TEST(Mercator, TileOfAPoint) {
    EXPECT_EQ(tile_at({106.6, 11.6}, 12), (Tile{12, 3260, 1915}));
    EXPECT_EQ(tile_at({106.6, 11.6}, 0), (Tile{0, 0, 0}));
    EXPECT_TRUE(box_of(Tile{12, 3260, 1915}).contains({106.6, 11.6}));
}

TEST(Mercator, ValidTiles) {
    EXPECT_TRUE(is_valid({0, 0, 0}));
    EXPECT_TRUE(is_valid({22, 4194303, 4194303}));
    EXPECT_FALSE(is_valid({22, 4194304, 0}));
    EXPECT_FALSE(is_valid({1, 0, 2}));
    EXPECT_FALSE(is_valid({23, 0, 0}));
}

} // namespace
} // namespace gis::geometry
