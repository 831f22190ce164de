#include "gis/analysis/plan_checks.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/analysis/plan_progress.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gis::analysis {
namespace {

using model::RoadClass;
using model::Surface;

const CriteriaBook& sets() {
    static const auto book = CriteriaBook::load(std::string{NTM_SOURCE_DIR} + "/data/criteria");
    return book;
}

const std::string good_plan = R"({
 "id":"p","title":{"vi":"a","en":"b"},"year":2024,"issuer":"x","signed_by":{"vi":"a","en":"b"},
 "paragraph":"I","units":[{"code":"00001","kind":"xa","name":"Một"}],
 "room_types":{"phong_hoc":{"vi":"a","en":"b"}},
 "documents":[{"document":{"id":"1/QD","issuer":"x","title":{"vi":"a","en":"b"}},"role":"capital",
  "paragraph":"I"}],
 "departments":[{"id":"d","name":{"vi":"a","en":"b"},"paragraph":"V"}],
 "results":[{"set":"xa-ntm-2021","units":["00001"],"criteria":["2"],"state":"not_met",
  "as_of":"2023-12-31","paragraph":"III"}],
 "targets":[{"id":"T1","title":{"vi":"a","en":"b"},"amount":{"least":100,"unit":"m"},
   "measured":{"measure":"length","where":["==",["get","surface"],"btxm"]},"mode":"gain",
   "paragraph":"IV","documents":["1/QD"],"departments":["d"]},
  {"id":"T2","title":{"vi":"a","en":"b"},"units":["00001"],"amount":{"about":24,"unit":"house"},
   "part_of":"T1","paragraph":"IV"}],
 "progress":[{"target":"T2","value":23,"as_of":"2024-06-30","evidence":"x"}],
 "works":[{"id":"W1","title":{"vi":"a","en":"b"},"kind":"road","action":"build","unit":"00001",
   "surfaces":["btxm"],"stretches":[{"road":"R1","from_m":0,"to_m":100}],"target":"T1",
   "cost_vnd":100,"funding":[{"source":"a","amount_vnd":60},{"source":"b","amount_vnd":40}],
   "paragraph":"IV"},
  {"id":"W2","title":{"vi":"a","en":"b"},"kind":"classrooms","action":"build","unit":"00001",
   "rooms":{"phong_hoc":3},"state":"accepted","accepted_on":"2024-05-01","paragraph":"IV",
   "may_overlap":["W1"]}],
 "tasks":[{"id":"K","title":{"vi":"a","en":"b"},"owners":["d"],"paragraph":"V"}],
 "difficulties":[{"id":"F","title":{"vi":"a","en":"b"},"works":["W1"],"paragraph":"IV"}]})";

std::string plan_with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

model::Plan plan_of(const std::string& json) {
    return parse_plan(json, "x.json", sets());
}

TEST(Plan, IsRead) {
    const auto plan = plan_of(good_plan);
    EXPECT_FALSE(plan.number.has_value());
    EXPECT_EQ(plan.baseline_day(), (Date{2023, 12, 31}));
    EXPECT_EQ(plan.find_target("T2")->part_of, "T1");
    EXPECT_TRUE(plan.find_target("T2")->amount->about);
    EXPECT_EQ(plan.find_work("W1")->year, 2024);
    EXPECT_EQ(plan.find_work("W3"), nullptr);
    EXPECT_EQ(plan.results.size(), 1U);
}

