// The capital ledger: sums beside sums made by hand, and what is found in it.

#include "gis/analysis/capital_report.hpp"
#include "gis/analysis/plan_course.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

#include <random>

namespace gis::analysis {
namespace {

using model::CapitalEntry;
using model::CapitalType;
using Severity = Finding::Severity;

class Ledgers : public testing::Test {
protected:
    Ledgers() {
        const test_support::AsciiMap map{"A--B\n|  |\nD--E\n"};
        model::AtlasData data;
        data.units = {test_support::commune("00001", "Xã Một", map.area("ABED"))};
        snapshot = model::Snapshot::build(std::move(data));
        plan.id = "p";
        plan.year = 2024;
        plan.units = {{UnitCode{"00001"}, model::UnitKind::xa, "Một", {}},
                      {UnitCode{"00002"}, model::UnitKind::xa, "Hai", {}}};
        plan.works = {work("B", "00001"), work("A", "00002")};
        plan.works[0].funding = {{"people", 40.0}, {"province_cement", 60.0}, {"tài trợ", {}}};
    }

    static model::Work work(const std::string& id, const std::string& unit) {
        model::Work work;
        work.id = id;
        work.unit = UnitCode{unit};
        work.year = 2024;
        return work;
    }
    void add(CapitalType type, const std::string& of, const std::string& source,
             std::int64_t amount, Date day = Date{2024, 5, 1}) {
        CapitalEntry entry;
        entry.id = std::to_string(plan.capital.size());
        entry.type = type;
        const auto* known = plan.find_work(of);
        entry.work = known != nullptr ? of : "";
        entry.unit = known != nullptr ? known->unit : UnitCode{of};
        entry.source = source;
        entry.on = day;
        entry.amount_vnd = amount;
        plan.capital.push_back(entry);
    }
    [[nodiscard]] CapitalReport report(CapitalBy by, Date day = Date{2024, 12, 31},
                                       std::optional<UnitCode> unit = {}) const {
        return capital_report(plan, *snapshot, unit, day, by);
    }
    [[nodiscard]] std::string findings(Date today = Date{2024, 12, 31}) const {
        std::string all;
        for (const auto& finding : check_capital(plan, today)) {
            all += finding.code + (finding.severity == Severity::error ? "! " : " ");
        }
        return all;
    }

    std::shared_ptr<const model::Snapshot> snapshot;
    model::Plan plan;
};

TEST_F(Ledgers, HaveARowForEachWorkAndSource) {
    add(CapitalType::allocation, "B", "province_cement", 60);
    add(CapitalType::disbursement, "B", "province_cement", 25);
    add(CapitalType::disbursement, "B", "province_cement", 10, Date{2024, 7, 1});
    add(CapitalType::settlement, "B", "province_cement", 20);
    add(CapitalType::allocation, "A", "adp", 7);
    add(CapitalType::allocation, "00001", "programme", 5);
    add(CapitalType::allocation, "", "programme", 3);
    const auto all = report(CapitalBy::work);
    ASSERT_EQ(all.rows.size(), 6U);
    EXPECT_EQ(all.rows[0].work->id, "B") << "in the order of the plan";
    EXPECT_EQ(all.rows[0].source, "province_cement");
    EXPECT_EQ(all.rows[0].sums.planned, 60);
    EXPECT_EQ(all.rows[0].sums.allocated, 60);
    EXPECT_EQ(all.rows[0].sums.disbursed, 35);
    EXPECT_EQ(all.rows[0].sums.settled, 20);
    EXPECT_EQ(all.rows[0].sums.remaining(), 25);
    EXPECT_EQ(all.rows[0].sums.unsettled(), 15);
    EXPECT_EQ(all.rows[1].source, "people") << "planned and nothing allocated yet";
    EXPECT_EQ(all.rows[1].sums.planned, 40);
    EXPECT_EQ(all.rows[2].source, "tài trợ");
    EXPECT_FALSE(all.rows[2].sums.planned.has_value());
    EXPECT_EQ(all.rows[2].sums.unplanned, 1U);
    EXPECT_EQ(all.rows[3].work->id, "A");
    EXPECT_EQ(all.rows[4].work, nullptr);
    EXPECT_EQ(all.rows[4].unit, UnitCode{}) << "of the district";
    EXPECT_EQ(all.rows[5].unit, UnitCode{"00001"});
    EXPECT_EQ(all.totals.allocated, 75);
    EXPECT_EQ(all.totals.planned, 100);
    EXPECT_EQ(report(CapitalBy::work, Date{2024, 6, 30}).rows[0].sums.disbursed, 25);
    const auto one = report(CapitalBy::commune, Date{2024, 12, 31}, UnitCode{"00001"});
    EXPECT_EQ(one.totals.allocated, 65);
    EXPECT_THROW((void)report(CapitalBy::work, Date{2024, 1, 1}, UnitCode{"9"}), Error);
    const auto table = to_table(all);
    EXPECT_EQ(table.rows.size(), 6U);
    EXPECT_EQ(std::get<std::int64_t>(table.rows[0][10]), 25);
    EXPECT_EQ(std::get<std::string>(table.rows[0][4]), "Xi măng tỉnh");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[2][5]));
    EXPECT_EQ(std::get<std::int64_t>(table.rows[2][6]), 1) << "is not planned, and does say so";
    EXPECT_EQ(std::get<std::string>(table.rows[5][2]), "00001");
    EXPECT_EQ(std::get<std::string>(table.rows[5][3]), "Xã Một");
    EXPECT_EQ(std::get<std::string>(table.rows[3][3]), "Hai") << "which the atlas does not have";
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[4][3])) << "of the district";
}

