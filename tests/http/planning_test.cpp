#include "gis/editing/plan.hpp"
#include "server/planning.hpp"
#include "server/planning_operations.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace {

using gis::Date;
using gis::editing::AddSurface;
using gis::editing::EditFacility;
using gis::model::FacilityKind;
using gis::model::Surface;
using gis::model::Work;
using gis::model::WorkAction;
using gis::model::WorkKind;

/// The code of the error that accepting a work ends in.
std::string refusal(const Work& work, const server::WorkAcceptance& acceptance,
                    const gis::model::Snapshot& snapshot) {
    try {
        (void)acceptance_operations(work, acceptance, snapshot);
        return "";
    } catch (const gis::Error& error) {
        return error.code();
    }
}

class AcceptingWorks : public testing::Test {
protected:
    AcceptingWorks() {
        const test_support::AsciiMap map{"A-----B\n|     |\n|a   b|\n|     |\nD-----E\n"};
        gis::model::AtlasData data;
        data.units = {test_support::commune("00001", "Xã Một", map.area("ABED")),
                      test_support::hamlet("00001-01", "Ấp 5", map.area("ABED"))};
        data.roads = {test_support::road(1, gis::model::RoadClass::ap, map.line("ab"))};
        data.roads[0].code = "R1";
        gis::model::Facility house;
        house.id = gis::FacilityId{1};
        house.kind = FacilityKind::cultural_house;
        house.name = "Nhà văn hóa ấp 5";
        house.location = map.at('a');
        house.commune = gis::UnitCode{"00001"};
        house.serves = {gis::UnitCode{"00001-01"}};
        house.condition = "new";
        house.rooms = {{"phong_hoc", 2}};
        data.facilities = {house};
        m_snapshot = gis::model::Snapshot::build(std::move(data));
        m_acceptance.accepted_on = Date{2024, 11, 5};
        m_acceptance.evidence = "BB 12";
    }

    [[nodiscard]] Work work(WorkKind kind, WorkAction action = WorkAction::build) const {
        Work result;
        result.id = "W";
        result.kind = kind;
        result.action = action;
        result.unit = gis::UnitCode{"00001"};
        if (kind == WorkKind::road) {
            result.stretches = {{"R1", 50, 150}};
            result.surfaces = {Surface::btxm, Surface::soi_do};
        } else {
            result.place = gis::model::NamedPlace{FacilityKind::cultural_house, ""};
            result.hamlet = "ấp 5";
        }
        return result;
    }

    std::shared_ptr<const gis::model::Snapshot> m_snapshot;
    server::WorkAcceptance m_acceptance;
};

TEST_F(AcceptingWorks, ARoadGetsItsSurfaceFromTheDay) {
    m_acceptance.surface = Surface::soi_do;
    const auto operations = acceptance_operations(work(WorkKind::road), m_acceptance, *m_snapshot);
    ASSERT_EQ(operations.size(), 1U);
    const auto& add = std::get<AddSurface>(operations.front());
    EXPECT_EQ(add.road, gis::RoadId{1});
    EXPECT_EQ(add.surface, Surface::soi_do);
    EXPECT_EQ(add.effective_on, (Date{2024, 11, 5}));
    EXPECT_EQ(add.work, "W");
    const auto edit = gis::editing::plan(*m_snapshot, operations, {});
    EXPECT_TRUE(edit.conflicts.empty());
    EXPECT_EQ(edit.draft.rows.size(), 1U);
}

TEST_F(AcceptingWorks, WhatIsNotClearIsRefused) {
    auto road = work(WorkKind::road);
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "bad-surface"); // which of the two?
    m_acceptance.surface = Surface::dat;
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "bad-surface");
    m_acceptance.surface = Surface::btxm;
    road.stretches[0].to_m = 9000;
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "beyond-road");
    road.stretches[0].road = "R9";
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "unknown-road");
    road.stretches.clear();
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "work-without-stretches");
    road.state = gis::model::WorkState::cancelled;
    EXPECT_EQ(refusal(road, m_acceptance, *m_snapshot), "work-cancelled");
    auto house = work(WorkKind::cultural_house);
    house.hamlet = "ấp 6";
    EXPECT_EQ(refusal(house, m_acceptance, *m_snapshot), "unknown-place");
}

TEST_F(AcceptingWorks, AHouseThatWasToBeBuiltStands) {
    const auto operations =
        acceptance_operations(work(WorkKind::cultural_house), m_acceptance, *m_snapshot);
    ASSERT_EQ(operations.size(), 1U);
    EXPECT_EQ(std::get<EditFacility>(operations.front()).fields.condition, "good");
    EXPECT_TRUE(gis::editing::plan(*m_snapshot, operations, {}).conflicts.empty());
}

TEST_F(AcceptingWorks, AToiletIsAddedAndNothingElse) {
    auto toilet = work(WorkKind::sanitation, WorkAction::equip);
    toilet.adds_toilet = true;
    const auto operations = acceptance_operations(toilet, m_acceptance, *m_snapshot);
    const auto& fields = std::get<EditFacility>(operations.front()).fields;
    EXPECT_EQ(fields.toilet, std::optional{std::optional{true}});
    EXPECT_FALSE(fields.well.has_value());
    EXPECT_FALSE(fields.condition.has_value());
    EXPECT_FALSE(fields.rooms.has_value());
}

TEST_F(AcceptingWorks, RoomsAreAddedToThoseThatAreKnown) {
    auto rooms = work(WorkKind::classrooms);
    rooms.rooms = {{"phong_hoc", 3}};
    const auto operations = acceptance_operations(rooms, m_acceptance, *m_snapshot);
    EXPECT_EQ(std::get<EditFacility>(operations.front()).fields.rooms->at("phong_hoc"), 5);
}

TEST_F(AcceptingWorks, HousesOfPeopleAreNotOnTheMap) {
    auto houses = work(WorkKind::housing);
    houses.place.reset();
    EXPECT_TRUE(acceptance_operations(houses, m_acceptance, *m_snapshot).empty());
}

TEST(Planning, TheProjectsOwnLoads) {
    const auto planning = server::Planning::load(NTM_SOURCE_DIR "/data");
    EXPECT_EQ(planning.find("hon-quan-2024").year, 2024);
    EXPECT_THROW((void)planning.find("nope"), gis::Error);
    EXPECT_EQ(planning.plan_on(Date{2025, 3, 1})->id, "hon-quan-2024");
    EXPECT_FALSE(planning.results().empty());
    EXPECT_EQ(server::Planning{}.plan_on(Date{2024, 1, 1}), nullptr);
}

} // namespace
