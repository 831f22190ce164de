// Backups are whole or are not made; what is restored is what was backed up.
#include "gis/store/backup.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/restore.hpp"
#include "gis/store/store.hpp"
#include "gis/store/verification.hpp"

#include "rows.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

namespace gis::store {

namespace {

namespace fs = std::filesystem;
using testing::error_code_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) {
        names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Backing : public ::testing::Test {
protected:
    void SetUp() override {
        m_store = open_store(m_data.path(), Access::read_write);
        m_store->apply(testing::draft_of(testing::full_rows()), Revision{0});
    }

    void apply(std::size_t roads) {
        m_store->apply(testing::bulk_draft_of(testing::many_roads(roads, 4)), m_store->revision());
    }

    BackupManifest back_up() { return make_backup(m_data.path(), m_backup, "1.2.3"); }

    static void write(const fs::path& file, std::string_view text) {
        std::ofstream{file, std::ios::binary} << text;
    }
    static std::string text_of(const fs::path& file) {
        std::ifstream stream{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }

    std::string code_of_restoring() {
        return error_code_of(
            [&] { static_cast<void>(restore_backup(m_backup, m_target.path() / "new")); });
    }

    TemporaryFolder m_data;
    TemporaryFolder m_target;
    fs::path m_backup = m_target.path() / "bản sao.sqlite";
    std::unique_ptr<Store> m_store;
};

TEST_F(Backing, HasWhatTheStoreHasWhileItIsOpen) {
    apply(50);
    const auto manifest = back_up();
    EXPECT_EQ(manifest.revision, Revision{2});
    EXPECT_EQ(manifest.head, m_store->head());
    EXPECT_EQ(manifest.program, "1.2.3");
    EXPECT_EQ(manifest.rows.at("roads"), 51);
    EXPECT_EQ(read_manifest(m_backup).sha256, manifest.sha256);
    EXPECT_EQ(sha256_of_file(m_backup), manifest.sha256);
    EXPECT_EQ(names_in(m_target.path()),
              (std::vector<std::string>{"bản sao.sqlite", "bản sao.sqlite.json"}));
    EXPECT_EQ(fs::status(m_backup).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_TRUE(verify_file(m_backup).good());
    const auto restored = restore_backup(m_backup, m_target.path() / "new");
    EXPECT_EQ(restored.kept, "");
    const auto copy = open_store(m_target.path() / "new", Access::read_write);
    EXPECT_EQ(copy->head(), m_store->head());
    EXPECT_TRUE(copy->load().roads == m_store->load().roads);
}

TEST_F(Backing, NeverOverwrites) {
    back_up();
    const auto before = sha256_of_file(m_backup);
    apply(3);
    EXPECT_EQ(error_code_of([this] { back_up(); }), "backup-exists");
    EXPECT_EQ(sha256_of_file(m_backup), before);
}

TEST_F(Backing, OfADamagedStoreIsNotKept) {
    m_store.reset();
    Connection{m_data.file(), Purpose::write}.execute("UPDATE roads SET name = 'x' WHERE id = 1");
    try {
        back_up();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "bad-backup");
        EXPECT_THAT(error.message().en, HasSubstr("Table roads, row 1"));
    }
    EXPECT_THAT(names_in(m_target.path()), IsEmpty());
}

TEST_F(Backing, IsOfOneMomentWhileSomebodyWrites) {
    std::atomic<bool> stop = false;
    std::thread writer{[&] {
        while (!stop) {
            apply(20);
        }
    }};
    for (int i = 0; i < 5; ++i) {
        m_backup = m_target.path() / ("b" + std::to_string(i));
        const auto manifest = back_up();
        EXPECT_EQ(manifest.rows.at("roads"), 1 + 20 * (manifest.revision.get() - 1));
        EXPECT_EQ(manifest.rows.at("changesets"), manifest.revision.get());
    }
    stop = true;
    writer.join();
}

TEST_F(Backing, KeepsTheStoreThatWasThere) {
    back_up();
    const auto head = m_store->head();
    apply(10);
    const auto later = m_store->head();
    EXPECT_EQ(error_code_of([&] { static_cast<void>(restore_backup(m_backup, m_data.path())); }),
              "store-locked");
    m_store.reset();
    const auto restored = restore_backup(m_backup, m_data.path());
    EXPECT_EQ(restored.before, Revision{2});
    EXPECT_EQ(open_store(m_data.path(), Access::read_write)->head(), head);
    const TemporaryFolder old;
    fs::copy_file(restored.kept, old.file());
    EXPECT_EQ(open_store(old.path(), Access::read_write)->head(), later);
    EXPECT_TRUE(verify_store(m_data.path()).good());
}

TEST_F(Backing, SignsEverybodyOutAndSaysSo) {
    StoredUser user;
    user.user.name = "an";
    StoredSession session;
    session.user = "an";
    const std::array<AccountChange, 2> changes{user, session};
    m_store->accounts().apply(changes, {});
    back_up();
    m_store.reset();
    static_cast<void>(restore_backup(m_backup, m_data.path()));
    const auto store = open_store(m_data.path(), Access::read_write);
    EXPECT_EQ(store->accounts().load().users.size(), 1U);
    EXPECT_THAT(store->accounts().load().sessions, IsEmpty());
    const auto events = store->accounts().events(1, std::nullopt);
    EXPECT_EQ(events.at(0).event, "restored");
    EXPECT_THAT(events.at(0).detail, HasSubstr("bản sao.sqlite r1"));
}

constexpr std::string_view closed_atlas = R"({"name":{"vi":"Hớn Quản","en":"Hon Quan"},
 "anonymous": false})";

TEST_F(Backing, BringsTheSettingsBack) {
    write(m_data.path() / "atlas.json", closed_atlas);
    EXPECT_EQ(back_up().settings, closed_atlas);
    const auto folder = m_target.path() / "new";
    EXPECT_EQ(restore_backup(m_backup, folder).kept_settings, "");
    EXPECT_EQ(text_of(folder / "atlas.json"), closed_atlas);
    EXPECT_EQ(names_in(folder),
              (std::vector<std::string>{"atlas.json", "atlas.lock", "atlas.sqlite"}));
    EXPECT_EQ(restore_backup(m_backup, folder).kept_settings, "") << "the same are not kept twice";
}

TEST_F(Backing, PutsOtherSettingsAside) {
    write(m_data.path() / "atlas.json", closed_atlas);
    back_up();
    const auto folder = m_target.path() / "new";
    fs::create_directories(folder);
    write(folder / "atlas.json", R"({"demo":true})");
    const auto restored = restore_backup(m_backup, folder);
    EXPECT_EQ(text_of(folder / "atlas.json"), closed_atlas);
    EXPECT_EQ(text_of(restored.kept_settings), R"({"demo":true})");
}

TEST_F(Backing, AnAtlasThatWasClosedSinceStaysClosed) {
    write(m_data.path() / "atlas.json", R"({"demo":true,"anonymous":true})");
    back_up();
    m_store.reset();
    write(m_data.path() / "atlas.json", closed_atlas);
    const auto restored = restore_backup(m_backup, m_data.path());
    EXPECT_EQ(text_of(m_data.path() / "atlas.json"),
              "{\n \"demo\": true,\n \"anonymous\": false\n}\n");
    EXPECT_EQ(text_of(restored.kept_settings), closed_atlas);
}

TEST_F(Backing, WithoutSettingsLeavesThoseOfTheFolder) {
    EXPECT_EQ(back_up().settings, std::nullopt);
    const auto folder = m_target.path() / "new";
    fs::create_directories(folder);
    write(folder / "atlas.json", closed_atlas);
    const auto restored = restore_backup(m_backup, folder);
    EXPECT_EQ(restored.manifest.settings, std::nullopt);
    EXPECT_EQ(restored.kept_settings, "");
    EXPECT_EQ(text_of(folder / "atlas.json"), closed_atlas);
}

TEST_F(Backing, OfSettingsThatAreNoTextIsMade) {
    write(m_data.path() / "atlas.json", "{\xff");
    back_up();
    const auto folder = m_target.path() / "new";
    (void)restore_backup(m_backup, folder);
    EXPECT_EQ(text_of(folder / "atlas.json"), "{\uFFFD") << "which a server refuses to start with";
}

TEST_F(Backing, ABareCopyOfARunningStoreIsRefused) {
    apply(10); // in the log, not in the file
    fs::copy_file(m_data.file(), m_backup);
    EXPECT_EQ(code_of_restoring(), "no-manifest");
    EXPECT_FALSE(fs::exists(m_target.path() / "new" / "atlas.sqlite"));
    const auto good = m_target.path() / "good";
    make_backup(m_data.path(), good, "");
    fs::copy_file(manifest_of(good), manifest_of(m_backup)); // nor with somebody else's manifest
    EXPECT_EQ(code_of_restoring(), "damaged-backup");
}

TEST_F(Backing, ADamagedBackupIsRefused) {
    back_up();
    m_store.reset();
    const auto live = sha256_of_file(m_data.file());
    const auto spoil = [&](std::uintmax_t at) {
        std::fstream file{m_backup, std::ios::in | std::ios::out | std::ios::binary};
        file.seekg(static_cast<std::streamoff>(at));
        const auto byte = static_cast<char>(file.get() ^ 1);
        file.seekp(static_cast<std::streamoff>(at));
        file.put(byte);
    };
    for (const auto at : {std::uintmax_t{0}, std::uintmax_t{5000}, fs::file_size(m_backup) - 1}) {
        spoil(at);
        EXPECT_EQ(
            error_code_of([&] { static_cast<void>(restore_backup(m_backup, m_data.path())); }),
            "damaged-backup");
        spoil(at);
    }
    fs::resize_file(m_backup, fs::file_size(m_backup) - 4096);
    EXPECT_EQ(error_code_of([&] { static_cast<void>(restore_backup(m_backup, m_data.path())); }),
              "damaged-backup");
    std::ofstream{manifest_of(m_backup)} << "{}";
    EXPECT_EQ(code_of_restoring(), "bad-manifest");
    EXPECT_EQ(sha256_of_file(m_data.file()), live);
    EXPECT_EQ(names_in(m_data.path()), (std::vector<std::string>{"atlas.lock", "atlas.sqlite"}));
}

TEST_F(Backing, WhatAMigrationKeepsCanBeRestored) {
    apply(10);
    m_store.reset();
    write(m_data.path() / "atlas.json", closed_atlas);
    std::vector<Migration> steps{migrations().begin(), migrations().end()};
    const auto version = steps.back().version;
    steps.push_back({version + 1, "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT"});
    migrate(m_data.file(), version, steps);
    EXPECT_EQ(error_code_of([&] { (void)open_store(m_data.path(), Access::read_write); }),
              "newer-store");
    fs::path copy;
    for (const auto& name : names_in(m_data.path())) {
        if (name.starts_with("atlas.sqlite.v") && !name.ends_with(".json")) {
            copy = m_data.path() / name;
        }
    }
    static_cast<void>(restore_backup(copy, m_target.path() / "new"));
    const auto store = open_store(m_target.path() / "new", Access::read_write);
    EXPECT_EQ(store->revision(), Revision{2});
    EXPECT_EQ(store->load().roads.size(), 11U);
    EXPECT_EQ(text_of(m_target.path() / "new" / "atlas.json"), closed_atlas);
}

TEST_F(Backing, AStoreThatCannotBeReadIsKeptWithItsLog) {
    back_up();
    m_store.reset();
    std::ofstream{m_data.file(), std::ios::binary | std::ios::trunc} << "noise";
    std::ofstream{m_data.file().string() + "-wal"} << "more noise";
    const auto restored = restore_backup(m_backup, m_data.path());
    EXPECT_EQ(restored.before, std::nullopt);
    EXPECT_TRUE(fs::exists(restored.kept));
    EXPECT_TRUE(fs::exists(restored.kept.string() + "-wal"));
    EXPECT_TRUE(verify_store(m_data.path()).good());
}

} // namespace

} // namespace gis::store
