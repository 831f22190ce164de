// Criteria and the plan of 2024 on the demonstration district, against independent sums.

#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/filter.hpp"
#include "gis/analysis/plan_checks.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/analysis/plan_progress.hpp"
#include "gis/analysis/road_report.hpp"
#include "tests/golden/demo_district.hpp"
#include "tests/golden/spatialite_ledger.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <numeric>
#include <set>

namespace {

using gis::Date;
using gis::UnitCode;
using gis::analysis::goal_mean;
using gis::analysis::mean_declared;
using gis::analysis::Range;
using gis::model::CriterionState;
using gis::model::RoadClass;
using gis::model::WorkKind;
using golden::data_folder;

const UnitCode tan_hung{"25345"};
const UnitCode tan_quan{"25438"};
const Date year_end{2024, 12, 31};

class DemoPlan : public golden::DemoDistrict {
protected:
    static void SetUpTestSuite() {
        golden::DemoDistrict::SetUpTestSuite();
        sets = gis::analysis::CriteriaBook::load(data_folder / "criteria");
        plans = gis::analysis::load_plans(data_folder / "plans", sets);
    }

    static gis::analysis::MeasureBasis basis(Date as_of = year_end,
                                             const char* reading = "hon-quan-2024") {
        return {snapshot.get(), ledger.get(), nullptr, &rules->find(reading), as_of};
    }

    static const gis::model::Plan& plan() { return plans.front(); }

    static gis::analysis::CriteriaReport criteria(const char* set, const UnitCode& unit) {
        gis::analysis::CriteriaQuestion question;
        question.set = &sets.find(set);
        question.unit = unit;
        question.conditions = plan().conditions;
        return criteria_report(basis(), question, plan().results);
    }

    static const gis::analysis::TargetProgress& target(const gis::analysis::PlanProgress& progress,
                                                       const std::string& id) {
        for (const auto& one : progress.targets) {
            if (one.target->id == id) {
                return one;
            }
        }
        throw std::out_of_range{id};
    }

