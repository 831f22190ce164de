#include "small_atlas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::Asker;
using nlohmann::json;

json ask(json more) {
    json body{{"units", {"25345"}}, {"as_of", "2024-06-30"}};
    body.update(more);
    return body;
}

TEST(PlanMaker, ProposesWhatIsNotHardenedAndShowsItsEffect) {
    Asker asker;
    const auto answer = asker.post_json("/api/plan-maker", ask({{"length_m", 1000}}));
    ASSERT_TRUE(answer.contains("proposal")) << answer.dump();
    // Metres 300 to 500 are earth, in the second hamlet; from 500 on nobody knows the surface.
    EXPECT_NEAR(answer["remaining"]["length_m"].get<double>(), 200, 1e-6);
    ASSERT_EQ(answer["proposal"]["intervals"].size(), 1U);
    const auto& interval = answer["proposal"]["intervals"][0];
    EXPECT_EQ(interval["road"]["id"], 12);
    EXPECT_NEAR(interval["from_m"].get<double>(), 300, 1e-6);
    EXPECT_NEAR(interval["to_m"].get<double>(), 500, 1e-6);
    EXPECT_EQ(interval["old_surface"], "dat");
    EXPECT_EQ(interval["surface"], "btxm");
    EXPECT_EQ(interval["hamlet"]["code"], "25345-02");
    EXPECT_GE(interval["line"].size(), 2U);
    EXPECT_NEAR(interval["vnd"].get<double>(), 200 * 1'150'000.0, 1);
    const auto& roads = answer["effect"]["roads"];
    EXPECT_NEAR(roads["before"]["remaining_m"].get<double>(), 200, 1e-6);
    EXPECT_NEAR(roads["after"]["remaining_m"].get<double>(), 0, 1e-6);
    EXPECT_NEAR(roads["after"]["hardened_m"].get<double>() -
                    roads["before"]["hardened_m"].get<double>(),
                200, 1e-6);
    EXPECT_EQ(asker.json("/api/roads/12?as_of=2024-06-30")["surfaces"],
              Asker{}.json("/api/roads/12?as_of=2024-06-30")["surfaces"])
        << "nothing is stored";
}

TEST(PlanMaker, TakesCostsOfTheQuestionAndStaysWithinTheBudget) {
    Asker asker;
    const auto answer = asker.post_json(
        "/api/plan-maker",
        ask({{"budget_vnd", 1e8},
             {"unit_costs", {{{"surface", "btxm"}, {"width_m", 3.5}, {"vnd_per_m", 1e6}}}}}));
    ASSERT_TRUE(answer.contains("proposal")) << answer.dump();
    EXPECT_NEAR(answer["proposal"]["vnd"].get<double>(), 1e8, 1);
    EXPECT_NEAR(answer["proposal"]["length_m"].get<double>(), 100, 1e-3);
    EXPECT_EQ(answer["proposal"]["intervals"][0]["from_m"], 300) << "from the hardened end";
}

TEST(PlanMaker, GivesTablesAndTheSameAnswerAgain) {
    Asker asker;
    const auto body = ask({{"length_m", 150}}).dump();
    const auto first = asker.post("/api/plan-maker", body);
    const auto second = asker.post("/api/plan-maker", body);
    EXPECT_EQ(first.status, 200);
    EXPECT_FALSE(first.etag.empty());
    EXPECT_EQ(first.etag, second.etag);
    EXPECT_EQ(first.text(), second.text());
    const auto csv =
        asker.post("/api/plan-maker", ask({{"length_m", 150}, {"format", "csv"}}).dump());
    EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
    EXPECT_THAT(std::string{csv.text()}, testing::HasSubstr("Bê tông xi măng"));
    const auto xlsx =
        asker.post("/api/plan-maker", ask({{"length_m", 150}, {"format", "xlsx"}}).dump());
    EXPECT_EQ(xlsx.text().substr(0, 2), "PK");
}

TEST(PlanMaker, NamesWhatIsWrong) {
    Asker asker;
    const auto refused = [&](const json& body, int status) {
        const auto response = asker.post("/api/plan-maker", body.dump());
        EXPECT_EQ(response.status, status) << body.dump() << response.text();
        return std::string{response.text()};
    };
    EXPECT_THAT(refused(ask(json::object()), 400), testing::HasSubstr("no-limit"));
    EXPECT_THAT(refused({{"units", {"99999"}}, {"length_m", 1}}, 404),
                testing::HasSubstr("unknown-unit"));
    EXPECT_THAT(refused(ask({{"length_m", 1}, {"services", {"zoo"}}}), 404),
                testing::HasSubstr("unknown-service"));
    (void)refused(ask({{"length_m", 1}, {"wish", 2}}), 422);
    (void)refused(ask({{"length_m", -1}}), 422);
    (void)refused(ask({{"length_m", 1}, {"format", "pdf"}}), 422);
    EXPECT_THAT(
        refused(ask({{"length_m", 1},
                     {"unit_costs", {{{"surface", "unknown"}, {"width_m", 3}, {"vnd_per_m", 1}}}}}),
                422),
        testing::HasSubstr("unit_costs/0/surface"));
}

} // namespace
