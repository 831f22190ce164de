#include "gis/analysis/road_report.hpp"
#include "gis/files/export_rows.hpp"
#include "tests/golden/demo_district.hpp"
#include "tests/golden/spatialite_ledger.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using gis::Date;
using gis::UnitCode;
using gis::analysis::ReportBy;
using golden::data_folder;

/// The demonstration district and its reports.
class DemoDistrict : public golden::DemoDistrict {
protected:
    static gis::analysis::RoadReport report(std::optional<UnitCode> unit,
                                            Date as_of = Date{2025, 1, 1},
                                            const char* rule_set = "hon-quan-2024") {
        return road_report(*snapshot, *ledger, rules->find(rule_set),
                           {std::move(unit), ReportBy::hamlet, as_of});
    }

    static double headline_km(const gis::analysis::RoadReport& report) {
        return report.totals.of(report.rules->headline_classes).remaining_m / 1000.0;
    }
};

TEST_F(DemoDistrict, TanHungStillHas12Point4KilometresToHarden) {
    EXPECT_NEAR(headline_km(report(UnitCode{"25345"})), 12.4, 0.005);
}

TEST_F(DemoDistrict, TheStricterReadingsLeaveMore) {
    const auto strict =
        headline_km(report(UnitCode{"25345"}, Date{2025, 1, 1}, "asphalt-or-concrete"));
    const auto national = headline_km(report(UnitCode{"25345"}, Date{2025, 1, 1}, "national-2022"));
    EXPECT_GT(national, 12.5);
    EXPECT_GE(strict, national);
}

TEST_F(DemoDistrict, HasThirteenCommunesAndAboutAHundredHamlets) {
    EXPECT_EQ(snapshot->units().communes.size(), 13U);
    EXPECT_NEAR(static_cast<double>(snapshot->units().hamlets.size()), 102.0, 5.0);
}

TEST_F(DemoDistrict, EveryMetreOfTheNetworkIsInTheReport) {
    double network_m = 0;
    for (const auto& part : snapshot->parts()) {
        for (const auto& road : part->roads) {
            network_m += road.length_m;
        }
    }
    EXPECT_GT(network_m, 500'000.0);
    EXPECT_NEAR(report({}).totals.all.total_m, network_m, 1e-9 * network_m);
}

golden::LengthTable table_of(const gis::analysis::RoadReport& report) {
    golden::LengthTable table;
    for (const auto& row : report.rows) {
        for (const auto road_class : gis::model::road_classes) {
            const auto& figures = row.summary.by_class[static_cast<std::size_t>(road_class)];
            for (const auto surface : gis::model::surfaces) {
                const double m =
                    figures ? figures->by_surface_m[static_cast<std::size_t>(surface)] : 0.0;
                if (m > 0) {
                    table[{row.unit->code.get(), std::string{to_text(road_class)},
                           std::string{to_text(surface)}}] = m;
                }
            }
        }
    }
    return table;
}

void expect_equal(const golden::LengthTable& actual, const golden::LengthTable& expected,
                  double tolerance_m) {
    auto keys = expected;
    keys.insert(actual.begin(), actual.end());
    for (const auto& [key, unused] : keys) {
        const auto& [hamlet, road_class, surface] = key;
        const auto in = [&key = key](const golden::LengthTable& table) {
            const auto at = table.find(key);
            return at != table.end() ? at->second : 0.0;
        };
        EXPECT_NEAR(in(actual), in(expected), std::max(tolerance_m, 1e-6 * in(expected)))
            << hamlet << " " << road_class << " " << surface;
    }
}

golden::LengthTable without_surface(const golden::LengthTable& table) {
    golden::LengthTable sums;
    for (const auto& [key, metres] : table) {
        sums[{std::get<0>(key), std::get<1>(key), ""}] += metres;
    }
    return sums;
}

TEST_F(DemoDistrict, AFileOfAUnitSaysWhatItsReportSays) {
    gis::files::WriteOptions options;
    options.layer = gis::files::Layer::roads;
    options.as_of = Date{2025, 1, 1};
    const auto expect_same = [&](const gis::model::Unit& unit) {
        options.unit = unit.code;
        options.stretches_in_unit = [&](const gis::model::Road& road) {
            return stretches_in(*ledger, *snapshot, road.id, unit.code);
        };
        double metres = 0;
        gis::files::for_each_row(
            *snapshot, options, [&](const gis::files::ExportRow& row) { metres += row.in_unit_m; });
        EXPECT_NEAR(metres, report(unit.code).totals.all.total_m, 1e-6) << unit.code.get();
    };
    for (const auto* units : {&snapshot->units().communes, &snapshot->units().hamlets}) {
        for (const auto& unit : *units) {
            expect_same(unit);
        }
    }
}

TEST_F(DemoDistrict, LedgerEqualsAnIndependentSpatialiteComputation) {
    const auto expected = golden::spatialite_ledger(data_folder / "demo");
    ASSERT_GT(expected.size(), 500U);
    const auto actual = table_of(report({}));
    // By hamlet and class to a part in a million, at least to a tenth of a millimetre.
    expect_equal(without_surface(actual), without_surface(expected), 1e-4);
    // The chainages in the files are rounded to the millimetre, so surfaces that meet may differ by
    // that at each meeting.
    expect_equal(actual, expected, 0.005);
}

TEST_F(DemoDistrict, ImportingTheSameFilesAgainChangesNothing) {
    for (const auto layer : {gis::files::Layer::communes, gis::files::Layer::hamlets,
                             gis::files::Layer::roads, gis::files::Layer::facilities}) {
        gis::files::ReadOptions options;
        options.file = data_folder / "demo" / (std::string{to_text(layer)} + ".geojson");
        options.layer = layer;
        options.data_folder = data_folder;
        const auto plan = gis::model::plan_import(gis::files::read_batch(options), *snapshot);
        EXPECT_TRUE(plan.rows.empty())
            << to_text(layer) << ": " << plan.added << " added, " << plan.changed << " changed, "
            << plan.surface_records << " surface records";
    }
}

} // namespace
