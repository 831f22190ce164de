// What every engine behind Store must do.
#include "gis/core/error.hpp"
#include "gis/store/store.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace gis::store {

namespace {

using testing::bulk_draft_of;
using testing::draft_of;
using ::testing::ElementsAre;
using testing::error_code_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class StoreContract : public testing::Contract {};

/// What load() must give after these rows, and nothing else, were stored.
model::AtlasData atlas_of(const model::Applied& applied) {
    model::AtlasData data;
    data.revision = applied.revision;
    std::vector<model::SurfaceRecord> records;
    for (const auto& row : applied.rows) {
        if (const auto* unit = std::get_if<model::Unit>(&row)) {
            data.units.push_back(*unit);
        } else if (const auto* road = std::get_if<model::Road>(&row)) {
            data.roads.push_back(*road);
        } else if (const auto* record = std::get_if<model::SurfaceRecord>(&row)) {
            records.push_back(*record);
        } else if (const auto* facility = std::get_if<model::Facility>(&row)) {
            data.facilities.push_back(*facility);
        } else if (const auto* entry = std::get_if<model::PlanEntry>(&row)) {
            data.plan_entries.push_back(*entry);
        } else {
            data.population_points.push_back(std::get<model::PopulationPoint>(row));
        }
    }
    std::sort(data.units.begin(), data.units.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
        return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
    });
    for (auto& road : data.roads) {
        std::copy_if(records.begin(), records.end(), std::back_inserter(road.surfaces),
                     [&road](const auto& record) { return record.road == road.id; });
    }
    return data;
}

void expect_equal(const model::AtlasData& loaded, const model::AtlasData& expected) {
    EXPECT_EQ(loaded.revision, expected.revision);
    EXPECT_TRUE(loaded.units == expected.units);
    EXPECT_TRUE(loaded.roads == expected.roads);
    EXPECT_TRUE(loaded.facilities == expected.facilities);
    EXPECT_TRUE(loaded.population_points == expected.population_points);
    EXPECT_TRUE(loaded.plan_entries == expected.plan_entries);
}

TEST_P(StoreContract, StartsEmptyAtRevisionZero) {
    const auto store = open();
    EXPECT_EQ(store->revision(), Revision{0});
    expect_equal(store->load(), {});
    EXPECT_THAT(store->history(10, std::nullopt), IsEmpty());
}

TEST_P(StoreContract, GivesBackEveryField) {
    const auto rows = testing::full_rows();
    const auto applied = open()->apply(draft_of(rows), Revision{0});

    ASSERT_THAT(applied.rows, SizeIs(rows.size()));
    EXPECT_EQ(applied.revision, Revision{1});
    EXPECT_EQ(std::get<model::Unit>(applied.rows[1]), std::get<model::Unit>(rows[1]));
    const auto data = open()->load(); // by a store opened anew
    expect_equal(data, atlas_of(applied));
    ASSERT_THAT(data.roads, SizeIs(1));
    ASSERT_THAT(data.roads[0].surfaces, SizeIs(2));
    EXPECT_EQ(data.roads[0].surfaces[0].effective_on, (Date{2019, 1, 1}));
    EXPECT_EQ(data.roads[0].surfaces[1].road, data.roads[0].id);
    EXPECT_EQ(data.facilities.at(0).rooms.at("thư viện"), 1);
}

TEST_P(StoreContract, GivesBackAbsentFieldsAsAbsent) {
    const auto applied = open()->apply(draft_of(testing::bare_rows()), Revision{0});
    const auto data = open()->load();
    expect_equal(data, atlas_of(applied));
    EXPECT_FALSE(data.units.at(0).population);
    EXPECT_THAT(data.units.at(0).boundary, IsEmpty());
    EXPECT_FALSE(data.facilities.at(0).standard_met);
    EXPECT_FALSE(data.facilities.at(0).toilet);
    EXPECT_FALSE(data.roads.at(0).surfaces.at(0).width_m);
}

TEST_P(StoreContract, KeepsUnitsApartThatHaveOneCodeOnDifferentDays) {
    model::Unit before;
    before.code = UnitCode{"25349"};
    before.name = "Xã Minh Tâm";
    before.valid_to = Date{2025, 6, 30};
    model::Unit after;
    after.code = UnitCode{"25349"};
    after.name = "Xã Minh Đức";
    after.valid_from = Date{2025, 7, 1};
    after.predecessors = {UnitCode{"25349"}};
    after.own_key = model::later_key(after.code, after.valid_from);
    const auto store = open();
    (void)store->apply(draft_of({before, after}), Revision{0});
    EXPECT_THAT(store->load().units, ElementsAre(before, after));
    after.population = 12'000;
    (void)store->apply(draft_of({after}), Revision{1});
    EXPECT_THAT(store->load().units, ElementsAre(before, after)) << "the later one has changed";
    const auto rewind = store->rewind(Revision{1});
    ASSERT_THAT(rewind.restored, SizeIs(1));
    after.population.reset();
    EXPECT_EQ(std::get<model::Unit>(rewind.restored[0]), after);
}

