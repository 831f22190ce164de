// Damage and tampering are found and named.
#include "gis/store/connection.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/statement.hpp"
#include "gis/store/store.hpp"
#include "gis/store/verification.hpp"

#include "rows.hpp"
#include "scale.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <random>

namespace gis::store {

namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;

std::vector<std::string> sentences(const Verification& found) {
    std::vector<std::string> all;
    for (const auto& damage : found.damages) {
        all.push_back(damage.message.en);
    }
    return all;
}

/// Single edits, a bulk import, changes of what the import made, an accepted proposal, lineage,
/// accounts, keys: everything that is hashed.
/// @param plans  whether there are items of plans
void fill(const fs::path& folder, bool plans = true) {
    const auto rows = [plans](std::vector<model::Row> all) {
        std::erase_if(all, [plans](const model::Row& row) {
            return !plans && std::holds_alternative<model::PlanEntry>(row);
        });
        return testing::draft_of(std::move(all));
    };
    const auto store = open_store(folder, Access::read_write);
    store->apply(rows(testing::full_rows()), Revision{0});
    const auto made =
        store->apply(testing::bulk_draft_of(testing::many_roads(40, 4)), Revision{1}).rows;
    auto edit = testing::draft_of({made[0], made[3]});
    std::get<model::Road>(edit.rows[0]).name = "Đường mới";
    edit.key = {"một", "nội dung"};
    edit.lineage = {{model::EntityKind::road, 1, 2}};
    const auto proposal = store->proposals().add(
        {"nga", "Đề xuất", Revision{2}, "{}", {UnitCode{"09271"}}}, model::RequestKey{"hai", "y"});
    edit.acceptance = {proposal.id, "an", "đúng"};
    store->apply(edit, Revision{2});
    auto unit = testing::full_rows()[1];
    auto again = unit;
    std::get<model::Unit>(unit).population = 500;
    std::get<model::Unit>(again).population = 501;
    model::Unit added;
    added.code = UnitCode{"new"};
    auto renamed = added;
    renamed.name = "Mới";
    store->apply(testing::bulk_draft_of({unit, added, renamed, again}), Revision{3});
    store->apply(rows(testing::bare_rows()), Revision{4});
    StoredUser user;
    user.user.name = "an";
    StoredSession session;
    session.user = "an";
    session.signed_in_at = session.last_seen_at = Instant{std::chrono::seconds{1000}};
    ApplicationPassword password;
    password.user = "an";
    password.label = "QGIS";
    SetupLink link;
    link.user = "an";
    AccountEvent event;
    event.event = "user_added";
    const std::array<AccountChange, 4> changes{user, session, password, link};
    store->accounts().apply(changes, {&event, 1});
}

class Verifying : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        m_folder = std::make_unique<TemporaryFolder>();
        fill(m_folder->path());
    }
    static void TearDownTestSuite() { m_folder.reset(); }

    /// What is found after somebody has run SQL that passes by the program.
    static std::vector<std::string> after(const std::string& sql) {
        const TemporaryFolder copy;
        fs::copy_file(m_folder->file(), copy.file());
        Connection{copy.file(), Purpose::write}.execute(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; " + sql);
        return sentences(verify_store(copy.path()));
    }

    static std::unique_ptr<TemporaryFolder> m_folder;
};

std::unique_ptr<TemporaryFolder> Verifying::m_folder;

TEST_F(Verifying, FindsNothingInAWholeStore) {
    const auto found = verify_store(m_folder->path());
    EXPECT_THAT(sentences(found), IsEmpty());
    EXPECT_EQ(found.revision, Revision{5});
    EXPECT_EQ(found.head, open_store(m_folder->path(), Access::read_only)->head());
    EXPECT_NE(found.head, Digest{});
    EXPECT_EQ(found.rows.at("roads"), 42);
    EXPECT_EQ(found.rows.at("changesets"), 5);
    EXPECT_EQ(found.rows.at("users"), 1);
}

TEST_F(Verifying, FindsNothingInAnEmptyStore) {
    const TemporaryFolder folder;
    static_cast<void>(open_store(folder.path(), Access::read_write));
    const auto found = verify_store(folder.path());
    EXPECT_TRUE(found.good());
    EXPECT_EQ(found.head, Digest{});
}

TEST_F(Verifying, NamesTheRowThatWasAltered) {
    EXPECT_THAT(after("DROP TRIGGER roads_no_update; UPDATE roads SET name = 'x' WHERE id = 3"),
                Contains("Table roads, row 3: its content is not what was written."));
    EXPECT_THAT(after("UPDATE surface_records SET to_m = to_m + 1e-9 WHERE id = 5"),
                Contains(HasSubstr("Table surface_records, row 5")));
    EXPECT_THAT(after("UPDATE facilities SET toilet = 1 - toilet WHERE id = 1"),
                Contains(HasSubstr("Table facilities, row 1")));
    EXPECT_THAT(after("UPDATE population_points SET persons = persons + 1 WHERE id = 1"),
                Contains(HasSubstr("Table population_points, row 1")));
    EXPECT_THAT(after("UPDATE units SET name = 'x' WHERE id = 2"),
                Contains(HasSubstr("Table units, row 2")));
    EXPECT_THAT(after("UPDATE roads SET road_class = 'motorway' WHERE id = 3"),
                Contains(HasSubstr("table roads, row 3, column road_class")));
}

