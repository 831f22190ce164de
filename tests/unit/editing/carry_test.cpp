#include "gis/editing/carry.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"

#include "tests/unit/editing/atlas.hpp"

#include <cmath>
#include <random>

namespace {

using editing_test::AsciiMap;
using gis::editing::Carried;
using gis::editing::Carry;
using gis::editing::Loss;
using gis::editing::Stretch;
using gis::geometry::Chainage;
using gis::geometry::Line;

Carried carry(const Line& before, const Line& after, Stretch stretch, double tolerance_m = 30) {
    const std::array marks{stretch.from_m, stretch.to_m};
    return Carry{before, after, tolerance_m, marks}.carry(stretch);
}

TEST(Carry, AnUnchangedLineCarriesExactly) {
    const AsciiMap map{R"(
a-----b
      |
      c--d
)"};
    const auto line = map.line("abcd");
    const double length = gis::geometry::length_m(line);
    for (const auto& stretch :
         {Stretch{0, length}, Stretch{123.456, 789.012}, Stretch{600, 600.5}}) {
        const auto carried = carry(line, line, stretch);
        ASSERT_EQ(carried.images.size(), 1U);
        EXPECT_DOUBLE_EQ(carried.images[0].from_m, stretch.from_m);
        EXPECT_DOUBLE_EQ(carried.images[0].to_m, stretch.to_m);
        EXPECT_TRUE(carried.lost.empty());
    }
}

TEST(Carry, BehindAMovedVertexChainagesShiftByTheDifferenceInLength) {
    const AsciiMap map{R"(
a-------b--------c---------d
        .
        B
)",
                       10};
    const auto before = map.line("abcd");
    const auto after = map.line("aBcd");
    const Chainage old_line{before};
    const Chainage new_line{after};
    const double shift = new_line.at_vertex(2) - old_line.at_vertex(2);
    ASSERT_GT(shift, 1);
    const auto carried = carry(before, after, {0, old_line.at_vertex(2) + 55.25});
    ASSERT_EQ(carried.images.size(), 1U);
    EXPECT_EQ(carried.images[0].from_m, 0);
    EXPECT_NEAR(carried.images[0].to_m, old_line.at_vertex(2) + 55.25 + shift, 1e-9);
    EXPECT_TRUE(carried.lost.empty());
    // The vertex itself goes to the nearest place on the new line; a position near an unchanged
    // vertex hardly moves.
    const auto end = carry(before, after, {0, old_line.at_vertex(1)}).images.at(0).to_m;
    EXPECT_NEAR(end, new_line.at_vertex(1), 20);
    EXPECT_NEAR(carry(before, after, {0, 5}).images.at(0).to_m, 5, 0.2);
}

TEST(Carry, VerticesInsertedOnTheLineChangeNothing) {
    const AsciiMap map{R"(
a--------------b
               |
               |
               c
)"};
    const auto before = map.line("abc");
    const Chainage chainage{before};
    Line after{before[0],
               chainage.position(200),
               chainage.position(777),
               before[1],
               chainage.position(chainage.at_vertex(1) + 50),
               before[2]};
    for (double from_m = 0; from_m < 1500; from_m += 37) {
        const auto carried = carry(before, after, {from_m, from_m + 111});
        ASSERT_EQ(carried.images.size(), 1U);
        EXPECT_NEAR(carried.images[0].from_m, from_m, 1e-3);
        EXPECT_NEAR(carried.images[0].to_m, from_m + 111, 1e-3);
    }
}