TEST_P(StoreContract, RefusesAKeyThatIsNotOfTheUnit) {
    model::Unit unit;
    unit.name = "Xã";
    unit.code = UnitCode{"25349"};
    unit.own_key = UnitCode{"25349@2025-07-02"};
    unit.valid_from = Date{2025, 7, 1};
    const auto store = open();
    EXPECT_EQ(error_code_of([&] { (void)store->apply(draft_of({unit}), Revision{0}); }), "bad-row");
    unit.own_key = {};
    unit.code = UnitCode{"25349@2025-07-01"};
    EXPECT_EQ(error_code_of([&] { (void)store->apply(draft_of({unit}), Revision{0}); }), "bad-row");
}

TEST_P(StoreContract, WhatIsLoadedIsWhatWasStored) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        const testing::TemporaryFolder folder;
        std::mt19937 random{seed};
        const auto rows = testing::random_rows(random, 60);
        const auto draft = seed % 2 == 0 ? draft_of(rows) : bulk_draft_of(rows);
        const auto applied =
            GetParam().open(folder.path(), Access::read_write)->apply(draft, Revision{0});
        const auto expected = atlas_of(applied);
        expect_equal(GetParam().open(folder.path(), Access::read_only)->load(), expected);
    }
}

TEST_P(StoreContract, NewIdsGoOnWhereTheLastEnded) {
    const auto store = open();
    const auto first = store->apply(bulk_draft_of(testing::many_roads(10, 3)), Revision{0});
    const auto second = store->apply(bulk_draft_of(testing::many_roads(1, 3)), Revision{1});
    EXPECT_EQ(std::get<model::Road>(first.rows[0]).id, RoadId{1});
    EXPECT_EQ(std::get<model::Road>(second.rows[0]).id, RoadId{11});
    EXPECT_EQ(std::get<model::SurfaceRecord>(second.rows[1]).road, RoadId{11});
    EXPECT_EQ(std::get<model::SurfaceRecord>(second.rows[1]).id, SurfaceRecordId{16});
}

TEST_P(StoreContract, ChangesRowsUnderTheirIdOrCode) {
    const auto store = open();
    auto applied = store->apply(draft_of(testing::full_rows()), Revision{0});
    auto rows = applied.rows;
    std::get<model::Unit>(rows[1]).population = 99;
    std::get<model::Unit>(rows[1]).boundary.clear();
    std::get<model::Road>(rows[2]).name = "Đường mới";
    std::get<model::Road>(rows[2]).line = {{106.0, 11.0}, {106.001, 11.0}};
    std::get<model::Facility>(rows[5]).seats = std::nullopt;
    std::get<model::PopulationPoint>(rows[6]).persons = 7;
    std::get<model::PlanEntry>(rows[7]).body = R"({"state":"done"})";
    std::get<model::SurfaceRecord>(rows[3]).state = model::RecordState::accepted;

    const auto changed = store->apply(draft_of(rows), Revision{1});
    EXPECT_TRUE(changed.rows == rows);
    expect_equal(open(Access::read_only)->load(), atlas_of(changed));
}

TEST_P(StoreContract, APlanEntryStaysWithItsItem) {
    const auto store = open();
    auto rows = store->apply(draft_of(testing::full_rows()), Revision{0}).rows;
    auto entry = std::get<model::PlanEntry>(rows[7]);
    entry.key = "H4";
    EXPECT_EQ(error_code_of([&] { store->apply(draft_of({entry}), Revision{1}); }),
              "plan-entry-stands");
    entry.id = {};
    entry.key = "H3";
    EXPECT_NE(error_code_of([&] { store->apply(draft_of({entry}), Revision{1}); }), "");
    entry.key = "H4";
    EXPECT_EQ(error_code_of([&] { store->apply(draft_of({entry}), Revision{1}); }), "");
    EXPECT_EQ(store->load().plan_entries.size(), 2U);
}

TEST_P(StoreContract, OfASurfaceRecordOnlyTheStateChanges) {
    const auto store = open();
    auto rows = store->apply(draft_of(testing::full_rows()), Revision{0}).rows;
    auto record = std::get<model::SurfaceRecord>(rows[3]);
    record.to_m += 1;
    EXPECT_EQ(error_code_of([&] { store->apply(draft_of({record}), Revision{1}); }),
              "surface-record-stands");
    EXPECT_EQ(store->load().roads.at(0).surfaces.at(1).to_m, 400);
}

