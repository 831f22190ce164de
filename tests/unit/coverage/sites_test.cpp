#include "gis/analysis/sites.hpp"
#include "gis/core/error.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using geometry::Point;
using model::FacilityKind;
using test_support::facility;
using test_support::place;
using test_support::Town;
using test_support::two_communes;

using Sets = std::vector<std::vector<std::uint32_t>>;

double weight_of(const Sets& sets, const std::vector<std::size_t>& chosen,
                 const std::vector<double>& weights) {
    std::vector<bool> covered(weights.size(), false);
    double sum = 0;
    for (const auto set : chosen) {
        for (const auto element : sets[set]) {
            sum += covered[element] ? 0 : weights[element];
            covered[element] = true;
        }
    }
    return sum;
}

/// The most that any `count` of the sets cover together.
double optimum(const Sets& sets, const std::vector<double>& weights, std::size_t count) {
    double best = 0;
    for (std::uint32_t mask = 0; mask < (1U << sets.size()); ++mask) {
        if (static_cast<std::size_t>(std::popcount(mask)) != count) {
            continue;
        }
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            if ((mask >> i & 1U) != 0) {
                chosen.push_back(i);
            }
        }
        best = std::max(best, weight_of(sets, chosen, weights));
    }
    return best;
}

/// Greedy choice without any short cut.
std::vector<std::pair<std::size_t, double>>
plain_greedy(const Sets& sets, const std::vector<double>& weights, std::size_t count) {
    std::vector<std::pair<std::size_t, double>> result;
    std::vector<std::size_t> chosen;
    while (result.size() < count) {
        const double before = weight_of(sets, chosen, weights);
        std::size_t best = 0;
        double gain = 0;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            auto with = chosen;
            with.push_back(i);
            const double more = weight_of(sets, with, weights) - before;
            if (more > gain) {
                gain = more;
                best = i;
            }
        }
        if (gain <= 0) {
            break;
        }
        chosen.push_back(best);
        result.emplace_back(best, gain);
    }
    return result;
}

TEST(GreedyCover, IsGreedyAndWithinItsBound) {
    std::mt19937 random{3};
    for (int round = 0; round < 150; ++round) {
        Sets sets(10);
        std::vector<double> weights(25);
        for (auto& weight : weights) {
            weight = static_cast<double>(random() % 9); // whole numbers: sums are exact
        }
        for (auto& set : sets) {
            for (std::uint32_t element = 0; element < weights.size(); ++element) {
                if (random() % 4 == 0) {
                    set.push_back(element);
                }
            }
        }
        for (std::size_t count = 1; count <= 4; ++count) {
            const auto found = greedy_cover(sets, weights, count);
            EXPECT_EQ(found, plain_greedy(sets, weights, count));
            double sum = 0;
            for (const auto& [set, gain] : found) {
                sum += gain;
            }
            const auto k = static_cast<double>(count);
            EXPECT_GE(sum, (1 - std::pow(1 - 1 / k, k)) * optimum(sets, weights, count) - 1e-9);
        }
    }
}

TEST(GreedyCover, StopsWhenNothingIsGained) {
    EXPECT_TRUE(greedy_cover({}, {}, 3).empty());
    EXPECT_TRUE(greedy_cover({{0}, {}}, {0}, 3).empty());
    EXPECT_EQ(greedy_cover({{0, 1}, {1}}, {2, 3}, 5).size(), 1U);
}

TEST(BestSites, GainIsTheDifferenceOfTheReports) {
    auto data = two_communes();
    test_support::scatter(data, 21, 70, 2);
    const Town town{std::move(data)};
    for (const auto along : {Along::straight, Along::road}) {
        const auto question = town.question("primary", 1300, along);
        const auto report = best_sites(town.basis, question, std::nullopt, 4, {});
        EXPECT_FALSE(report.given);
        EXPECT_EQ(report.candidates, 12U);
        ASSERT_FALSE(report.sites.empty());
        double gained = 0;
        double last = std::numeric_limits<double>::infinity();
        for (const auto& site : report.sites) {
            EXPECT_GT(site.gained, 0);
            EXPECT_LE(site.gained, last + 1e-9);
            ASSERT_NE(site.hamlet, nullptr);
            last = site.gained;
            gained += site.gained;
        }
        EXPECT_NEAR(report.before.covered + gained, report.after.covered,
                    1e-6 * report.after.population);
        EXPECT_EQ(report.before.population, report.after.population);
    }
}

TEST(BestSites, TheFirstIsTheBestOfAll) {
    auto data = two_communes();
    test_support::scatter(data, 22, 70, 1);
    const Town town{std::move(data)};
    std::mt19937 random{5};
    std::uniform_real_distribution<double> east{0, 12'000};
    std::uniform_real_distribution<double> north{0, 4'000};
    std::vector<Point> candidates;
    for (int i = 0; i < 25; ++i) {
        const double x = east(random);
        candidates.push_back(place(x, north(random)));
    }
    for (const auto along : {Along::straight, Along::road}) {
        const auto question = town.question("primary", 1300, along);
        const auto report = best_sites(town.basis, question, UnitCode{"00002"}, 1, candidates);
        ASSERT_EQ(report.sites.size(), 1U);
        EXPECT_TRUE(report.given);
        double most = 0;
        for (const auto& candidate : candidates) {
            Supposition supposition;
            supposition.more = {facility(0, FacilityKind::primary, candidate)};
            auto reached =
                std::make_shared<const Reached>(town.basis.reached(question, supposition));
            const auto with = coverage_report(town.basis, question,
                                              {UnitCode{"00002"}, ReportBy::hamlet}, reached);
            most = std::max(most, with.people.totals.covered - report.before.covered);
        }
        EXPECT_NEAR(report.sites[0].gained, most, 1e-6);
        EXPECT_NEAR(report.after.covered - report.before.covered, most, 1e-6);
    }
}

TEST(BestSites, HasLimits) {
    const Town town{two_communes()};
    const auto question = town.question("primary", 1300);
    EXPECT_THROW((void)best_sites(town.basis, question, std::nullopt, 0, {}), Error);
    EXPECT_THROW((void)best_sites(town.basis, question, std::nullopt, 21, {}), Error);
    const std::vector<Point> many(max_candidates + 1, place(0, 0));
    EXPECT_THROW((void)best_sites(town.basis, question, std::nullopt, 1, many), Error);
    const std::vector<Point> outside{place(900'000, 0)};
    const auto report = best_sites(town.basis, question, std::nullopt, 2, outside);
    EXPECT_TRUE(report.sites.empty());
    EXPECT_EQ(report.before.covered, report.after.covered);
}

} // namespace
} // namespace gis::analysis
