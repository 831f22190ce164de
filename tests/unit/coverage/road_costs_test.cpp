#include "gis/analysis/road_costs.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace gis::analysis {
namespace {

using model::Surface;

constexpr std::string_view small = R"({"id": "x", "title": {"vi": "X", "en": "X"},
    "costs": [{"surface": "btxm", "width_m": 4, "vnd_per_m": 1200000, "source": "QĐ 2"},
              {"surface": "btxm", "width_m": 3, "vnd_per_m": 1000000, "source": "QĐ 1"}],
    "standards": [{"class": "ap", "surface": "btxm", "width_m": 3.5, "source": "QĐ 3"}]})";

TEST(RoadCosts, AreExactBetweenAndBesideTheRows) {
    const auto costs = RoadCosts::parse(small, "x.json");
    EXPECT_DOUBLE_EQ(costs.vnd_per_m(Surface::btxm, 3), 1'000'000);
    EXPECT_DOUBLE_EQ(costs.vnd_per_m(Surface::btxm, 4), 1'200'000);
    EXPECT_DOUBLE_EQ(costs.vnd_per_m(Surface::btxm, 3.5), 1'100'000);
    EXPECT_DOUBLE_EQ(costs.vnd_per_m(Surface::btxm, 1.5), 500'000);
    EXPECT_DOUBLE_EQ(costs.vnd_per_m(Surface::btxm, 8), 2'400'000);
    EXPECT_EQ(costs.source(Surface::btxm, 3.2), "QĐ 1");
    EXPECT_EQ(costs.source(Surface::btxm, 9), "QĐ 2");
}

TEST(RoadCosts, NamesWhatIsMissing) {
    const auto costs = RoadCosts::parse(small, "x.json");
    try {
        (void)costs.vnd_per_m(Surface::nhua, 3);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "no-unit-cost");
        EXPECT_EQ(error.field(), "unit_costs");
    }
    for (const auto* bad :
         {R"("costs": [{"surface": "btxm", "width_m": 3, "vnd_per_m": 1}], "standards": [])",
          R"("costs": [{"surface": "btxm", "width_m": 3, "vnd_per_m": 0, "source": "s"}],
             "standards": [])",
          R"("costs": [{"surface": "unknown", "width_m": 3, "vnd_per_m": 1, "source": "s"}],
             "standards": [])",
          R"("costs": [], "standards": [{"class": "ap", "surface": "btxm", "width_m": 3,
             "source": "s"}])"}) {
        const auto text =
            std::string{R"({"id": "x", "title": {"vi": "X", "en": "X"}, )"} + bad + "}";
        EXPECT_THROW((void)RoadCosts::parse(text, "x.json"), Error) << bad;
    }
}

TEST(RoadCosts, OfTheProjectSayWhereTheyComeFrom) {
    const auto costs = RoadCosts::load(std::filesystem::path{NTM_SOURCE_DIR} / "data" / "costs");
    for (const auto& cost : costs.costs) {
        EXPECT_FALSE(cost.source.empty());
    }
    for (const auto& standard : costs.standards) {
        ASSERT_TRUE(standard);
        EXPECT_GT(costs.vnd_per_m(standard->surface, standard->width_m), 0);
    }
}

} // namespace
} // namespace gis::analysis
