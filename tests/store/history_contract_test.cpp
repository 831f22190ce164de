// What every engine behind Store must remember: the history read back, the way to an earlier
// revision, requests that come twice, proposals.
#include "gis/core/error.hpp"
#include "gis/model/last_changes.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/store/store.hpp"

#include "engine.hpp"
#include "rows.hpp"
#include "tests/support/same_snapshot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gis::store {

namespace {

using model::EntityKind;
using model::EntityRef;
using testing::bulk_draft_of;
using testing::draft_of;
using ::testing::ElementsAre;
using testing::error_code_of;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class StoreHistory : public testing::Contract {};

/// Rows that may be added again and again: an item of a plan exists once.
std::vector<model::Row> repeatable_rows() {
    auto rows = testing::bare_rows();
    std::erase_if(
        rows, [](const model::Row& row) { return std::holds_alternative<model::PlanEntry>(row); });
    return rows;
}

model::Road renamed(const model::Row& row, std::string name) {
    auto road = std::get<model::Road>(row);
    road.name = std::move(name);
    return road;
}

TEST_P(StoreHistory, GivesBackWhatAChangesetDid) {
    const auto store = open();
    const auto first = store->apply(draft_of(testing::full_rows()), Revision{0});
    const auto road = renamed(first.rows[2], "Tên mới");
    auto record = std::get<model::SurfaceRecord>(first.rows[3]);
    record.state = model::RecordState::retracted;
    store->apply(draft_of({road, record}), Revision{1});

    const auto made = store->changes(ChangesetId{1});
    ASSERT_THAT(made, SizeIs(8));
    EXPECT_EQ(made[0].entity, (EntityRef{EntityKind::unit, 1}));
    for (const auto& change : made) {
        EXPECT_FALSE(change.before);
        EXPECT_FALSE(change.is_run());
        EXPECT_NE(std::find(first.rows.begin(), first.rows.end(), *change.after), first.rows.end());
    }
    const auto changed = store->changes(ChangesetId{2});
    ASSERT_THAT(changed, SizeIs(2));
    EXPECT_EQ(changed[0].entity, (EntityRef{EntityKind::road, 1}));
    EXPECT_EQ(changed[0].before, first.rows[2]);
    EXPECT_EQ(changed[0].after, model::Row{road});
    EXPECT_EQ(changed[1].before, first.rows[3]);
    EXPECT_EQ(changed[1].after, model::Row{record});
    for (const std::int64_t id : {std::int64_t{0}, std::int64_t{3}, std::int64_t{-1},
                                  std::numeric_limits<std::int64_t>::max()}) {
        EXPECT_EQ(error_code_of([&] { (void)store->changes(ChangesetId{id}); }),
                  "unknown-changeset");
    }
}

TEST_P(StoreHistory, OfABulkChangesetNewRowsAreRuns) {
    const auto store = open();
    auto rows = testing::many_roads(4, 3);
    rows.emplace_back(std::get<model::Unit>(testing::bare_rows()[0]));
    const auto first = store->apply(bulk_draft_of(rows), Revision{0});
    // A bulk changeset that changes rows keeps what they were, and finds what they became.
    const auto second =
        store->apply(bulk_draft_of({renamed(first.rows[0], "hai"), rows[0]}), Revision{1});
    store->apply(draft_of({renamed(first.rows[0], "ba")}), Revision{2});

    const auto made = store->changes(ChangesetId{1});
    ASSERT_THAT(made, SizeIs(3));
    EXPECT_EQ(std::get<model::Unit>(*made[0].after).code, UnitCode{"1"});
    EXPECT_TRUE(made[1].is_run());
    EXPECT_EQ(made[1].entity, (EntityRef{EntityKind::road, 1}));
    EXPECT_EQ(made[1].last_id, 4);
    EXPECT_EQ(made[2].entity, (EntityRef{EntityKind::surface_record, 1}));
    EXPECT_EQ(made[2].last_id, 6);
    const auto changed = store->changes(ChangesetId{2});
    ASSERT_THAT(changed, SizeIs(2));
    EXPECT_EQ(changed[0].before, first.rows[0]);
    EXPECT_EQ(changed[0].after, second.rows[0]);
    EXPECT_TRUE(changed[1].is_run());
}

TEST_P(StoreHistory, OfARoadHasItsRecordsToo) {
    const auto store = open();
    const auto rows = store->apply(bulk_draft_of(testing::many_roads(3, 3)), Revision{0}).rows;
    const auto road = renamed(rows[3], "Đường B"); // the second road: id 2
    ASSERT_EQ(road.id, RoadId{2});
    store->apply(draft_of({renamed(rows[0], "Đường A")}), Revision{1});
    auto record = std::get<model::SurfaceRecord>(rows[4]);
    record.id = {};
    const auto added = store->apply(draft_of({record}), Revision{2});
    store->apply(draft_of({road}), Revision{3});

    const auto versions = store->entity_history({EntityKind::road, 2}, 10, std::nullopt);
    ASSERT_THAT(versions, SizeIs(3));
    EXPECT_EQ(versions[0].changeset.id, ChangesetId{4});
    ASSERT_THAT(versions[0].changes, SizeIs(1));
    EXPECT_EQ(versions[0].changes[0].before, rows[3]);
    EXPECT_EQ(versions[0].changes[0].after, model::Row{road});
    EXPECT_EQ(versions[1].changeset.id, ChangesetId{3});
    ASSERT_THAT(versions[1].changes, SizeIs(1));
    EXPECT_FALSE(versions[1].changes[0].before);
    EXPECT_EQ(versions[1].changes[0].after, added.rows[0]);
    EXPECT_EQ(versions[2].changeset.id, ChangesetId{1});
    ASSERT_THAT(versions[2].changes, SizeIs(2)) << "the road and its record, out of their runs";
    EXPECT_EQ(versions[2].changes[0].after, rows[3]);

    const auto page = store->entity_history({EntityKind::road, 2}, 1, ChangesetId{4});
    ASSERT_THAT(page, SizeIs(1));
    EXPECT_EQ(page[0].changeset.id, ChangesetId{3});
    EXPECT_THAT(store->entity_history({EntityKind::road, 9}, 10, std::nullopt), IsEmpty());
    EXPECT_THAT(store->entity_history({EntityKind::facility, 2}, 10, std::nullopt), IsEmpty());
}

TEST_P(StoreHistory, KnowsWhenEachEntityWasLastChanged) {
    const auto store = open();
    const auto applied = store->apply(bulk_draft_of(testing::many_roads(5, 3)), Revision{0});
    model::LastChanges changes{store->last_changes()};
    auto snapshot = model::Snapshot::build(store->load());
    std::mt19937 random{3};
    for (std::int64_t revision = 1; revision < 60; ++revision) {
        const auto rows = snapshot->parts().back()->roads;
        const auto& road = rows[std::uniform_int_distribution<std::size_t>{0, 4}(random)];
        model::Row row = renamed(road, "Lần " + std::to_string(revision));
        std::get<model::Road>(row).surfaces.clear();
        if (revision % 3 == 0) {
            auto record = road.surfaces.front();
            record.id = {};
            row = record;
        }
        const auto next = store->apply(draft_of({row}), Revision{revision});
        snapshot = snapshot->apply(next);
        changes = changes.with(next);
        EXPECT_EQ(changes.of(*snapshot->find_road(road.id)), next.revision);
        const model::LastChanges loaded{store->last_changes()};
        for (const auto& each : snapshot->parts().back()->roads) {
            EXPECT_EQ(loaded.of(each), changes.of(each));
        }
    }
}

TEST(LastChanges, StayRightWhenManyChange) {
    std::mt19937 random{5};
    model::LastChanges changes{{{EntityKind::road, 1, 5000, Revision{1}}}};
    std::vector<Revision> expected(5001, Revision{1});
    for (std::int64_t revision = 2; revision < 300; ++revision) {
        model::Applied applied;
        applied.revision = Revision{revision};
        const int count = revision % 50 == 0 ? 2000 : 12;
        for (int i = 0; i < count; ++i) {
            model::Road road;
            road.id = RoadId{std::uniform_int_distribution<std::int64_t>{1, 5000}(random)};
            expected[static_cast<std::size_t>(road.id.get())] = applied.revision;
            applied.rows.emplace_back(road);
        }
        changes = changes.with(applied);
    }
    for (std::int64_t id = 1; id <= 5000; ++id) {
        model::Road road;
        road.id = RoadId{id};
        ASSERT_EQ(changes.of(road), expected[static_cast<std::size_t>(id)]) << id;
    }
}

/// New rows, changed rows and retracted records of any kind.
std::vector<model::Row> next_rows(std::mt19937& random, const model::AtlasData& data) {
    const auto coin = [&] {
        return std::bernoulli_distribution{0.3}(random);
    };
    auto rows = testing::random_rows(random, 12);
    if (data.revision.get() > 0 && !coin()) { // units change everything: now and then only
        std::vector<model::Row> kept;
        for (const auto& row : rows) {
            if (std::holds_alternative<model::Facility>(row)) {
                kept.push_back(row);
            }
        }
        rows = std::move(kept);
    }
    for (const auto& road : data.roads) {
        if (coin()) {
            auto changed = road;
            changed.surfaces.clear();
            changed.name += "x";
            changed.line.push_back({road.line.back().lon / 2, road.line.back().lat / 2});
            rows.emplace_back(changed);
        }
        for (auto record : road.surfaces) {
            if (coin()) {
                record.state = model::RecordState::retracted;
                rows.emplace_back(record);
            }
        }
    }
    for (auto facility : data.facilities) {
        if (coin()) {
            facility.name += "y";
            rows.emplace_back(facility);
        }
    }
    return rows;
}

TEST_P(StoreHistory, LeadsBackToEveryRevision) {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        SCOPED_TRACE(seed);
        const testing::TemporaryFolder folder;
        const auto store = GetParam().open(folder.path(), Access::read_write);
        std::mt19937 random{seed};
        std::vector<std::shared_ptr<const model::Snapshot>> snapshots{
            model::Snapshot::build(store->load())};
        for (std::int64_t revision = 0; revision < 8; ++revision) {
            const auto rows = next_rows(random, store->load());
            const auto draft = revision % 2 == 0 ? bulk_draft_of(rows) : draft_of(rows);
            const auto applied = store->apply(draft, Revision{revision});
            snapshots.push_back(snapshots.back()->apply(applied));
            const auto loaded = model::Snapshot::build(store->load());
            EXPECT_TRUE(test_support::same_snapshot(*snapshots.back(), *loaded));
        }
        for (std::size_t revision = 0; revision < snapshots.size(); ++revision) {
            const auto past = snapshots.back()->rewound(
                store->rewind(Revision{static_cast<std::int64_t>(revision)}));
            EXPECT_EQ(past->revision(), snapshots[revision]->revision());
            EXPECT_TRUE(test_support::same_snapshot(*past, *snapshots[revision])) << revision;
        }
        EXPECT_EQ(error_code_of([&] { (void)store->rewind(Revision{99}); }), "unknown-revision");
    }
}