TEST(Carry, AShorterRoadHasLostItsTail) {
    const AsciiMap map{R"(
a----b----c----d
)"};
    const double end = gis::geometry::length_m(map.line("abc"));
    const auto carried = carry(map.line("abcd"), map.line("abc"), {500, 1500});
    ASSERT_EQ(carried.images.size(), 1U);
    EXPECT_NEAR(carried.images[0].from_m, 500, 1e-9);
    EXPECT_EQ(carried.images[0].to_m, end);
    ASSERT_EQ(carried.lost.size(), 1U);
    EXPECT_EQ(carried.lost[0].loss, Loss::gone);
    EXPECT_NEAR(carried.lost[0].stretch.from_m, end + 30, 0.01) << "30 m beyond the new end";
    EXPECT_EQ(carried.lost[0].stretch.to_m, 1500);
    const auto all_gone = carry(map.line("abcd"), map.line("abc"), {1100, 1400});
    EXPECT_TRUE(all_gone.images.empty());
    EXPECT_EQ(all_gone.lost.at(0).loss, Loss::gone);
}

TEST(Carry, AnEndThatWasTrimmedIsStillTheEnd) {
    const AsciiMap map{R"(
a---------bc
)",
                       20};
    const auto carried = carry(map.line("abc"), map.line("ab"), {0, 220});
    ASSERT_EQ(carried.images.size(), 1U);
    EXPECT_EQ(carried.images[0].to_m, gis::geometry::length_m(map.line("ab")));
    EXPECT_TRUE(carried.lost.empty());
    EXPECT_EQ(carry(map.line("abc"), map.line("ab"), {205, 220}).lost.at(0).loss, Loss::gone);
}

TEST(Carry, ALongerRoadHasAnEndWithoutRecords) {
    const AsciiMap map{R"(
z--a----b----c
)"};
    const auto carried =
        carry(map.line("ab"), map.line("zabc"), {0, gis::geometry::length_m(map.line("ab"))});
    ASSERT_EQ(carried.images.size(), 1U);
    EXPECT_NEAR(carried.images[0].from_m, gis::geometry::length_m(map.line("za")), 1e-9);
    EXPECT_NEAR(carried.images[0].to_m, gis::geometry::length_m(map.line("zab")), 1e-9);
    EXPECT_TRUE(carried.lost.empty());
}

TEST(Carry, WhatMovedTooFarIsLostAndTheRestStays) {
    const AsciiMap map{R"(
       B---C
      .     .
a----b-------c----d
)"};
    const auto before = map.line("abcd");
    const auto after = map.line("abBCcd");
    const double length = gis::geometry::length_m(before);
    const auto carried = carry(before, after, {0, length});
    ASSERT_EQ(carried.images.size(), 2U);
    ASSERT_EQ(carried.lost.size(), 1U);
    EXPECT_EQ(carried.lost[0].loss, Loss::moved);
    EXPECT_EQ(carried.images[0].from_m, 0);
    EXPECT_EQ(carried.images[1].to_m, gis::geometry::length_m(after));
    EXPECT_GT(carried.lost[0].stretch.from_m, 500);
    EXPECT_LT(carried.lost[0].stretch.to_m, 1300);
    EXPECT_TRUE(carry(before, after, {0, length}, 250).lost.empty()) << "a wider tolerance";
}

TEST(Carry, ALineDrawnFromTheOtherEndIsTurned) {
    const AsciiMap map{R"(
a----b
      .
       c----d
)"};
    const auto carried = carry(map.line("abcd"), map.line("dcba"), {0, 900});
    ASSERT_FALSE(carried.lost.empty());
    for (const auto& lost : carried.lost) {
        EXPECT_EQ(lost.loss, Loss::turned);
    }
}

TEST(Carry, AHairpinDoesNotAttractWhatIsBeforeIt) {
    const AsciiMap map{R"(
a----------------------b
                       |
d----------------------c
)",
                       20};
    // Drawn anew as a whole, 4 m to the south-east: nothing is the same, all of it is near both
    // arms.
    const auto before = map.line("abcd");
    auto after = before;
    for (auto& point : after) {
        point.lon += 0.00003;
        point.lat -= 0.00003;
    }
    const double length = gis::geometry::length_m(before);
    for (double at = 20; at + 30 < length; at += 15) {
        const auto carried = carry(before, after, {at, at + 30});
        ASSERT_EQ(carried.images.size(), 1U) << at;
        EXPECT_NEAR(carried.images[0].from_m, at, 10) << at;
        EXPECT_NEAR(carried.images[0].to_m, at + 30, 10) << at;
    }
}

