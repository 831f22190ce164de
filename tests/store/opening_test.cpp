// Files that are old, new, foreign or damaged, and folders that somebody else writes to.
#include "gis/core/error.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/store.hpp"

#include "rows.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <random>

namespace gis::store {

namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using testing::error_code_of;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::TemporaryFolder;

std::string content(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

std::string code_of_opening(const TemporaryFolder& folder, Access access = Access::read_write) {
    return error_code_of([&] { static_cast<void>(open_store(folder.path(), access)->load()); });
}

/// A closed store with some rows in it.
void fill(const TemporaryFolder& folder) {
    const auto store = open_store(folder.path(), Access::read_write);
    store->apply(testing::draft_of(testing::full_rows()), Revision{0});
    store->apply(testing::bulk_draft_of(testing::many_roads(200, 20)), Revision{1});
}

TEST(Opening, AForeignFileIsRefusedAndLeftAsItWas) {
    const TemporaryFolder folder;
    const std::string text = "Đây không phải kho dữ liệu.\n" + std::string(5000, 'x');
    overwrite(folder.file(), text);
    EXPECT_EQ(code_of_opening(folder), "foreign-store");
    EXPECT_EQ(code_of_opening(folder, Access::read_only), "foreign-store");
    EXPECT_EQ(content(folder.file()), text);
}

TEST(Opening, ADatabaseOfAnotherProgramIsRefusedAndLeftAsItWas) {
    const TemporaryFolder folder;
    Connection{folder.file(), Purpose::build}.execute(
        "CREATE TABLE roads (id INTEGER PRIMARY KEY); PRAGMA user_version = 1");
    const auto before = content(folder.file());
    EXPECT_EQ(code_of_opening(folder), "foreign-store");
    EXPECT_EQ(content(folder.file()), before);
}

TEST(Opening, AStoreOfANewerProgramIsRefusedAndLeftAsItWas) {
    const TemporaryFolder folder;
    fill(folder);
    {
        Connection connection{folder.file(), Purpose::write};
        connection.execute("PRAGMA user_version = 999");
    }
    const auto before = content(folder.file());
    try {
        static_cast<void>(open_store(folder.path(), Access::read_write));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "newer-store");
        EXPECT_THAT(error.message().vi, HasSubstr("Hãy cập nhật chương trình"));
    }
    EXPECT_EQ(code_of_opening(folder, Access::read_only), "newer-store");
    EXPECT_EQ(content(folder.file()), before);
}

TEST(Opening, AFileCutShortIsRefused) {
    const TemporaryFolder folder;
    fill(folder);
    const auto whole = content(folder.file());
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{100}, std::size_t{4095}, std::size_t{4096}, whole.size() / 2,
          whole.size() - 4096, whole.size() - 1}) {
        overwrite(folder.file(), whole.substr(0, size));
        EXPECT_EQ(code_of_opening(folder), "damaged-store") << size;
        EXPECT_EQ(content(folder.file()), whole.substr(0, size));
    }
    overwrite(folder.file(), whole);
    EXPECT_EQ(code_of_opening(folder), "");
}

TEST(Opening, ALogWithoutItsStoreIsRefused) {
    const TemporaryFolder folder;
    overwrite(folder.file().string() + "-wal", "something");
    EXPECT_EQ(code_of_opening(folder), "damaged-store");
    EXPECT_FALSE(fs::exists(folder.file()));
}

TEST(Opening, PagesFullOfNoiseAreNoticedNotServed) {
    const TemporaryFolder folder;
    fill(folder);
    const auto whole = content(folder.file());
    const auto good = open_store(folder.path(), Access::read_only)->load();
    std::mt19937 random{7};
    int noticed = 0;
    for (std::size_t page = 1; page < whole.size() / 4096; page += 3) {
        auto bytes = whole;
        for (std::size_t at = page * 4096; at < (page + 1) * 4096; ++at) {
            bytes[at] = static_cast<char>(random());
        }
        overwrite(folder.file(), bytes);
        try {
            const auto data = open_store(folder.path(), Access::read_only)->load();
            // A page of an index or of the history, which load() does not read.
            EXPECT_TRUE(data.roads == good.roads && data.units == good.units &&
                        data.facilities == good.facilities)
                << "page " << page;
        } catch (const Error& error) {
            ++noticed;
            EXPECT_EQ(error.code(), "damaged-store") << error.what();
            EXPECT_THAT(error.message().vi, HasSubstr("hỏng"));
        }
    }
    EXPECT_GT(noticed, 3);
}

