#include "gis/analysis/population.hpp"
#include "gis/core/error.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <thread>

namespace gis::analysis {
namespace {

using geometry::Point;
using test_support::hamlet_of;
using test_support::people_at;
using test_support::place;
using test_support::rectangle;
using test_support::reference_m;

model::AtlasData one_commune(std::vector<model::Unit> hamlets) {
    model::AtlasData data;
    data.units.push_back(test_support::commune("00001", "Xã", rectangle(0, 0, 8000, 8000)));
    for (auto& hamlet : hamlets) {
        data.units.push_back(std::move(hamlet));
    }
    return data;
}

Population population_of(model::AtlasData data, double spacing_m = 100) {
    return build_population(*model::Snapshot::build(std::move(data)), spacing_m);
}

double persons_of(const Population& population, std::size_t hamlet) {
    double sum = 0;
    for (auto i = population.hamlets[hamlet].first; i < population.hamlets[hamlet].last; ++i) {
        sum += population.persons(hamlet, i);
    }
    return sum;
}

std::set<std::pair<double, double>> as_set(const std::vector<Point>& points) {
    std::set<std::pair<double, double>> result;
    for (const auto& point : points) {
        result.emplace(point.lon, point.lat);
    }
    return result;
}

TEST(Population, LatticeCarriesExactlyTheHamletsPeople) {
    const auto population =
        population_of(one_commune({hamlet_of("00001-01", rectangle(0, 0, 3000, 2000), 1234)}));
    const auto& people = population.hamlets.front();
    EXPECT_EQ(people.source, PeopleSource::lattice);
    EXPECT_NEAR(people.last - people.first, 3000 * 2000 / (100 * 100), 60);
    EXPECT_NEAR(persons_of(population, 0), 1234, 1234e-12);
}

TEST(Population, SpacingIsThatOnTheGround) {
    const auto points = lattice_inside(rectangle(0, 0, 3000, 3000), 250);
    double least = 1e9;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].lat == points[i - 1].lat) {
            EXPECT_NEAR(reference_m(points[i - 1], points[i]), 250, 0.01);
        } else {
            least = std::min(least, reference_m(points[i], {points[i].lon, points[i - 1].lat}));
        }
    }
    EXPECT_NEAR(least, 250, 250 * 0.004);
}

TEST(Population, NeighboursShareNoPointAndLoseNone) {
    // A slanting border through the middle.
    const auto whole = rectangle(0, 0, 4000, 3000);
    auto left = whole;
    auto right = whole;
    left[0].outer = {place(0, 0), place(2511, 0), place(1377, 3000), place(0, 3000), place(0, 0)};
    right[0].outer = {place(2511, 0), place(4000, 0), place(4000, 3000), place(1377, 3000),
                      place(2511, 0)};
    const auto a = as_set(lattice_inside(left, 50));
    const auto b = as_set(lattice_inside(right, 50));
    auto both = a;
    both.insert(b.begin(), b.end());
    EXPECT_EQ(both.size(), a.size() + b.size());
    EXPECT_EQ(both, as_set(lattice_inside(whole, 50)));
}

TEST(Population, LeavesHolesOut) {
    auto area = rectangle(0, 0, 2000, 2000);
    const auto hole = rectangle(500, 500, 1500, 1500);
    area[0].holes.push_back(hole[0].outer);
    const auto all = lattice_inside(rectangle(0, 0, 2000, 2000), 100).size();
    EXPECT_EQ(lattice_inside(area, 100).size(), all - lattice_inside(hole, 100).size());
}

TEST(Population, AHamletBetweenLatticePointsHasOnePoint) {
    const auto tiny = rectangle(100, 100, 103, 103);
    const auto population = population_of(one_commune({hamlet_of("00001-01", tiny, 40)}), 1000);
    ASSERT_EQ(population.points.size(), 1U);
    EXPECT_LT(reference_m(population.points.front(), place(101.5, 101.5)), 3);
    EXPECT_EQ(persons_of(population, 0), 40);
}