TEST_P(StoreHistory, KnowsWhatHadBeenRecordedOnADay) {
    const auto store = open();
    EXPECT_EQ(store->revision_on(Date::today()), Revision{0});
    store->apply(draft_of(repeatable_rows()), Revision{0});
    const auto today = Date::today();
    EXPECT_EQ(store->revision_on(today), Revision{1});
    EXPECT_EQ(store->revision_on(Date::from_days(today.days() - 2)), Revision{0});
    EXPECT_EQ(store->revision_on(Date{9999, 12, 31}), Revision{1});
}

TEST_P(StoreHistory, KeepsWhatAnEntityWasMadeFrom) {
    const auto store = open();
    const auto rows = store->apply(draft_of(testing::many_roads(2, 3)), Revision{0}).rows;
    auto draft = draft_of({rows[0], renamed(rows[3], "hai")});
    std::get<model::Road>(draft.rows[1]).id = {};
    draft.lineage = {{EntityKind::road, 1, -2}};
    const auto applied = store->apply(draft, Revision{1});
    const auto child = std::get<model::Road>(applied.rows[1]).id.get();
    EXPECT_THAT(store->lineage({EntityKind::road, 1}),
                ElementsAre(model::Lineage{EntityKind::road, 1, child}));
    EXPECT_THAT(store->lineage({EntityKind::road, child}),
                ElementsAre(model::Lineage{EntityKind::road, 1, child}));
    EXPECT_THAT(store->lineage({EntityKind::road, 2}), IsEmpty());
    draft.lineage = {{EntityKind::surface_record, 1, -2}};
    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{2}); }), "bad-lineage");
    EXPECT_EQ(store->revision(), Revision{2});
}