TEST(Opening, ARowThatCannotBeIsNamed) {
    const TemporaryFolder folder;
    fill(folder);
    const auto spoil = [&](const std::string& sql) {
        const TemporaryFolder copy;
        fs::copy_file(folder.file(), copy.file());
        {
            Connection connection{copy.file(), Purpose::write};
            connection.execute("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; " +
                               sql);
        }
        try {
            static_cast<void>(open_store(copy.path(), Access::read_only)->load());
            return std::string{"loaded"};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "damaged-store");
            return error.message().en;
        }
    };
    EXPECT_THAT(spoil("UPDATE roads SET road_class = 'motorway' WHERE id = 3"),
                HasSubstr("table roads, row 3, column road_class"));
    EXPECT_THAT(spoil("UPDATE roads SET geometry = x'00' WHERE id = 4"),
                HasSubstr("table roads, row 4, column geometry"));
    EXPECT_THAT(spoil("UPDATE roads SET length_m = -1 WHERE id = 5"),
                HasSubstr("row 5, column length_m"));
    EXPECT_THAT(spoil("UPDATE roads SET name = CAST(x'c328' AS TEXT) WHERE id = 6"),
                HasSubstr("row 6, column name"));
    EXPECT_THAT(spoil("UPDATE surface_records SET road = 9999 WHERE id = 2"),
                HasSubstr("table surface_records, row 2, column road"));
    EXPECT_THAT(spoil("UPDATE surface_records SET to_m = from_m WHERE id = 2"),
                HasSubstr("table surface_records, row 2, column to_m"));
    EXPECT_THAT(spoil("UPDATE surface_records SET effective_on = '2024-02-30' WHERE id = 2"),
                HasSubstr("column effective_on"));
    EXPECT_THAT(spoil("UPDATE units SET predecessors = '[1]' WHERE id = 1"),
                HasSubstr("table units, row 1, column predecessors"));
    EXPECT_THAT(spoil("UPDATE facilities SET rooms = '{\"a\": -1}' WHERE id = 1"),
                HasSubstr("table facilities, row 1, column rooms"));
    EXPECT_THAT(spoil("UPDATE facilities SET toilet = 2 WHERE id = 1"), HasSubstr("toilet"));
    EXPECT_THAT(spoil("DROP TABLE population_points"), HasSubstr("population_points"));
}

TEST(Opening, CreationThatWasCutOffStartsAnew) {
    const TemporaryFolder folder;
    overwrite(folder.file().string() + ".creating", "half a store");
    EXPECT_EQ(code_of_opening(folder), "");
    EXPECT_FALSE(fs::exists(folder.file().string() + ".creating"));
}

TEST(Opening, MakesTheFolderOnFirstUse) {
    const TemporaryFolder folder;
    const auto nested = folder.path() / "dữ liệu" / "atlas";
    EXPECT_EQ(open_store(nested, Access::read_write)->revision(), Revision{0});
    EXPECT_TRUE(fs::exists(nested / "atlas.sqlite"));
}

TEST(Opening, AFolderThatMayNotBeWrittenIsRefused) {
    if (geteuid() == 0) {
        GTEST_SKIP() << "root may write everywhere";
    }
    const TemporaryFolder folder;
    fill(folder);
    const auto before = content(folder.file());
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    fs::permissions(folder.path() / "atlas.lock", fs::perms::owner_read);
    EXPECT_EQ(code_of_opening(folder), "store-unwritable");
    fs::permissions(folder.path(), fs::perms::owner_all);
    EXPECT_EQ(content(folder.file()), before);
}

TEST(Lock, SaysWhoHoldsItAndWhatToDo) {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path(), Access::read_write);
    try {
        static_cast<void>(open_store(folder.path(), Access::read_write));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::busy);
        EXPECT_EQ(error.code(), "store-locked");
        EXPECT_THAT(error.message().en, HasSubstr(std::to_string(getpid())));
        EXPECT_THAT(error.message().vi, HasSubstr("Hãy dừng máy chủ đó"));
    }
}

