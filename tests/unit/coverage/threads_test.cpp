#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/reached_roads.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gis::analysis {
namespace {

using test_support::Town;

std::vector<CoverageQuestion> questions_of(const Town& town) {
    std::vector<CoverageQuestion> questions;
    for (const auto along : {Along::road, Along::straight}) {
        for (const auto roads : {RoadsUsed::all, RoadsUsed::all_season}) {
            auto question = town.question("primary", 1500, along);
            question.roads = roads;
            questions.push_back(question);
        }
    }
    return questions;
}

/// What a report and the reached roads say, as one number each.
std::pair<double, double> answer(const CoverageBasis& basis, const CoverageQuestion& question) {
    const auto report = coverage_report(basis, question, {std::nullopt, ReportBy::hamlet});
    double metres = 0;
    if (question.along == Along::road) {
        for (const auto& part : reached_roads(basis, question)) {
            for (const auto& piece : part) {
                metres += piece.verdict == Verdict::covered ? piece.to_m - piece.from_m : 0.0;
            }
        }
    }
    return {report.people.totals.covered, metres};
}

TEST(CoverageThreads, GetTheSameAnswersTogetherAsOneByOne) {
    auto data = test_support::two_communes();
    test_support::scatter(data, 11, 60, 7);
    const Town town{std::move(data)};
    const auto questions = questions_of(town);
    std::vector<std::pair<double, double>> expected;
    for (const auto& question : questions) {
        expected.push_back(answer(town.basis, question));
    }
    for (int round = 0; round < 3; ++round) {
        // A new basis each time, carried over from one that others still ask.
        const CoverageBasis shared{town.snapshot, town.norms, sequential_for,
                                   round == 0 ? nullptr : &town.basis};
        constexpr std::size_t threads = 4;
        std::vector<std::vector<std::pair<double, double>>> got(threads);
        {
            std::vector<std::jthread> askers;
            for (std::size_t t = 0; t < threads; ++t) {
                askers.emplace_back([&, t] {
                    for (std::size_t i = 0; i < questions.size(); ++i) {
                        const auto& question = questions[(i + t / 2) % questions.size()];
                        got[t].push_back(answer(t % 2 == 0 ? shared : town.basis, question));
                    }
                });
            }
        }
        for (std::size_t t = 0; t < threads; ++t) {
            for (std::size_t i = 0; i < questions.size(); ++i) {
                EXPECT_EQ(got[t][i], expected[(i + t / 2) % questions.size()]);
            }
        }
    }
}

TEST(CoverageThreads, MakeAValueOnceAndTryAgainAfterAFailure) {
    OnceMap<int, int> map{4};
    std::atomic<int> made{0};
    std::atomic<int> failed{0};
    std::vector<std::jthread> askers;
    for (int t = 0; t < 4; ++t) {
        askers.emplace_back([&] {
            for (int key = 0; key < 3; ++key) {
                try {
                    EXPECT_EQ(*map.get(key,
                                       [&] {
                                           if (made++ == 0) {
                                               throw std::runtime_error{"the first try"};
                                           }
                                           return 7;
                                       }),
                              7);
                } catch (const std::runtime_error&) {
                    ++failed;
                }
                (void)map.find(key);
            }
        });
    }
    askers.clear();
    EXPECT_GE(failed, 1);
    EXPECT_EQ(*map.get(0, [] { return 7; }), 7);
    EXPECT_EQ(*map.find(0), 7);
    EXPECT_EQ(map.find(9), nullptr);
}

} // namespace
} // namespace gis::analysis
