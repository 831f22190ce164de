// Which works are late, and what is done by each month.

#include "gis/analysis/plan_course.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::Work;
using model::WorkKind;
using model::WorkState;

class PlanCourses : public testing::Test {
protected:
    PlanCourses() {
        plan.year = 2024;
        plan.units = {{UnitCode{"00001"}, model::UnitKind::xa, "Một", {}},
                      {UnitCode{"00002"}, model::UnitKind::thi_tran, "Hai", {}}};
        plan.departments = {{"finance", {"Phòng Tài chính", "Finance"}, {}, {}}};
    }

    Work& add(const std::string& id, WorkState state, std::optional<Date> due = {},
              std::optional<Date> finished = {}) {
        Work work;
        work.id = id;
        work.unit = UnitCode{"00001"};
        work.year = 2024;
        work.state = state;
        work.planned_to = due;
        work.finished_on = finished;
        work.amount = model::Amount{100, 100, false, "m"};
        work.cost_vnd = 1000;
        plan.works.push_back(work);
        return plan.works.back();
    }
    [[nodiscard]] PlanCourse course(Date as_of, const std::optional<UnitCode>& unit = {}) const {
        return plan_course(plan, unit, as_of);
    }
    static const Curve& curve(const PlanCourse& course, CurveKind kind) {
        for (const auto& one : course.curves) {
            if (one.kind == kind) {
                return one;
            }
        }
        throw std::runtime_error{"no such curve"};
    }

    model::Plan plan;
};

TEST_F(PlanCourses, AWorkIsLateFromTheDayAfterItsOwnOrTheYearsEnd) {
    add("A", WorkState::under_way, Date{2024, 6, 30});
    add("B", WorkState::planned);
    EXPECT_TRUE(course(Date{2024, 6, 30}).late.empty());
    const auto next = course(Date{2024, 7, 1});
    ASSERT_EQ(next.late.size(), 1U);
    EXPECT_EQ(next.late[0].work->id, "A");
    EXPECT_EQ(next.late[0].days, 1);
    EXPECT_EQ(next.late[0].due.from, DueFrom::work);
    const auto year_after = course(Date{2025, 1, 10});
    ASSERT_EQ(year_after.late.size(), 2U);
    EXPECT_EQ(year_after.late[0].work->id, "A") << "the latest first";
    EXPECT_EQ(year_after.late[1].due.from, DueFrom::year);
    EXPECT_EQ(year_after.late[1].days, 10);
}

TEST_F(PlanCourses, WhatIsFinishedOrCancelledIsNotLate) {
    add("done", WorkState::done, Date{2024, 3, 1}, Date{2024, 4, 10});
    add("unknown-day", WorkState::done, Date{2024, 3, 1});
    add("cancelled", WorkState::cancelled, Date{2024, 3, 1});
    const auto now = course(Date{2024, 12, 31});
    EXPECT_TRUE(now.late.empty());
    ASSERT_EQ(now.communes.size(), 1U);
    EXPECT_EQ(now.communes[0].works, 2U);
    EXPECT_EQ(now.communes[0].finished, 2U);
    const auto then = course(Date{2024, 4, 9}); // it was finished on the next day
    ASSERT_EQ(then.late.size(), 1U);
    EXPECT_EQ(then.late[0].work->id, "done");
    EXPECT_EQ(then.late[0].days, 39) << "30 days of March and 9 of April";
}

TEST_F(PlanCourses, WhoActsIsTheOwnerElseTheDepartmentElseTheCommune) {
    add("A", WorkState::planned).owner = "Ban QLDA";
    plan.works.back().department = "finance";
    add("B", WorkState::planned).department = "finance";
    add("C", WorkState::planned);
    add("D", WorkState::planned).unit = UnitCode{"00002"};
    const auto late = course(Date{2025, 1, 1}).late;
    ASSERT_EQ(late.size(), 4U);
    EXPECT_EQ(late[0].acts.vi, "Ban QLDA");
    EXPECT_EQ(late[1].acts.vi, "Phòng Tài chính");
    EXPECT_EQ(late[2].acts.vi, "UBND xã Một");
    EXPECT_EQ(late[3].acts.vi, "UBND thị trấn Hai");
}

