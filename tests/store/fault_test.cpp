// Calls that fail, one after the other: never a "yes" without the deed, never a damaged store.
#include "gis/store/ballast.hpp"
#include "gis/store/statement.hpp"
#include "gis/store/store.hpp"
#include "gis/store/verification.hpp"

#include "rows.hpp"
#include "scale.hpp"
#include "temporary_folder.hpp"
#include "test_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace gis::store {

namespace {

namespace fs = std::filesystem;
using testing::DiskCall;
using testing::error_code_of;
using ::testing::HasSubstr;
using testing::TemporaryFolder;
using testing::TestDisk;

// ---- memory ----

sqlite3_mem_methods usual_memory{};
int allocations_left = -1; ///< -1: all succeed
bool starve_for_ever = false;
bool starved = false;

bool refuse_memory() {
    if (allocations_left < 0 || (allocations_left > 0 && --allocations_left > 0)) {
        return false;
    }
    if (!starve_for_ever) {
        allocations_left = -1;
    }
    starved = true;
    return true;
}
void* allocate(int size) {
    return refuse_memory() ? nullptr : usual_memory.xMalloc(size);
}
void* reallocate(void* memory, int size) {
    return refuse_memory() ? nullptr : usual_memory.xRealloc(memory, size);
}

TestDisk& disk() {
    static TestDisk& the_disk = [&]() -> TestDisk& {
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual_memory);
        auto methods = usual_memory;
        methods.xMalloc = allocate;
        methods.xRealloc = reallocate;
        EXPECT_EQ(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods), SQLITE_OK);
        initialize_engine();
        return TestDisk::install();
    }();
    return the_disk;
}

// ---- what is tried ----

/// A closed store to start each try from.
class Faults : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        (void)disk();
        m_template = std::make_unique<TemporaryFolder>();
        const auto store = open_store(m_template->path(), Access::read_write);
        store->apply(testing::draft_of(testing::full_rows()), Revision{0});
        store->apply(testing::bulk_draft_of(testing::many_roads(30, 4)), Revision{1});
    }
    static void TearDownTestSuite() { m_template.reset(); }

    /// Opens the store and edits it while something fails; then heals and judges.
    /// @param heal  @return whether anything had failed
    template <class Heal>
    static bool survives(const Heal& heal, bool stops_writing) {
        const TemporaryFolder folder;
        fs::copy_file(m_template->file(), folder.file());
        std::int64_t acknowledged = 2;
        std::int64_t attempted = 2;
        bool stopped = false;
        try {
            const auto store = open_store(folder.path(), Access::read_write);
            for (int edit = 0; edit < 4; ++edit) {
                try {
                    attempted = std::max(attempted, acknowledged + (edit == 1 ? 3 : 1));
                    acknowledged = edit == 1 ? write_group(*store, acknowledged)
                                             : write(*store, edit == 2, acknowledged);
                    EXPECT_FALSE(stopped) << "written after the disk had failed";
                } catch (const Error& error) {
                    EXPECT_NE(error.code(), "stale-revision") << "written without saying so";
                    stopped = stopped || error.code() == "store-failed";
                    if (stops_writing) {
                        EXPECT_THAT(
                            error.code(),
                            ::testing::AnyOf("store-failed", "writing-stopped", "group-lost"));
                    }
                }
                (void)error_code_of([&] { (void)store->load(); }); // must not end the program
            }
        } catch (const Error&) {
        }
        const bool failed = heal();
        const auto found = verify_after(folder.path());
        disk().forget_files(); // thousands of tries, each with a store of its own
        EXPECT_GE(found, acknowledged) << "acknowledged and gone";
        EXPECT_LE(found, std::max(attempted, acknowledged));
        return failed;
    }

    static std::int64_t write(Store& store, bool bulk, std::int64_t revision) {
        const auto draft = bulk ? testing::bulk_draft_of(testing::many_roads(20, 3))
                                : testing::draft_of({testing::full_rows()[6]});
        return store.apply(draft, Revision{revision}).revision.get();
    }

    /// Three changesets that become durable together, without those that fail.
    static std::int64_t write_group(Store& store, std::int64_t revision) {
        const auto group = store.begin_group();
        for (int i = 0; i < 3; ++i) {
            try {
                revision = write(store, i == 1, revision);
            } catch (const Error& error) {
                EXPECT_NE(error.code(), "stale-revision") << "written without saying so";
            }
        }
        group->commit();
        return revision;
    }

    static std::int64_t verify_after(const fs::path& folder) {
        (void)open_store(folder, Access::read_write);
        const auto found = verify_store(folder);
        EXPECT_TRUE(found.good()) << found.damages.front().message.en;
        return found.revision.get();
    }

    /// The n-th call fails, n = 1 and on, until one is not reached any more.
    static void fail_each(DiskCall call, int code, bool stops_writing = false) {
        for (const bool for_ever : {false, true}) {
            for (int n = 1;; n += step(n)) {
                SCOPED_TRACE(::testing::Message() << "call " << n << (for_ever ? " and on" : ""));
                disk().fail(call, n, code, for_ever);
                if (!survives([] { return disk().heal(); }, stops_writing)) {
                    EXPECT_GT(n, 1) << "nothing ever failed";
                    break;
                }
                if (HasFailure()) {
                    return;
                }
            }
        }
    }

    /// Every call at a scale of 100, every second at 10, else about each sixth.
    static int step(int n) {
        const int scale = testing::scaled(1);
        return scale >= 100 ? 1 : scale >= 10 ? 1 + n % 3 : 1 + n % 11;
    }

    static std::unique_ptr<TemporaryFolder> m_template;
};

