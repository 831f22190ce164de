// What the store keeps of a plan, laid over it.

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/analysis/plan_form.hpp"
#include "gis/analysis/plan_progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::Date;
using gis::UnitCode;
using gis::analysis::state_on;
using gis::analysis::to_body;
using gis::model::PlanEntry;
using gis::model::PlanEntryKind;
using gis::model::WorkState;
using testing::HasSubstr;

const std::filesystem::path data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";

class PlanEntries : public testing::Test {
protected:
    PlanEntry entry(PlanEntryKind kind, const std::string& json) const {
        PlanEntry result;
        result.plan = "hon-quan-2024";
        result.kind = kind;
        result.body = gis::analysis::canonical_body(json);
        const auto place = place_of(
            kind, gis::analysis::JsonObject::parse(result.body, gis::analysis::entry_origin()));
        result.key = place.key;
        result.commune = place.commune;
        return result;
    }
    gis::analysis::PlansNow now(std::vector<PlanEntry> entries) const {
        return plans_now(plans, entries, sets);
    }

    gis::analysis::CriteriaBook sets = gis::analysis::CriteriaBook::load(data_folder / "criteria");
    std::vector<gis::model::Plan> plans = gis::analysis::load_plans(data_folder / "plans", sets);
};

TEST_F(PlanEntries, EveryItemOfThePlanIsReadBackTheSame) {
    auto plan = plans.front();
    for (const auto& work : plans.front().works) {
        put_entry(entry(PlanEntryKind::work, to_body(work)), sets, plan);
    }
    for (const auto& task : plans.front().tasks) {
        put_entry(entry(PlanEntryKind::task, to_body(task)), sets, plan);
    }
    for (const auto& difficulty : plans.front().difficulties) {
        put_entry(entry(PlanEntryKind::difficulty, to_body(difficulty)), sets, plan);
    }
    EXPECT_TRUE(plan == plans.front());
}

TEST_F(PlanEntries, AWorkWithEverythingIsReadBackTheSame) {
    auto work = *plans.front().find_work("Q4");
    work.id = "N1";
    work.draft = true;
    work.state = WorkState::accepted;
    work.accepted_on = Date{2024, 11, 5};
    work.planned_from = Date{2024, 3, 1};
    work.planned_to = Date{2024, 6, 30};
    work.started_on = Date{2024, 3, 4};
    work.finished_on = Date{2024, 6, 1};
    work.actual = 71.5;
    work.cost_vnd = 100;
    work.funding = {{"province_cement", 60.0}, {"people", 40.0}};
    work.owner = "UBND xã";
    work.department = plans.front().departments.front().id;
    work.facility = gis::FacilityId{7};
    work.stretches = {{"R1", 0, 70, {}, 6.0, gis::model::Surface::btxm}};
    work.evidence = "BB 12";
    work.note = "đợt 1";
    work.links.photos = {"anh/1.jpg"};
    work.links.features = {{gis::RoadId{3}, 0.0, 70.0, {}}, {{}, {}, {}, gis::FacilityId{7}}};
    const auto stored = entry(PlanEntryKind::work, to_body(work));
    EXPECT_EQ(stored.key, "N1");
    EXPECT_EQ(stored.commune, work.unit);
    const auto result = now({stored});
    ASSERT_TRUE(result.findings.empty()) << result.findings.front().message.en;
    EXPECT_TRUE(*result.plans.front().find_work("N1") == work);
}

TEST_F(PlanEntries, TheBodyIsCanonical) {
    EXPECT_EQ(gis::analysis::canonical_body(R"({ "b" : 1, "a" : null, "c" : {"z":1,"y":2} })"),
              R"({"b":1,"c":{"y":2,"z":1}})");
    EXPECT_THROW((void)gis::analysis::canonical_body("[1]"), gis::Error);
    EXPECT_THROW((void)gis::analysis::canonical_body("{"), gis::Error);
}

TEST_F(PlanEntries, AnEntryThatWasTakenBackDoesNothing) {
    auto stored = entry(PlanEntryKind::work, to_body(*plans.front().find_work("H3")));
    stored.body.clear();
    EXPECT_TRUE(now({stored}).plans.front() == plans.front());
}

