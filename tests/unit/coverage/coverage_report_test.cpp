#include "gis/analysis/coverage_report.hpp"
#include "gis/core/error.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::FacilityKind;
using test_support::facility;
using test_support::hamlet_of;
using test_support::people_at;
using test_support::place;
using test_support::rectangle;
using test_support::reference_m;
using test_support::Town;
using test_support::two_communes;

const ReportPlace everywhere{std::nullopt, ReportBy::hamlet};
const ReportPlace by_commune{std::nullopt, ReportBy::commune};

void expect_conserved(const PeopleRows& people) {
    PeopleFigures sum;
    for (const auto& row : people.rows) {
        if (row.figures) {
            const auto& f = *row.figures;
            EXPECT_NEAR(f.covered + f.uncovered + f.unknown, f.population, 1e-9 * f.population);
            EXPECT_GE(f.covered, 0);
            EXPECT_GE(f.uncovered, -1e-9);
            EXPECT_GE(f.unknown, 0);
            sum += f;
        }
    }
    sum += people.elsewhere;
    EXPECT_NEAR(sum.population, people.totals.population, 1e-9 * sum.population);
    EXPECT_NEAR(sum.covered, people.totals.covered, 1e-9 * sum.population);
    EXPECT_NEAR(people.totals.covered + people.totals.uncovered + people.totals.unknown,
                people.totals.population, 1e-9 * sum.population);
}

Town random_town(std::uint32_t seed, int roads = 60, int schools = 7) {
    auto data = two_communes();
    test_support::scatter(data, seed, roads, schools);
    return Town{std::move(data)};
}

const CoverageRow& row_of(const PeopleRows& people, const std::string& code) {
    for (const auto& row : people.rows) {
        if (row.unit->code.get() == code) {
            return row;
        }
    }
    throw std::out_of_range{code};
}

TEST(CoverageReport, StraightAgreesWithBruteForce) {
    const auto town = random_town(1);
    const auto report = coverage_report(town.basis, town.question("primary", 1500), everywhere);
    const auto population = town.basis.population();
    const auto& hamlets = town.snapshot->units().hamlets;
    for (std::size_t h = 0; h < hamlets.size(); ++h) {
        double covered = 0;
        for (auto i = population->hamlets[h].first; i < population->hamlets[h].last; ++i) {
            double least = std::numeric_limits<double>::infinity();
            for (const auto& part : town.snapshot->parts()) {
                for (const auto& school : part->facilities) {
                    least = std::min(least, reference_m(population->points[i], school.location));
                }
            }
            covered += least <= 1500 ? population->persons(h, i) : 0;
        }
        const auto& row = row_of(report.people, hamlets[h].code.get());
        ASSERT_EQ(row.figures.has_value(), hamlets[h].population.has_value());
        if (row.figures) {
            EXPECT_NEAR(row.figures->covered, covered, 1e-9 * *hamlets[h].population);
        }
    }
}

TEST(CoverageReport, NothingVanishes) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        const auto town = random_town(seed);
        for (const auto along : {Along::straight, Along::road}) {
            for (const auto roads : {RoadsUsed::all, RoadsUsed::all_season}) {
                auto question = town.question("primary", 1800, along);
                question.roads = roads;
                const auto hamlets = coverage_report(town.basis, question, everywhere);
                const auto communes = coverage_report(town.basis, question, by_commune);
                expect_conserved(hamlets.people);
                expect_conserved(communes.people);
                const auto& a = hamlets.people.totals;
                const auto& b = communes.people.totals;
                EXPECT_NEAR(a.population, b.population, 1e-9 * a.population);
                EXPECT_NEAR(a.covered, b.covered, 1e-9 * a.population);
                EXPECT_NEAR(a.unknown, b.unknown, 1e-9 * a.population);
                EXPECT_EQ(hamlets.people.units_without_population, 1U);
                EXPECT_EQ(communes.people.units_without_population, 0U);
            }
        }
    }
}

// Along all-season roads more can be covered than along all: people enter the nearest road that
// they may take, and without the others that can be a better one.
TEST(CoverageReport, GrowsWithTheDistance) {
    const auto town = random_town(5);
    double straight_before = -1;
    double road_before = -1;
    for (double distance_m = 250; distance_m < 9000; distance_m += 350) {
        const auto covered = [&](Along along) {
            return coverage_report(town.basis, town.question("primary", distance_m, along),
                                   everywhere)
                .people.totals.covered;
        };
        const double straight = covered(Along::straight);
        const double road = covered(Along::road);
        EXPECT_GE(straight, straight_before);
        EXPECT_GE(road, road_before);
        EXPECT_LE(road, straight + 1e-9);
        straight_before = straight;
        road_before = road;
    }
    EXPECT_GT(straight_before, 0.9 * 12 * 500);
}

