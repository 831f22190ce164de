// Application passwords from the command line: the real program over a store.

#include "http/program.hpp"
#include "store/temporary_folder.hpp"

#include "gis/store/store.hpp"
#include "server/auth/own_account.hpp"
#include "server/auth/secrets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace {

namespace store = gis::store;
using http_test::Program;

class AppPasswords : public testing::Test {
protected:
    AppPasswords() {
        const auto atlas = store::open_store(folder.path(), store::Access::read_write);
        store::StoredUser user;
        user.user.name = "hoa";
        user.user.display_name = "Lê Thị Hoa";
        user.user.role = gis::model::Role::approver;
        const std::array<store::AccountChange, 1> changes{user};
        atlas->accounts().apply(changes, {});
    }

    /// The lines that a command writes, and whether it ends well.
    std::vector<std::string> run(std::vector<std::string> arguments, bool ends_well = true) {
        arguments.insert(arguments.begin(), {"user", "app-password"});
        arguments.insert(arguments.end(), {"--data", folder.path().string()});
        Program program{std::move(arguments), folder.path() / "log.txt"};
        std::vector<std::string> lines;
        for (auto line = program.line(); !line.empty(); line = program.line()) {
            lines.push_back(line);
        }
        EXPECT_EQ(program.wait() == 0, ends_well);
        return lines;
    }

    std::vector<store::ApplicationPassword> stored() {
        return store::open_store(folder.path(), store::Access::read_only)
            ->accounts()
            .load()
            .passwords;
    }

    store::testing::TemporaryFolder folder;
};

TEST_F(AppPasswords, AreMadeListedAndRevoked) {
    const auto made = run({"add", "hoa", "--label", "QGIS", "--scope", "edit", "--days", "30"});
    ASSERT_EQ(made.size(), 1U) << "the secret and nothing else";
    auto passwords = stored();
    ASSERT_EQ(passwords.size(), 1U);
    EXPECT_EQ(passwords[0].secret, server::hash_of(made[0]));
    EXPECT_EQ(passwords[0].user, "hoa");
    EXPECT_EQ(passwords[0].scope, store::PasswordScope::edit);
    ASSERT_TRUE(passwords[0].expires_at);
    EXPECT_EQ(*passwords[0].expires_at - passwords[0].created_at, std::chrono::days{30});

    const auto id = server::id_of(passwords[0].secret);
    const auto list = run({"list", "hoa"});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_THAT(list[0], testing::StartsWith(id + "\tedit\tin force\t"));
    EXPECT_THAT(list[0], testing::EndsWith("\tnever used\tQGIS"));
    EXPECT_THAT(list[0], testing::Not(testing::HasSubstr(made[0])));

    EXPECT_TRUE(run({"revoke", "hoa", id}).empty());
    EXPECT_TRUE(stored().at(0).revoked);
    EXPECT_THAT(run({"list", "hoa"}).at(0), testing::HasSubstr("\trevoked\t"));
}

TEST_F(AppPasswords, AreOfPeopleThatThereAre) {
    run({"add", "nobody", "--label", "QGIS"}, false);
    run({"add", "hoa", "--label", " "}, false);
    run({"add", "hoa", "--label", "QGIS", "--scope", "all"}, false);
    run({"add", "hoa", "--label", "QGIS", "--days", "0"}, false);
    run({"revoke", "hoa", "0123456789abcdef"}, false);
    EXPECT_TRUE(stored().empty());
}

} // namespace
