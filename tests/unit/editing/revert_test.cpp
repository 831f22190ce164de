#include "tests/unit/editing/atlas.hpp"

#include <random>

namespace {

using namespace editing_test;
using editing::AddFacility;
using editing::AddRoad;
using editing::AddSurface;
using editing::EditFacility;
using editing::EditRoad;
using editing::FacilityFields;
using editing::JoinRoads;
using editing::MoveFacility;
using editing::Operation;
using editing::RedrawRoad;
using editing::RetireRoad;
using editing::RetractSurface;
using editing::RoadFields;
using editing::SplitRoad;
using gis::FacilityId;
using ::testing::IsEmpty;
using ::testing::SizeIs;

model::AtlasData atlas_of(std::mt19937& random, int roads) {
    const auto number = [&](double low, double high) {
        return std::uniform_real_distribution<double>{low, high}(random);
    };
    model::AtlasData data;
    data.revision = Revision{1};
    const auto square = [](double lon, double lat, double size) {
        const gis::geometry::Ring ring{
            {lon, lat}, {lon + size, lat}, {lon + size, lat + size}, {lon, lat + size}, {lon, lat}};
        return gis::geometry::MultiPolygon{{ring, {}}};
    };
    data.units = {test_support::commune("1", "Xã Một", square(106.6, 11.5, 0.01)),
                  test_support::commune("2", "Xã Hai", square(106.61, 11.5, 0.01))};
    std::int64_t record = 1;
    for (int i = 1; i <= roads; ++i) {
        gis::geometry::Line line{{number(106.6, 106.62), number(11.5, 11.51)}};
        for (int v = std::uniform_int_distribution{1, 6}(random); v >= 0; --v) {
            line.push_back(
                {line.back().lon + number(2e-4, 2e-3), line.back().lat + number(-1e-3, 1e-3)});
        }
        auto road = test_support::road(i, model::RoadClass::ap, line);
        for (int r = 0; r < 3; ++r) {
            const double from = number(0, road.length_m / 2);
            road.surfaces.push_back(
                test_support::record(record++, i, from, number(from + 1, road.length_m),
                                     r == 0 ? Surface::dat : Surface::btxm, Date{2020 + r, 1, 1}));
        }
        data.roads.push_back(road);
    }
    model::Facility school;
    school.id = FacilityId{1};
    school.location = {106.605, 11.505};
    data.facilities = {school};
    return data;
}

/// Any edit of what there is.
std::vector<Operation> random_edit(std::mt19937& random, const model::Snapshot& now) {
    const auto number = [&](double low, double high) {
        return std::uniform_real_distribution<double>{low, high}(random);
    };
    std::vector<const model::Road*> roads;
    for (const auto& part : now.parts()) {
        for (const auto& road : part->roads) {
            roads.push_back(&road);
        }
    }
    const auto& road =
        *roads[std::uniform_int_distribution<std::size_t>{0, roads.size() - 1}(random)];
    AddSurface surface;
    surface.road = road.id;
    surface.surface = model::surfaces.at(std::uniform_int_distribution<std::size_t>{0, 8}(random));
    surface.effective_on = Date{std::uniform_int_distribution{2018, 2025}(random), 5, 1};
    if (road.valid_to) {
        surface.effective_on = std::min(surface.effective_on, *road.valid_to);
    }
    const double from = number(0, road.length_m / 2);
    surface.stretch = editing::Stretch{from, number(from + 0.5, road.length_m)};
    RoadFields fields;
    fields.name = "Tên " + std::to_string(number(0, 1));
    switch (std::uniform_int_distribution{0, 9}(random)) {
    case 0:
        return {surface};
    case 1: {
        for (const auto& record : road.surfaces) {
            if (record.state == model::RecordState::accepted) {
                return {RetractSurface{road.id, record.id}};
            }
        }
        return {surface};
    }
    case 2: {
        fields.road_class = model::RoadClass::ngo;
        auto on_new = surface;
        on_new.road = RoadId{-1};
        on_new.stretch.reset();
        return {AddRoad{{{number(106.6, 106.62), 11.5}, {106.61, number(11.5, 11.51)}}, fields},
                on_new};
    }
    case 3: {
        auto line = road.line;
        line[std::uniform_int_distribution<std::size_t>{0, line.size() - 1}(random)].lat += 1e-4;
        return {RedrawRoad{road.id, line, 100, {}}};
    }
    case 4:
        return {SplitRoad{road.id, number(1.5, road.length_m - 1.5)}};
    case 5:
        return {SplitRoad{road.id, road.length_m / 2}, surface.stretch->to_m < road.length_m / 2
                                                           ? Operation{surface}
                                                           : Operation{EditRoad{road.id, fields}}};
    case 6:
        fields.managing_commune = gis::UnitCode{"2"};
        return {EditRoad{road.id, fields}};
    case 7:
        return {RetireRoad{road.id, Date{2024, 1, 1}}};
    case 8:
        return {MoveFacility{FacilityId{1}, {number(106.6, 106.62), 11.505}}};
    default:
        return {AddFacility{{number(106.6, 106.62), 11.505},
                            {.kind = model::FacilityKind::market, .name = "Chợ"}}};
    }
}

TEST(RevertProperty, WhatWasJustDoneIsUndone) {
    for (unsigned seed = 1; seed <= 120; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        Atlas atlas{atlas_of(random, 6)};
        for (int step = 0; step < 6; ++step) {
            const auto before = effective(atlas.now());
            const auto planned = atlas.plan(random_edit(random, atlas.now()));
            if (!planned.conflicts.empty() || planned.draft.rows.empty()) {
                continue;
            }
            const auto id = atlas.store(planned);
            const auto after = effective(atlas.now());
            const auto undo = atlas.revert(id);
            EXPECT_TRUE(test_support::same_snapshot(*effective(atlas.now()), *before));
            atlas.revert(undo); // and again: redone
            EXPECT_TRUE(test_support::same_snapshot(*effective(atlas.now()), *after));
        }
    }
}

TEST(RevertProperty, ManyEditsAreUndoneFromTheLast) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        Atlas atlas{atlas_of(random, 4)};
        std::vector<std::pair<gis::ChangesetId, std::shared_ptr<const model::Snapshot>>> done;
        for (int step = 0; step < 12; ++step) {
            const auto planned = atlas.plan(random_edit(random, atlas.now()));
            if (planned.conflicts.empty() && !planned.draft.rows.empty()) {
                const auto before = effective(atlas.now());
                done.emplace_back(atlas.store(planned), before);
            }
        }
        for (auto at = done.rbegin(); at != done.rend(); ++at) {
            atlas.revert(at->first);
            EXPECT_TRUE(test_support::same_snapshot(*effective(atlas.now()), *at->second));
        }
    }
}