TEST_P(StoreHistory, CarriesARequestOutOnce) {
    auto draft = draft_of(repeatable_rows());
    draft.key = {"1f0a", "POST /api/changesets abc"};
    const auto applied = open()->apply(draft, Revision{0});
    EXPECT_FALSE(applied.repeated);

    const auto store = open(); // after a restart, from a base that is stale by now
    const auto again = store->apply(draft, Revision{0});
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.revision, applied.revision);
    EXPECT_EQ(again.at, applied.at);
    EXPECT_THAT(again.rows, ::testing::UnorderedElementsAreArray(applied.rows));
    EXPECT_EQ(store->revision(), Revision{1});
    EXPECT_TRUE(
        std::holds_alternative<model::Applied>(*store->find_request(draft.author, *draft.key)));

    auto other = draft;
    other.key->content = "POST /api/changesets xyz";
    EXPECT_EQ(error_code_of([&] { store->apply(other, Revision{1}); }), "request-key-reused");
    EXPECT_EQ(error_code_of([&] { (void)store->find_request(other.author, *other.key); }),
              "request-key-reused");
    other.author = "another";
    EXPECT_FALSE(store->find_request(other.author, *other.key));
    EXPECT_EQ(store->apply(other, Revision{1}).revision, Revision{2}) << "keys are each author's";
}