TEST_P(StoreContract, RefusesAChangeOfAnotherRevision) {
    const auto store = open();
    store->apply(draft_of(testing::bare_rows()), Revision{0});
    try {
        store->apply(draft_of(testing::full_rows()), Revision{0});
        FAIL() << "the store was at revision 1";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_THAT(error.message().vi, HasSubstr("phiên bản 0"));
    }
    EXPECT_EQ(store->revision(), Revision{1});
    EXPECT_THAT(store->load().units, SizeIs(1));
}

TEST_P(StoreContract, RefusesIdsThatAreNotThere) {
    const auto store = open();
    auto road = std::get<model::Road>(testing::full_rows()[2]);
    road.id = RoadId{7};
    model::SurfaceRecord record;
    record.to_m = 1;
    record.road = RoadId{7};
    for (const model::Row& row : {model::Row{road}, model::Row{record}}) {
        try {
            store->apply(draft_of({row}), Revision{0});
            FAIL() << "row " << row.index();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::not_found);
        }
    }
    for (const std::int64_t named : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-9},
                                     std::numeric_limits<std::int64_t>::min()}) {
        record.road = RoadId{named};
        EXPECT_EQ(error_code_of([&] { store->apply(draft_of({record}), Revision{0}); }),
                  "bad-road-reference");
    }
    expect_equal(store->load(), {});
}

TEST_P(StoreContract, AFailedChangesetLeavesNothingBehind) {
    const auto store = open();
    auto rows = testing::many_roads(50, 5);
    model::Road unknown = std::get<model::Road>(rows[0]);
    unknown.id = RoadId{4000};
    rows.emplace_back(unknown); // refused after 50 roads have been written
    EXPECT_THROW(store->apply(bulk_draft_of(rows), Revision{0}), Error);
    expect_equal(store->load(), {});
    EXPECT_THAT(store->history(10, std::nullopt), IsEmpty());

    const auto applied = store->apply(draft_of(testing::bare_rows()), Revision{0});
    expect_equal(store->load(), atlas_of(applied));
}

TEST_P(StoreContract, RefusesRowsThatCannotBe) {
    const auto store = open();
    const auto good = testing::full_rows();
    const auto refused = [&](std::size_t position, auto spoil) {
        auto rows = good;
        std::visit(
            [&](auto& row) {
                if constexpr (std::is_invocable_v<decltype(spoil), decltype(row)>) {
                    spoil(row);
                }
            },
            rows[position]);
        try {
            store->apply(draft_of(rows), Revision{0});
            return std::string{"accepted"};
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid_data);
            EXPECT_THAT(error.message().en, HasSubstr("Row " + std::to_string(position + 1)));
            return error.field();
        }
    };
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    const auto infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(refused(0, [](model::Unit& unit) { unit.code = UnitCode{}; }), "code");
    EXPECT_EQ(refused(0, [](model::Unit& unit) { unit.parent = UnitCode{"1"}; }), "parent");
    EXPECT_EQ(refused(0, [=](model::Unit& unit) { unit.population = nan; }), "population");
    EXPECT_EQ(refused(1, [](model::Unit& unit) { unit.boundary[0].outer.pop_back(); }), "boundary");
    EXPECT_EQ(refused(2, [](model::Road& road) { road.line.resize(1); }), "line");
    EXPECT_EQ(refused(2, [=](model::Road& road) { road.line[0].lat = infinity; }), "line");
    EXPECT_EQ(refused(2, [=](model::Road& road) { road.length_m = infinity; }), "length_m");
    EXPECT_EQ(refused(2, [](model::Road& road) { road.name = "\xc3\x28"; }), "name");
    EXPECT_EQ(refused(2, [](model::Road& road) { road.name = std::string(1, '\0'); }), "name");
    EXPECT_EQ(refused(2, [](model::Road& road) { road.valid_to = Date{1950, 1, 1}; }), "valid_to");
    EXPECT_EQ(refused(3, [](model::SurfaceRecord& record) { record.from_m = -1; }), "from_m");
    EXPECT_EQ(refused(3, [](model::SurfaceRecord& record) { record.to_m = record.from_m; }),
              "to_m");
    EXPECT_EQ(refused(3, [](model::SurfaceRecord& record) { record.width_m = 0; }), "width_m");
    EXPECT_EQ(refused(5, [](model::Facility& facility) { facility.location.lon = 181; }),
              "location");
    EXPECT_EQ(refused(5, [](model::Facility& facility) { facility.rooms["a"] = -1; }), "rooms");
    EXPECT_EQ(refused(6, [=](model::PopulationPoint& point) { point.persons = nan; }), "persons");
    expect_equal(store->load(), {});
}

TEST_P(StoreContract, NothingToWriteChangesNothing) {
    const auto store = open();
    EXPECT_EQ(store->apply(draft_of({}), Revision{0}).revision, Revision{0});
    EXPECT_THAT(store->history(10, std::nullopt), IsEmpty());
}

