#include "server/handlers/handlers.hpp"
#include "tests/http/small_atlas.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using server::Response;

class PlanningReports : public testing::Test {
protected:
    PlanningReports() { m_app.load(); }

    static server::AppParts parts() {
        server::AppParts parts;
        parts.store = std::make_unique<http_test::MemoryStore>(http_test::small_atlas());
        parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
        parts.norms = std::make_shared<const gis::analysis::Norms>(
            gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
        parts.planning = std::make_shared<const server::Planning>(
            server::Planning::load(NTM_SOURCE_DIR "/data"));
        return parts;
    }

    using Handler = Response (*)(const server::App&, const server::Request&);

    [[nodiscard]] Response ask(Handler handler, std::string_view target) const {
        server::Request request;
        request.raw_target = target;
        request.target = server::Target::parse(target);
        return handler(m_app, request);
    }

    [[nodiscard]] nlohmann::json json(Handler handler, std::string_view target) const {
        return nlohmann::json::parse(ask(handler, target).text());
    }

    server::App m_app{parts()};
};

TEST_F(PlanningReports, CriteriaOfACommune) {
    const auto body = json(server::handlers::criteria_report, "/?unit=25345&as_of=2024-12-31");
    EXPECT_EQ(body["set"]["id"], "xa-ntm-2021");
    EXPECT_EQ(body["set"]["valid"], true);
    ASSERT_EQ(body["rows"].size(), 1U);
    const auto& criteria = body["rows"][0]["criteria"];
    ASSERT_EQ(criteria.size(), 19U);
    EXPECT_EQ(criteria[1]["declared"]["state"], "not_met");
    EXPECT_TRUE(criteria[1]["indicators"][0]["measured"].contains("evidence"));
    EXPECT_EQ(criteria[1]["indicators"][0]["threshold"]["confirmed"], false);
    EXPECT_EQ(body["mean_met"]["least"], 14);
}

TEST_F(PlanningReports, OfTheWholeAtlasNoFeaturesAreListed) {
    const auto body = json(server::handlers::criteria_report, "/?as_of=2024-12-31");
    const auto& measured = body["rows"][0]["criteria"][1]["indicators"][0]["measured"];
    EXPECT_FALSE(measured.contains("evidence"));
    EXPECT_TRUE(measured.contains("total"));
}

TEST_F(PlanningReports, ProgressOfThePlan) {
    const auto body = json(server::handlers::plan_report, "/?unit=25345&as_of=2024-12-31");
    EXPECT_EQ(body["plan"]["id"], "hon-quan-2024");
    EXPECT_TRUE(body["plan"]["number"].is_null());
    EXPECT_EQ(body["works"].size(), 10U);
    EXPECT_EQ(body["targets"][0]["reached"], false);
    EXPECT_FALSE(body["findings"].empty());
}

TEST_F(PlanningReports, UnitsThatTheAtlasDoesNotHaveAreNoError) {
    const auto body = json(server::handlers::plan_report, "/?as_of=2024-12-31");
    for (const auto& target : body["targets"]) {
        if (target["id"] == "Q6") {
            EXPECT_TRUE(target["value"].is_null());
            EXPECT_FALSE(target["reason"].is_null());
        }
    }
}

TEST_F(PlanningReports, AsTables) {
    for (const auto handler : {server::handlers::criteria_report, server::handlers::plan_report}) {
        const auto csv = ask(handler, "/?as_of=2024-12-31&format=csv");
        EXPECT_NE(std::string{csv.text()}.find("Đơn vị"), std::string::npos);
    }
}

TEST_F(PlanningReports, WrongQuestionsAreRefused) {
    for (const auto* target :
         {"/?set=nope", "/?unit=nope", "/?colour=red", "/?format=pdf", "/?as_of=2019-01-01"}) {
        EXPECT_THROW((void)ask(server::handlers::criteria_report, target), gis::Error) << target;
    }
    EXPECT_THROW((void)ask(server::handlers::plan_report, "/?plan=nope"), gis::Error);
}

} // namespace