/// Who knows how a row's hash is made still has the history against them.
TEST_F(Verifying, NamesARowWhoseHashWasAlteredWithIt) {
    const TemporaryFolder other;
    fill(other.path());
    {
        const auto store = open_store(other.path(), Access::read_write);
        auto road = store->load().roads[0];
        road.surfaces.clear();
        road.name = "giả";
        store->apply(testing::draft_of({road}), store->revision());
    }
    const auto found = after("ATTACH '" + other.file().string() +
                             "' AS other; DELETE FROM roads WHERE id = 1;"
                             "INSERT INTO roads SELECT * FROM other.roads WHERE id = 1");
    EXPECT_THAT(found, Contains(HasSubstr("Table roads, row 1: it is not what changeset 1")));
}

TEST_F(Verifying, NamesRowsThatWereAddedOrRemoved) {
    EXPECT_THAT(after("DELETE FROM population_points WHERE id = 1"),
                Contains(HasSubstr("Table population_points, row 1: it is gone")));
    EXPECT_THAT(after("INSERT INTO population_points SELECT 77, persons, geometry, hash FROM"
                      " population_points WHERE id = 1"),
                Contains(HasSubstr("Table population_points, row 77: no change of the history")));
    EXPECT_THAT(after("DELETE FROM roads WHERE id = 9"),
                Contains(HasSubstr("Table roads, row 9: it is gone")));
}

TEST_F(Verifying, NamesTheChangesetThatWasAltered) {
    const auto names = [](std::int64_t changeset) {
        return Contains(HasSubstr("Table changesets, row " + std::to_string(changeset) + ":"));
    };
    EXPECT_THAT(after("DROP TRIGGER changesets_no_update;"
                      "UPDATE changesets SET comment = 'x' WHERE id = 1"),
                names(1));
    EXPECT_THAT(after("UPDATE changesets SET at = '2020' WHERE id = 2"), names(2));
    EXPECT_THAT(after("UPDATE changesets SET row_count = 9 WHERE id = 3"), names(3));
    EXPECT_THAT(after("UPDATE changesets SET hash = zeroblob(32) WHERE id = 2"), names(2));
    EXPECT_THAT(
        after("DELETE FROM changesets WHERE id = 2; DELETE FROM changes WHERE changeset = 2"),
        Contains(HasSubstr("the changeset before it is missing")));
    EXPECT_THAT(after("DELETE FROM lineage"), names(3));
    EXPECT_THAT(after("UPDATE lineage SET child = 4"), names(3));
    EXPECT_THAT(after("UPDATE proposals SET decided_by = 'x'"), names(3));
    EXPECT_THAT(after("UPDATE changes SET after = replace(after, 'Đường mới', 'Đường cũ')"
                      " WHERE changeset = 3"),
                names(3));
    EXPECT_THAT(after("UPDATE changes SET before = NULL, after = NULL WHERE id = 1"), names(1));
    EXPECT_THAT(after("UPDATE changes SET last_id = last_id - 1 WHERE last_id > first_id"),
                names(2));
}

TEST_F(Verifying, NamesTheRowOfEveryOtherTable) {
    for (const auto* sql :
         {"UPDATE users SET role = 'administrator'", "UPDATE sessions SET last_seen_at = 5",
          "UPDATE application_passwords SET scope = 'edit'",
          "UPDATE setup_links SET expires_at = 9", "UPDATE account_events SET detail = 'x'",
          "UPDATE proposals SET reason = 'x'",
          "UPDATE request_keys SET content = 'x' WHERE id = 1"}) {
        const std::string table{
            std::string_view{sql}.substr(7, std::string_view{sql}.find(' ', 7) - 7)};
        EXPECT_THAT(after(sql), Contains(HasSubstr("Table " + table + ", row 1:"))) << sql;
    }
}

TEST_F(Verifying, NamesABoxThatDoesNotFit) {
    EXPECT_THAT(after("UPDATE idx_roads_geometry SET xmin = xmin - 0.001 WHERE pkid = 4"),
                Contains(HasSubstr("Table roads, row 4: the spatial index does not fit")));
    EXPECT_THAT(after("DELETE FROM idx_roads_geometry WHERE pkid = 4"),
                Contains(HasSubstr("Table roads, row 4: the spatial index does not fit")));
    EXPECT_THAT(after("INSERT INTO idx_roads_geometry VALUES (99, 1, 2, 1, 2)"),
                Contains(HasSubstr("Table roads, row 99: it is in the spatial index")));
}