TEST(Population, AHugeHamletGetsAWiderLattice) {
    const auto population =
        population_of(one_commune({hamlet_of("00001-01", rectangle(0, 0, 8000, 8000), 900),
                                   hamlet_of("00001-02", rectangle(8000, 0, 8300, 300), 90)}),
                      20);
    EXPECT_LE(population.hamlets[0].last, max_points_per_hamlet);
    EXPECT_EQ(population.hamlet_spacing_m[0], 80);
    EXPECT_EQ(population.hamlet_spacing_m[1], 20);
    EXPECT_NEAR(persons_of(population, 0), 900, 1e-9);
}

TEST(Population, WithoutAPopulationNobodyIsAssumed) {
    const auto population = population_of(
        one_commune({hamlet_of("00001-01", rectangle(0, 0, 500, 500), std::nullopt)}));
    EXPECT_EQ(population.hamlets[0].source, PeopleSource::unknown);
    EXPECT_EQ(population.hamlets[0].population, std::nullopt);
    EXPECT_EQ(persons_of(population, 0), 0);
}

TEST(Population, ImportedPointsAreScaledToAKnownPopulation) {
    auto data = one_commune({hamlet_of("00001-01", rectangle(0, 0, 500, 500), 300),
                             hamlet_of("00001-02", rectangle(500, 0, 1000, 500), std::nullopt),
                             hamlet_of("00001-03", rectangle(1000, 0, 1500, 500), 70)});
    data.population_points = {people_at(1, place(100, 100), 40), people_at(2, place(200, 100), 60),
                              people_at(3, place(700, 100), 12.5),
                              people_at(4, place(7000, 7000), 999)}; // in no hamlet
    const auto population = population_of(std::move(data));
    EXPECT_EQ(population.hamlets[0].source, PeopleSource::imported);
    EXPECT_DOUBLE_EQ(population.persons(0, population.hamlets[0].first), 120);
    EXPECT_DOUBLE_EQ(persons_of(population, 0), 300);
    EXPECT_EQ(population.hamlets[1].source, PeopleSource::imported);
    EXPECT_EQ(population.hamlets[1].population, 12.5);
    EXPECT_EQ(population.hamlets[2].source, PeopleSource::lattice);
    EXPECT_NEAR(persons_of(population, 2), 70, 1e-10);
}

TEST(Population, PointsWithoutPersonsDoNotMakeAKnownPopulationVanish) {
    auto data = one_commune({hamlet_of("00001-01", rectangle(0, 0, 500, 500), 300)});
    data.population_points = {people_at(1, place(100, 100), 0)};
    const auto population = population_of(std::move(data));
    EXPECT_EQ(population.hamlets[0].population, 300);
    EXPECT_NEAR(persons_of(population, 0), 300, 1e-9);
}

TEST(Population, CentreIsWherePeopleAre) {
    auto data = one_commune({hamlet_of("00001-01", rectangle(0, 0, 1000, 1000), 300),
                             hamlet_of("00001-02", rectangle(1000, 0, 2000, 1000), 300)});
    data.population_points = {people_at(1, place(1100, 100), 30),
                              people_at(2, place(1500, 500), 10)};
    const auto population = population_of(std::move(data), 20);
    EXPECT_LT(reference_m(population.centre(0), place(500, 500)), 20);
    EXPECT_LT(reference_m(population.centre(1), place(1200, 200)), 1);
}

TEST(Population, SpacingHasBounds) {
    const auto snapshot = model::Snapshot::build(one_commune({}));
    for (const double spacing : {9.9, 1000.1, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_THROW((void)build_population(*snapshot, spacing), Error) << spacing;
    }
    EXPECT_TRUE(build_population(*snapshot, 10).points.empty());
}

TEST(Population, IsTheSameFromSeveralThreads) {
    const auto snapshot = model::Snapshot::build(test_support::two_communes());
    const ParallelFor backwards = [](std::size_t count,
                                     const std::function<void(std::size_t)>& body) {
        std::thread other{[&] {
            for (auto i = count; i > count / 2; --i) {
                body(i - 1);
            }
        }};
        for (std::size_t i = 0; i < count / 2; ++i) {
            body(i);
        }
        other.join();
    };
    const auto a = build_population(*snapshot, 100);
    const auto b = build_population(*snapshot, 100, backwards);
    EXPECT_EQ(a.points, b.points);
    for (std::size_t i = 0; i < a.hamlets.size(); ++i) {
        EXPECT_EQ(a.hamlets[i].first, b.hamlets[i].first);
    }
}

} // namespace
} // namespace gis::analysis