TEST_F(Ledgers, OfAnyEntriesAddUpTheSameHoweverTheyAreSplit) {
    std::mt19937 random{7};
    const std::vector<std::string> places{"A", "B", "00001", "00002", ""};
    const std::vector<std::string> sources{"people", "adp", "programme", "khác"};
    std::map<CapitalType, std::int64_t> sums;
    const auto below = [&random](std::size_t end) {
        return random() % end;
    };
    for (int i = 0; i < 500; ++i) {
        const auto type = static_cast<CapitalType>(below(3));
        const auto amount = static_cast<std::int64_t>(below(1'000'000'000)) - 1000;
        add(type, places[below(places.size())], sources[below(sources.size())], amount);
        sums[type] += amount;
    }
    for (const auto by : {CapitalBy::work, CapitalBy::commune, CapitalBy::source}) {
        const auto all = report(by);
        CapitalSums of_rows;
        for (const auto& row : all.rows) {
            of_rows.allocated += row.sums.allocated;
            of_rows.disbursed += row.sums.disbursed;
            of_rows.settled += row.sums.settled;
        }
        EXPECT_EQ(of_rows.allocated, sums[CapitalType::allocation]);
        EXPECT_EQ(of_rows.disbursed, sums[CapitalType::disbursement]);
        EXPECT_EQ(of_rows.settled, sums[CapitalType::settlement]);
        EXPECT_EQ(all.totals.allocated, of_rows.allocated);
        EXPECT_EQ(all.totals.remaining(), of_rows.remaining());
    }
}

TEST_F(Ledgers, ThatDoNotAddUpAreFound) {
    add(CapitalType::allocation, "B", "province_cement", 60);
    add(CapitalType::disbursement, "B", "province_cement", 60);
    EXPECT_EQ(findings(), "");
    add(CapitalType::disbursement, "B", "province_cement", 1);
    EXPECT_EQ(findings(), "capital-disbursed-over-allocated! ");
    add(CapitalType::disbursement, "B", "province_cement", -1);
    EXPECT_EQ(findings(), "") << "paid back";
    add(CapitalType::settlement, "B", "province_cement", 61);
    EXPECT_EQ(findings(), "capital-settled-over-disbursed! ");
    plan.capital.pop_back();
    add(CapitalType::allocation, "B", "province_cement", 1);
    EXPECT_EQ(findings(), "capital-funding-differs ") << "more than its funding";
    add(CapitalType::allocation, "B", "province_cement", -1);
    add(CapitalType::allocation, "B", "adp", 1);
    EXPECT_EQ(findings(), "capital-funding-differs ") << "a source that the work does not have";
    plan.capital.pop_back();
    add(CapitalType::allocation, "B", "people", 39);
    EXPECT_EQ(findings(), "") << "less, while the work goes on";
    plan.works[0].state = model::WorkState::accepted;
    EXPECT_EQ(findings(), "capital-funding-differs ");
    plan.works[0].state = model::WorkState::planned;
    add(CapitalType::allocation, "00002", "adp", -5);
    EXPECT_EQ(findings(), "capital-below-zero! ");
    plan.capital.pop_back();
    add(CapitalType::allocation, "A", "adp", 5, Date{2025, 1, 1});
    EXPECT_EQ(findings(), "capital-in-future! ");
    EXPECT_EQ(findings(Date{2025, 1, 1}), "") << "a work without a funding is not compared";
}

TEST_F(Ledgers, DrawALineOfWhatIsAllocatedAndDisbursed) {
    add(CapitalType::allocation, "B", "people", 40, Date{2024, 1, 31});
    add(CapitalType::disbursement, "B", "people", 15, Date{2024, 2, 1});
    add(CapitalType::disbursement, "A", "people", 5, Date{2024, 3, 31});
    const auto course = plan_course(plan, std::nullopt, Date{2024, 3, 30});
    const auto& curve = course.curves.back();
    ASSERT_EQ(curve.kind, CurveKind::capital_vnd);
    EXPECT_EQ(curve.planned[0], 40);
    EXPECT_EQ(*curve.actual[0], 0);
    EXPECT_EQ(*curve.actual[1], 15);
    EXPECT_EQ(*curve.actual[2], 15);
    EXPECT_FALSE(curve.actual[3].has_value());
    EXPECT_EQ(plan_course(plan, UnitCode{"00002"}, Date{2024, 3, 31}).curves.back().actual[2], 5);
}

} // namespace
} // namespace gis::analysis
