// One's own account: password, sessions, passwords for programs.

#include "accounts_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::store::PasswordScope;
using http_test::AccountsTest;
using http_test::body_of;
using http_test::code_of;
using http_test::Office;
using nlohmann::json;
using server::Method;
using namespace std::chrono_literals;
TEST_F(AccountsTest, ChangingThePasswordEndsAllOtherSessions) {
    const auto here = office.browser("lan");
    const auto elsewhere = office.browser("lan");
    const auto program = office.program("lan", PasswordScope::read);
    const json change{{"current", Office::password}, {"new", "mưa rơi trên mái tôn"}};
    const auto response = office.post("/api/account/password", change, here);
    ASSERT_EQ(response.status, 200) << response.text();
    EXPECT_FALSE(is_signed_in(here));
    EXPECT_FALSE(is_signed_in(elsewhere));
    EXPECT_TRUE(is_signed_in(office.with_cookie(Office::cookie_of(response))));
    EXPECT_EQ(office.sign_in("lan").status, 401);
    EXPECT_EQ(office.sign_in("lan", "mưa rơi trên mái tôn").status, 200);
    EXPECT_EQ(office.get("/api/atlas", program).status, 200)
        << "programs have passwords of their own, which are revoked one by one";
}

TEST_F(AccountsTest, ChangingThePasswordNeedsTheOldOneAndAGoodNewOne) {
    const auto lan = office.browser("lan");
    const auto change = [&](const char* current, const char* replacement) {
        return code_of(office.post("/api/account/password",
                                   {{"current", current}, {"new", replacement}}, lan));
    };
    EXPECT_EQ(change("sai rồi", "mưa rơi trên mái tôn"), "wrong-password");
    EXPECT_EQ(change("con trâu đọc sách", "ngắn"), "weak-password");
    EXPECT_EQ(change("con trâu đọc sách", "Người lan 2024"), "weak-password");
    EXPECT_EQ(change("con trâu đọc sách", "con trâu đọc sách"), "same-password");
    EXPECT_EQ(change("sai rồi", "sai rồi"), "wrong-password")
        << "which says nothing of the real one";
    EXPECT_TRUE(is_signed_in(lan));
}

TEST_F(AccountsTest, SessionsAreListedAndEnded) {
    const auto phone =
        office.sign_in("lan", Office::password, {{{"User-Agent", "Điện thoại\x01 \xc4"}}});
    const auto named = office.sign_in("lan", Office::password, {{{"User-Agent", "Điện thoại"}}});
    const auto lan = office.browser("lan");
    const auto listed = body_of(office.get("/api/account/sessions", lan))["sessions"];
    ASSERT_EQ(listed.size(), 3U);
    std::string other;
    for (const auto& session : listed) {
        EXPECT_EQ(session["id"].get<std::string>().size(), 16U);
        if (session["device"] == "Điện thoại") {
            other = session["id"];
        }
    }
    EXPECT_EQ(std::count_if(listed.begin(), listed.end(),
                            [](const auto& s) { return s["current"] == true; }),
              1);
    EXPECT_EQ(office.ask(Method::del, "/api/account/sessions/" + other, {}, lan).status, 204);
    EXPECT_FALSE(is_signed_in(office.with_cookie(Office::cookie_of(named))));
    EXPECT_EQ(office.ask(Method::del, "/api/account/sessions/" + other, {}, lan).status, 404);
    const auto admin = office.browser("admin");
    const auto of_lan = listed[0]["id"].get<std::string>();
    EXPECT_EQ(office.ask(Method::del, "/api/account/sessions/" + of_lan, {}, admin).status, 404)
        << "not one's own";
    EXPECT_EQ(office.ask(Method::del, "/api/account/sessions", {}, lan).status, 204);
    EXPECT_TRUE(is_signed_in(lan));
    EXPECT_FALSE(is_signed_in(office.with_cookie(Office::cookie_of(phone))));
}