TEST(RevertProperty, OutOfOrderEitherConflictsAreNamedOrOtherEditsStay) {
    int reverted = 0;
    int refused = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        Atlas atlas{atlas_of(random, 2)};
        std::vector<gis::ChangesetId> done;
        for (int step = 0; step < 4; ++step) {
            const auto planned = atlas.plan(random_edit(random, atlas.now()));
            if (planned.conflicts.empty() && !planned.draft.rows.empty()) {
                done.push_back(atlas.store(planned));
            }
        }
        if (done.empty()) {
            continue;
        }
        const auto plan = atlas.plan_revert(done.front());
        for (const auto& conflict : plan.conflicts) {
            EXPECT_FALSE(conflict.message.vi.empty());
            EXPECT_GT(conflict.entity.id, 0);
        }
        if (!plan.conflicts.empty()) {
            ++refused;
            continue;
        }
        ++reverted;
        atlas.store(plan);
        // Records lie on their roads still.
        for (const auto& part : atlas.now().parts()) {
            for (const auto& road : part->roads) {
                for (const auto& record : road.surfaces) {
                    if (record.state == model::RecordState::accepted) {
                        EXPECT_LE(record.to_m, road.length_m + 0.001);
                    }
                }
            }
        }
    }
    EXPECT_GT(reverted, 20);
    EXPECT_GT(refused, 20);
}

class Revert : public ::testing::Test {
protected:
    static RoadFields named(std::string name) {
        RoadFields fields;
        fields.name = std::move(name);
        return fields;
    }
    static RoadFields of_class(model::RoadClass road_class) {
        RoadFields fields;
        fields.road_class = road_class;
        return fields;
    }
    AddSurface surface(double from_m, double to_m) const {
        AddSurface operation;
        operation.road = RoadId{1};
        operation.stretch = editing::Stretch{from_m, to_m};
        operation.surface = Surface::nhua;
        operation.effective_on = Date{2025, 1, 1};
        return operation;
    }

