#include "gis/model/report_period.hpp"

#include <gtest/gtest.h>

namespace gis::model {
namespace {

ReportPeriod of(std::string_view id) {
    const auto period = ReportPeriod::parse(id);
    EXPECT_TRUE(period) << id;
    return period.value();
}

TEST(ReportPeriod, HasItsDays) {
    struct Case {
        const char* id;
        const char* first;
        const char* last;
        const char* before;
        const char* vi;
    };
    for (const auto& [id, first, last, before, vi] :
         {Case{"2024-Q1", "2024-01-01", "2024-03-31", "2023-Q4", "quý I năm 2024"},
          Case{"2024-Q3", "2024-07-01", "2024-09-30", "2024-Q2", "quý III năm 2024"},
          Case{"2024-6T", "2024-01-01", "2024-06-30", "2023-6T", "6 tháng đầu năm 2024"},
          Case{"2024-9T", "2024-01-01", "2024-09-30", "2023-9T", "9 tháng đầu năm 2024"},
          Case{"2024", "2024-01-01", "2024-12-31", "2023", "năm 2024"},
          Case{"2024-02-29", "2024-01-01", "2024-02-29", "2023-02-28",
               "đột xuất, đến ngày 29/02/2024"}}) {
        const auto period = of(id);
        EXPECT_EQ(period.id(), id);
        EXPECT_EQ(period.first_day().iso(), first);
        EXPECT_EQ(period.last_day().iso(), last);
        EXPECT_EQ(period.before().id(), before);
        EXPECT_EQ(period.title().vi, vi);
        EXPECT_EQ(period.due_on().days() - period.last_day().days(), report_due_days);
    }
}

TEST(ReportPeriod, IsNothingElse) {
    for (const auto* text : {"", "24", "2024-Q5", "2024-Q0", "2024-q1", "2024-7T", "2024-Q11",
                             "1899", "2201", "2024-13-01", "2024-02-30", "quý III"}) {
        EXPECT_FALSE(ReportPeriod::parse(text)) << text;
    }
}

TEST(ReportPeriod, OfAYearAreThoseOfThePlanByTheirEnds) {
    std::string ids;
    for (const auto& period : ReportPeriod::of_year(
             2024, {"quarter", "half_year", "nine_months", "year", "ad_hoc", "nonsense"})) {
        ids += period.id() + " ";
    }
    EXPECT_EQ(ids, "2024-Q1 2024-Q2 2024-6T 2024-Q3 2024-9T 2024-Q4 2024 ");
}

} // namespace
} // namespace gis::model
