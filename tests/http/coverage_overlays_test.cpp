#include "server/coverage_tiles.hpp"

#include "gis/analysis/reached_roads.hpp"
#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace server {
namespace {

namespace analysis = gis::analysis;
using test_support::Town;

Town town_of_two_communes() {
    auto data = test_support::two_communes();
    test_support::scatter(data, 11, 60, 7);
    return Town{std::move(data)};
}

/// Metres of a part's roads that are reached, as a tile shows them.
double reached_m(const gis::tiles::CoverageOverlay::PartReach& part) {
    double metres = 0;
    for (const auto& stretch : part.stretches) {
        metres += stretch.reached == gis::tiles::Reached::yes ? stretch.to_m - stretch.from_m : 0.0;
    }
    return metres;
}

TEST(CoverageOverlays, CoverEveryRoadOfEveryPartAndSayWhatTheReportSays) {
    const auto town = town_of_two_communes();
    const auto question = town.question("primary", 1500, analysis::Along::road);
    CoverageOverlays overlays;
    const auto overlay = overlays.get(town.basis, question);
    const auto parts = town.snapshot->parts();
    const auto expected = analysis::reached_roads(town.basis, question);
    std::size_t with_roads = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& reach = overlay->parts.at(parts[i].get());
        double covered_m = 0;
        for (const auto& piece : expected[i]) {
            covered_m +=
                piece.verdict == analysis::Verdict::covered ? piece.to_m - piece.from_m : 0;
        }
        EXPECT_DOUBLE_EQ(reached_m(reach), covered_m) << "part " << i;
        ASSERT_EQ(reach.first.size(), parts[i]->roads.size() + 1);
        for (std::uint32_t road = 0; road < parts[i]->roads.size(); ++road) {
            const auto stretches = reach.of(road);
            ASSERT_FALSE(stretches.empty());
            EXPECT_DOUBLE_EQ(stretches.front().from_m, 0);
            EXPECT_NEAR(stretches.back().to_m, parts[i]->roads[road].length_m, 1e-6);
        }
        with_roads += parts[i]->roads.empty() ? 0 : 1;
    }
    EXPECT_GE(with_roads, 2U);
    const auto report =
        analysis::coverage_report(town.basis, question, {std::nullopt, analysis::ReportBy::hamlet});
    for (const auto& row : report.people.rows) {
        const auto hamlet = row.unit - town.snapshot->units().hamlets.data();
        const auto& share = overlay->hamlets.at(static_cast<std::size_t>(hamlet));
        EXPECT_EQ(share.covered, row.figures ? row.figures->share() : std::nullopt);
    }
}

TEST(CoverageOverlays, AreMadeOnceForAllWhoAskAndNotFoundBefore) {
    const auto town = town_of_two_communes();
    std::vector<analysis::CoverageQuestion> questions;
    for (const double distance_m : {300.0, 900.0, 1500.0, 2700.0}) {
        for (const auto along : {analysis::Along::road, analysis::Along::straight}) {
            questions.push_back(town.question("primary", distance_m, along));
        }
    }
    CoverageOverlays overlays;
    EXPECT_EQ(overlays.find(questions[0]), nullptr);
    constexpr std::size_t threads = 4;
    std::vector<std::vector<CoverageOverlays::Overlay>> got(
        threads, std::vector<CoverageOverlays::Overlay>(questions.size()));
    {
        std::vector<std::jthread> askers;
        for (std::size_t t = 0; t < threads; ++t) {
            askers.emplace_back([&, t] {
                for (std::size_t i = 0; i < questions.size(); ++i) {
                    const auto which = (i + t) % questions.size();
                    got[t][which] = overlays.get(town.basis, questions[which]);
                    EXPECT_EQ(overlays.find(questions[which]), got[t][which]);
                }
            });
        }
    }
    for (std::size_t i = 0; i < questions.size(); ++i) {
        for (std::size_t t = 1; t < threads; ++t) {
            EXPECT_EQ(got[t][i], got[0][i]) << "made twice";
        }
        for (std::size_t other = 0; other < i; ++other) {
            EXPECT_NE(got[0][i]->question, got[0][other]->question);
        }
        EXPECT_EQ(got[0][i]->parts.empty(), questions[i].along == analysis::Along::straight);
    }
}

TEST(CoverageOverlays, AreKeptWithinANumberOfBytesTheOldestGoingFirst) {
    const auto town = town_of_two_communes();
    std::vector<analysis::CoverageQuestion> questions;
    for (const double distance_m : {300.0, 900.0, 1500.0, 2700.0}) {
        questions.push_back(town.question("primary", distance_m, analysis::Along::road));
    }
    std::size_t all_bytes = 0;
    std::vector<std::size_t> bytes;
    for (const auto& question : questions) {
        CoverageOverlays alone;
        const auto overlay = alone.get(town.basis, question);
        std::size_t stretches = 0;
        for (const auto& [part, reach] : overlay->parts) {
            stretches += reach.stretches.size();
        }
        bytes.push_back(alone.bytes());
        EXPECT_GE(bytes.back(), stretches * sizeof(gis::tiles::RoadStretch));
        all_bytes += bytes.back();
    }
    CoverageOverlays plenty{all_bytes};
    CoverageOverlays two{bytes[2] + bytes[3]};
    CoverageOverlays none{1};
    for (std::size_t i = 0; i < questions.size(); ++i) {
        (void)plenty.get(town.basis, questions[i]);
        (void)two.get(town.basis, questions[i]);
        (void)none.get(town.basis, questions[i]);
        EXPECT_NE(none.find(questions[i]), nullptr) << "the last one stays";
        EXPECT_EQ(none.bytes(), bytes[i]);
    }
    EXPECT_EQ(plenty.bytes(), all_bytes);
    EXPECT_NE(plenty.find(questions[0]), nullptr);
    EXPECT_EQ(two.bytes(), bytes[2] + bytes[3]);
    EXPECT_EQ(two.find(questions[0]), nullptr);
    EXPECT_EQ(two.find(questions[1]), nullptr);
    EXPECT_NE(two.find(questions[2]), nullptr);
    EXPECT_NE(two.find(questions[3]), nullptr);
    EXPECT_NE(two.get(town.basis, questions[0]), nullptr) << "made again";
}

} // namespace
} // namespace server
