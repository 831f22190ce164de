// Backups that nobody asks for.
#include "http/editor_desk.hpp"

#include "server/backups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using gis::Date;
using gis::store::testing::TemporaryFolder;
using http_test::EditorDesk;
using server::BackupPlan;
using server::Backups;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names(std::vector<fs::path> paths) {
    std::vector<std::string> found;
    for (const auto& path : paths) {
        found.push_back(path.filename());
    }
    return found;
}

TEST(DailyBackup, IsMadeOnceADay) {
    EditorDesk desk;
    const BackupPlan plan{desk.folder() / "backups", 2, 0};
    server::Metrics metrics;
    Backups backups{desk.folder(), plan, metrics};
    EXPECT_TRUE(backups.keep(Date{2026, 11, 28}));
    EXPECT_TRUE(backups.keep(Date{2026, 11, 28}));
    EXPECT_TRUE(backups.keep(Date{2026, 11, 29}));
    EXPECT_TRUE(backups.keep(Date{2026, 11, 30}));
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator{plan.folder}) {
        found.push_back(entry.path().filename());
    }
    std::sort(found.begin(), found.end());
    EXPECT_THAT(found, ElementsAre("atlas-2026-11-29.sqlite", "atlas-2026-11-29.sqlite.json",
                                   "atlas-2026-11-30.sqlite", "atlas-2026-11-30.sqlite.json"));
    EXPECT_THAT(metrics.text(), HasSubstr("ntm_backup_failures_total 0\n"));
}

TEST(DailyBackup, OfAnEmptyAtlasIsNotMade) {
    const TemporaryFolder folder;
    { (void)gis::store::open_store(folder.path(), gis::store::Access::read_write); }
    server::Metrics metrics;
    Backups backups{folder.path(), {folder.path() / "backups", 2, 0}, metrics};
    EXPECT_TRUE(backups.keep(Date{2026, 11, 28}));
    EXPECT_FALSE(fs::exists(folder.path() / "backups"));
}

TEST(DailyBackup, ThatFailsIsCounted) {
    EditorDesk desk;
    std::ofstream{desk.folder() / "backups"} << "a file is in the way";
    server::Metrics metrics;
    Backups backups{desk.folder(), {desk.folder() / "backups", 2, 0}, metrics};
    EXPECT_FALSE(backups.keep(Date{2026, 11, 28}));
    EXPECT_THAT(metrics.text(), HasSubstr("ntm_backup_failures_total 1\n"));
}

TEST(Retention, KeepsTheNewestAndTheFirstOfEachMonth) {
    const TemporaryFolder folder;
    for (const auto* day : {"2026-08-03", "2026-09-01", "2026-09-15", "2026-10-02", "2026-10-20",
                            "2026-11-27", "2026-11-28", "2026-11-29"}) {
        std::ofstream{folder.path() / (std::string{"atlas-"} + day + ".sqlite")} << "x";
    }
    std::ofstream{folder.path() / "atlas-copy.sqlite"} << "somebody else's";
    EXPECT_THAT(names(server::superseded({folder.path(), 2, 3})),
                ElementsAre("atlas-2026-08-03.sqlite", "atlas-2026-09-15.sqlite",
                            "atlas-2026-10-20.sqlite"));
    EXPECT_THAT(server::superseded({folder.path(), 14, 12}), IsEmpty());
    EXPECT_THAT(server::superseded({folder.path() / "missing", 14, 12}), IsEmpty());
}

} // namespace