TEST_P(StoreHistory, AFailedRequestIsNotRemembered) {
    const auto store = open();
    auto draft = draft_of(repeatable_rows());
    draft.key = {"k", "c"};
    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{5}); }), "stale-revision");
    EXPECT_FALSE(store->find_request(draft.author, *draft.key));
    EXPECT_FALSE(store->apply(draft, Revision{0}).repeated);
}

model::ProposalDraft proposal_draft() {
    return {"hoa",
            "Bê tông hóa 280 m",
            Revision{0},
            R"([{"op":"add_surface"}])",
            {UnitCode{"25345"}, UnitCode{""}}};
}

TEST_P(StoreHistory, KeepsProposals) {
    const auto first = open()->proposals().add(proposal_draft(), std::nullopt);
    const auto store = open();
    auto& proposals = store->proposals();
    EXPECT_EQ(first.id, ProposalId{1});
    const auto found = proposals.find(first.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->draft.author, "hoa");
    EXPECT_EQ(found->draft.comment, "Bê tông hóa 280 m");
    EXPECT_EQ(found->draft.operations, proposal_draft().operations);
    EXPECT_THAT(found->draft.communes, ElementsAre(UnitCode{"25345"}, UnitCode{""}));
    EXPECT_EQ(found->state, model::ProposalState::open);
    EXPECT_EQ(found->at, first.at);
    EXPECT_FALSE(proposals.find(ProposalId{2}));

    auto elsewhere = proposal_draft();
    elsewhere.author = "nga";
    elsewhere.communes = {UnitCode{"25348"}};
    const auto second = proposals.add(elsewhere, std::nullopt);
    const auto ids = [&](const model::ProposalQuery& query) {
        std::vector<std::int64_t> result;
        for (const auto& each : proposals.list(query)) {
            result.push_back(each.id.get());
        }
        return result;
    };
    EXPECT_THAT(ids({}), ElementsAre(2, 1));
    EXPECT_THAT(ids({.commune = UnitCode{"25345"}}), ElementsAre(1));
    EXPECT_THAT(ids({.commune = UnitCode{""}}), ElementsAre(1));
    EXPECT_THAT(ids({.author = "nga"}), ElementsAre(2));
    EXPECT_THAT(ids({.limit = 1}), ElementsAre(2));
    EXPECT_THAT(ids({.before = second.id}), ElementsAre(1));
    EXPECT_THAT(proposals.counts(std::nullopt), ElementsAre(2, 0, 0, 0));

    const auto returned =
        proposals.decide(first.id, {model::ProposalState::returned, "an", "Thiếu biên bản"});
    EXPECT_EQ(returned.decided_by, "an");
    EXPECT_EQ(proposals.find(first.id)->reason, "Thiếu biên bản");
    EXPECT_THAT(ids({.state = model::ProposalState::open}), ElementsAre(2));
    EXPECT_THAT(proposals.counts(std::nullopt), ElementsAre(1, 0, 1, 0));
    EXPECT_THAT(proposals.counts(UnitCode{"25348"}), ElementsAre(1, 0, 0, 0));
    EXPECT_EQ(error_code_of([&] {
                  proposals.decide(first.id, {model::ProposalState::withdrawn, "hoa", ""});
              }),
              "proposal-decided");
    EXPECT_EQ(error_code_of([&] {
                  proposals.decide(ProposalId{7}, {model::ProposalState::withdrawn, "hoa", ""});
              }),
              "unknown-proposal");
    EXPECT_EQ(store->revision(), Revision{0}) << "a proposal changes nothing";
}