TEST_P(StoreContract, KeepsTheHistoryNewestFirst) {
    const auto store = open();
    for (std::int64_t revision = 0; revision < 5; ++revision) {
        model::Unit unit;
        unit.code = UnitCode{std::to_string(revision)};
        auto draft = draft_of({unit});
        draft.comment = "Lần " + std::to_string(revision + 1);
        store->apply(draft, Revision{revision});
    }
    const auto all = store->history(10, std::nullopt);
    ASSERT_THAT(all, SizeIs(5));
    EXPECT_EQ(all[0].id, ChangesetId{5});
    EXPECT_EQ(all[0].comment, "Lần 5");
    EXPECT_EQ(all[0].author, "nga");
    EXPECT_EQ(all[0].source, "edit");
    EXPECT_EQ(all[0].rows, 1);
    EXPECT_THAT(all[0].at, ::testing::MatchesRegex(
                               "20..-[01].-[0-3].T[0-2].:[0-5].:[0-6].[.][0-9][0-9][0-9]Z"));
    const auto page = store->history(2, ChangesetId{4});
    ASSERT_THAT(page, SizeIs(2));
    EXPECT_EQ(page[0].id, ChangesetId{3});
    EXPECT_EQ(page[1].id, ChangesetId{2});
    EXPECT_THAT(store->history(0, std::nullopt), IsEmpty());
}

TEST_P(StoreContract, OneWriterAndReadersBesideIt) {
    const auto writer = open();
    EXPECT_EQ(error_code_of([&] { static_cast<void>(open()); }), "store-locked");
    const auto reader = open(Access::read_only);
    EXPECT_EQ(reader->revision(), Revision{0});
    const auto applied = writer->apply(draft_of(testing::full_rows()), Revision{0});
    expect_equal(reader->load(), atlas_of(applied));
    EXPECT_EQ(error_code_of([&] { reader->apply(draft_of(testing::bare_rows()), Revision{1}); }),
              "read-only-store");
}

TEST_P(StoreContract, AGroupLastsAsOne) {
    const auto writer = open();
    const auto reader = open(Access::read_only);
    {
        const auto group = writer->begin_group();
        writer->apply(draft_of(testing::full_rows()), Revision{0});
        writer->apply(bulk_draft_of(testing::many_roads(3, 4)), Revision{1});
        EXPECT_EQ(writer->revision(), Revision{2});
        EXPECT_EQ(reader->revision(), Revision{0});
        EXPECT_TRUE(group->holds());
        group->commit();
        EXPECT_FALSE(group->holds());
    }
    EXPECT_EQ(reader->revision(), Revision{2});
    expect_equal(open(Access::read_only)->load(), writer->load());
    EXPECT_EQ(reader->load().roads.size(), 4U);
    writer->apply(draft_of(testing::bare_rows()), Revision{2}); // the next lasts by itself again
    EXPECT_EQ(reader->revision(), Revision{3});
}

TEST_P(StoreContract, AGroupThatIsNotCommittedLeavesNothingBehind) {
    const auto store = open();
    {
        const auto group = store->begin_group();
        store->apply(draft_of(testing::full_rows()), Revision{0});
        store->apply(bulk_draft_of(testing::many_roads(3, 4)), Revision{1});
    }
    expect_equal(store->load(), {});
    EXPECT_THAT(store->history(10, std::nullopt), IsEmpty());
    const auto applied = store->apply(draft_of(testing::full_rows()), Revision{0});
    expect_equal(store->load(), atlas_of(applied));
}

TEST_P(StoreContract, InAGroupAFailedChangesetTakesNoOtherAlong) {
    const auto store = open();
    const auto group = store->begin_group();
    store->apply(draft_of(testing::full_rows()), Revision{0});
    auto rows = testing::many_roads(50, 5);
    model::Road unknown = std::get<model::Road>(rows[0]);
    unknown.id = RoadId{4000};
    rows.emplace_back(unknown);
    EXPECT_EQ(error_code_of([&] { store->apply(bulk_draft_of(rows), Revision{1}); }),
              "unknown-row");
    EXPECT_TRUE(group->holds());
    store->apply(bulk_draft_of(testing::many_roads(3, 4)), Revision{1});
    group->commit();
    const auto data = open(Access::read_only)->load();
    EXPECT_EQ(data.revision, Revision{2});
    EXPECT_THAT(data.roads, SizeIs(4));
}

TEST_P(StoreContract, AReaderNeedsAStore) {
    EXPECT_EQ(error_code_of([&] { static_cast<void>(open(Access::read_only)); }), "no-store");
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreContract, testing::engines(), testing::name_of);

} // namespace

} // namespace gis::store
