#include "gis/analysis/shared_vertices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace gis::analysis {
namespace {

using geometry::Line;
using geometry::Point;

/// By a map of all positions.
VertexPairs expected_pairs(const std::vector<Line>& lines) {
    std::map<std::pair<double, double>, std::uint32_t> first;
    VertexPairs pairs;
    std::uint32_t vertex = 0;
    for (const auto& line : lines) {
        for (const auto& point : line) {
            const auto [known, is_new] = first.try_emplace({point.lon, point.lat}, vertex);
            if (!is_new) {
                pairs.emplace_back(known->second, vertex);
            }
            ++vertex;
        }
    }
    return pairs;
}

TEST(SharedVertices, AreThoseAtTheVerySamePositionWithinAndAcrossGroups) {
    std::mt19937 random{5};
    for (const int corners : {2, 7, 40}) {
        std::vector<Line> lines;
        std::vector<std::uint32_t> first_vertex{0};
        std::vector<std::uint32_t> first_line{0};
        for (int group = 0; group < 9; ++group) {
            for (auto count = random() % 30; count > 0; --count) { // perhaps none
                Line line;
                for (auto left = 2 + random() % 6; left > 0; --left) {
                    // Groups overlap by a half; 0 and -0 are one position.
                    const double lon =
                        static_cast<double>(random() % corners + group * corners / 2);
                    const double lat = static_cast<double>(random() % corners) * 0.1;
                    line.push_back({lon, lat == 0.0 && random() % 2 == 0 ? -0.0 : lat});
                    if (random() % 3 == 0) {
                        line.back().lon += 1e-13; // nearly
                    }
                }
                first_vertex.push_back(first_vertex.back() +
                                       static_cast<std::uint32_t>(line.size()));
                lines.push_back(std::move(line));
            }
            first_line.push_back(static_cast<std::uint32_t>(lines.size()));
        }
        const std::vector<std::span<const Point>> spans{lines.begin(), lines.end()};
        auto found = find_shared_vertices({spans, first_vertex, first_line});
        std::sort(found.begin(), found.end());
        auto expected = expected_pairs(lines);
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(found, expected);
        EXPECT_GT(found.size(), 10U);
    }
}

TEST(SharedVertices, OfNothingAreNone) {
    const std::vector<std::uint32_t> none{0};
    const std::vector<std::uint32_t> empty_group{0, 0};
    EXPECT_TRUE(find_shared_vertices({{}, none, none}).empty());
    EXPECT_TRUE(find_shared_vertices({{}, none, empty_group}).empty());
}

} // namespace
} // namespace gis::analysis
