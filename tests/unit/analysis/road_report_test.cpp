#include "gis/analysis/road_report.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::RoadClass;
using model::Surface;
using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

const AsciiMap report_map{R"(
A-----------B-----------C
|           |           |
|  a     b  |  c     d  |   e
|           |           |
D-----------E-----------F
)"};

struct Atlas {
    std::shared_ptr<const model::Snapshot> snapshot;
    std::shared_ptr<const Ledger> ledger;
    RuleBook rules = RuleBook::load(std::string{NTM_SOURCE_DIR} + "/data/rules");

    [[nodiscard]] RoadReport report(const RoadReportQuery& query,
                                    const char* rule_set = "hon-quan-2024") const {
        return road_report(*snapshot, *ledger, rules.find(rule_set), query);
    }
};

Atlas atlas() {
    model::AtlasData data;
    data.revision = Revision{3};
    data.units = {commune("25345", "Xã Tân Hưng", report_map.area("ACFD")),
                  hamlet("25345-01", "Ấp 10", report_map.area("ABED")),
                  hamlet("25345-02", "Ấp 2", report_map.area("BCFE"))};
    data.roads = {road(1, RoadClass::ap, report_map.line("ac")),
                  road(2, RoadClass::ngo, report_map.line("cd")),
                  road(3, RoadClass::xa, report_map.line("ce"))};
    const auto add = [&](std::size_t at, SurfaceRecordId id, Surface surface) {
        auto& one = data.roads[at];
        one.surfaces.push_back(record(id.get(), one.id.get(), 0, one.length_m, surface));
    };
    add(0, SurfaceRecordId{1}, Surface::soi_do);
    add(1, SurfaceRecordId{2}, Surface::dat);
    Atlas result;
    result.snapshot = model::Snapshot::build(std::move(data));
    result.ledger = Ledger::build(*result.snapshot);
    return result;
}

const RoadReportQuery whole{{}, ReportBy::hamlet, Date{2024, 11, 5}};

TEST(RoadReport, RowsAreInTheOrderOfNamesAndTotalsAddUp) {
    const auto tan_hung = atlas();
    const auto report = tan_hung.report(whole);
    ASSERT_EQ(report.rows.size(), 2U);
    EXPECT_EQ(report.rows[0].unit->name, "Ấp 2"); // before Ấp 10
    EXPECT_EQ(report.rows[1].unit->name, "Ấp 10");
    EXPECT_EQ(report.revision, Revision{3});
    EXPECT_NEAR(report.outside.all.total_m, 400.0, 5.0);
    EXPECT_NEAR(report.totals.all.total_m,
                report.rows[0].summary.all.total_m + report.rows[1].summary.all.total_m +
                    report.outside.all.total_m,
                1e-9);
}

TEST(RoadReport, LateriteGravelCountsByThePlanOnly) {
    const auto tan_hung = atlas();
    const auto by_plan = tan_hung.report(whole).totals;
    const auto national = tan_hung.report(whole, "national-2022").totals;
    const auto figures = [](const RoadSummary& summary, RoadClass road_class) {
        return *summary.by_class[static_cast<std::size_t>(road_class)];
    };
    EXPECT_GT(figures(by_plan, RoadClass::ap).hardened_m, 1000.0);
    EXPECT_EQ(figures(national, RoadClass::ap).hardened_m, 0.0);
    EXPECT_EQ(figures(national, RoadClass::ap).remaining_m,
              figures(by_plan, RoadClass::ap).hardened_m);
}

TEST(RoadReport, UnknownIsNeitherHardenedNorRemaining) {
    const auto tan_hung = atlas();
    const auto report = tan_hung.report(whole);
    const auto& xa = *report.totals.by_class[static_cast<std::size_t>(RoadClass::xa)];
    EXPECT_EQ(xa.hardened_m, 0.0);
    EXPECT_EQ(xa.remaining_m, 0.0);
    EXPECT_EQ(xa.unknown_m, xa.total_m);
}

TEST(RoadReport, HeadlineIsTheSumOfItsClasses) {
    const auto tan_hung = atlas();
    const auto report = tan_hung.report(whole);
    const auto headline = report.totals.of(report.rules->headline_classes);
    EXPECT_NEAR(headline.remaining_m, 600.0, 5.0); // the lane of earth
}

TEST(RoadReport, OneUnitOnly) {
    const auto tan_hung = atlas();
    const auto one = tan_hung.report({UnitCode{"25345-02"}, ReportBy::hamlet, Date{2024, 11, 5}});
    ASSERT_EQ(one.rows.size(), 1U);
    EXPECT_EQ(one.unit->name, "Ấp 2");
    EXPECT_EQ(one.outside.all.total_m, 0.0);
    const auto of_commune =
        tan_hung.report({UnitCode{"25345"}, ReportBy::commune, Date{2024, 11, 5}});
    ASSERT_EQ(of_commune.rows.size(), 1U);
    EXPECT_EQ(of_commune.outside.all.total_m, 0.0);
}

TEST(RoadReport, AnUnknownUnitIsNamed) {
    const auto tan_hung = atlas();
    try {
        (void)tan_hung.report({UnitCode{"99999"}, ReportBy::hamlet, Date{2024, 11, 5}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_EQ(error.field(), "unit");
        EXPECT_NE(error.message().vi.find("99999"), std::string::npos);
    }
}

TEST(RoadReport, WithoutHamletsItFallsBackToCommunes) {
    model::AtlasData data;
    data.units = {commune("25345", "Xã Tân Hưng", report_map.area("ACFD"))};
    data.roads = {road(1, RoadClass::ap, report_map.line("ac"))};
    Atlas communes;
    communes.snapshot = model::Snapshot::build(std::move(data));
    communes.ledger = Ledger::build(*communes.snapshot);
    const auto report = communes.report(whole);
    EXPECT_EQ(report.by, ReportBy::commune);
    ASSERT_EQ(report.rows.size(), 1U);
    EXPECT_GT(report.rows[0].summary.all.total_m, 0.0);
}

TEST(RoadTable, HasARowPerUnitAndClassInKilometres) {
    const auto tan_hung = atlas();
    const auto table = to_table(tan_hung.report(whole));
    EXPECT_EQ(table.columns.size(), table.rows.at(0).size());
    double total = 0;
    for (const auto& row : table.rows) {
        total += std::get<double>(row[3]);
    }
    EXPECT_NEAR(total, tan_hung.report(whole).totals.all.total_m / 1000.0, 1e-9);
    EXPECT_EQ(std::get<std::string>(table.rows.back()[1]), "Ngoài các ấp");
}

} // namespace
} // namespace gis::analysis