TEST_F(PlanEntries, WhatCannotBeReadIsAFindingAndDoesNotCount) {
    auto lost = entry(PlanEntryKind::target_result,
                      R"({"target":"T99","value":1,"as_of":"2024-06-30","evidence":"BC"})");
    auto other = entry(PlanEntryKind::work, to_body(*plans.front().find_work("H3")));
    other.key = "H4";
    const auto result = now({lost, other});
    ASSERT_EQ(result.findings.size(), 2U);
    EXPECT_EQ(result.findings[0].code, "plan-entry-unreadable");
    EXPECT_TRUE(result.plans.front() == plans.front());
}

TEST_F(PlanEntries, OfAHouseholdThatCannotBeReadNothingIsTold) {
    const auto secret = entry(PlanEntryKind::household,
                              R"({"hamlet":"25345-01","number":"HO-17","category":"rich"})");
    const auto result = now({secret});
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_THAT(result.findings[0].message.vi, Not(HasSubstr("HO-17")));
}

TEST_F(PlanEntries, SupportedHouseholdsAreCountedDayByDay) {
    std::vector<PlanEntry> entries;
    int number = 0;
    for (const auto* day : {"2024-03-01", "2024-03-01", "2024-06-01"}) {
        entries.push_back(
            entry(PlanEntryKind::household,
                  R"({"hamlet":"25345-01","category":"poor","target":"H10","number":")" +
                      std::to_string(++number) + R"(","supported_on":")" + day + "\"}"));
    }
    entries.push_back(entry(PlanEntryKind::household, R"({"hamlet":"25345-01","number":"9",
        "category":"poor","target":"H10"})"));
    const auto result = now(entries);
    std::vector<std::pair<Date, double>> counted;
    for (const auto& one : result.plans.front().progress) {
        if (one.target == "H10") {
            counted.emplace_back(one.as_of, one.value);
        }
    }
    const std::vector<std::pair<Date, double>> expected{{Date{2024, 3, 1}, 2},
                                                        {Date{2024, 6, 1}, 3}};
    EXPECT_EQ(counted, expected);
}

TEST_F(PlanEntries, AWorkIsAcceptedOnItsDayAndNotBefore) {
    gis::model::Work work;
    work.state = WorkState::accepted;
    work.accepted_on = Date{2024, 11, 5};
    work.started_on = Date{2024, 3, 1};
    EXPECT_EQ(state_on(work, Date{2024, 11, 5}), WorkState::accepted);
    EXPECT_EQ(state_on(work, Date{2024, 11, 4}), WorkState::under_way);
    EXPECT_EQ(state_on(work, Date{2024, 2, 1}), WorkState::planned);
    work.finished_on = Date{2024, 10, 1};
    EXPECT_EQ(state_on(work, Date{2024, 11, 4}), WorkState::done);
}

TEST(PlanForm, ReadsWhatPeopleWrite) {
    EXPECT_EQ(gis::analysis::state_of_words("Đang làm"), WorkState::under_way);
    EXPECT_EQ(gis::analysis::state_of_words("under_way"), WorkState::under_way);
    EXPECT_EQ(gis::analysis::state_of_words("nghỉ"), std::nullopt);
    EXPECT_EQ(gis::analysis::number_of_cell("12,4"), 12.4);
    EXPECT_EQ(gis::analysis::number_of_cell("120000000"), 120e6);
    EXPECT_EQ(gis::analysis::number_of_cell("12 km"), std::nullopt);
    EXPECT_EQ(gis::analysis::day_of_cell("2024/03/04"), (Date{2024, 3, 4}));
    EXPECT_EQ(gis::analysis::day_of_cell("04/03/2024"), (Date{2024, 3, 4}));
    EXPECT_EQ(gis::analysis::day_of_cell("mai"), std::nullopt);
    const std::vector<std::vector<std::string>> no_head{{"a"}, {"b"}};
    EXPECT_THROW((void)gis::analysis::read_plan_form(no_head), gis::Error);
}

} // namespace