TEST_F(AccountsTest, ApplicationPasswordsAreShownOnceScopedAndRevoked) {
    const auto lan = office.browser("lan");
    const auto response =
        office.post("/api/account/passwords",
                    {{"label", "QGIS ở cơ quan"}, {"scope", "read"}, {"days", 30}}, lan);
    ASSERT_EQ(response.status, 201);
    const auto made = body_of(response);
    const auto secret = made["secret"].get<std::string>();
    EXPECT_EQ(made["user"], "lan");
    EXPECT_EQ(made["expires_at"], "2023-12-14T22:13:20Z");
    const auto program = office.with_basic("LAN", secret);
    EXPECT_EQ(office.get("/api/history", program).status, 200);
    const auto session = body_of(office.get("/api/session", program));
    EXPECT_EQ(session["user"]["name"], "lan");
    EXPECT_EQ(session["rights"]["edit_road"], "nowhere");
    EXPECT_EQ(session["rights"]["read"], "everywhere");
    EXPECT_EQ(office.get("/api/account/passwords", program).status, 403);
    const auto listed = body_of(office.get("/api/account/passwords", lan))["passwords"];
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_FALSE(listed[0].contains("secret"));
    EXPECT_EQ(listed[0]["state"], "in_force");

    const auto id = made["id"].get<std::string>();
    EXPECT_EQ(
        office.ask(Method::del, "/api/account/passwords/" + id, {}, office.browser("admin")).status,
        404);
    EXPECT_EQ(office.ask(Method::del, "/api/account/passwords/" + id, {}, lan).status, 204);
    EXPECT_EQ(office.get("/api/atlas", program).status, 401);
    EXPECT_EQ(body_of(office.get("/api/account/passwords", lan))["passwords"][0]["state"],
              "revoked");
}

TEST_F(AccountsTest, ApplicationPasswordsRunOutAndBelongToOneUser) {
    const auto made = office.accounts().own().make_password(
        {"lan", ""}, {"máy", PasswordScope::edit, std::chrono::days{1}});
    EXPECT_EQ(office.get("/api/atlas", office.with_basic("lan", made.secret)).status, 200);
    EXPECT_EQ(office.get("/api/atlas", office.with_basic("admin", made.secret)).status, 401);
    EXPECT_EQ(
        office.get("/api/atlas", office.with_basic("lan", std::string{Office::password})).status,
        401)
        << "the password to sign in with is no application password";
    EXPECT_EQ(office.get("/api/atlas", {{{"Authorization", "Bearer x"}}}).status, 401);
    office.pass(24h);
    const auto refused = office.get("/api/atlas", office.with_basic("lan", made.secret));
    EXPECT_EQ(code_of(refused), "wrong-application-password");
    EXPECT_THAT(std::string{refused.headers.find("WWW-Authenticate")},
                testing::StartsWith("Basic "));
}

TEST_F(AccountsTest, ABrowserIsNotAskedForBasic) {
    const auto refused = office.get("/api/users", {{{"Sec-Fetch-Mode", "cors"}}});
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(std::string{refused.headers.find("WWW-Authenticate")},
                testing::StartsWith("Cookie "));
}

TEST_F(AccountsTest, ProgramsOfOtherSitesAreRefusedToo) {
    auto program = office.program("lan", PasswordScope::edit);
    program.fields.push_back({"Origin", "http://evil.example"});
    EXPECT_EQ(code_of(office.post("/api/coverage/what-if", json::object(), program)), "cross-site");
}

TEST_F(AccountsTest, WordsThatAreWrongAreNamed) {
    const auto lan = office.browser("lan");
    const auto status = [&](const json& body) {
        return office.post("/api/account/passwords", body, lan).status;
    };
    EXPECT_EQ(status({{"label", "x"}, {"scope", "all"}}), 422);
    EXPECT_EQ(status({{"label", "x"}}), 422);
    EXPECT_EQ(status({{"label", "x"}, {"scope", "read"}, {"days", 0}}), 422);
    EXPECT_EQ(status({{"label", "x"}, {"scope", "read"}, {"user", "admin"}}), 422)
        << "mass assignment";
    EXPECT_EQ(status({{"label", std::string(300, 'x')}, {"scope", "read"}}), 422);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(status({{"label", "x"}, {"scope", "read"}}), 201);
    }
    EXPECT_EQ(status({{"label", "x"}, {"scope", "read"}}), 422);
}

} // namespace
