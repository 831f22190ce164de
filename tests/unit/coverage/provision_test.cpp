#include "gis/analysis/assignment.hpp"
#include "gis/analysis/capacity.hpp"
#include "gis/core/error.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::FacilityKind;
using test_support::facility;
using test_support::people_at;
using test_support::place;
using test_support::Town;
using test_support::two_communes;

const Date day_of_report{2024, 6, 30};

model::Facility house(std::int64_t id, std::vector<std::string> serves) {
    auto result = facility(id, FacilityKind::cultural_house, place(1000, 1000));
    for (auto& code : serves) {
        result.serves.emplace_back(std::move(code));
    }
    return result;
}

AssignmentReport assignment(std::vector<model::Facility> facilities,
                            std::optional<UnitCode> unit = std::nullopt) {
    auto data = two_communes();
    data.facilities = std::move(facilities);
    static const auto norms = test_support::project_norms();
    return assignment_report(model::Snapshot::build(std::move(data)), norms->find("cultural_house"),
                             day_of_report, unit);
}

const AssignmentRow& row_of(const AssignmentReport& report, const std::string& code) {
    for (const auto& row : report.rows) {
        if (row.unit->code.get() == code) {
            return row;
        }
    }
    throw std::out_of_range{code};
}

TEST(Assignment, OwnSharedAndNone) {
    const auto report = assignment({house(1, {"00001-01"}), house(2, {"00001-02", "00001-03"}),
                                    house(3, {"00001-03"}), house(4, {})});
    EXPECT_EQ(row_of(report, "00001-01").assigned, Assigned::own);
    EXPECT_EQ(row_of(report, "00001-02").assigned, Assigned::shared);
    EXPECT_EQ(row_of(report, "00001-03").assigned, Assigned::own);
    EXPECT_EQ(row_of(report, "00001-03").places.size(), 2U);
    EXPECT_EQ(row_of(report, "00001-04").assigned, Assigned::none);
    // The fourth names no hamlet: it serves the one that it stands in, which has one already.
    EXPECT_EQ(row_of(report, "00001-01").places.size(), 2U);
    EXPECT_EQ(report.own, 2U);
    EXPECT_EQ(report.shared, 1U);
    EXPECT_EQ(report.none, 9U);
    EXPECT_EQ(report.own + report.shared + report.none, report.rows.size());
}

TEST(Assignment, DistanceDoesNotMatter) {
    auto far = house(1, {"00001-06"});
    far.location = place(11'900, 100);
    EXPECT_EQ(row_of(assignment({far}), "00001-06").assigned, Assigned::own);
}

TEST(Assignment, WhatIsPlannedOrGoneServesNobody) {
    auto planned = house(1, {"00001-01"});
    planned.condition = "new";
    auto gone = house(2, {"00001-02"});
    gone.valid_to = Date{2024, 6, 29};
    auto last_day = house(3, {"00001-03"});
    last_day.valid_to = day_of_report;
    const auto report = assignment({planned, gone, last_day});
    EXPECT_EQ(row_of(report, "00001-01").assigned, Assigned::none);
    EXPECT_EQ(row_of(report, "00001-01").planned.size(), 1U);
    EXPECT_EQ(row_of(report, "00001-02").assigned, Assigned::none);
    EXPECT_EQ(row_of(report, "00001-03").assigned, Assigned::own);
}

TEST(Assignment, NeedsAreUnknownUntilSomebodySays) {
    auto silent = house(1, {"00001-01"});
    auto poor = house(2, {"00001-02"});
    poor.condition = "degraded";
    poor.toilet = false;
    poor.well = true;
    auto better = house(3, {"00001-02"});
    better.condition = "good";
    const auto report = assignment({silent, poor, better});
    const auto& none = row_of(report, "00001-01").needs;
    EXPECT_FALSE(none.repair || none.toilet || none.well);
    const auto& two = row_of(report, "00001-02").needs;
    EXPECT_EQ(two.repair, false); // one of its places is good
    EXPECT_EQ(two.toilet, true);
    EXPECT_EQ(two.well, false);
    EXPECT_EQ(report.needs_repair, 0U);
    EXPECT_EQ(report.needs_toilet, 1U);
    EXPECT_EQ(report.needs_well, 0U);
    EXPECT_EQ(to_table(report).rows.size(), report.rows.size());
}

TEST(Assignment, OfOneUnit) {
    const auto report = assignment({house(1, {"00001-01"})}, UnitCode{"00001"});
    EXPECT_EQ(report.rows.size(), 6U);
    EXPECT_EQ(assignment({house(1, {"00001-01"})}, UnitCode{"00001-02"}).none, 1U);
    EXPECT_THROW((void)assignment({}, UnitCode{"7"}), Error);
}

TEST(Capacity, EverybodyIsAssignedOnceOrReachesNothing) {
    auto data = two_communes();
    test_support::scatter(data, 11, 60, 6);
    data.facilities[0].seats = 100;
    data.facilities[1].seats = 0;
    const Town town{std::move(data)};
    double people = 0;
    for (const auto& hamlet : town.snapshot->units().hamlets) {
        people += hamlet.population.value_or(0);
    }
    for (const auto along : {Along::straight, Along::road}) {
        const auto report =
            capacity_report(town.basis, town.question("primary", 1500, along), std::nullopt);
        double assigned = report.nobody;
        for (const auto& row : report.rows) {
            EXPECT_LE(row.within, row.assigned + 1e-9);
            assigned += row.assigned;
        }
        EXPECT_NEAR(assigned, people, 1e-9 * people);
        ASSERT_EQ(report.rows.size(), 6U);
        EXPECT_DOUBLE_EQ(*report.rows[0].ratio(), report.rows[0].assigned / 100);
        EXPECT_FALSE(report.rows[1].ratio());
        EXPECT_FALSE(report.rows[2].seats);
        EXPECT_EQ(to_table(report).rows.size(), 6U);
    }
}

TEST(Capacity, CountsThePeopleOfNeighboursToo) {
    auto data = two_communes();
    data.population_points = {people_at(1, place(5900, 100), 500)}; // of 00001-03
    data.facilities = {facility(1, FacilityKind::primary, place(6100, 100)),
                       facility(2, FacilityKind::primary, place(100, 100))};
    const Town town{std::move(data)};
    const auto report =
        capacity_report(town.basis, town.question("primary", 300), UnitCode{"00002"});
    ASSERT_EQ(report.rows.size(), 1U);
    EXPECT_EQ(report.reached->facilities[report.rows[0].facility].id.get(), 1);
    EXPECT_EQ(report.rows[0].commune->code.get(), "00002");
    EXPECT_GT(report.rows[0].within, 774); // hamlet 00001-03 is at 774, all in one point
}

} // namespace
} // namespace gis::analysis
