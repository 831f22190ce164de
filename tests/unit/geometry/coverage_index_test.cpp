#include "gis/geometry/coverage_index.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/geos.hpp"
#include "tests/support/ascii_map.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace gis::geometry {
namespace {

using test_support::AsciiMap;

std::vector<CoveredPiece> cut(const CoverageIndex& index, const Line& line) {
    return index.cut(line, length_m(line));
}

const AsciiMap two_hamlets{R"(
A---------B---------C
|         |         |
a    b    c    d    |
|         |         |
D---------E---------F
     e         f    G
)"};

const std::vector<MultiPolygon> west_and_east{two_hamlets.area("ABED"), two_hamlets.area("BCFE")};

TEST(CoverageIndex, FindsTheAreasOfAPoint) {
    const CoverageIndex index{west_and_east};
    EXPECT_EQ(index.at(two_hamlets.at('b')), (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(index.at(two_hamlets.at('d')), (std::vector<std::uint32_t>{1}));
    EXPECT_EQ(index.at(two_hamlets.at('c')), (std::vector<std::uint32_t>{0, 1})); // on the border
    EXPECT_TRUE(index.at(two_hamlets.at('e')).empty());
    EXPECT_TRUE(index.at({0, 0}).empty());
}

TEST(CoverageIndex, CutsALineAtTheBorder) {
    const CoverageIndex index{west_and_east};
    const auto line = two_hamlets.line("bd");
    const auto pieces = cut(index, line);
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0].areas, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(pieces[1].areas, (std::vector<std::uint32_t>{1}));
    EXPECT_NEAR(pieces[0].to_m, length_m(line) / 2, 1e-3);
    EXPECT_EQ(pieces[0].to_m, pieces[1].from_m);
    EXPECT_EQ(pieces[1].to_m, length_m(line));
}

TEST(CoverageIndex, ALineWithinOneAreaIsOnePiece) {
    const CoverageIndex index{west_and_east};
    const auto line = two_hamlets.line("ab");
    EXPECT_EQ(cut(index, line), (std::vector<CoveredPiece>{{0.0, length_m(line), {0}}}));
}

TEST(CoverageIndex, ALineOutsideAllIsOneUncoveredPiece) {
    const CoverageIndex index{west_and_east};
    const auto line = two_hamlets.line("ef");
    EXPECT_EQ(cut(index, line), (std::vector<CoveredPiece>{{0.0, length_m(line), {}}}));
    const Line far{{10, 10}, {11, 10}};
    EXPECT_EQ(cut(index, far), (std::vector<CoveredPiece>{{0.0, length_m(far), {}}}));
}

TEST(CoverageIndex, ALineAlongTheSharedBorderBelongsToBoth) {
    const CoverageIndex index{west_and_east};
    for (const auto* names : {"BE", "EB", "Bc", "cE"}) {
        const auto pieces = cut(index, two_hamlets.line(names));
        ASSERT_EQ(pieces.size(), 1U) << names;
        EXPECT_EQ(pieces[0].areas, (std::vector<std::uint32_t>{0, 1})) << names;
    }
}

TEST(CoverageIndex, ALineThroughAVertexOfTheBorderIsCutThere) {
    const CoverageIndex index{west_and_east};
    const auto pieces = cut(index, two_hamlets.line("bcd"));
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_NEAR(pieces[0].to_m, distance_m(two_hamlets.at('b'), two_hamlets.at('c')), 1e-6);
}

TEST(CoverageIndex, OverlapsAndGapsAreSeen) {
    const AsciiMap map{R"(
A---C---B---D   E---F
|   |   |   |   |   |
a   |   |   |   |   b
|   |   |   |   |   |
H---J---I---K   L---M
)"};
    const std::vector<MultiPolygon> areas{map.area("ABIH"), map.area("CDKJ"), map.area("EFML")};
    const CoverageIndex index{areas};
    const auto pieces = cut(index, map.line("ab"));
    ASSERT_EQ(pieces.size(), 5U);
    EXPECT_EQ(pieces[0].areas, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(pieces[1].areas, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(pieces[2].areas, (std::vector<std::uint32_t>{1}));
    EXPECT_TRUE(pieces[3].areas.empty());
    EXPECT_EQ(pieces[4].areas, (std::vector<std::uint32_t>{2}));
}

TEST(CoverageIndex, HolesAreNotCovered) {
    const AsciiMap map{R"(
A-------B
| E---F |
a |   | b
| H---G |
D-------C
)"};
    auto with_hole = map.area("ABCD");
    with_hole.front().holes.push_back(map.area("EHGF").front().outer);
    const std::vector<MultiPolygon> areas{with_hole};
    const CoverageIndex index{areas};
    const auto pieces = cut(index, map.line("ab"));
    ASSERT_EQ(pieces.size(), 3U);
    EXPECT_TRUE(pieces[1].areas.empty());
}

TEST(CoverageIndex, WithoutAreasEverythingIsOutside) {
    const CoverageIndex index{std::vector<MultiPolygon>{}};
    EXPECT_TRUE(index.at({106.6, 11.6}).empty());
    const Line line{{106.6, 11.6}, {106.7, 11.7}};
    EXPECT_EQ(cut(index, line).size(), 1U);
}

/// A star-shaped area around a centre with a wiggly border.
MultiPolygon random_area(std::mt19937_64& random, const Point& centre, double radius_deg) {
    std::uniform_real_distribution<double> wiggle{0.6, 1.0};
    Ring ring;
    constexpr int corners = 40;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / corners;
        const double radius = radius_deg * wiggle(random);
        ring.push_back(
            {centre.lon + radius * std::cos(angle), centre.lat + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

Line random_road(std::mt19937_64& random, int vertices) {
    std::uniform_real_distribution<double> place{0.0, 0.1};
    std::uniform_real_distribution<double> step{-0.003, 0.003};
    Line line{{106.6 + place(random), 11.6 + place(random)}};
    while (static_cast<int>(line.size()) < vertices) {
        line.push_back({line.back().lon + step(random), line.back().lat + step(random)});
    }
    return line;
}

std::vector<MultiPolygon> random_areas(std::mt19937_64& random) {
    std::uniform_real_distribution<double> place{0.0, 0.1};
    std::vector<MultiPolygon> areas;
    for (int i = 0; i < 30; ++i) { // they overlap and leave gaps
        areas.push_back(random_area(random, {106.6 + place(random), 11.6 + place(random)}, 0.015));
    }
    return areas;
}

/// Length of the part of a line inside an area, by GEOS' overlay and GeographicLib-tested
/// geodesics.
double overlay_length_m(const Line& line, const MultiPolygon& area) {
    auto* sequence = GEOSCoordSeq_copyFromBuffer_r(geos::context(), &line.front().lon,
                                                   static_cast<unsigned>(line.size()), 0, 0);
    const geos::GeometryPtr road{GEOSGeom_createLineString_r(geos::context(), sequence)};
    const auto polygon = geos::make(area);
    const geos::GeometryPtr inside{GEOSIntersection_r(geos::context(), road.get(), polygon.get())};
    double metres = 0;
    const int parts = GEOSGetNumGeometries_r(geos::context(), inside.get());
    for (int i = 0; i < parts; ++i) {
        const auto* part = GEOSGetGeometryN_r(geos::context(), inside.get(), i);
        if (GEOSGeomTypeId_r(geos::context(), part) != GEOS_LINESTRING) {
            continue;
        }
        unsigned size = 0;
        const auto* coordinates = GEOSGeom_getCoordSeq_r(geos::context(), part);
        GEOSCoordSeq_getSize_r(geos::context(), coordinates, &size);
        Line points(size);
        if (size > 0) {
            GEOSCoordSeq_copyToBuffer_r(geos::context(), coordinates, &points.front().lon, 0, 0);
        }
        metres += length_m(points);
    }
    return metres;
}

TEST(CoverageIndexProperty, PiecesSumToTheRoadAndAgreeWithGeosOverlay) {
    std::mt19937_64 random{42};
    for (int round = 0; round < 5; ++round) {
        const auto areas = random_areas(random);
        const CoverageIndex index{areas};
        for (int i = 0; i < 100; ++i) {
            const auto road = random_road(random, 20);
            const double total = length_m(road);
            const auto pieces = index.cut(road, total);
            double at_m = 0;
            std::vector<double> inside_m(areas.size(), 0.0);
            for (const auto& piece : pieces) {
                EXPECT_EQ(piece.from_m, at_m);
                EXPECT_LT(piece.from_m, piece.to_m);
                at_m = piece.to_m;
                for (const auto area : piece.areas) {
                    inside_m[area] += piece.to_m - piece.from_m;
                }
            }
            EXPECT_EQ(at_m, total);
            for (std::size_t area = 0; area < areas.size(); ++area) {
                EXPECT_NEAR(inside_m[area], overlay_length_m(road, areas[area]), 1e-5);
            }
        }
    }
}

TEST(CoverageIndexProperty, RefiningARoadChangesNothing) {
    std::mt19937_64 random{7};
    const auto areas = random_areas(random);
    const CoverageIndex index{areas};
    for (int i = 0; i < 100; ++i) {
        const auto road = random_road(random, 15);
        Line refined{road.front()};
        for (std::size_t v = 1; v < road.size(); ++v) {
            for (const double share : {0.31, 0.77}) {
                refined.push_back({road[v - 1].lon + (road[v].lon - road[v - 1].lon) * share,
                                   road[v - 1].lat + (road[v].lat - road[v - 1].lat) * share});
            }
            refined.push_back(road[v]);
        }
        const auto coarse = cut(index, road);
        const auto fine = cut(index, refined);
        ASSERT_EQ(coarse.size(), fine.size());
        for (std::size_t p = 0; p < coarse.size(); ++p) {
            EXPECT_EQ(coarse[p].areas, fine[p].areas);
            EXPECT_NEAR(coarse[p].to_m, fine[p].to_m, 1e-9 * length_m(road) + 1e-6);
        }
    }
}

} // namespace
} // namespace gis::geometry
