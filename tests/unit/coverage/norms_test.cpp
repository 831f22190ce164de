#include "gis/analysis/norms.hpp"

#include "tests/support/people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gis::analysis {
namespace {

using model::FacilityKind;

nlohmann::json small_norms() {
    return nlohmann::json::parse(R"({
      "id": "a", "title": {"vi": "Định mức", "en": "Norms"}, "spacing_m": 100, "snap_m": 1,
      "access_index_m": 2000,
      "sources": {"spacing_m": "our default", "snap_m": "our default", "access_index_m": "SDG"},
      "services": [{"code": "market", "title": {"vi": "Chợ", "en": "Market"},
        "kinds": ["market"], "distance_m": 5000, "along": "road", "access_m": 500,
        "threshold": 0.8, "sources": {"distance_m": "our default", "access_m": "our default",
        "threshold": "our default"}}]})");
}

/// What the error says in English.
std::string failure(const nlohmann::json& norms) {
    try {
        (void)Norms::parse(norms.dump(), "norms.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid_data);
        return error.what();
    }
    return "accepted";
}

TEST(Norms, ThoseOfTheProjectHaveASourceForEachFigure) {
    const auto norms = test_support::project_norms();
    EXPECT_EQ(norms->services.size(), 8U);
    for (const auto& service : norms->services) {
        EXPECT_EQ(service.sources.size(), 3U) << service.code;
        for (const auto& [figure, source] : service.sources) {
            EXPECT_FALSE(source.empty()) << service.code << ' ' << figure;
        }
        EXPECT_FALSE(service.title.vi.empty());
        EXPECT_GT(service.distance_m, 0);
    }
    EXPECT_EQ(norms->access_index_m, 2000);
}

TEST(Norms, ASchoolOfSeveralLevelsGivesBoth) {
    const auto norms = test_support::project_norms();
    EXPECT_TRUE(norms->find("primary").is_given_by(FacilityKind::multi_level_school));
    EXPECT_TRUE(norms->find("lower_secondary").is_given_by(FacilityKind::multi_level_school));
    EXPECT_FALSE(norms->find("kindergarten").is_given_by(FacilityKind::multi_level_school));
}

TEST(Norms, AnUnknownServiceIsNamed) {
    const auto norms = test_support::project_norms();
    try {
        (void)norms->find("school");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_EQ(error.field(), "facility");
        EXPECT_THAT(error.what(), testing::HasSubstr("kindergarten"));
    }
}

TEST(Norms, RefuseWhatIsNotKnownOrHasNoSource) {
    EXPECT_EQ(failure(small_norms()), "accepted");
    auto norms = small_norms();
    norms["services"][0]["sources"].erase("threshold");
    EXPECT_THAT(failure(norms), testing::HasSubstr("threshold"));
    norms = small_norms();
    norms["services"][0]["sources"]["threshold"] = "";
    EXPECT_NE(failure(norms), "accepted");
    norms = small_norms();
    norms["services"][0]["kinds"] = {"shop"};
    EXPECT_THAT(failure(norms), testing::HasSubstr("shop"));
    norms = small_norms();
    norms["services"][0]["distance"] = 1;
    EXPECT_THAT(failure(norms), testing::HasSubstr("distance"));
    norms = small_norms();
    norms["services"].push_back(norms["services"][0]);
    EXPECT_THAT(failure(norms), testing::HasSubstr("twice"));
    norms = small_norms();
    norms["services"][0]["threshold"] = 80;
    EXPECT_NE(failure(norms), "accepted");
    norms = small_norms();
    norms["services"][0]["along"] = "river";
    EXPECT_NE(failure(norms), "accepted");
    norms = small_norms();
    norms["spacing_m"] = 1;
    EXPECT_NE(failure(norms), "accepted");
}

TEST(Norms, TellNumbersInTheFormOfEachLanguage) {
    auto norms = small_norms();
    norms["snap_m"] = 0;
    try {
        (void)Norms::parse(norms.dump(), "norms.json");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.message().vi, testing::HasSubstr("từ 0,001 đến 50"));
        EXPECT_THAT(error.message().en, testing::HasSubstr("from 0.001 to 50"));
    }
}

} // namespace
} // namespace gis::analysis
