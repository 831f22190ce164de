#include "gis/analysis/criteria_report.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::Bound;
using model::CriterionState;
using model::RoadClass;
using model::Surface;

model::Threshold threshold(Bound bound, double value) {
    model::Threshold result;
    result.bound = bound;
    result.value = value;
    return result;
}

TEST(Reaches, ByTheTable) {
    using Maybe = std::optional<bool>;
    EXPECT_EQ(reaches(threshold(Bound::at_least, 80), {80, 90}), Maybe{true});
    EXPECT_EQ(reaches(threshold(Bound::at_least, 80), {79, 79.9}), Maybe{false});
    EXPECT_EQ(reaches(threshold(Bound::at_least, 80), {79, 80}), Maybe{});
    EXPECT_EQ(reaches(threshold(Bound::at_most, 1), {0, 1}), Maybe{true});
    EXPECT_EQ(reaches(threshold(Bound::at_most, 1), {1.1, 2}), Maybe{false});
    EXPECT_EQ(reaches(threshold(Bound::at_most, 1), {0, 2}), Maybe{});
    EXPECT_EQ(reaches(threshold(Bound::unknown, 0), {0, 0}), Maybe{});
    EXPECT_EQ(reaches(threshold(Bound::passed, 0), {0, 0}), Maybe{});
}

const std::string set_text = R"({
 "id":"s","family":"f","title":{"vi":"a","en":"b"},"level":"commune","kinds":["xa"],
 "documents":[{"id":"1/QD","issuer":"x","title":{"vi":"a","en":"b"}}],"valid_from":"2022-01-01",
 "criteria":[
 {"code":"1","title":{"vi":"a","en":"b"},"indicators":[
  {"code":"1","title":{"vi":"a","en":"b"},"declared":{"vi":"a","en":"b"},"unit":"passed",
   "thresholds":[{"passed":true,"document":"1/QD"}]}]},
 {"code":"2","title":{"vi":"a","en":"b"},"indicators":[
  {"code":"2","title":{"vi":"a","en":"b"},
   "measured":{"measure":"length_share","where":["get","hardened"],"of":["==",["get","class"],"ap"]},
   "thresholds":[{"at_least":100,"document":"1/QD"}]}]}]})";

class Reporting : public testing::Test {
protected:
    Reporting() {
        const test_support::AsciiMap map{"A-----B-----C\n|     |     |\n|a   b|c   d|\n"
                                         "|     |     |\nD-----E-----F\n"};
        model::AtlasData data;
        data.units = {test_support::commune("00001", "Một", map.area("ABED")),
                      test_support::commune("00002", "Hai", map.area("BCFE"))};
        data.roads = {test_support::road(1, RoadClass::ap, map.line("ab")),
                      test_support::road(2, RoadClass::ap, map.line("cd"))};
        data.roads[0].surfaces = {
            test_support::record(1, 1, 0, data.roads[0].length_m, Surface::btxm)};
        data.roads[1].surfaces = {
            test_support::record(2, 2, 0, data.roads[1].length_m, Surface::dat)};
        m_snapshot = model::Snapshot::build(std::move(data));
        m_ledger = Ledger::build(*m_snapshot);
    }

    [[nodiscard]] CriteriaReport report(std::optional<UnitCode> unit = {}) const {
        CriteriaQuestion question;
        question.set = &m_set;
        question.unit = std::move(unit);
        return criteria_report(
            {m_snapshot.get(), m_ledger.get(), nullptr, &m_rules.standard(), Date{2024, 6, 30}},
            question, m_results);
    }

    void declare(const std::string& unit, const std::string& criterion, CriterionState state,
                 Date as_of = Date{2023, 12, 31}) {
        m_results.push_back({"s", UnitCode{unit}, criterion, state, as_of, "", {}, "", {}});
    }

    model::CriteriaSet m_set = parse_criteria_set(set_text, "x.json");
    RuleBook m_rules = RuleBook::load(std::string{NTM_SOURCE_DIR} + "/data/rules");
    std::shared_ptr<const model::Snapshot> m_snapshot;
    std::shared_ptr<const Ledger> m_ledger;
    std::vector<model::CriterionResult> m_results;
};

const CriterionRow& row(const CriteriaReport& report, const std::string& unit, std::size_t at) {
    for (const auto& one : report.rows) {
        if (one.unit->code.get() == unit) {
            return one.criteria[at];
        }
    }
    throw std::out_of_range{unit};
}

TEST_F(Reporting, WithoutDeclarationsTheMapSpeaks) {
    const auto all = report();
    EXPECT_EQ(row(all, "00001", 0).state, CriterionState::no_data);
    EXPECT_EQ(row(all, "00001", 1).state, CriterionState::met);
    EXPECT_EQ(row(all, "00002", 1).state, CriterionState::not_met);
    EXPECT_EQ(all.mean_met, (Range{0.5, 1.5}));
}

TEST_F(Reporting, WhatIsDeclaredStandsBesideAndDisagreementIsMarked) {
    declare("00001", "2", CriterionState::not_met);
    declare("00002", "2", CriterionState::to_consolidate);
    declare("00002", "1", CriterionState::proposed);
    const auto all = report();
    EXPECT_TRUE(row(all, "00001", 1).disagree);
    EXPECT_TRUE(row(all, "00002", 1).disagree);
    EXPECT_FALSE(row(all, "00002", 0).disagree);
    EXPECT_EQ(row(all, "00002", 1).state, CriterionState::to_consolidate);
    EXPECT_EQ(row(all, "00002", 1).measured, CriterionState::not_met);
    EXPECT_FALSE(row(all, "00002", 1).tentative);
    const auto findings = disagreements(all);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].severity, Finding::Severity::warning);
    m_set.criteria[1].indicators[0].thresholds[0].trust.confirmed = false;
    const auto doubtful = report();
    EXPECT_TRUE(row(doubtful, "00002", 1).tentative);
    EXPECT_EQ(disagreements(doubtful).at(0).severity, Finding::Severity::info);
    EXPECT_EQ(all.mean_met, (Range{0.5, 1})); // what is only proposed is not met
}

TEST_F(Reporting, TheLatestDeclarationOfTheDayHolds) {
    declare("00001", "1", CriterionState::not_met, Date{2023, 12, 31});
    declare("00001", "1", CriterionState::met, Date{2024, 6, 30});
    declare("00001", "1", CriterionState::not_met, Date{2024, 7, 1});
    EXPECT_EQ(row(report(), "00001", 0).state, CriterionState::met);
}

TEST_F(Reporting, AUnitThatTheSetDoesNotJudgeIsRefused) {
    m_set.kinds = {model::UnitKind::thi_tran};
    EXPECT_TRUE(report().rows.empty());
    EXPECT_FALSE(report().mean_met.has_value());
    EXPECT_THROW((void)report(UnitCode{"00001"}), Error);
}

TEST_F(Reporting, TheTableHasARowForEachIndicator) {
    const auto table = to_table(report(UnitCode{"00001"}));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].size(), table.columns.size());
    EXPECT_EQ(std::get<double>(table.rows[1][10]), 100);
}

} // namespace
} // namespace gis::analysis
