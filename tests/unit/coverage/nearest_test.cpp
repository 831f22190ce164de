#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/point_index.hpp"
#include "gis/geometry/segment_grid.hpp"
#include "gis/geometry/segment_pack.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace gis::geometry {
namespace {

using test_support::place;
using test_support::reference_m;

std::vector<Point> random_points(std::uint32_t seed, std::size_t count, double extent_m) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> metres{0, extent_m};
    std::vector<Point> points;
    for (std::size_t i = 0; i < count; ++i) {
        const double east = metres(random);
        points.push_back(place(east, metres(random)));
    }
    return points;
}

/// From a point to a segment that is straight in lon/lat: the distance has one minimum along it.
double segment_m(const Point& point, const Point& a, const Point& b) {
    double low = 0;
    double high = 1;
    const auto at = [&](double t) {
        return reference_m(point, {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
    };
    for (int i = 0; i < 40; ++i) {
        const double third = (high - low) / 3;
        if (at(low + third) < at(high - third)) {
            high -= third;
        } else {
            low += third;
        }
    }
    return at((low + high) / 2);
}

double line_m(const Point& point, const Line& line) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < line.size(); ++i) {
        least = std::min(least, segment_m(point, line[i - 1], line[i]));
    }
    return least;
}

TEST(PointIndex, FindsTheNearestAsBruteForceDoes) {
    for (const double extent_m : {300.0, 20'000.0, 900'000.0}) {
        const auto places = random_points(7, 300, extent_m);
        const PointIndex index{places};
        for (const auto& point : random_points(8, 400, extent_m)) {
            double least = std::numeric_limits<double>::infinity();
            std::uint32_t which = 0;
            for (std::uint32_t i = 0; i < places.size(); ++i) {
                const double metres = reference_m(point, places[i]);
                if (metres < least) {
                    least = metres;
                    which = i;
                }
            }
            const auto found = index.nearest(point);
            ASSERT_TRUE(found);
            EXPECT_EQ(found->index, which) << extent_m;
            EXPECT_NEAR(found->distance_m, least, 1e-9 * least + 1e-7);
        }
    }
}

TEST(PointIndex, MeasuresAsGeographicLibDoes) {
    std::mt19937 random{17};
    std::uniform_real_distribution<double> lat{-59, 59};
    std::uniform_real_distribution<double> step{-1, 1};
    for (const double degrees : {0.001, 0.03, 0.06, 0.3, 0.6, 3.0}) {
        for (int i = 0; i < 400; ++i) {
            const Point from{106 + step(random), lat(random)};
            const Point to{from.lon + degrees * step(random), from.lat + degrees * step(random)};
            const double expected = reference_m(from, to);
            const double found = PointIndex{std::span{&to, 1}}.nearest(from)->distance_m;
            const double relative = expected > mid_latitude_limit_m ? 1e-10 : 1e-9;
            EXPECT_NEAR(found, expected, relative * expected + 1e-7);
        }
    }
}

TEST(PointIndex, OfEquallyNearOnesTheFirstWins) {
    std::vector<Point> places(40, place(500, 500));
    places[3] = place(0, 0);
    places[0] = place(9000, 0);
    const PointIndex index{places};
    EXPECT_EQ(index.nearest(place(510, 500))->index, 1U);
    EXPECT_EQ(index.nearest(place(500, 500))->distance_m, 0);
    const std::vector<Point> sides{{106.602, 11.6}, {106.598, 11.6}};
    const auto middle = PointIndex{sides}.nearest({106.6, 11.6});
    EXPECT_LE(middle->index, 1U);
    EXPECT_NEAR(middle->distance_m, reference_m({106.6, 11.6}, sides[0]), 1e-6);
}

TEST(PointIndex, OfNothingFindsNothing) {
    EXPECT_FALSE(PointIndex{{}}.nearest(place(0, 0)));
}