TEST_F(PlanCourses, SumsRunUpMonthByMonth) {
    add("A", WorkState::done, Date{2024, 3, 31}, Date{2024, 4, 1}).actual = 90;
    add("B", WorkState::under_way, Date{2024, 4, 30}).actual = 40;
    auto& accepted = add("C", WorkState::accepted, Date{2024, 4, 1});
    accepted.accepted_on = Date{2024, 5, 31};
    add("D", WorkState::done, Date{2024, 5, 1}).cost_vnd.reset(); // on a day nobody wrote down
    add("E", WorkState::planned, Date{2024, 5, 1}).amount.reset();
    const auto now = course(Date{2024, 5, 31});
    ASSERT_EQ(now.months.size(), 12U);
    EXPECT_EQ(now.months[1], (Date{2024, 2, 29}));
    const auto& metres = curve(now, CurveKind::road_m);
    const std::vector<double> planned{0, 0, 100, 300, 400, 400, 400, 400, 400, 400, 400, 400};
    EXPECT_EQ(metres.planned, planned);
    const std::vector<std::optional<double>> actual{0, 0, 0, 90, 190, {}, {}, {}, {}, {}, {}, {}};
    EXPECT_EQ(metres.actual, actual);
    EXPECT_EQ(metres.unknown, 1U);
    EXPECT_EQ(metres.undated, 100);
    EXPECT_EQ(metres.unfinished, 40);
    const auto& money = curve(now, CurveKind::value_vnd);
    EXPECT_EQ(money.planned.back(), 4000);
    EXPECT_EQ(*money.actual[4], 2000);
    EXPECT_EQ(money.unknown, 1U);
    EXPECT_EQ(*curve(now, CurveKind::works).actual[4], 2);
    EXPECT_EQ(*curve(course(Date{2024, 5, 30}), CurveKind::works).actual[4], 1);
}

TEST_F(PlanCourses, SumsAreThoseOfTheirParts) {
    add("A", WorkState::done, Date{2024, 3, 31}, Date{2024, 4, 1}).actual = 90;
    add("B", WorkState::under_way, Date{2024, 4, 30}).actual = 40;
    add("D", WorkState::done, Date{2024, 5, 1});
    add("E", WorkState::done, Date{2024, 5, 1}, Date{2024, 5, 2}).amount.reset();
    plan.capital.push_back({});
    plan.capital.back().on = Date{2024, 2, 1};
    plan.capital.back().amount_vnd = 500;
    plan.capital.push_back(plan.capital.back());
    plan.capital.back().type = model::CapitalType::disbursement;
    plan.capital.push_back(plan.capital.back());
    plan.capital.back().type = model::CapitalType::settlement; // in neither line
    const auto now = course(Date{2024, 5, 31});
    const auto& metres = curve(now, CurveKind::road_m);
    ASSERT_EQ(metres.parts.size(), 4U);
    EXPECT_EQ(metres.parts[0].work->id, "A");
    EXPECT_EQ(metres.parts[0].due, (Date{2024, 3, 31}));
    EXPECT_EQ(metres.parts[0].planned, 100);
    EXPECT_EQ(metres.parts[0].done_on, (Date{2024, 4, 1}));
    EXPECT_EQ(metres.parts[0].done, 90);
    EXPECT_EQ(metres.parts[1].done, std::nullopt);
    EXPECT_EQ(metres.parts[1].so_far, 40);
    EXPECT_EQ(metres.parts[2].done_on, std::nullopt);
    EXPECT_EQ(metres.parts[2].done, 100);
    EXPECT_EQ(metres.parts[3].planned, std::nullopt);
    EXPECT_EQ(metres.parts[3].done, std::nullopt) << "what is not known is in neither line";
    for (const auto& one : now.curves) {
        for (std::size_t i = 0; i < now.months.size(); ++i) {
            double planned = 0;
            double done = 0;
            for (const auto& part : one.parts) {
                planned += part.due && *part.due <= now.months[i] ? part.planned.value_or(0) : 0;
                done += part.done_on && *part.done_on <= now.months[i] ? part.done.value_or(0) : 0;
            }
            EXPECT_EQ(planned, one.planned[i]) << to_text(one.kind) << i;
            EXPECT_EQ(one.actual[i] ? done : 0, one.actual[i].value_or(0))
                << to_text(one.kind) << i;
        }
    }
    const auto& capital = curve(now, CurveKind::capital_vnd);
    ASSERT_EQ(capital.parts.size(), 2U);
    EXPECT_EQ(capital.parts[0].entry, &plan.capital[0]);
    EXPECT_EQ(capital.parts[1].done, 500);
}

TEST_F(PlanCourses, GoOnAfterTheYearWhileSomethingIsDueOrWasFinished) {
    add("A", WorkState::done, Date{2024, 3, 31}, Date{2025, 2, 3});
    EXPECT_EQ(course(Date{2024, 12, 31}).months.size(), 12U);
    EXPECT_EQ(course(Date{2026, 11, 29}).months.size(), 14U);
    EXPECT_EQ(*curve(course(Date{2026, 11, 29}), CurveKind::works).actual.back(), 1);
    add("B", WorkState::planned, Date{2025, 6, 1});
    EXPECT_EQ(course(Date{2024, 1, 1}).months.size(), 18U);
}

TEST_F(PlanCourses, AreOfOneCommuneWhereItIsAsked) {
    add("A", WorkState::planned);
    add("B", WorkState::planned).unit = UnitCode{"00002"};
    const auto one = course(Date{2025, 1, 1}, UnitCode{"00002"});
    ASSERT_EQ(one.late.size(), 1U);
    EXPECT_EQ(one.late[0].work->id, "B");
    EXPECT_EQ(curve(one, CurveKind::works).planned.back(), 1);
}

} // namespace
} // namespace gis::analysis