TEST_F(Verifying, ComparesWithWhatWasNotedElsewhere) {
    const auto whole = verify_store(m_folder->path());
    const KnownHead right{whole.revision, whole.head};
    EXPECT_TRUE(verify_store(m_folder->path(), {&right, 1}).good());
    const KnownHead wrong{Revision{4}, whole.head};
    EXPECT_THAT(sentences(verify_store(m_folder->path(), {&wrong, 1})),
                Contains(HasSubstr("changesets, row 4: it does not have the hash that was noted")));
    const KnownHead future{Revision{99}, whole.head};
    EXPECT_FALSE(verify_store(m_folder->path(), {&future, 1}).good());
}

/// A store from before there were hashes gets them, over all of its history.
TEST_F(Verifying, AnOlderStoreIsHashedWhenItIsMigrated) {
    const TemporaryFolder source;
    fill(source.path(), false); // there was no table of them yet
    const TemporaryFolder folder;
    fs::copy_file(source.file(), folder.file());
    {
        Connection old{folder.file(), Purpose::write};
        for (const auto* table :
             {"units", "roads", "surface_records", "facilities", "population_points"}) {
            old.execute("ALTER TABLE " + std::string{table} + " DROP COLUMN hash");
        }
        old.execute("ALTER TABLE changesets DROP COLUMN hash;"
                    "ALTER TABLE changesets DROP COLUMN hash_version");
        for (const auto* table : {"users", "sessions", "application_passwords", "setup_links",
                                  "account_events", "proposals", "request_keys"}) {
            old.execute("ALTER TABLE " + std::string{table} + " DROP COLUMN seal");
        }
        old.execute("DROP TABLE plan_entries");
        old.execute("PRAGMA user_version = 3");
    }
    EXPECT_EQ(testing::error_code_of([&] { static_cast<void>(verify_store(folder.path())); }),
              "older-store");
    const auto head = open_store(folder.path(), Access::read_write)->head();
    const auto found = verify_store(folder.path());
    EXPECT_THAT(sentences(found), IsEmpty());
    EXPECT_EQ(head, verify_store(source.path()).head) << "the same history, the same hash";
}

/// All that is stored in our tables; "unreadable" when SQLite cannot tell.
std::string dump(const fs::path& file) {
    std::string all;
    try {
        const Connection connection{file, Purpose::read};
        for (const auto* table : {"units",
                                  "roads",
                                  "surface_records",
                                  "facilities",
                                  "population_points",
                                  "plan_entries",
                                  "changesets",
                                  "changes",
                                  "lineage",
                                  "proposals",
                                  "request_keys",
                                  "users",
                                  "sessions",
                                  "application_passwords",
                                  "setup_links",
                                  "account_events",
                                  "idx_roads_geometry",
                                  "idx_units_geometry",
                                  "idx_facilities_geometry",
                                  "idx_population_points_geometry"}) {
            Statement select{connection, "SELECT * FROM " + std::string{table}};
            while (select.step()) {
                for (int column = 0; column < select.columns(); ++column) {
                    all += std::to_string(static_cast<int>(select.type(column)));
                    const auto bytes =
                        select.type(column) == ValueType::blob
                            ? std::string{reinterpret_cast<const char*>(select.blob(column).data()),
                                          select.blob(column).size()}
                            : std::string{select.text(column)};
                    all += bytes + "|";
                }
            }
        }
    } catch (const Error&) {
        return "unreadable";
    }
    return all;
}

TEST_F(Verifying, FindsEveryFlippedBitThatAltersAStoredValue) {
    const auto whole = [] {
        std::ifstream in{m_folder->file(), std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    }();
    const auto original = dump(m_folder->file());
    ASSERT_NE(original, "unreadable");
    const TemporaryFolder copy;
    std::mt19937 random{11};
    int altered = 0;
    for (int flip = 0; flip < testing::scaled(250); ++flip) {
        auto bytes = whole;
        const auto at = std::uniform_int_distribution<std::size_t>{0, whole.size() - 1}(random);
        const auto bit = std::uniform_int_distribution<unsigned>{0, 7}(random);
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
        std::ofstream{copy.file(), std::ios::binary | std::ios::trunc} << bytes;
        bool found = false;
        try {
            found = !verify_store(copy.path()).good();
        } catch (const Error&) {
            found = true;
        }
        if (dump(copy.file()) != original) {
            ++altered;
            EXPECT_TRUE(found) << "byte " << at << ", bit " << bit;
        }
    }
    EXPECT_GT(altered, testing::scaled(250) / 25) << "too few flips met data";
}

} // namespace

} // namespace gis::store