TEST(Lock, IsLetGoOf) {
    const TemporaryFolder folder;
    static_cast<void>(open_store(folder.path(), Access::read_write));
    EXPECT_EQ(code_of_opening(folder), "");
}

constexpr std::string_view add_table = "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT";
constexpr std::string_view fail_halfway = "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;"
                                          "INSERT INTO missing VALUES (1)";

std::vector<Migration> steps_with(std::initializer_list<std::string_view> more) {
    std::vector<Migration> steps{migrations().begin(), migrations().end()};
    for (const auto sql : more) {
        steps.push_back({steps.back().version + 1, sql});
    }
    return steps;
}

std::vector<fs::path> copies_in(const TemporaryFolder& folder) {
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator{folder.path()}) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("atlas.sqlite.v") && !name.ends_with(".json")) {
            copies.push_back(entry.path());
        }
    }
    return copies;
}

TEST(Migrations, AreNumberedFromOneWithoutGap) {
    std::int64_t version = 0;
    for (const auto& step : migrations()) {
        EXPECT_EQ(step.version, ++version);
        EXPECT_FALSE(step.sql.empty());
    }
    EXPECT_GE(version, 1);
}

TEST(Migrations, KeepACopyAndEveryRow) {
    const TemporaryFolder folder;
    fill(folder);
    const auto before = open_store(folder.path(), Access::read_only)->load();
    const auto steps = steps_with({add_table});
    const auto old_version = migrations().back().version;
    migrate(folder.file(), old_version, steps);
    EXPECT_EQ(inspect(folder.file(), old_version + 1), old_version + 1);

    const Connection migrated{folder.file(), Purpose::read};
    EXPECT_EQ(migrated.integer("SELECT count(*) FROM notes"), 0);
    EXPECT_EQ(migrated.integer("SELECT count(*) FROM roads"), 201);
    const auto copies = copies_in(folder);
    ASSERT_THAT(copies, SizeIs(1));
    EXPECT_EQ(inspect(copies[0], old_version), old_version);
    const TemporaryFolder restored;
    fs::copy_file(copies[0], restored.file());
    EXPECT_TRUE(open_store(restored.path(), Access::read_write)->load().roads == before.roads);
}

TEST(Migrations, AStepThatFailsLeavesTheStepBefore) {
    const TemporaryFolder folder;
    fill(folder);
    const auto old_version = migrations().back().version;
    const auto steps = steps_with({add_table, fail_halfway});
    try {
        migrate(folder.file(), old_version, steps);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "migration-failed");
        EXPECT_THAT(error.message().en, HasSubstr(copies_in(folder).at(0).string()));
    }
    EXPECT_EQ(inspect(folder.file(), old_version + 2), old_version + 1);
    const Connection connection{folder.file(), Purpose::read};
    EXPECT_EQ(connection.integer("SELECT count(*) FROM sqlite_master WHERE name = 'more'"), 0);
}

TEST(Migrations, ANewStoreThatFailsLeavesNoStore) {
    const TemporaryFolder folder;
    EXPECT_THROW(create(folder.file(), steps_with({fail_halfway})), Error);
    EXPECT_FALSE(fs::exists(folder.file()));
}

TEST(Connection, HasTheSettingsThatThePromiseNeeds) {
    const TemporaryFolder folder;
    fill(folder);
    const Connection writer{folder.file(), Purpose::write};
    EXPECT_EQ(writer.text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(writer.integer("PRAGMA synchronous"), 2);
    EXPECT_EQ(writer.integer("PRAGMA foreign_keys"), 1);
    EXPECT_EQ(writer.integer("PRAGMA cell_size_check"), 1);
    EXPECT_EQ(writer.integer("PRAGMA temp_store"), 2);
    EXPECT_EQ(writer.integer("PRAGMA mmap_size"), 0);
    EXPECT_EQ(writer.integer("PRAGMA trusted_schema"), 0);
    const Connection reader{folder.file(), Purpose::read};
    EXPECT_EQ(reader.integer("PRAGMA query_only"), 1);
    EXPECT_EQ(reader.integer("PRAGMA application_id"), application_id);
}

} // namespace

} // namespace gis::store