TEST_P(StoreHistory, AcceptingAProposalIsAChangeset) {
    const auto store = open();
    const auto proposal = store->proposals().add(proposal_draft(), std::nullopt);
    auto draft = draft_of(repeatable_rows());
    draft.author = "hoa";
    draft.acceptance = {proposal.id, "an", "Đúng"};
    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{4}); }), "stale-revision");
    EXPECT_EQ(store->proposals().find(proposal.id)->state, model::ProposalState::open);

    const auto applied = store->apply(draft, Revision{0});
    const auto accepted = store->proposals().find(proposal.id);
    EXPECT_EQ(accepted->state, model::ProposalState::accepted);
    EXPECT_EQ(accepted->decided_by, "an");
    EXPECT_EQ(accepted->decided_at, applied.at);
    EXPECT_EQ(accepted->changeset, ChangesetId{1});
    EXPECT_EQ(store->history(1, std::nullopt).front().approved_by, "an");

    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{1}); }), "proposal-decided");
    draft.acceptance->proposal = ProposalId{9};
    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{1}); }), "unknown-proposal");
    EXPECT_EQ(store->revision(), Revision{1});
}

TEST_P(StoreHistory, AProposalThatIsSentTwiceIsOne) {
    const auto store = open();
    const model::RequestKey key{"k", "c"};
    const auto first = store->proposals().add(proposal_draft(), key);
    EXPECT_EQ(store->proposals().add(proposal_draft(), key).id, first.id);
    EXPECT_EQ(std::get<model::Proposal>(*store->find_request("hoa", key)).id, first.id);
    EXPECT_EQ(error_code_of([&] {
                  store->proposals().add(proposal_draft(), model::RequestKey{"k", "other"});
              }),
              "request-key-reused");
    auto draft = draft_of(repeatable_rows());
    draft.author = "hoa";
    draft.key = key;
    EXPECT_EQ(error_code_of([&] { store->apply(draft, Revision{0}); }), "request-key-reused");
    EXPECT_THAT(store->proposals().list({}), SizeIs(1));
}

TEST_P(StoreHistory, AReaderReadsAllOfItAndWritesNothing) {
    const auto writer = open();
    const auto reader = open(Access::read_only);
    writer->apply(draft_of(testing::full_rows()), Revision{0});
    writer->proposals().add(proposal_draft(), std::nullopt);
    EXPECT_THAT(reader->changes(ChangesetId{1}), SizeIs(8));
    EXPECT_THAT(reader->proposals().list({}), SizeIs(1));
    EXPECT_THAT(reader->rewind(Revision{0}).removed, SizeIs(8));
    EXPECT_EQ(error_code_of([&] { reader->proposals().add(proposal_draft(), std::nullopt); }),
              "read-only-store");
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreHistory, testing::engines(), testing::name_of);

} // namespace

} // namespace gis::store
