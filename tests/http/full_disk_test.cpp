// A full disk as a planner's browser sees it.
#include "http/editor_desk.hpp"
#include "store/test_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

namespace {

using gis::store::testing::DiskCall;
using gis::store::testing::TestDisk;
using http_test::EditorDesk;
using testing::HasSubstr;

TEST(FullDisk, IsToldReadingGoesOnAndWritingAfterwards) {
    auto& disk = TestDisk::install();
    EditorDesk desk;
    disk.fail(DiskCall::write, 1, SQLITE_FULL, true);
    const auto full = desk.patch("/api/roads/1", {{"name", "Mới"}}, "*");
    EXPECT_EQ(full.status, 507);
    EXPECT_EQ(full.body["type"], "urn:ntm-atlas:disk-full");
    EXPECT_THAT(full.body["detail"].get<std::string>(), HasSubstr("Free some space"));
    EXPECT_EQ(desk.get("/api/roads/1").status, 200);
    EXPECT_EQ(desk.revision(), 1);
    disk.heal();
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Mới"}}, "*").status, 200);
    EXPECT_EQ(desk.revision(), 2);
}

/// After a failed sync nobody knows what is on the disk: no more writing until a restart has
/// looked.
TEST(FailedSync, StopsWritingUntilARestart) {
    auto& disk = TestDisk::install();
    EditorDesk desk;
    disk.fail(DiskCall::sync, 1, SQLITE_IOERR_FSYNC, false);
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Mới"}}, "*").status, 500);
    disk.heal();
    const auto stopped = desk.patch("/api/roads/1", {{"name", "Mới"}}, "*");
    EXPECT_EQ(stopped.status, 500);
    EXPECT_THAT(stopped.body["detail"].get<std::string>(), HasSubstr("writing has stopped"));
    EXPECT_EQ(desk.get("/api/roads/1").status, 200);
    desk.reopen();
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Mới"}}, "*").status, 200);
}

} // namespace
