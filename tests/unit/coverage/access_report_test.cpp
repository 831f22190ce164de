#include "gis/analysis/coverage_report.hpp"
#include "gis/core/error.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using geometry::Point;
using model::Surface;
using test_support::place;
using test_support::record;
using test_support::reference_m;
using test_support::Town;
using test_support::two_communes;

const Date today{2024, 6, 30};
const ReportPlace all_places{std::nullopt, ReportBy::hamlet};
const ReportPlace communes_only{std::nullopt, ReportBy::commune};

/// From a point to a line sampled every 2 m at least, by GeographicLib: too long by less than
/// 2 mm at distances over 300 m.
double sampled_m(const Point& point, const geometry::Line& line, double from_m, double to_m) {
    double least = std::numeric_limits<double>::infinity();
    double chainage = 0;
    for (std::size_t k = 1; k < line.size(); ++k) {
        const double length = reference_m(line[k - 1], line[k]);
        const auto steps = static_cast<int>(length / 2) + 1;
        for (int s = 0; s <= steps; ++s) {
            const double t = static_cast<double>(s) / steps;
            const double at = chainage + t * length;
            if (at >= from_m && at <= to_m) {
                least = std::min(
                    least,
                    reference_m(point, {line[k - 1].lon + t * (line[k].lon - line[k - 1].lon),
                                        line[k - 1].lat + t * (line[k].lat - line[k - 1].lat)}));
            }
        }
        chainage += length;
    }
    return least;
}

/// Nearest stretch that is certainly, and that is perhaps, hardened.
std::pair<double, double> nearest_roads_m(const Town& town, const Point& point) {
    double sure = std::numeric_limits<double>::infinity();
    double perhaps = sure;
    for (const auto& part : town.snapshot->parts()) {
        for (const auto& road : part->roads) {
            for (const auto& piece : surfaces_on(road.surfaces, road.length_m, today)) {
                const auto verdict = town.rules.standard().verdict(road.road_class, piece.surface);
                if (verdict == std::optional{false}) {
                    continue;
                }
                const double metres = sampled_m(point, road.line, piece.from_m, piece.to_m);
                perhaps = std::min(perhaps, metres);
                sure = verdict ? std::min(sure, metres) : sure;
            }
        }
    }
    return {sure, perhaps};
}

Town coarse_town(std::uint32_t seed, int roads) {
    auto data = two_communes();
    test_support::scatter(data, seed, roads, 0);
    auto norms = *test_support::project_norms();
    norms.spacing_m = 500;
    return {model::Snapshot::build(std::move(data)), std::make_shared<const Norms>(norms)};
}

TEST(AccessReport, AgreesWithBruteForce) {
    const auto town = coarse_town(4, 9);
    const double limit_m = 700;
    const auto report =
        access_report(town.basis, town.rules.standard(), today, limit_m, all_places);
    const auto population = town.basis.population();
    const auto& units = town.snapshot->units();
    PeopleFigures all;
    for (const auto& row : report.people.rows) {
        const auto h = static_cast<std::size_t>(row.unit - units.hamlets.data());
        PeopleFigures expected;
        for (auto i = population->hamlets[h].first; i < population->hamlets[h].last; ++i) {
            const auto [sure, perhaps] = nearest_roads_m(town, population->points[i]);
            ASSERT_GT(std::abs(sure - limit_m), 0.02) << "choose another seed";
            const double persons = population->persons(h, i);
            (sure <= limit_m      ? expected.covered
             : perhaps <= limit_m ? expected.unknown
                                  : expected.uncovered) += persons;
        }
        ASSERT_EQ(row.figures.has_value(), units.hamlets[h].population.has_value());
        if (row.figures) {
            EXPECT_NEAR(row.figures->covered, expected.covered, 1e-9 * 2000);
            EXPECT_NEAR(row.figures->unknown, expected.unknown, 1e-9 * 2000);
            EXPECT_NEAR(row.figures->uncovered, expected.uncovered, 1e-9 * 2000);
            all += *row.figures;
        }
    }
    EXPECT_GT(all.covered, 100);
    EXPECT_GT(all.unknown, 100);
    EXPECT_GT(all.uncovered, 100);
}

TEST(AccessReport, TotalsAreOfRuralUnits) {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        const auto town = coarse_town(seed, 20);
        for (const auto& where : {all_places, communes_only}) {
            const auto report = access_report(town.basis, town.rules.standard(), today, 900, where);
            PeopleFigures rural = report.people.elsewhere;
            PeopleFigures other;
            for (const auto& row : report.people.rows) {
                const bool xa = row.unit->code.get().starts_with("00001");
                EXPECT_EQ(row.rural, xa);
                if (row.figures) {
                    (xa ? rural : other) += *row.figures;
                }
            }
            EXPECT_NEAR(rural.population, report.people.totals.population, 1e-6);
            EXPECT_NEAR(rural.covered, report.people.totals.covered, 1e-6);
            EXPECT_NEAR(rural.unknown, report.people.totals.unknown, 1e-6);
            EXPECT_NEAR(other.population, report.not_rural.population, 1e-6);
            const auto& t = report.people.totals;
            EXPECT_NEAR(t.covered + t.uncovered + t.unknown, t.population, 1e-9 * t.population);
        }
    }
}

TEST(AccessReport, GrowsWithTheDistance) {
    const auto town = coarse_town(6, 12);
    double before = -1;
    for (const double distance_m : {1.0, 100.0, 400.0, 900.0, 2000.0, 9000.0}) {
        const double covered =
            access_report(town.basis, town.rules.standard(), today, distance_m, all_places)
                .people.totals.covered;
        EXPECT_GE(covered, before);
        before = covered;
    }
    EXPECT_GT(before, 3000);
}

TEST(AccessReport, OfTheNeighboursRoadAndOfTheDay) {
    auto data = two_communes();
    auto road = test_support::road(1, model::RoadClass::ap, {place(6050, 0), place(6050, 4000)});
    road.managing_commune = UnitCode{"00002"};
    road.surfaces = {record(1, 1, 0, 9000, Surface::btxm, Date{2024, 6, 30})};
    data.roads = {road};
    const Town town{std::move(data)};
    const ReportPlace place_west{UnitCode{"00001-03"}, ReportBy::hamlet};
    const auto on = [&](Date day) {
        return access_report(town.basis, town.rules.standard(), day, 1050, place_west)
            .people.totals;
    };
    EXPECT_NEAR(on(today).covered / on(today).population, 0.5, 0.03);
    EXPECT_EQ(on(Date{2024, 6, 29}).covered, 0);
    EXPECT_NEAR(on(Date{2024, 6, 29}).unknown, on(today).covered, 1e-9);
}

TEST(AccessReport, WithoutRoadsNobodyHasAccess) {
    const Town town{two_communes()};
    const auto report = access_report(town.basis, town.rules.standard(), today, 2000, all_places);
    EXPECT_EQ(report.people.totals.covered + report.people.totals.unknown, 0);
    EXPECT_GT(report.people.totals.uncovered, 0);
    for (const double bad : {0.0, -5.0, 1e9, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_THROW((void)access_report(town.basis, town.rules.standard(), today, bad, all_places),
                     Error);
    }
}

} // namespace
} // namespace gis::analysis