TEST(CoverageReport, AFinerLatticeConverges) {
    // Circles inside one hamlet of 2 km by 2 km: what they should cover is known.
    const double radius_m = 600;
    const double exact = std::numbers::pi * radius_m * radius_m / (2000.0 * 2000.0);
    const auto mean_error = [&](double spacing_m) {
        auto norms = *test_support::project_norms();
        norms.spacing_m = spacing_m;
        const auto shared = std::make_shared<const Norms>(norms);
        double sum = 0;
        for (int i = 0; i < 20; ++i) {
            auto data = two_communes();
            data.facilities = {
                facility(1, FacilityKind::primary, place(2620.0 + 37.3 * i, 1380.0 - 31.7 * i))};
            const Town town{model::Snapshot::build(std::move(data)), shared};
            const auto totals = coverage_report(town.basis, town.question("primary", radius_m),
                                                {UnitCode{"00001-02"}, ReportBy::hamlet})
                                    .people.totals;
            sum += std::abs(totals.covered / totals.population - exact);
        }
        return sum / 20;
    };
    const double coarse = mean_error(400);
    const double middle = mean_error(100);
    const double fine = mean_error(30);
    EXPECT_LT(middle, coarse / 3);
    EXPECT_LT(fine, middle / 2);
    EXPECT_LT(middle, 0.005);
    EXPECT_LT(fine, 0.002);
}

TEST(CoverageReport, WithoutAFacilityEverybodyIsUncovered) {
    const Town town{two_communes()};
    for (const auto along : {Along::straight, Along::road}) {
        const auto report =
            coverage_report(town.basis, town.question("market", 5000, along), everywhere);
        EXPECT_EQ(report.people.totals.covered, 0);
        EXPECT_EQ(report.people.totals.unknown, 0);
        EXPECT_GT(report.people.totals.uncovered, 0);
        EXPECT_EQ(report.units_below_threshold, 11U);
        for (const auto& row : report.people.rows) {
            EXPECT_FALSE(row.nearest);
        }
        expect_conserved(report.people);
    }
}

TEST(CoverageReport, ServiceKindDayAndStateDecideWhichFacilitiesCount) {
    auto data = two_communes();
    const auto at = place(1000, 1000);
    data.facilities = {
        facility(1, FacilityKind::kindergarten, at), facility(2, FacilityKind::primary, at),
        facility(3, FacilityKind::primary, at), facility(4, FacilityKind::primary, at),
        facility(5, FacilityKind::multi_level_school, place(9000, 1000))};
    data.facilities[1].valid_to = Date{2024, 6, 29};
    data.facilities[2].valid_from = Date{2024, 7, 1};
    data.facilities[3].condition = "new";
    const Town town{std::move(data)};
    const auto found = town.basis.facilities(town.norms->find("primary"), Date{2024, 6, 30});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id.get(), 5);
    EXPECT_EQ(town.basis.facilities(town.norms->find("primary"), Date{2024, 6, 29}).size(), 2U);
    EXPECT_EQ(town.basis.facilities(town.norms->find("primary"), Date{2024, 7, 1}).size(), 2U);
}

TEST(CoverageReport, PeopleUseTheNeighboursSchoolAndTiesGoToTheFirst) {
    auto data = two_communes();
    // On the very border of the communes, twice at one place.
    data.facilities = {facility(7, FacilityKind::primary, place(6000, 1000)),
                       facility(9, FacilityKind::primary, place(6000, 1000))};
    const Town town{std::move(data)};
    const auto question = town.question("primary", 800);
    const auto west = coverage_report(town.basis, question, {UnitCode{"00001"}, ReportBy::hamlet});
    const auto east = coverage_report(town.basis, question, {UnitCode{"00002"}, ReportBy::hamlet});
    const auto both = coverage_report(town.basis, question, everywhere);
    EXPECT_GT(west.people.totals.covered, 0);
    EXPECT_GT(east.people.totals.covered, 0);
    EXPECT_NEAR(west.people.totals.covered + east.people.totals.covered, both.people.totals.covered,
                1e-9 * both.people.totals.covered);
    EXPECT_EQ(west.people.rows.size(), 6U);
    for (const auto& row : both.people.rows) {
        ASSERT_TRUE(row.nearest);
        EXPECT_EQ(both.reached->facilities[row.nearest->facility].id.get(), 7);
        EXPECT_EQ(row.nearest->share, 1);
    }
    const auto one =
        coverage_report(town.basis, question, {UnitCode{"00002-01"}, ReportBy::commune});
    ASSERT_EQ(one.people.rows.size(), 1U);
    EXPECT_NEAR(one.people.totals.covered / one.people.totals.population,
                0.5 * std::numbers::pi * 0.8 * 0.8 / 4.0, 0.01);
    EXPECT_THROW((void)coverage_report(town.basis, question, {UnitCode{"9"}, ReportBy::hamlet}),
                 Error);
}

