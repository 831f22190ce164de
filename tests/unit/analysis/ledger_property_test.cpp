#include "gis/analysis/road_report.hpp"

#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace gis::analysis {
namespace {

using geometry::Line;
using geometry::MultiPolygon;
using geometry::Point;
using model::Snapshot;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

constexpr double west = 106.6;
constexpr double south = 11.6;
constexpr double side_deg = 0.1;

/// A grid of hamlets whose corners are shifted one by one, so that neighbours overlap here and
/// leave a gap there; when `shared`, both neighbours get the same shifted corner and the
/// tessellation is exact.
std::vector<model::Unit> tessellation(std::mt19937_64& random, int cells, bool shared) {
    std::uniform_real_distribution<double> shift{-0.2, 0.2};
    const double step = side_deg / cells;
    const auto corner = [&](int column, int row) {
        return Point{west + (column + shift(random)) * step, south + (row + shift(random)) * step};
    };
    std::vector<Point> corners;
    for (int row = 0; row <= cells; ++row) {
        for (int column = 0; column <= cells; ++column) {
            corners.push_back(corner(column, row));
        }
    }
    const auto corner_at = [&](int column, int row) {
        return shared ? corners[static_cast<std::size_t>(row * (cells + 1) + column)]
                      : corner(column, row);
    };
    std::vector<model::Unit> units;
    for (int row = 0; row < cells; ++row) {
        for (int column = 0; column < cells; ++column) {
            geometry::Ring ring{corner_at(column, row), corner_at(column + 1, row),
                                corner_at(column + 1, row + 1), corner_at(column, row + 1)};
            ring.push_back(ring.front());
            const std::string parent = column < cells / 2 ? "10001" : "10002";
            const auto number = std::to_string(100 + row * cells + column);
            units.push_back(hamlet(parent + "-" + number, "Ấp " + number, {{ring, {}}}));
        }
    }
    const auto half = [&](const char* code, double from, double to) {
        const geometry::Ring ring{{from, south},
                                  {to, south},
                                  {to, south + side_deg},
                                  {from, south + side_deg},
                                  {from, south}};
        units.push_back(commune(code, std::string{"Xã "} + code, {{ring, {}}}));
    };
    half("10001", west, west + side_deg / 2);
    half("10002", west + side_deg / 2, west + side_deg);
    return units;
}

std::vector<model::Road> random_roads(std::mt19937_64& random, int count) {
    std::uniform_real_distribution<double> place{-0.01, side_deg + 0.01};
    std::uniform_real_distribution<double> step{-0.004, 0.004};
    std::uniform_int_distribution<int> vertices{2, 40};
    std::uniform_int_distribution<std::size_t> any_class{0, model::road_classes.size() - 1};
    std::uniform_int_distribution<std::size_t> any_surface{0, model::surfaces.size() - 1};
    std::uniform_real_distribution<double> share{0.0, 1.0};
    std::vector<model::Road> roads;
    for (int i = 1; i <= count; ++i) {
        Line line{{west + place(random), south + place(random)}};
        for (int v = vertices(random); v > 1; --v) {
            line.push_back({line.back().lon + step(random), line.back().lat + step(random)});
        }
        auto one = road(i, model::road_classes[any_class(random)], std::move(line));
        for (int r = 1; r <= 3; ++r) {
            const double from_m = share(random) * one.length_m;
            const double to_m = share(random) * one.length_m;
            one.surfaces.push_back(
                record(10 * i + r, i, std::min(from_m, to_m), std::max(from_m, to_m),
                       model::surfaces[any_surface(random)], Date{2020 + r, 1, 1}));
        }
        roads.push_back(std::move(one));
    }
    return roads;
}

HardeningRules some_rules() {
    HardeningRules rules;
    rules.id = "test";
    rules.hardened[static_cast<std::size_t>(model::RoadClass::ap)]
                  [static_cast<std::size_t>(model::Surface::btxm)] = true;
    return rules;
}

class LedgerProperty : public testing::TestWithParam<std::tuple<int, bool>> {};

TEST_P(LedgerProperty, EveryMetreIsCountedOnce) {
    const auto [seed, shared] = GetParam();
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    model::AtlasData data;
    data.units = tessellation(random, 6, shared);
    data.roads = random_roads(random, 300);
    double network_m = 0;
    for (const auto& one : data.roads) {
        network_m += one.length_m;
    }
    const auto snapshot = Snapshot::build(std::move(data));
    const auto ledger = Ledger::build(*snapshot);
    for (const auto& part : snapshot->parts()) {
        for (const auto& one : part->roads) {
            double at_m = 0;
            for (const auto& piece : ledger->pieces_of(*snapshot, one.id)) {
                EXPECT_EQ(piece.from_m, at_m);
                EXPECT_GT(piece.to_m, piece.from_m);
                at_m = piece.to_m;
            }
            EXPECT_EQ(at_m, one.length_m);
        }
    }
    const auto rules = some_rules();
    for (const auto by : {ReportBy::hamlet, ReportBy::commune}) {
        const auto report = road_report(*snapshot, *ledger, rules, {{}, by, Date{2024, 1, 1}});
        RoadFigures sum = report.outside.all;
        for (const auto& row : report.rows) {
            sum += row.summary.all;
        }
        EXPECT_NEAR(sum.total_m, network_m, 1e-9 * network_m);
        EXPECT_NEAR(report.totals.all.total_m, network_m, 1e-9 * network_m);
        const auto& all = report.totals.all;
        EXPECT_NEAR(all.hardened_m + all.remaining_m + all.unknown_m, all.total_m,
                    1e-9 * network_m);
        double by_surface = 0;
        for (const double m : all.by_surface_m) {
            by_surface += m;
        }
        EXPECT_NEAR(by_surface, all.total_m, 1e-9 * network_m);
    }
}

TEST_P(LedgerProperty, CommunesAreTheSumOfTheirHamletsAndWhatIsOutside) {
    const auto [seed, shared] = GetParam();
    std::mt19937_64 random{static_cast<std::uint64_t>(seed) + 1000};
    model::AtlasData data;
    data.units = tessellation(random, 5, shared);
    data.roads = random_roads(random, 200);
    const auto snapshot = Snapshot::build(std::move(data));
    const auto ledger = Ledger::build(*snapshot);
    const auto rules = some_rules();
    const auto all =
        road_report(*snapshot, *ledger, rules, {{}, ReportBy::commune, Date{2024, 1, 1}});
    for (const auto& row : all.rows) {
        const auto one = road_report(*snapshot, *ledger, rules,
                                     {row.unit->code, ReportBy::hamlet, Date{2024, 1, 1}});
        EXPECT_NEAR(one.totals.all.total_m, row.summary.all.total_m, 1e-6);
        EXPECT_NEAR(one.totals.all.remaining_m, row.summary.all.remaining_m, 1e-6);
        for (const auto& hamlet_row : one.rows) {
            const auto single =
                road_report(*snapshot, *ledger, rules,
                            {hamlet_row.unit->code, ReportBy::hamlet, Date{2024, 1, 1}});
            ASSERT_EQ(single.rows.size(), 1U);
            EXPECT_EQ(single.rows[0].summary.all.total_m, hamlet_row.summary.all.total_m);
            EXPECT_EQ(single.outside.all.total_m, 0.0);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LedgerProperty,
                         testing::Combine(testing::Range(1, 6), testing::Bool()));

} // namespace
} // namespace gis::analysis