/// A random walk of the kind that roads are.
Line random_line(std::mt19937& random) {
    std::uniform_real_distribution<double> turn{-0.8, 0.8};
    std::uniform_real_distribution<double> step{5e-5, 1.5e-3};
    Line line{{106.6, 11.5}};
    double heading = turn(random) * 4;
    const int count = std::uniform_int_distribution{2, 40}(random);
    while (static_cast<int>(line.size()) < count) {
        heading += turn(random);
        const double length = step(random);
        line.push_back({line.back().lon + length * std::cos(heading),
                        line.back().lat + length * std::sin(heading)});
    }
    return line;
}

TEST(CarryProperty, OrderIsKeptAndNothingVanishesUnnamed) {
    std::mt19937 random{11};
    std::normal_distribution<double> noise{0, 4e-5};
    for (int round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        const auto before = random_line(random);
        auto after = before;
        for (auto& point : after) {
            if (std::bernoulli_distribution{0.4}(random)) {
                point.lon += noise(random);
                point.lat += noise(random);
            }
        }
        const double length = gis::geometry::length_m(before);
        std::vector<double> marks;
        for (int i = 0; i <= 20; ++i) {
            marks.push_back(length * i / 20);
        }
        const Carry carried{before, after, 30, marks};
        const Chainage old_line{before};
        const Chainage new_line{after};
        double done = 0;
        for (int i = 0; i < 20; ++i) {
            const auto piece = carried.carry(
                {marks[static_cast<std::size_t>(i)], marks[static_cast<std::size_t>(i) + 1]});
            double lost = 0;
            for (const auto& each : piece.lost) {
                lost += each.stretch.to_m - each.stretch.from_m;
            }
            EXPECT_LE(lost, length / 20 + 1e-6);
            EXPECT_FALSE(piece.images.empty() && piece.lost.empty());
            for (const auto& image : piece.images) {
                EXPECT_GE(image.from_m, done - 1e-9) << "in order";
                EXPECT_LT(image.from_m, image.to_m);
                EXPECT_LE(image.to_m, new_line.length_m());
                done = image.to_m;
            }
            if (piece.images.size() == 1 && piece.lost.empty()) {
                EXPECT_LE(
                    gis::geometry::distance_m(old_line.position(marks[static_cast<std::size_t>(i)]),
                                              new_line.position(piece.images[0].from_m)),
                    30.01);
            }
        }
    }
}

TEST(CarryProperty, UnchangedEndsOfALineMapExactly) {
    std::mt19937 random{12};
    for (int round = 0; round < 200; ++round) {
        SCOPED_TRACE(round);
        const auto before = random_line(random);
        if (before.size() < 4) {
            continue;
        }
        const auto moved = std::uniform_int_distribution<std::size_t>{1, before.size() - 2}(random);
        auto after = before;
        after[moved].lat += 0.0002;
        const Chainage old_line{before};
        const Chainage new_line{after};
        const double head = old_line.at_vertex(moved - 1);
        if (head > 0) {
            const auto image = carry(before, after, {head * 0.25, head}).images.at(0);
            EXPECT_NEAR(image.from_m, head * 0.25, 1e-9);
            EXPECT_NEAR(image.to_m, head, 1e-9);
        }
        const double tail = old_line.at_vertex(moved + 1);
        const double shift = new_line.at_vertex(moved + 1) - tail;
        if (tail < old_line.length_m()) {
            const double middle = (tail + old_line.length_m()) / 2;
            const auto image = carry(before, after, {tail, middle}).images.at(0);
            EXPECT_NEAR(image.from_m, tail + shift, 1e-9);
            EXPECT_NEAR(image.to_m, middle + shift, 1e-9);
        }
    }
}

} // namespace