TEST(CoverageReport, ACommunesUncountedPeopleAreUnknown) {
    auto data = two_communes();
    data.units[0].population = 5000; // its five known hamlets have 3,870
    data.facilities = {facility(1, FacilityKind::primary, place(3000, 2000))};
    const Town town{std::move(data)};
    const auto question = town.question("primary", 100'000);
    const auto hamlets = coverage_report(town.basis, question, everywhere);
    const auto communes = coverage_report(town.basis, question, by_commune);
    const double known = 5 * 500 + 137 * (0 + 1 + 2 + 3 + 4);
    EXPECT_NEAR(hamlets.people.elsewhere.unknown, 5000 - known, 1e-9);
    const auto& row = row_of(communes.people, "00001");
    EXPECT_NEAR(row.figures->population, 5000, 1e-9);
    EXPECT_NEAR(row.figures->unknown, 5000 - known, 1e-9);
    EXPECT_NEAR(row.figures->covered, known, 1e-9);
    expect_conserved(hamlets.people);
    expect_conserved(communes.people);
    EXPECT_NEAR(hamlets.people.totals.population, communes.people.totals.population, 1e-9);
}

TEST(CoverageReport, HamletsWithoutTheirCommuneStillCount) {
    model::AtlasData data;
    data.units = {hamlet_of("00005-01", rectangle(0, 0, 1000, 1000), 400)};
    data.facilities = {facility(1, FacilityKind::primary, place(500, 500))};
    const Town town{std::move(data)};
    const auto question = town.question("primary", 5000);
    const auto hamlets = coverage_report(town.basis, question, everywhere);
    EXPECT_NEAR(hamlets.people.totals.covered, 400, 1e-9);
    const auto communes = coverage_report(town.basis, question, by_commune);
    EXPECT_NEAR(communes.people.totals.population, 400, 1e-9);
    expect_conserved(communes.people);
    EXPECT_NEAR(
        access_report(town.basis, town.rules.standard(), Date{2024, 6, 30}, 2000, by_commune)
            .people.totals.population,
        400, 1e-9);
}

TEST(CoverageReport, ImportedPeopleCountOneByOne) {
    auto data = two_communes();
    data.population_points = {people_at(1, place(100, 100), 30), people_at(2, place(1900, 100), 70),
                              people_at(3, place(5000, 3000), 5)};
    data.facilities = {facility(1, FacilityKind::primary, place(100, 300))};
    const Town town{std::move(data)};
    const auto report = coverage_report(town.basis, town.question("primary", 1000), everywhere);
    const auto& scaled = row_of(report.people, "00001-01");
    EXPECT_EQ(scaled.source, PeopleSource::imported);
    EXPECT_NEAR(scaled.figures->covered, 0.3 * 500, 1e-9);
    EXPECT_NEAR(scaled.nearest->mean_m,
                0.3 * reference_m(place(100, 100), place(100, 300)) +
                    0.7 * reference_m(place(1900, 100), place(100, 300)),
                1e-3);
    const auto& counted = row_of(report.people, "00001-06");
    EXPECT_EQ(counted.figures->population, 5);
    EXPECT_EQ(report.people.units_without_population, 0U);
    EXPECT_EQ(report.people.hamlets_by_source[0], 2U);
}

TEST(CoverageReport, BelowTheThresholdIsUnknownWhileUnknownRoadsDecide) {
    auto data = two_communes();
    data.facilities = {facility(1, FacilityKind::primary, place(100, 1000))};
    auto road = test_support::road(1, model::RoadClass::ap,
                                   {place(0, 1000), place(1000, 1000), place(1999, 1000)});
    data.roads = {road}; // nobody knows its surface
    for (const auto* code : {"00001-01"}) {
        data.population_points.push_back(people_at(1, place(1900, 1000), 10));
        const Town town{data};
        auto question = town.question("primary", 3000, Along::road);
        question.roads = RoadsUsed::all_season;
        const auto unsure = coverage_report(town.basis, question, everywhere);
        EXPECT_NEAR(row_of(unsure.people, code).figures->unknown, 500, 1e-9);
        EXPECT_EQ(row_of(unsure.people, code).below_threshold, std::nullopt);
        auto hard = data;
        hard.roads[0].surfaces = {test_support::record(1, 1, 0, 1999.5, model::Surface::btxm)};
        const Town sure{hard};
        auto again = sure.question("primary", 3000, Along::road);
        again.roads = RoadsUsed::all_season;
        const auto report = coverage_report(sure.basis, again, everywhere);
        EXPECT_NEAR(row_of(report.people, code).figures->covered, 500, 1e-9);
        EXPECT_EQ(row_of(report.people, code).below_threshold, false);
        EXPECT_EQ(row_of(report.people, "00002-01").below_threshold, true);
    }
}

TEST(CoverageReport, TableAddsUpToTheTotals) {
    const auto town = random_town(3);
    const auto report = coverage_report(town.basis, town.question("primary", 1500), everywhere);
    const auto table = to_table(report);
    ASSERT_EQ(table.rows.size(), report.people.rows.size());
    double covered = 0;
    for (const auto& row : table.rows) {
        ASSERT_EQ(row.size(), table.columns.size());
        if (const auto* value = std::get_if<double>(&row[3])) {
            covered += *value;
        }
    }
    EXPECT_NEAR(covered, report.people.totals.covered, 1e-6);
}

} // namespace
} // namespace gis::analysis