TEST(Plan, BadFilesAreRefusedWithFileAndPlace) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"[]", "/"},
        {plan_with(good_plan, R"("issuer":"x",)", R"("issuer":"x","budget":1,)"), "/budget"},
        {plan_with(good_plan, R"("year":2024)", R"("year":"2024")"), "/year"},
        {plan_with(good_plan, R"("units":["00001"],"criteria")", R"("units":["00002"],"criteria")"),
         "/results/0/units"},
        {plan_with(good_plan, R"("criteria":["2"])", R"("criteria":["20"])"),
         "/results/0/criteria"},
        {plan_with(good_plan, R"("set":"xa-ntm-2021")", R"("set":"xa-ntm")"), "/results/0/set"},
        {plan_with(good_plan, R"("not_met")", R"("almost")"), "/results/0/state"},
        {plan_with(good_plan, R"("part_of":"T1")", R"("part_of":"T9")"), "/targets/1/part_of"},
        {plan_with(good_plan, R"("id":"T2")", R"("id":"T1")"), "/targets/1/id"},
        {plan_with(good_plan, R"({"least":100,)", R"({"least":100,"about":100,)"),
         "/targets/0/amount/"},
        {plan_with(good_plan, R"({"least":100,)", R"({)"), "/targets/0/amount/"},
        {plan_with(good_plan, R"(["1/QD"])", R"(["2/QD"])"), "/targets/0/documents"},
        {plan_with(good_plan, R"("owners":["d"])", R"("owners":["e"])"), "/tasks/0/owners"},
        {plan_with(good_plan, R"("length","where")", R"("length_share","where")"),
         "/targets/0/mode"},
        {plan_with(good_plan, R"("target":"T2")", R"("target":"T7")"), "/progress/0/target"},
        {plan_with(good_plan, R"("kind":"road","action")", R"("kind":"housing","action")"),
         "/works/0/kind"},
        {plan_with(good_plan, R"("to_m":100)", R"("to_m":0)"), "/works/0/stretches/0/to_m"},
        {plan_with(good_plan, R"("amount_vnd":40)", R"("amount_vnd":41)"), "/works/0/funding"},
        {plan_with(good_plan, R"({"phong_hoc":3})", R"({"bep":3})"), "/works/1/rooms/bep"},
        {plan_with(good_plan, R"(,"accepted_on":"2024-05-01")", ""), "/works/1/accepted_on"},
        {plan_with(good_plan, R"("state":"accepted")", R"("state":"done")"),
         "/works/1/accepted_on"},
        {plan_with(good_plan, R"("may_overlap":["W1"])", R"("may_overlap":["W9"])"),
         "/works/1/may_overlap"},
        {plan_with(good_plan, R"("works":["W1"])", R"("works":["W9"])"), "/difficulties/0/works"},
        {plan_with(good_plan, R"(,"paragraph":"V"}])", "}]"), "/departments/0/paragraph"},
    };
    for (const auto& [text, place] : cases) {
        try {
            (void)plan_of(text);
            ADD_FAILURE() << place;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "bad-rules");
            EXPECT_EQ(error.field(), place) << error.message().en;
            EXPECT_NE(error.message().vi.find("x.json"), std::string::npos);
        }
    }
}

TEST(Plan, MoneyOfWhichAPartIsNotKnownMayFallShort) {
    EXPECT_NO_THROW(
        (void)plan_of(plan_with(good_plan, R"("source":"b","amount_vnd":40)", R"("source":"b")")));
    EXPECT_THROW((void)plan_of(plan_with(
                     plan_with(good_plan, R"("source":"b","amount_vnd":40)", R"("source":"b")"),
                     R"("amount_vnd":60)", R"("amount_vnd":160)")),
                 Error);
}

class PlanOnMap : public testing::Test {
protected:
    PlanOnMap() {
        const test_support::AsciiMap map{"A-----B\n|     |\n|a   b|\n|     |\nD-----E\n"};
        model::AtlasData data;
        data.units = {test_support::commune("00001", "Xã Một", map.area("ABED"))};
        data.roads = {test_support::road(1, RoadClass::ap, map.line("ab"))};
        data.roads[0].code = "R1";
        data.roads[0].surfaces = {
            test_support::record(1, 1, 0, 250, Surface::dat, Date{2020, 1, 1}),
            test_support::record(2, 1, 50, 200, Surface::btxm, Date{2024, 5, 1}),
            test_support::record(3, 1, 260, 280, Surface::btxm, Date{2024, 5, 1})};
        m_length_m = data.roads[0].length_m;
        m_snapshot = model::Snapshot::build(std::move(data));
        m_ledger = Ledger::build(*m_snapshot);
    }

    [[nodiscard]] PlanProgress progress(const model::Plan& plan, Date as_of) const {
        return plan_progress(
            plan, {m_snapshot.get(), m_ledger.get(), nullptr, &m_rules.standard(), as_of}, sets());
    }

    [[nodiscard]] std::vector<std::string> findings(const std::string& json,
                                                    Date today = Date{2024, 12, 31}) const {
        std::vector<std::string> codes;
        for (const auto& finding : check_plan(plan_of(json), *m_snapshot, sets(), today)) {
            codes.push_back(finding.code);
        }
        return codes;
    }

    RuleBook m_rules = RuleBook::load(std::string{NTM_SOURCE_DIR} + "/data/rules");
    double m_length_m = 0;
    std::shared_ptr<const model::Snapshot> m_snapshot;
    std::shared_ptr<const Ledger> m_ledger;
};

