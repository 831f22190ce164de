// What every engine behind store::Accounts must do, and what an old store becomes.
#include "gis/core/error.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/store.hpp"

#include "rows.hpp"
#include "support/memory_accounts.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace gis::store {

namespace {

using testing::error_code_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Instant at(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

SecretHash secret(unsigned char first) {
    SecretHash hash;
    hash.bytes[0] = std::byte{first};
    hash.bytes[31] = std::byte{0}; // the last byte counts too
    return hash;
}

StoredUser user(const std::string& name, model::Role role = model::Role::viewer) {
    return {{name, "Trần Thị Lan", role, {}, true}, "$argon2id$…", at(1'700'000'000)};
}

AccountEvent event(const std::string& what, const std::string& whose = "lan") {
    return {0, at(1'700'000'009), "quản trị", what, whose, "vai trò: người xem", "192.0.2.7"};
}

/// Hands out the accounts of the same place again and again.
class Place {
public:
    virtual ~Place() = default;
    virtual Accounts& accounts() = 0;
    virtual void reopen() {}
};

class FilePlace final : public Place {
public:
    Accounts& accounts() override { return m_store->accounts(); }
    void reopen() override {
        m_store.reset();
        m_store = open_store(m_folder.path(), Access::read_write);
    }

private:
    testing::TemporaryFolder m_folder;
    std::unique_ptr<Store> m_store = open_store(m_folder.path(), Access::read_write);
};

class MemoryPlace final : public Place {
public:
    Accounts& accounts() override { return m_accounts; }

private:
    test_support::MemoryAccounts m_accounts;
};

struct AccountsEngine {
    std::string name;
    std::function<std::unique_ptr<Place>()> make;
};

class AccountsContract : public ::testing::TestWithParam<AccountsEngine> {
protected:
    Accounts& accounts() { return m_place->accounts(); }
    void apply(const std::vector<AccountChange>& changes,
               const std::vector<AccountEvent>& events = {}) {
        accounts().apply(changes, events);
    }
    /// As a program that is started anew sees it.
    AccountData reloaded() {
        m_place->reopen();
        return accounts().load();
    }

private:
    std::unique_ptr<Place> m_place = GetParam().make();
};

TEST_P(AccountsContract, StartsWithoutAnybody) {
    EXPECT_EQ(accounts().load(), AccountData{});
    EXPECT_THAT(accounts().events(10, std::nullopt), IsEmpty());
}

TEST_P(AccountsContract, GivesBackEveryField) {
    auto lan = user("lan", model::Role::commune_editor);
    lan.user.communes = {UnitCode{"25345"}, UnitCode{"25348"}};
    auto quan_tri = user("quản trị", model::Role::administrator);
    quan_tri.user.enabled = false;
    quan_tri.password.clear();
    const StoredSession session{secret(1), "lan", "Firefox “Lan”", at(10), at(20)};
    const ApplicationPassword reading{secret(2), "lan",  "QGIS", PasswordScope::read,
                                      at(10),    at(99), at(12), true};
    const ApplicationPassword editing{secret(3), "lan",        "máy bàn",    PasswordScope::edit,
                                      at(11),    std::nullopt, std::nullopt, false};
    const SetupLink first{secret(4), "", at(100)};
    const SetupLink second{secret(5), "lan", at(200)};
    apply({lan, quan_tri, session, reading, editing, first, second});
    const AccountData expected{{lan, quan_tri}, {session}, {reading, editing}, {first, second}};
    EXPECT_EQ(reloaded(), expected);
}

TEST_P(AccountsContract, ReplacesUnderTheSameNameOrSecret) {
    auto lan = user("lan");
    StoredSession session{secret(1), "lan", "Firefox", at(10), at(20)};
    ApplicationPassword password{secret(2), "lan",        "QGIS", PasswordScope::read,
                                 at(10),    std::nullopt, {},     false};
    apply({lan, user("minh"), session, password});
    lan.user.role = model::Role::approver;
    lan.user.display_name = "Lan";
    lan.password = "khác";
    session.last_seen_at = at(50);
    password.revoked = true;
    password.last_used_at = at(60);
    apply({lan, session, password});
    const auto data = reloaded();
    EXPECT_THAT(data.users, ::testing::ElementsAre(lan, user("minh")));
    EXPECT_THAT(data.sessions, ::testing::ElementsAre(session));
    EXPECT_THAT(data.passwords, ::testing::ElementsAre(password));
}

TEST_P(AccountsContract, EndsSessionsAndLinks) {
    apply({user("lan"), StoredSession{secret(1), "lan", "", at(1), at(1)},
           StoredSession{secret(2), "lan", "", at(1), at(1)}, SetupLink{secret(3), "lan", at(9)}});
    apply({EndSession{secret(1)}, EndSetupLink{secret(3)}, EndSession{secret(77)}});
    const auto data = reloaded();
    ASSERT_THAT(data.sessions, SizeIs(1));
    EXPECT_EQ(data.sessions[0].secret, secret(2));
    EXPECT_THAT(data.links, IsEmpty());
}

TEST_P(AccountsContract, WritesAllOrNothing) {
    apply({user("lan")});
    EXPECT_EQ(error_code_of([&] {
                  apply({user("minh"), StoredSession{secret(1), "nobody", "", at(1), at(1)}},
                        {event("user_added")});
              }),
              "store-refused");
    const auto data = reloaded();
    EXPECT_THAT(data.users, SizeIs(1));
    EXPECT_THAT(data.sessions, IsEmpty());
    EXPECT_THAT(accounts().events(10, std::nullopt), IsEmpty());
}

TEST_P(AccountsContract, KeepsEventsNewestFirstByPage) {
    apply({user("lan")}, {event("user_added"), event("signed_in")});
    apply({}, {event("signed_out")});
    (void)reloaded();
    const auto all = accounts().events(10, std::nullopt);
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].event, "signed_out");
    auto expected = event("user_added");
    expected.id = all[2].id;
    EXPECT_EQ(all[2], expected);
    const auto page = accounts().events(1, all[0].id);
    ASSERT_THAT(page, SizeIs(1));
    EXPECT_EQ(page[0].event, "signed_in");
    EXPECT_THAT(accounts().events(0, std::nullopt), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, AccountsContract,
                         ::testing::Values(AccountsEngine{"SpatiaLite",
                                                          [] {
                                                              return std::make_unique<FilePlace>();
                                                          }},
                                           AccountsEngine{
                                               "Memory",
                                               [] {
                                                   return std::make_unique<MemoryPlace>();
                                               }}),
                         [](const auto& engine) { return engine.param.name; });

TEST(AccountsInAFile, AreNotWrittenByAReader) {
    const testing::TemporaryFolder folder;
    const auto writer = open_store(folder.path(), Access::read_write);
    writer->accounts().apply(std::vector<AccountChange>{user("lan")}, {});
    const auto reader = open_store(folder.path(), Access::read_only);
    EXPECT_THAT(reader->accounts().load().users, SizeIs(1));
    EXPECT_EQ(error_code_of(
                  [&] { reader->accounts().apply(std::vector<AccountChange>{user("minh")}, {}); }),
              "read-only-store");
}

TEST(AccountsInAFile, AreReadStrictly) {
    const testing::TemporaryFolder folder;
    open_store(folder.path(), Access::read_write)
        ->accounts()
        .apply(std::vector<AccountChange>{user("lan"),
                                          StoredSession{secret(1), "lan", "", at(1), at(1)}},
               {});
    const auto column_blamed_after = [&](const std::string& sql) {
        const testing::TemporaryFolder copy;
        std::filesystem::copy_file(folder.file(), copy.file());
        Connection{copy.file(), Purpose::write}.execute(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; " + sql);
        try {
            static_cast<void>(open_store(copy.path(), Access::read_only)->accounts().load());
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "damaged-store");
            return error.field();
        }
        return std::string{"loaded"};
    };
    EXPECT_EQ(column_blamed_after("UPDATE users SET role = 'king'"), "role");
    EXPECT_EQ(column_blamed_after("UPDATE users SET communes = '[7]'"), "communes");
    EXPECT_EQ(column_blamed_after("UPDATE users SET enabled = 2"), "enabled");
    EXPECT_EQ(column_blamed_after("UPDATE users SET name = CAST(x'ff' AS TEXT)"), "name");
    EXPECT_EQ(column_blamed_after("UPDATE sessions SET secret = x'00'"), "secret");
}

TEST(AccountsInAFile, AreNotWrittenByOtherPrograms) {
    const testing::TemporaryFolder folder;
    static_cast<void>(open_store(folder.path(), Access::read_write));
    Connection other{folder.file(), Purpose::read};
    for (const auto* table :
         {"users", "sessions", "application_passwords", "setup_links", "account_events"}) {
        EXPECT_EQ(other.integer(std::string{"SELECT count(*) FROM sqlite_master WHERE type = "
                                            "'trigger' AND tbl_name = '"} +
                                table + "' AND sql LIKE '%only ntm-atlas writes%'"),
                  3)
            << table;
    }
}

TEST(AccountsInAFile, ComeToAnOldStoreByMigration) {
    const testing::TemporaryFolder folder;
    create(folder.file(), migrations().first(1));
    const auto store = open_store(folder.path(), Access::read_write);
    EXPECT_EQ(store->accounts().load(), AccountData{});
    store->accounts().apply(std::vector<AccountChange>{user("lan")}, {});
    EXPECT_THAT(store->accounts().load().users, SizeIs(1));
    store->apply(testing::draft_of(testing::full_rows()), Revision{0});
    EXPECT_EQ(store->revision(), Revision{1}) << "what is done with accounts is no revision";
}

} // namespace

} // namespace gis::store
