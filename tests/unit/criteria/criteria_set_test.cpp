#include "gis/analysis/criteria_set.hpp"

#include "gis/core/error.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

const std::string good = R"({
 "id":"s","family":"f","title":{"vi":"a","en":"b"},"level":"commune","kinds":["xa"],
 "documents":[{"id":"1/QD","issuer":"x","title":{"vi":"a","en":"b"}}],
 "valid_from":"2022-01-01","valid_to":"2025-12-31",
 "conditions":{"region":{"south":{"vi":"a","en":"b"}},"status":{"hard":{"vi":"a","en":"b"}}},
 "size":1,
 "criteria":[{"code":"2","title":{"vi":"a","en":"b"},"indicators":[
  {"code":"2.1","title":{"vi":"a","en":"b"},
   "measured":{"measure":"length_share","where":["get","hardened"],"of":["==",["get","class"],"xa"]},
   "thresholds":[{"at_least":100,"for":{"region":"south"},"document":"1/QD"},
                 {"at_least":70,"for":{"region":"south","status":"hard"},"document":"1/QD"}]},
  {"code":"2.2","title":{"vi":"a","en":"b"},"declared":{"vi":"a","en":"b"},"unit":"passed",
   "thresholds":[{"passed":true,"document":"1/QD"}]}]}]})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(CriteriaSet, IsRead) {
    const auto set = parse_criteria_set(good, "x.json");
    EXPECT_EQ(set.id, "s");
    ASSERT_NE(set.find("2"), nullptr);
    EXPECT_EQ(set.find("3"), nullptr);
    const auto& indicator = set.find("2")->indicators.front();
    EXPECT_EQ(indicator.unit, "percent");
    EXPECT_EQ(indicator.thresholds.front().valid_to, (Date{2025, 12, 31}));
    EXPECT_TRUE(set.valid_on(Date{2025, 12, 31}));
    EXPECT_FALSE(set.valid_on(Date{2026, 1, 1}));
}

TEST(CriteriaSet, BadFilesAreRefusedWithFileAndPlace) {
    const std::string indicator = "/criteria/0/indicators/0";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{", ""},
        {replaced(good, R"("id":"s")", R"("ids":"s")"), "/ids"},
        {replaced(good, R"("commune")", R"("village")"), "/level"},
        {replaced(good, R"(["xa"])", R"(["town"])"), "/kinds"},
        {replaced(good, "2025-12-31", "2021-12-31"), "/valid_to"},
        {replaced(good, R"("size":1)", R"("size":2)"), "/size"},
        {replaced(good, R"("size":1)", R"("size":"1")"), "/size"},
        {replaced(good, R"(["get","hardened"])", R"(["step",1])"), indicator + "/measured/where/0"},
        {replaced(good, R"(["get","hardened"])", R"(["get","colour"])"),
         indicator + "/measured/where/1"},
        {replaced(good, "length_share", "area"), indicator + "/measured/measure"},
        {replaced(good, "length_share", "length"), indicator + "/measured/of"},
        {replaced(good, R"("where":["get","hardened"],)", ""), indicator + "/measured/where"},
        {replaced(good, R"(,"document":"1/QD"},)", "},"), indicator + "/thresholds/0/document"},
        {replaced(good, R"("document":"1/QD"},)", R"("document":"9/QD"},)"),
         indicator + "/thresholds/0/document"},
        {replaced(good, R"("at_least":100)", R"("at_least":"100")"),
         indicator + "/thresholds/0/at_least"},
        {replaced(good, R"("at_least":100)", R"("at_least":100,"at_most":100)"),
         indicator + "/thresholds/0/"},
        {replaced(good, R"("at_least":100)", R"("unknown":true)"),
         indicator + "/thresholds/0/reason"},
        {replaced(good, R"("at_least":100)", R"("passed":true)"), indicator + "/thresholds/0/"},
        {replaced(good, R"("at_least":100)", R"("confirmed":false,"at_least":100)"),
         indicator + "/thresholds/0/reason"},
        {replaced(good, R"({"region":"south"})", R"({"region":"north"})"),
         indicator + "/thresholds/0/for/region"},
        {replaced(good, R"(,"status":"hard"})", "}"), indicator + "/thresholds/1/valid_from"},
        {replaced(good, R"("code":"2.2")", R"("code":"2.1")"), "/criteria/0/indicators/1/code"},
        {replaced(good, R"("declared":{"vi":"a","en":"b"},)", ""),
         "/criteria/0/indicators/1/measured"},
        {replaced(good, R"("title":{"vi":"a","en":"b"},"level")", R"("title":{"vi":"a"},"level")"),
         "/title/en"},
        {replaced(good, R"("issuer":"x")", R"("issuer":")" + std::string(3000, 'x') + "\""),
         "/documents/0/issuer"},
    };
    for (const auto& [text, place] : cases) {
        try {
            (void)parse_criteria_set(text, "x.json");
            ADD_FAILURE() << place;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "bad-rules");
            EXPECT_EQ(error.field(), place) << error.message().en;
            EXPECT_NE(error.message().vi.find("x.json"), std::string::npos);
            EXPECT_NE(error.message().en.find("x.json"), std::string::npos);
        }
    }
}

