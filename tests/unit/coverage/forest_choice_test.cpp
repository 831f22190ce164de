#include "gis/analysis/forest_choice.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <vector>

namespace gis::analysis {
namespace {

using Items = std::vector<ForestItem>;

constexpr double tiny = 1e-9;

Items random_forest(std::mt19937& random, std::size_t size) {
    std::uniform_real_distribution<double> cost{0.5, 5};
    Items items;
    for (std::size_t i = 0; i < size; ++i) {
        ForestItem item;
        const auto parent = random() % (i + 1);
        item.parent = parent == i ? no_item : static_cast<std::uint32_t>(parent);
        item.gain = random() % 4 == 0 ? 0.0 : static_cast<double>(random() % 50);
        item.cost = cost(random);
        items.push_back(item);
    }
    return items;
}

struct Sum {
    double gain = 0;
    double cost = 0;
    bool closed = true;
};

Sum sum_of(const Items& items, std::uint32_t mask) {
    Sum sum;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if ((mask >> i & 1U) == 0) {
            continue;
        }
        sum.gain += items[i].gain;
        sum.cost += items[i].cost;
        const auto parent = items[i].parent;
        sum.closed = sum.closed && (parent == no_item || (mask >> parent & 1U) != 0);
    }
    return sum;
}

/// The most that any closed set within a budget gains: every subset is tried.
double optimum(const Items& items, double budget) {
    double best = 0;
    for (std::uint32_t mask = 0; mask < (1U << items.size()); ++mask) {
        const auto sum = sum_of(items, mask);
        if (sum.closed && sum.cost <= budget + tiny) {
            best = std::max(best, sum.gain);
        }
    }
    return best;
}

TEST(BestBlocks, EveryPrefixIsTheBestForItsCost) {
    std::mt19937 random{11};
    for (int round = 0; round < 120; ++round) {
        const auto items = random_forest(random, 1 + random() % 12);
        double gain = 0;
        double cost = 0;
        double ratio = std::numeric_limits<double>::infinity();
        std::size_t seen = 0;
        std::vector<bool> bought(items.size(), false);
        for (const auto& block : best_blocks(items)) {
            for (const auto item : block.items) {
                const auto parent = items[item].parent;
                EXPECT_TRUE(parent == no_item || bought[parent]) << "parents come first";
                bought[item] = true;
                ++seen;
            }
            EXPECT_LE(block.gain / block.cost, ratio + tiny) << "gain per cost never rises";
            ratio = block.gain / block.cost;
            gain += block.gain;
            cost += block.cost;
            EXPECT_NEAR(gain, optimum(items, cost), 1e-6) << "round " << round;
        }
        EXPECT_EQ(seen, items.size());
    }
}

TEST(ChooseWithin, IsCloseToTheOptimumAndNeverAboveItsBound) {
    std::mt19937 random{12};
    double worst = 1;
    int exact = 0;
    constexpr int rounds = 200;
    for (int round = 0; round < rounds; ++round) {
        const auto items = random_forest(random, 2 + random() % 11);
        double all = 0;
        for (const auto& item : items) {
            all += item.cost;
        }
        const double budget = all * (0.1 + 0.8 * static_cast<double>(random() % 100) / 100);
        const auto choice = choose_within(items, budget);
        std::uint32_t mask = 0;
        for (const auto item : choice.items) {
            mask |= 1U << item;
        }
        const auto sum = sum_of(items, mask);
        EXPECT_TRUE(sum.closed);
        EXPECT_NEAR(sum.gain, choice.gain, 1e-6);
        EXPECT_NEAR(sum.cost, choice.cost, 1e-6);
        EXPECT_LE(choice.cost, budget + 1e-6);
        const double best = optimum(items, budget);
        EXPECT_LE(choice.gain, best + 1e-6);
        EXPECT_GE(choice.bound, best - 1e-6) << "the bound holds for the best choice";
        exact += choice.gain >= best - 1e-6 ? 1 : 0;
        worst = best > 0 ? std::min(worst, choice.gain / best) : worst;
    }
    EXPECT_GE(exact, rounds * 6 / 10);
    EXPECT_GE(worst, 0.5);
    RecordProperty("exact", exact);
    RecordProperty("worst", std::to_string(worst));
}

TEST(ChooseWithin, PassesAStemWithoutPeopleForItsBranches) {
    // 0 costs 10 and gains nobody, but behind it three branches gain 10 each for 1; beside it
    // stands one that gains 12 for 6.
    const Items items{{no_item, 0, 10}, {0, 10, 1}, {0, 10, 1}, {0, 10, 1}, {no_item, 12, 6}};
    EXPECT_EQ(choose_within(items, 13).gain, 30);
    EXPECT_EQ(choose_within(items, 13).bound, 30);
    EXPECT_EQ(choose_within(items, 12).gain, 20);
    EXPECT_EQ(choose_within(items, 7).gain, 12);
    EXPECT_EQ(choose_within(items, 5).gain, 0);
    EXPECT_EQ(choose_within(items, std::numeric_limits<double>::infinity()).gain, 42);
}

TEST(ChooseWithin, TakesNothingThatGainsNobody) {
    const Items items{{no_item, 0, 1}, {0, 0, 1}};
    EXPECT_TRUE(choose_within(items, 100).items.empty());
    EXPECT_TRUE(choose_within({}, 100).items.empty());
}

TEST(ChooseWithin, IsQuickForALargeDistrict) {
    std::mt19937 random{13};
    const auto items = random_forest(random, 200'000);
    const auto choice = choose_within(items, 50'000);
    EXPECT_GT(choice.gain, 0);
    EXPECT_LE(choice.cost, 50'000 * (1 + 1e-6));
    EXPECT_GE(choice.gain, 0.99 * choice.bound);
}

} // namespace
} // namespace gis::analysis
