#include "gis/geometry/geodesic.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/PolygonArea.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace gis::geometry {
namespace {

double reference_m(const Point& a, const Point& b) {
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, metres);
    return metres;
}

Point at_distance(const Point& from, double azimuth_deg, double metres) {
    Point to;
    GeographicLib::Geodesic::WGS84().Direct(from.lat, from.lon, azimuth_deg, metres, to.lat,
                                            to.lon);
    return to;
}

TEST(Geodesic, AgreesWithGeographicLibWithin1e9UpToTheSeriesLimit) {
    std::mt19937_64 random{1};
    std::uniform_real_distribution<double> lat{-59.9, 59.9};
    std::uniform_real_distribution<double> lon{-179.0, 179.0};
    std::uniform_real_distribution<double> azimuth{0.0, 360.0};
    std::uniform_real_distribution<double> exponent{-0.5, std::log10(mid_latitude_limit_m)};
    double worst = 0;
    for (int i = 0; i < 200'000; ++i) {
        const Point a{lon(random), lat(random)};
        const Point b = at_distance(a, azimuth(random), std::pow(10.0, exponent(random)));
        const double expected = reference_m(a, b);
        // GeographicLib itself is good to some nanometres, whatever the distance.
        const double error = std::abs(distance_m(a, b) - expected) - 5e-9;
        worst = std::max(worst, error / expected);
    }
    EXPECT_LT(worst, 1e-9);
}

TEST(Geodesic, IsContinuousAcrossTheSeriesLimit) {
    const Point a{106.6, 11.6};
    for (const double azimuth : {0.0, 33.0, 90.0, 271.0}) {
        for (const double metres : {3999.0, 3999.999, 4000.001, 4001.0, 50'000.0}) {
            const Point b = at_distance(a, azimuth, metres);
            EXPECT_NEAR(distance_m(a, b), metres, metres * 1e-9);
        }
    }
}

TEST(Geodesic, IsSymmetricAndZeroForEqualPoints) {
    const Point a{106.6, 11.6};
    const Point b{106.61, 11.607};
    EXPECT_DOUBLE_EQ(distance_m(a, b), distance_m(b, a));
    EXPECT_EQ(distance_m(a, a), 0.0);
}

TEST(Geodesic, UsesKarneyNearThePoles) {
    const Point a{10.0, 89.0};
    const Point b{11.0, 89.001};
    EXPECT_NEAR(distance_m(a, b), reference_m(a, b), 1e-6);
}

TEST(Geodesic, LengthOfARoadIsTheSumOfItsSegments) {
    EXPECT_EQ(length_m({}), 0.0);
    const Line line{{106.6, 11.6}, {106.601, 11.6005}, {106.6021, 11.6002}};
    EXPECT_DOUBLE_EQ(length_m(line), distance_m(line[0], line[1]) + distance_m(line[1], line[2]));
}

TEST(Geodesic, StepsOfALineAreTheDistancesOfItsVertices) {
    std::mt19937_64 random{5};
    std::uniform_real_distribution<double> share{-1.0, 1.0};
    std::vector<double> steps{1, 2, 3};
    for (const double degrees : {1e-7, 1e-4, 0.03, 2.0}) { // the last two beyond the series
        for (const double lat : {0.0, -11.6, 59.99, 80.0}) {
            std::vector<Point> line{{106.6, lat}};
            for (int i = 0; i < 37; ++i) {
                line.push_back(
                    {line.back().lon + degrees * share(random), lat + degrees * share(random)});
            }
            line.push_back(line.back());
            step_lengths_m(line, steps);
            ASSERT_EQ(steps.size() + 1, line.size());
            for (std::size_t i = 0; i < steps.size(); ++i) {
                EXPECT_DOUBLE_EQ(steps[i], distance_m(line[i], line[i + 1]))
                    << degrees << ' ' << lat;
            }
        }
    }
    step_lengths_m({}, steps);
    EXPECT_TRUE(steps.empty());
}

TEST(Geodesic, AreaAgreesWithGeographicLibAndSubtractsHoles) {
    const Ring outer{{106.6, 11.6}, {106.7, 11.6}, {106.7, 11.7}, {106.6, 11.7}, {106.6, 11.6}};
    const Ring hole{
        {106.64, 11.64}, {106.64, 11.66}, {106.66, 11.66}, {106.66, 11.64}, {106.64, 11.64}};
    const auto reference = [](const Ring& ring) {
        GeographicLib::PolygonArea polygon{GeographicLib::Geodesic::WGS84()};
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            polygon.AddPoint(ring[i].lat, ring[i].lon);
        }
        double perimeter = 0;
        double area = 0;
        polygon.Compute(false, true, perimeter, area);
        return std::abs(area);
    };
    EXPECT_NEAR(area_m2({{outer, {hole}}}), reference(outer) - reference(hole), 0.01);
}

} // namespace
} // namespace gis::geometry