TEST_F(PlanOnMap, WhatWasGainedInTheYear) {
    const auto plan = plan_of(good_plan);
    const auto before = progress(plan, Date{2024, 4, 30});
    EXPECT_EQ(before.targets[0].value, (Range{0, 0}));
    EXPECT_EQ(before.targets[0].reached, false);
    const auto after = progress(plan, Date{2024, 6, 30});
    EXPECT_EQ(after.targets[0].method, ProgressMethod::measured);
    EXPECT_NEAR(after.targets[0].value->least, 150, 1e-6); // was earth
    EXPECT_NEAR(after.targets[0].value->most, 170, 1e-6);  // 20 m were not known before
    EXPECT_EQ(after.targets[0].reached, true);
}

TEST_F(PlanOnMap, DeclaredFiguresCountFromTheirDay) {
    const auto plan = plan_of(good_plan);
    EXPECT_EQ(progress(plan, Date{2024, 6, 29}).targets[1].method, ProgressMethod::none);
    EXPECT_FALSE(progress(plan, Date{2024, 6, 29}).targets[1].reason.vi.empty());
    const auto declared = progress(plan, Date{2024, 6, 30}).targets[1];
    EXPECT_EQ(declared.value, (Range{23, 23}));
    EXPECT_EQ(declared.reached, false);
}

TEST_F(PlanOnMap, PartsAreListedAndNotAdded) {
    const auto plan = plan_of(good_plan);
    const auto all = progress(plan, Date{2024, 6, 30});
    ASSERT_EQ(all.targets[0].possible_parts.size(), 1U);
    EXPECT_EQ(all.targets[0].possible_parts[0]->id, "T2");
    EXPECT_NEAR(all.targets[0].value->least, 150, 1e-6);
    EXPECT_EQ(all.totals.at(model::WorkKind::classrooms).rooms_accepted.at("phong_hoc"), 3);
    EXPECT_EQ(all.totals.at(model::WorkKind::road).cost_vnd, 100);
    EXPECT_EQ(to_table(all).rows.size(), 4U);
}

TEST_F(PlanOnMap, Findings) {
    const auto has = [&](const std::string& json, const std::string& code,
                         Date today = Date{2024, 12, 31}) {
        const auto codes = findings(json, today);
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    };
    EXPECT_EQ(findings(good_plan),
              (std::vector<std::string>{"plan-maybe-part", "plan-maybe-same-work"}));
    EXPECT_TRUE(has(plan_with(good_plan, R"("code":"00001","kind":"xa","name":"Một"})",
                              R"("code":"00001","kind":"xa","name":"Một"},
                                {"code":"00009","kind":"xa","name":"Chín"})"),
                    "plan-unknown-unit"));
    EXPECT_TRUE(has(plan_with(good_plan, R"("name":"Một")", R"("name":"Hai")"), "plan-unit-name"));
    EXPECT_TRUE(
        has(plan_with(good_plan, R"("to_m":100)", R"("to_m":9000)"), "plan-interval-outside"));
    EXPECT_TRUE(has(plan_with(good_plan, R"("road":"R1")", R"("road":"R9")"), "plan-unknown-road"));
    EXPECT_TRUE(has(good_plan, "plan-accepted-in-future", Date{2024, 4, 30}));
    EXPECT_TRUE(has(
        plan_with(good_plan, R"("surfaces":["btxm"],)", R"("surfaces":["btxm"],"hamlet":"Ấp 9",)"),
        "plan-unknown-hamlet"));
    const std::string two = plan_with(
        good_plan,
        R"({"id":"W2","title":{"vi":"a","en":"b"},"kind":"classrooms","action":"build",)",
        R"({"id":"W3","title":{"vi":"a","en":"b"},"kind":"road","action":"build","unit":"00001",
           "stretches":[{"road":"R1","from_m":99,"to_m":120}],"paragraph":"IV"},
           {"id":"W2","title":{"vi":"a","en":"b"},"kind":"classrooms","action":"build",)");
    EXPECT_TRUE(has(two, "plan-overlapping-works"));
    EXPECT_FALSE(
        has(plan_with(two, R"("from_m":99)", R"("from_m":100)"), "plan-overlapping-works"));
    EXPECT_FALSE(has(plan_with(two, R"("to_m":120}],)", R"("to_m":120}],"year":2023,)"),
                     "plan-overlapping-works"));
}

} // namespace
} // namespace gis::analysis