    inline static gis::analysis::CriteriaBook sets;
    inline static std::vector<gis::model::Plan> plans;
};

const gis::analysis::CriterionRow& criterion(const gis::analysis::CriteriaReport& report,
                                             const std::string& code) {
    for (const auto& row : report.rows.front().criteria) {
        if (row.criterion->code == code) {
            return row;
        }
    }
    throw std::out_of_range{code};
}

TEST_F(DemoPlan, CriterionTwoOfTanHungIsTheRoadReport) {
    const auto report = criteria("xa-ntm-2021", tan_hung);
    const auto& row = criterion(report, "2");
    ASSERT_EQ(row.indicators.size(), 4U);
    const auto roads = road_report(*snapshot, *ledger, rules->find("hon-quan-2024"),
                                   {tan_hung, gis::analysis::ReportBy::hamlet, year_end});
    const std::array classes{RoadClass::xa, RoadClass::ap, RoadClass::ngo, RoadClass::nd};
    double remaining_m = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto& measured = *row.indicators[i].measured;
        const auto& figures = *roads.totals.by_class[static_cast<std::size_t>(classes[i])];
        EXPECT_NEAR(measured.total, figures.total_m, 1e-6) << i;
        EXPECT_NEAR(measured.chosen, figures.hardened_m, 1e-6) << i;
        EXPECT_NEAR(measured.undecided, figures.unknown_m, 1e-6) << i;
        EXPECT_NEAR(measured.value->least, figures.hardened_m / figures.total_m * 100, 1e-9);
        EXPECT_NEAR(measured.value->most,
                    (figures.hardened_m + figures.unknown_m) / figures.total_m * 100, 1e-9);
        if (i == 1 || i == 2) {
            remaining_m += measured.total - measured.chosen - measured.undecided;
        }
    }
    EXPECT_NEAR(remaining_m, 12'400, 5);
    EXPECT_EQ(row.state, CriterionState::not_met); // as the plan declares
}

TEST_F(DemoPlan, SharesEqualAnIndependentSpatialiteSum) {
    double total_m = 0;
    double hardened_m = 0;
    for (const auto& [key, metres] : golden::spatialite_ledger(data_folder / "demo")) {
        const auto& [hamlet, road_class, surface] = key;
        if (hamlet.starts_with("25345-") && road_class == "xa") {
            total_m += metres;
            const bool counts = surface == "nhua" || surface == "btxm" || surface == "lang_nhua";
            hardened_m += counts ? metres : 0;
        }
    }
    const auto report = criteria("xa-ntm-2021", tan_hung);
    const auto& measured = *criterion(report, "2").indicators[0].measured;
    EXPECT_NEAR(measured.value->least, hardened_m / total_m * 100, 1e-4);
}

TEST_F(DemoPlan, HamletsAddUpToTheCommune) {
    const auto& measurement = *sets.find("xa-ntm-2021").find("2")->indicators[1].measurement;
    const auto whole = measure(measurement, basis(), tan_hung);
    double chosen = 0;
    double total = 0;
    for (const auto& hamlet : snapshot->units().hamlets) {
        if (hamlet.parent == tan_hung) {
            const auto part = measure(measurement, basis(), hamlet.code);
            chosen += part.chosen;
            total += part.total;
        }
    }
    EXPECT_NEAR(chosen, whole.chosen, 1e-6);
    EXPECT_NEAR(total, whole.total, 1e-6);
}

TEST_F(DemoPlan, TwoHamletsOfTwelveWaitForTheirHouse) {
    const auto report = criteria("xa-ntm-2021", tan_hung);
    const auto& row = criterion(report, "6");
    EXPECT_NEAR(row.indicators[2].measured->value->least, 100.0 * 10 / 12, 1e-9);
    EXPECT_EQ(row.indicators[2].met, false);
    EXPECT_TRUE(row.indicators[2].choice.threshold->trust.confirmed);
    EXPECT_EQ(row.measured, CriterionState::not_met);
    EXPECT_EQ(row.state, CriterionState::not_met);
    EXPECT_FALSE(row.disagree);
}

TEST_F(DemoPlan, TheMeansAreThoseOfThePlan) {
    const auto& ntm = sets.find("xa-ntm-2021");
    const auto& advanced = sets.find("xa-nang-cao-2021");
    EXPECT_EQ(plan().judged_by(ntm).size(), 12U); // without the town
    const auto before =
        mean_declared(ntm, plan().results, plan().judged_by(ntm), plan().baseline_day());
    EXPECT_TRUE(before.exact());
    EXPECT_EQ(before.least, (14 + 11 * 19) / 12.0);
    EXPECT_NEAR(before.least + *plan().find_target("G4")->change->least,
                *plan().find_target("G4")->amount->least, 0.005);
    EXPECT_EQ(goal_mean(plan(), ntm).least, 19);
    EXPECT_TRUE(goal_mean(plan(), ntm).no_goal.empty());

    const auto goals = goal_mean(plan(), advanced);
    EXPECT_EQ(goals.no_goal, std::vector{tan_hung});
    EXPECT_NEAR(goals.least, (4 * 20 + 7 * 15) / 12.0, 1e-12);
    // With Tân Hưng at 15 it is the plan's own 16.7.
    EXPECT_NEAR(goals.least + 15 / 12.0, *plan().find_target("G5")->amount->least, 0.05);
    const auto advanced_before =
        mean_declared(advanced, plan().results, plan().judged_by(advanced), plan().baseline_day());
    EXPECT_EQ(advanced_before, (Range{(15 + 3 * 20) / 12.0, (15 + 3 * 20 + 8 * 20) / 12.0}));
}

TEST_F(DemoPlan, DeclaredCriteriaAreCountedAsThePlanDoes) {
    const auto count = [&](const char* set, const UnitCode& unit) {
        return mean_declared(sets.find(set), plan().results, std::array{unit}, year_end);
    };
    EXPECT_EQ(count("xa-ntm-2021", tan_hung), (Range{14, 14}));
    EXPECT_EQ(count("xa-nang-cao-2021", tan_quan), (Range{15, 15}));
    for (const auto* id : {"G1", "G2"}) {
        const auto& target = *plan().find_target(id);
        const auto before = count(target.criteria->set.c_str(), target.units.front());
        EXPECT_EQ(before.least + static_cast<double>(target.criteria->gain.size()),
                  target.criteria->least_met);
    }
}

std::vector<const gis::model::Work*> works_of(const gis::model::Plan& plan, WorkKind kind) {
    std::vector<const gis::model::Work*> works;
    for (const auto& work : plan.works) {
        if (work.kind == kind) {
            works.push_back(&work);
        }
    }
    return works;
}

int sum_of(const std::map<std::string, int>& rooms) {
    return std::accumulate(rooms.begin(), rooms.end(), 0,
                           [](int sum, const auto& type) { return sum + type.second; });
}

TEST_F(DemoPlan, SchoolsGetNinetyTwoRooms) {
    EXPECT_EQ(sum_of(plan().find_work("H2")->rooms), 6);
    EXPECT_EQ(sum_of(plan().find_work("H3")->rooms), 37);
    EXPECT_EQ(sum_of(plan().find_work("H4")->rooms), 25);
    EXPECT_EQ(sum_of(plan().find_work("Q2")->rooms), 24);
    const auto totals = gis::analysis::total_of(works_of(plan(), WorkKind::classrooms));
    EXPECT_EQ(sum_of(totals.rooms), 92);
    EXPECT_EQ(totals.rooms.at("phong_hoc"), 6 + 14 + 12 + 20);
    EXPECT_EQ(totals.accepted, 0U);
    EXPECT_FALSE(totals.cost_vnd.has_value()); // the plan names no money
}

TEST_F(DemoPlan, SevenToiletsAndWellsAndOneThatMayBeAmongThem) {
    const auto works = works_of(plan(), WorkKind::sanitation);
    const auto totals = gis::analysis::total_of(works);
    EXPECT_EQ(totals.wells, 7U);
    EXPECT_EQ(totals.toilets, 8U);
    EXPECT_EQ(totals.may_overlap, std::vector<std::string>{"Q11-toilet"});
    const auto progress = plan_progress(plan(), basis(), sets, tan_quan);
    const auto& toilets = target(progress, "Q6");
    EXPECT_EQ(toilets.value, (Range{7, 7})); // on the map too
    EXPECT_EQ(toilets.reached, false);
    EXPECT_EQ(toilets.measured->evidence.facilities.size(), 7U);
    EXPECT_EQ(*toilets.target->baseline->least, 7);
}

TEST_F(DemoPlan, RoadsOfThePlan) {
    const auto& concrete = *plan().find_target("T1");
    EXPECT_EQ(*concrete.amount->least / 1000, 23.5);
    EXPECT_FALSE(concrete.amount->most.has_value());
    const auto progress = plan_progress(plan(), basis(), sets);
    const auto& roads = target(progress, "T1");
    std::set<std::string> parts;
    for (const auto* part : roads.possible_parts) {
        parts.insert(part->id);
    }
    EXPECT_EQ(parts, std::set<std::string>{"H1"});
    const auto& remaining = target(progress, "H1");
    EXPECT_NEAR(remaining.value->least, 12'400, 5);
    EXPECT_GT(remaining.value->most, remaining.value->least); // unknown surfaces on top
    EXPECT_FALSE(remaining.reached.has_value()); // the plan names no kilometres for the year
    const auto& access = *plan().find_work("Q4");
    EXPECT_EQ(*access.amount->least * *access.width_m, 420); // square metres
}

TEST_F(DemoPlan, WhatWasGainedIsTheDifferenceOfTwoDays) {
    const auto& concrete = *plan().find_target("T1");
    const auto then = measure(*concrete.measurement, basis(plan().baseline_day()), {});
    const auto now = measure(*concrete.measurement, basis(), {});
    const auto progress = plan_progress(plan(), basis(), sets);
    const auto& roads = target(progress, "T1");
    // Where no record of the year covers an unknown surface, the difference is the gain.
    EXPECT_GE(roads.value->least, 0);
    EXPECT_LE(roads.value->least, now.chosen - then.chosen + 1e-6);
    EXPECT_GE(roads.value->most, now.chosen - then.chosen - 1e-6);
}

TEST_F(DemoPlan, PlacesOfTheWorksAreFoundByName) {
    const auto progress = plan_progress(plan(), basis(), sets);
    std::map<std::string, const gis::analysis::WorkProgress*> works;
    for (const auto& work : progress.works) {
        works[work.work->id] = &work;
    }
    const auto code_of = [&](const char* id) {
        const auto& places = works.at(id)->places;
        return places.size() == 1 ? places.front()->code : std::to_string(places.size());
    };
    EXPECT_EQ(code_of("H3"), "TH-TH-01");
    EXPECT_EQ(code_of("H4"), "TH-TH-02");
    EXPECT_EQ(code_of("H5"), "TH-TTVH-01");
    EXPECT_EQ(code_of("H6"), "TH-NVH-11");
    EXPECT_EQ(code_of("H7"), "TH-NVH-01");
    EXPECT_EQ(code_of("H8"), "TH-NVH-10");
    EXPECT_EQ(code_of("H9"), "TH-NVH-12");
    EXPECT_EQ(code_of("Q2"), "TQ-LC-01");
    EXPECT_EQ(code_of("Q7"), "TQ-YT-01");
    EXPECT_EQ(code_of("Q11-toilet"), "TQ-NVH-03");
    EXPECT_EQ(works.at("H6")->on_map, false);
    EXPECT_EQ(works.at("H8")->on_map, false);
    EXPECT_EQ(works.at("Q7")->on_map, false);
    EXPECT_EQ(works.at("Q11-toilet")->on_map, false);
    EXPECT_FALSE(works.at("H3")->on_map.has_value());
    EXPECT_GT(works.at("Q6-1")->places.size(), 1U); // the plan does not name the hamlet
}

TEST_F(DemoPlan, ThePlanAgreesWithTheAtlasButForWhatItLeavesOpen) {
    std::map<std::string, int> codes;
    for (const auto& finding : check_plan(plan(), *snapshot, sets, Date{2024, 12, 31})) {
        ++codes[finding.code];
    }
    const std::map<std::string, int> expected{
        {"plan-maybe-part", 3}, {"plan-maybe-same-work", 1}, {"plan-unknown-place", 8}};
    EXPECT_EQ(codes, expected);
}

TEST_F(DemoPlan, EveryRowOfTheInventoryIsInTheFile) {
    std::ifstream file{data_folder / "plans" / "hon-quan-2024.json"};
    const auto json = nlohmann::json::parse(file);
    std::set<std::string> rows;
    const std::function<void(const nlohmann::json&)> collect = [&](const nlohmann::json& value) {
        if (value.is_object() && value.contains("rows")) {
            for (const auto& row : value["rows"]) {
                rows.insert(row.get<std::string>());
            }
        }
        if (value.is_structured()) {
            for (const auto& child : value) {
                collect(child);
            }
        }
    };
    collect(json);
    std::vector<std::string> wanted;
    for (const auto& [letter, first, last] :
         {std::tuple{'D', 1, 12}, {'G', 1, 10}, {'T', 1, 11}, {'H', 0, 12}, {'Q', 0, 11}}) {
        for (int i = first; i <= last; ++i) {
            wanted.push_back(letter + std::to_string(i));
        }
    }
    for (const auto* row :
         {"V1", "V2a", "V2b", "V2c", "V3a", "V3b", "V4", "V5a", "V5b", "V5c", "V5d", "V6", "V7"}) {
        wanted.emplace_back(row);
    }
    for (const auto& row : wanted) {
        EXPECT_TRUE(rows.contains(row)) << row;
    }
    std::ifstream readme{data_folder / "plans" / "README.md"};
    const std::string text{std::istreambuf_iterator<char>{readme}, {}};
    for (const auto& row : wanted) {
        EXPECT_NE(text.find("| " + row + " |"), std::string::npos) << row;
    }
}

} // namespace