    std::mt19937 m_random{7};
    Atlas m_atlas{atlas_of(m_random, 2)};
};

TEST_F(Revert, OfOneFieldLeavesAnotherThatChangedSince) {
    const auto first = m_atlas.edit({EditRoad{RoadId{1}, named("sai")}});
    m_atlas.edit({EditRoad{RoadId{1}, of_class(model::RoadClass::xa)}});
    m_atlas.revert(first);
    EXPECT_EQ(m_atlas.road(1).name, "");
    EXPECT_EQ(m_atlas.road(1).road_class, model::RoadClass::xa);
}

TEST_F(Revert, OfAFieldThatChangedAgainIsAConflict) {
    const auto first = m_atlas.edit({EditRoad{RoadId{1}, named("một")}});
    m_atlas.edit({EditRoad{RoadId{1}, named("hai")}});
    const auto plan = m_atlas.plan_revert(first);
    ASSERT_THAT(plan.conflicts, SizeIs(1));
    EXPECT_EQ(plan.conflicts[0].code, "changed-since");
    EXPECT_EQ(plan.conflicts[0].field, "name");
    EXPECT_EQ(plan.conflicts[0].entity, (model::EntityRef{model::EntityKind::road, 1}));
}

TEST_F(Revert, OfARedrawWithLaterRecordsIsAConflict) {
    auto line = m_atlas.road(1).line;
    line[1].lat += 1e-4;
    const auto redraw = m_atlas.edit({RedrawRoad{RoadId{1}, line, 100, {}}});
    const auto record = m_atlas.edit({surface(1, 20)});
    const auto plan = m_atlas.plan_revert(redraw);
    ASSERT_FALSE(plan.conflicts.empty());
    EXPECT_EQ(plan.conflicts[0].code, "recorded-since");
    m_atlas.revert(record);
    m_atlas.revert(redraw);
}

TEST_F(Revert, OfARetractionOnARoadRedrawnSinceIsAConflict) {
    const auto retraction = m_atlas.edit({RetractSurface{RoadId{1}, SurfaceRecordId{1}}});
    auto line = m_atlas.road(1).line;
    line[0].lat += 1e-4;
    m_atlas.edit({RedrawRoad{RoadId{1}, line, 100, {}}});
    const auto plan = m_atlas.plan_revert(retraction);
    ASSERT_THAT(plan.conflicts, SizeIs(1));
    EXPECT_EQ(plan.conflicts[0].field, "geometry");
}

TEST_F(Revert, OfARecordThatWasCarriedSinceIsAConflict) {
    const auto record = m_atlas.edit({surface(5, m_atlas.road(1).length_m)});
    m_atlas.edit({SplitRoad{RoadId{1}, m_atlas.road(1).length_m / 2}});
    const auto plan = m_atlas.plan_revert(record);
    ASSERT_THAT(plan.conflicts, SizeIs(1));
    EXPECT_EQ(plan.conflicts[0].field, "state");
}

TEST_F(Revert, Twice) {
    const auto record = m_atlas.edit({surface(1, 20)});
    m_atlas.revert(record);
    EXPECT_THAT(m_atlas.plan_revert(record).draft.rows, IsEmpty());
    EXPECT_THAT(m_atlas.plan_revert(record).conflicts, SizeIs(1)) << "it is retracted already";
}

TEST_F(Revert, ARoadThatWasMadeIsWithdrawnAndComesBack) {
    const auto made = m_atlas.edit(
        {AddRoad{{{106.601, 11.501}, {106.602, 11.502}}, of_class(model::RoadClass::ap)}});
    ASSERT_NE(m_atlas.now().find_road(RoadId{3}), nullptr);
    const auto undone = m_atlas.revert(made);
    EXPECT_EQ(m_atlas.now().find_road(RoadId{3}), nullptr);
    m_atlas.revert(undone);
    EXPECT_NE(m_atlas.now().find_road(RoadId{3}), nullptr);
    m_atlas.edit({EditRoad{RoadId{3}, named("đổi")}});
    EXPECT_THAT(m_atlas.plan_revert(made).conflicts, SizeIs(1));
}

} // namespace