std::unique_ptr<TemporaryFolder> Faults::m_template;

TEST_F(Faults, AWriteThatFails) {
    fail_each(DiskCall::write, SQLITE_IOERR_WRITE, true);
}

TEST_F(Faults, AWriteToAFullDisk) {
    fail_each(DiskCall::write, SQLITE_FULL);
}

TEST_F(Faults, ASyncThatFails) {
    fail_each(DiskCall::sync, SQLITE_IOERR_FSYNC, true);
}

TEST_F(Faults, ACutThatFails) {
    fail_each(DiskCall::truncate, SQLITE_IOERR_TRUNCATE);
}

TEST_F(Faults, AnOpenThatFails) {
    fail_each(DiskCall::open, SQLITE_CANTOPEN);
    fail_each(DiskCall::open, SQLITE_IOERR);
}

TEST_F(Faults, ARemovalThatFails) {
    fail_each(DiskCall::remove, SQLITE_IOERR_DELETE);
}

TEST_F(Faults, AnAllocationThatFails) {
    std::mt19937 random{2};
    const auto stride = [&random](int n) {
        const int scale = testing::scaled(1);
        return scale >= 100  ? 1
               : scale >= 10 ? 7
                             : std::uniform_int_distribution{1, 120 + n / 8}(random);
    };
    for (const bool for_ever : {false, true}) {
        for (int n = 1;; n += stride(n)) {
            SCOPED_TRACE(::testing::Message() << "allocation " << n << (for_ever ? " and on" : ""));
            starved = false;
            starve_for_ever = for_ever;
            allocations_left = n;
            const bool reached = survives(
                [] {
                    allocations_left = -1;
                    return starved;
                },
                false);
            if (!reached || HasFailure()) {
                break;
            }
        }
    }
}

TEST_F(Faults, AFullDiskIsToldAndTheBallastGivenBack) {
    const TemporaryFolder folder;
    fs::copy_file(m_template->file(), folder.file());
    ASSERT_TRUE(make_ballast(folder.path()));
    EXPECT_EQ(fs::file_size(folder.path() / "ballast"), static_cast<std::uintmax_t>(ballast_bytes));
    const auto store = open_store(folder.path(), Access::read_write);
    disk().fail(DiskCall::write, 1, SQLITE_FULL, true);
    try {
        store->apply(testing::draft_of({testing::full_rows()[6]}), Revision{2});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::no_space);
        EXPECT_THAT(error.message().vi, HasSubstr("Đĩa của máy chủ đã đầy"));
        EXPECT_THAT(error.message().en, HasSubstr("The server's disk is full"));
    }
    EXPECT_FALSE(fs::exists(folder.path() / "ballast"));
    EXPECT_EQ(store->load().roads.size(), 31U) << "reading goes on";
    disk().heal();
    EXPECT_EQ(store->apply(testing::draft_of({testing::full_rows()[6]}), Revision{2}).revision,
              Revision{3});
}

} // namespace

} // namespace gis::store
