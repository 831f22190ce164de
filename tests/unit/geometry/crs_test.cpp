#include "gis/geometry/crs.hpp"

#include "gis/core/error.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace gis::geometry {
namespace {

TEST(Crs, ReadsEpsgCodes) {
    EXPECT_EQ(parse_epsg("EPSG:9212").value, 9212);
    EXPECT_EQ(parse_epsg("epsg:4326").value, 4326);
    EXPECT_EQ(parse_epsg("3405").value, 3405);
}

TEST(Crs, RefusesWhatIsNoCodeAndWhatIsDeprecated) {
    for (const auto* text :
         {"", "EPSG:", "VN-2000", "EPSG:9212x", "-4326", "EPSG:999999", "6956", "6959"}) {
        EXPECT_THROW((void)parse_epsg(text), Error) << text;
    }
}

// Published control values for 106.6 E, 11.6 N (EPSG dataset v10.076, transformation EPSG:6960).
TEST(Crs, TransformsToTheVn2000ZonesExactly) {
    const Point point{106.6, 11.6};
    const auto expect = [&](int code, double east, double north) {
        const Transformation transformation{EpsgCode{code}};
        const auto plane = transformation.forward(point);
        EXPECT_NEAR(plane.x, east, 0.001) << code;
        EXPECT_NEAR(plane.y, north, 0.001) << code;
        const auto back = transformation.inverse(plane);
        EXPECT_NEAR(back.lon, point.lon, 2e-9) << code;
        EXPECT_NEAR(back.lat, point.lat, 2e-9) << code;
    };
    expect(9212, 537972.0856, 1282843.6119);
    expect(9210, 592499.635, 1282958.102);
    expect(5899, 374390.124, 1283074.324);
    expect(3405, 674252.087, 1282924.338);
    expect(32648, 674448.108, 1282812.914);
}

TEST(Crs, KeepsLonLatInFrontForGeographicCrs) {
    const Transformation vn2000{EpsgCode{4756}};
    const auto coordinate = vn2000.forward({106.6, 11.6});
    EXPECT_NEAR(coordinate.x, 106.598208, 1e-6);
    EXPECT_NEAR(coordinate.y, 11.601017, 1e-6);
    const Transformation same{EpsgCode{4326}};
    EXPECT_DOUBLE_EQ(same.forward({106.6, 11.6}).x, 106.6);
}

TEST(Crs, RefusesCoordinatesWithoutAResult) {
    const Transformation transformation{EpsgCode{9212}};
    EXPECT_THROW((void)transformation.forward({std::numeric_limits<double>::infinity(), 11.6}),
                 Error);
    EXPECT_THROW((void)transformation.inverse({std::numeric_limits<double>::quiet_NaN(), 0}),
                 Error);
}

} // namespace
} // namespace gis::geometry