TEST(SegmentGrid, AgreesWithBruteForceOnTheDistanceToLines) {
    std::vector<Line> lines;
    for (std::uint32_t i = 0; i < 60; ++i) {
        lines.push_back(random_points(100 + i, 2 + i % 3, i % 4 == 0 ? 20'000 : 9'000));
    }
    const SegmentGrid grid{{lines.begin(), lines.end()}};
    int within = 0;
    for (const auto& point : random_points(9, 150, 21'000)) {
        double least = std::numeric_limits<double>::infinity();
        for (const auto& line : lines) {
            least = std::min(least, line_m(point, line));
        }
        for (const double limit_m : {50.0, 400.0, 2'000.0}) {
            if (std::abs(least - limit_m) > 0.02) { // the grid holds positions to a centimetre
                EXPECT_EQ(grid.any_within(point, limit_m), least < limit_m) << least;
                within += least < limit_m ? 1 : 0;
            }
        }
        const auto nearest = grid.nearest(point, 3'000);
        ASSERT_EQ(nearest.has_value(), least < 3'000);
        if (nearest) {
            EXPECT_NEAR(nearest->distance_m, least, 0.02);
            EXPECT_NEAR(reference_m(point, nearest->at), nearest->distance_m, 1e-6);
        }
    }
    EXPECT_GT(within, 60);
}

/// Roads as they are drawn: many short segments, so that several of one road pass a cell.
std::vector<Line> winding_roads(std::uint32_t seed, std::size_t count, double extent_m) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> turn{-0.5, 0.5};
    std::vector<Line> lines;
    for (const auto& start : random_points(seed, count, extent_m)) {
        Line line{start};
        double heading = 7 * turn(random);
        for (auto left = 1 + random() % 40; left > 0; --left) {
            heading += turn(random);
            line.push_back({line.back().lon + 1.5e-4 * std::cos(heading),
                            line.back().lat + 1.5e-4 * std::sin(heading)});
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

TEST(SegmentGrid, FindsEverySegmentOfWindingRoadsThatIsNear) {
    const auto lines = winding_roads(31, 60, 3'000);
    const SegmentGrid grid{{lines.begin(), lines.end()}};
    std::size_t all = 0;
    for (auto point : random_points(32, 20, 5'000)) { // many of them beside all roads
        point.lon -= 0.009;
        point.lat -= 0.009;
        const double limit_m = 300;
        double least = std::numeric_limits<double>::infinity();
        std::vector<SegmentGrid::Segment> near;
        std::vector<SegmentGrid::Segment> surely_near;
        for (std::uint32_t line = 0; line < lines.size(); ++line) {
            for (std::uint32_t i = 0; i + 1 < lines[line].size(); ++i) {
                const double metres = segment_m(point, lines[line][i], lines[line][i + 1]);
                least = std::min(least, metres);
                if (metres < limit_m + 1e-3) {
                    near.push_back({line, i});
                }
                if (metres < limit_m - 1e-3) {
                    surely_near.push_back({line, i});
                }
            }
        }
        std::vector<SegmentGrid::Segment> found;
        for (const auto& place : grid.within(point, limit_m)) {
            found.push_back({place.line, place.segment});
        }
        EXPECT_TRUE(std::ranges::is_sorted(found));
        EXPECT_TRUE(std::ranges::includes(near, found));
        EXPECT_TRUE(std::ranges::includes(found, surely_near));
        all += found.size();
        const auto nearest = grid.nearest(point, 2'500);
        ASSERT_EQ(nearest.has_value(), least < 2'500) << least;
        if (nearest) {
            EXPECT_NEAR(nearest->distance_m, least, 0.02);
        }
    }
    EXPECT_GT(all, 200U);
}

TEST(SegmentGrid, FindsTheSameForManyPointsAsForEach) {
    for (const double extent_m : {900.0, 9'000.0, 40'000.0}) {
        auto lines = winding_roads(21, 300, extent_m);
        for (const std::size_t i : {3U, 70U, 120U}) {
            lines.push_back(lines[i]); // drawn twice: all places are at the same distance
        }
        lines.push_back({lines[5].front(), lines[5].front()}); // no length
        lines.push_back(random_points(4, 2, extent_m));        // across everything
        const SegmentGrid grid{{lines.begin(), lines.end()}};
        SegmentGrid::Pack pack{grid};
        auto points = random_points(22, 400, extent_m * 1.1);
        for (std::size_t i = 0; i < lines.size(); i += 4) {
            points.push_back(lines[i].front());
            points.push_back(lines[i][lines[i].size() / 2]);
        }
        points.push_back(place(-60'000, -2'000)); // far outside
        points.push_back(place(90'000, 45'000));
        for (const double limit_m : {0.5, 60.0, 700.0, 100'000.0}) {
            std::vector<Point> at;
            std::vector<std::uint32_t> ids;
            std::vector<NearestOnLines> expected;
            for (const auto& point : points) {
                const auto alone = grid.near(point, limit_m);
                const auto packed = pack.near(point, limit_m);
                ASSERT_EQ(packed.has_value(), alone.has_value());
                EXPECT_EQ(grid.any_near(point, limit_m), alone.has_value());
                if (!packed) {
                    EXPECT_FALSE(grid.nearest(point, limit_m));
                    continue;
                }
                ASSERT_EQ(packed->id, alone->id);
                ASSERT_EQ(packed->plane_m, alone->plane_m);
                if (const auto nearest = grid.nearest(point, limit_m)) {
                    EXPECT_LE(nearest->distance_m, SegmentGrid::sure_m(packed->plane_m));
                    at.push_back(point);
                    ids.push_back(packed->id);
                    expected.push_back(*nearest);
                }
            }
            std::vector<NearestOnLines> found(at.size());
            grid.measure(at, ids, found);
            for (std::size_t i = 0; i < at.size(); ++i) {
                ASSERT_EQ(found[i].line, expected[i].line);
                ASSERT_EQ(found[i].segment, expected[i].segment);
                ASSERT_EQ(found[i].at, expected[i].at);
                ASSERT_EQ(found[i].distance_m, expected[i].distance_m);
            }
        }
    }
}

TEST(SegmentGrid, LeavesOneSegmentOut) {
    const auto lines = winding_roads(31, 60, 700);
    const SegmentGrid grid{{lines.begin(), lines.end()}};
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        const SegmentGrid::Segment tip{line, static_cast<std::uint32_t>(lines[line].size() - 2)};
        auto expected = grid.within(lines[line].back(), 30);
        EXPECT_EQ(1, std::erase_if(expected, [&](const NearestOnLines& place) {
                      return place.line == tip.line && place.segment == tip.segment;
                  }));
        std::vector<NearestOnLines> found;
        grid.within(lines[line].back(), 30, found, tip);
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].line, expected[i].line);
            EXPECT_EQ(found[i].segment, expected[i].segment);
        }
    }
}

TEST(SegmentGrid, SaysWhetherARoadIsFarWithinItsOwnBox) {
    auto lines = winding_roads(33, 300, 2'000); // a town, and a road at the other end
    lines.push_back({place(12'000, 12'000), place(12'015, 12'000)});
    const SegmentGrid grid{{lines.begin(), lines.end()}};
    int near = 0;
    int far = 0;
    for (const auto& point : random_points(34, 200, 13'000)) {
        double least = std::numeric_limits<double>::infinity();
        for (const auto& line : lines) {
            for (const auto& vertex : line) {
                least = std::min(least, distance_m(point, vertex));
            }
        }
        for (const double limit_m : {2'000.0, 4'000.0}) {
            if (std::abs(least - limit_m) > 20) { // segments are shorter
                EXPECT_EQ(grid.any_within(point, limit_m), least < limit_m) << least;
                ++(least < limit_m ? near : far);
            }
        }
    }
    EXPECT_GT(near, 50);
    EXPECT_GT(far, 50);
}

TEST(SegmentGrid, MissesNoLineThatPassesABox) {
    auto lines = winding_roads(35, 300, 2'000); // a town, and a long road away from it
    lines.push_back({place(2'000, 2'000), place(16'000, 12'000)});
    const SegmentGrid grid{{lines.begin(), lines.end()}};
    int passed = 0;
    int empty = 0;
    for (const auto& corner : random_points(36, 400, 12'000)) {
        Box box;
        box.add(corner);
        box.add(Point{corner.lon + 0.003, corner.lat + 0.001});
        const bool holds_part = std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
            const int steps = line.size() == 2 ? 1'000 : 100; // every 17 m at most
            for (int step = 0; step <= steps; ++step) {
                const double at = 1.0 * step / steps * static_cast<double>(line.size() - 1);
                const auto i = std::min(static_cast<std::size_t>(at), line.size() - 2);
                const double t = at - static_cast<double>(i);
                if (box.contains({line[i].lon + t * (line[i + 1].lon - line[i].lon),
                                  line[i].lat + t * (line[i + 1].lat - line[i].lat)})) {
                    return true;
                }
            }
            return false;
        });
        if (holds_part) {
            EXPECT_TRUE(grid.may_meet(box));
        }
        passed += holds_part ? 1 : 0;
        empty += grid.may_meet(box) ? 0 : 1;
    }
    EXPECT_GT(passed, 20);
    EXPECT_GT(empty, 200) << "it says of nearly everything that a line may pass";
    EXPECT_FALSE(grid.may_meet({107.9, 11.0, 108.0, 11.1}));
    EXPECT_FALSE(SegmentGrid{{}}.may_meet({-180, -80, 180, 80}));
}

TEST(SegmentGrid, OfEquallyNearPlacesTheFirstLineWins) {
    // Both roads start at one place; a point behind it is as near to the one as to the other.
    const Line east{place(1'000, 1'000), place(1'030, 1'010), place(1'060, 1'000)};
    const Line north{place(1'000, 1'000), place(1'010, 1'030), place(1'000, 1'060)};
    for (const auto& lines : {std::vector{east, north}, std::vector{north, east}}) {
        const SegmentGrid grid{{lines.begin(), lines.end()}};
        const auto nearest = grid.nearest(place(900, 900), 500);
        ASSERT_TRUE(nearest);
        EXPECT_EQ(nearest->line, 0U);
        EXPECT_EQ(nearest->segment, 0U);
        EXPECT_EQ(nearest->at, lines[0][0]);
    }
}

TEST(SegmentGrid, IsExactAtTheLimitOnALongLine) {
    const Line line{place(0, 0), place(30'000, 0)};
    const SegmentGrid grid{{line}};
    for (double east = 100; east < 30'000; east += 700) {
        for (const double north : {1'999.0, 2'001.0}) {
            const auto point = place(east, north);
            EXPECT_EQ(grid.any_within(point, 2'000), line_m(point, line) < 2'000) << east;
        }
    }
}

} // namespace
} // namespace gis::geometry
