#include "gis/analysis/road_crossings.hpp"
#include "gis/geometry/geodesic.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/roads.hpp"

#include <gtest/gtest.h>

#include <random>

namespace gis::analysis {
namespace {

using test_support::AsciiMap;
using test_support::snapshot_of;

std::vector<RoadCrossing> crossings_of(const model::Snapshot& snapshot) {
    PassablePart::Question question;
    question.as_of = Date{2024, 6, 30};
    return plain_crossings(passable_parts(snapshot, question, {}), 1.0);
}

// 100 metres a character
const AsciiMap crossings_map{R"(
    n   e
a-------b---c
    s   f
    |
    t
)"};

TEST(RoadCrossings, AreWhereLinesCrossWithoutAVertex) {
    const auto snapshot = snapshot_of({crossings_map.line("ac"), crossings_map.line("ns")});
    const auto found = crossings_of(*snapshot);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].a, RoadId{1});
    EXPECT_EQ(found[0].b, RoadId{2});
    EXPECT_LT(
        geometry::distance_m(found[0].at, {crossings_map.at('n').lon, crossings_map.at('a').lat}),
        0.01);
    const auto findings = to_findings(found, *snapshot);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].road, RoadId{1});
    EXPECT_NE(findings[0].message.vi.find("#1 và #2"), std::string::npos);
}

TEST(RoadCrossings, AreNotWhereRoadsMeet) {
    EXPECT_TRUE(
        crossings_of(*snapshot_of({crossings_map.line("abc"), crossings_map.line("ebf")})).empty())
        << "a vertex of both";
    EXPECT_TRUE(
        crossings_of(*snapshot_of({crossings_map.line("ac"), crossings_map.line("be")})).empty())
        << "an end on a line";
    auto over = crossings_map.line("eb");
    over.back().lat -= 0.7 / 110'627.0;
    EXPECT_TRUE(crossings_of(*snapshot_of({crossings_map.line("ac"), over})).empty())
        << "an end that runs over by less than the tolerance is snapped";
    over.back().lat -= 0.7 / 110'627.0;
    EXPECT_EQ(crossings_of(*snapshot_of({crossings_map.line("ac"), over})).size(), 1U);
    EXPECT_TRUE(
        crossings_of(*snapshot_of({crossings_map.line("ac"), crossings_map.line("st")})).empty());
}

TEST(RoadCrossings, OfARoadWithItselfCount) {
    EXPECT_EQ(crossings_of(*snapshot_of({crossings_map.line("acft")})).size(), 0U);
    EXPECT_EQ(crossings_of(*snapshot_of({crossings_map.line("acfn")})).size(), 1U);
}

TEST(RoadCrossings, AgreeWithEveryPairTried) {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> lon{106.6, 106.63};
    std::uniform_real_distribution<double> lat{11.6, 11.63};
    std::vector<geometry::Line> lines;
    for (int i = 0; i < 60; ++i) {
        lines.push_back({{lon(random), lat(random)}, {lon(random), lat(random)}});
    }
    std::size_t expected = 0;
    const auto side = [](const geometry::Point& a, const geometry::Point& b,
                         const geometry::Point& p) {
        return (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t k = i + 1; k < lines.size(); ++k) {
            const auto& [a, b] = std::pair{lines[i][0], lines[i][1]};
            const auto& [c, d] = std::pair{lines[k][0], lines[k][1]};
            expected += side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
        }
    }
    ASSERT_GT(expected, 200U);
    const auto snapshot = snapshot_of(lines);
    const auto found = crossings_of(*snapshot);
    EXPECT_EQ(found.size(), expected) << "none of them is within a metre of an end";
    EXPECT_EQ(to_findings(found, *snapshot).size(), most_crossings_listed + 1);
}

} // namespace
} // namespace gis::analysis