TEST(CriteriaSet, ThresholdsOneAfterTheOtherMayFollow) {
    const auto text = replaced(replaced(good, R"("for":{"region":"south"})",
                                        R"("for":{"region":"south"},"valid_to":"2023-12-31")"),
                               R"("for":{"region":"south","status":"hard"})",
                               R"("for":{"region":"south"},"valid_from":"2024-01-01")");
    const auto set = parse_criteria_set(text, "x.json");
    const auto& indicator = set.criteria[0].indicators[0];
    const Conditions south{{"region", "south"}};
    EXPECT_EQ(choose_threshold(indicator, south, Date{2023, 12, 31}).threshold->value, 100);
    EXPECT_EQ(choose_threshold(indicator, south, Date{2024, 1, 1}).threshold->value, 70);
    EXPECT_EQ(choose_threshold(indicator, south, Date{2026, 1, 1}).threshold, nullptr);
}

TEST(CriteriaSet, TheThresholdWithMostConditionsHolds) {
    const auto set = parse_criteria_set(good, "x.json");
    const auto& indicator = set.criteria[0].indicators[0];
    const Date day{2024, 6, 30};
    const auto hard = choose_threshold(indicator, {{"region", "south"}, {"status", "hard"}}, day);
    EXPECT_EQ(hard.threshold->value, 70);
    EXPECT_TRUE(hard.assumed_not.empty());
    const auto not_known = choose_threshold(indicator, {{"region", "south"}}, day);
    EXPECT_EQ(not_known.threshold->value, 100);
    EXPECT_EQ(not_known.assumed_not, std::vector<std::string>{"status=hard"});
    EXPECT_EQ(choose_threshold(indicator, {{"region", "north"}}, day).threshold, nullptr);
}

TEST(CriteriaBook, TheProjectsOwnLoad) {
    const auto book = CriteriaBook::load(std::string{NTM_SOURCE_DIR} + "/data/criteria");
    EXPECT_EQ(book.all().size(), 5U);
    const auto& ntm = book.find("xa-ntm-2021");
    EXPECT_EQ(ntm.criteria.size(), 19U);
    EXPECT_EQ(book.find("xa-nang-cao-2021").criteria.size(), 20U);
    EXPECT_EQ(book.find("xa-nang-cao-2021").find("20")->title.vi,
              "Khu dân cư nông thôn mới kiểu mẫu");
    EXPECT_EQ(book.find("xa-ntm-2026").criteria.size(), 10U);
    EXPECT_EQ(book.find("kdc-kieu-mau-2022").level, model::UnitLevel::hamlet);
    EXPECT_FALSE(book.find("kdc-kieu-mau-2022").trust.confirmed);
    EXPECT_EQ(book.standard(Date{2024, 12, 31}).id, "xa-ntm-2021");
    EXPECT_EQ(book.standard(Date{2026, 2, 14}).id, "xa-ntm-2021");
    EXPECT_EQ(book.standard(Date{2026, 2, 15}).id, "xa-ntm-2026");
    EXPECT_THROW((void)book.standard(Date{2020, 1, 1}), Error);
    EXPECT_THROW((void)book.find("nope"), Error);
}

TEST(CriteriaBook, OnlyWhatWasCheckedCountsAsConfirmed) {
    const auto book = CriteriaBook::load(std::string{NTM_SOURCE_DIR} + "/data/criteria");
    std::vector<std::string> confirmed;
    for (const auto& set : book.all()) {
        for (const auto& criterion : set.criteria) {
            for (const auto& indicator : criterion.indicators) {
                for (const auto& threshold : indicator.thresholds) {
                    const bool number = threshold.bound == model::Bound::at_least ||
                                        threshold.bound == model::Bound::at_most;
                    if (number && threshold.trust.confirmed) {
                        confirmed.push_back(indicator.code);
                    }
                }
            }
        }
    }
    EXPECT_EQ(confirmed, (std::vector<std::string>{"5", "6.2", "6.3", "14.1"}));
}

} // namespace
} // namespace gis::analysis
