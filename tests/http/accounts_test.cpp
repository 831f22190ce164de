// Signing in and out: the addresses as a browser uses them.

#include "accounts_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::store::PasswordScope;
using http_test::AccountsTest;
using http_test::body_of;
using http_test::code_of;
using http_test::Office;
using http_test::Sender;
using nlohmann::json;
using server::Method;
using server::Role;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST_F(AccountsTest, SignInSaysWhoAndWhatTheyMayDo) {
    const auto response = office.sign_in("  LAN ");
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(response.headers.find("Cache-Control"), "no-store");
    const auto body = body_of(response);
    EXPECT_EQ(body["user"]["name"], "lan");
    EXPECT_EQ(body["user"]["role"], "commune_editor");
    EXPECT_EQ(body["user"]["communes"], json::array({"25345"}));
    EXPECT_EQ(body["rights"]["edit_road"], "own_communes");
    EXPECT_EQ(body["rights"]["manage_users"], "nowhere");
    EXPECT_EQ(body["edits"], "proposed");
    EXPECT_EQ(body["until"], "2023-11-14T22:43:20Z");
    const auto cookie = std::string{response.headers.find("Set-Cookie")};
    EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("SameSite=Lax"));
    const auto again =
        body_of(office.get("/api/session", office.with_cookie(Office::cookie_of(response))));
    EXPECT_EQ(again, body);
    const auto nobody = body_of(office.get("/api/session"));
    EXPECT_TRUE(nobody["user"].is_null());
    EXPECT_TRUE(nobody["edits"].is_null());
    EXPECT_EQ(nobody["set_up"], true);
}

TEST_F(AccountsTest, WrongNamesAndPasswordsGetTheSameAnswer) {
    office.accounts().admin().add({"moi", "Chưa có mật khẩu", Role::viewer, {}, true}, {});
    const auto wrong = office.sign_in("lan", "sai mật khẩu rồi");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(code_of(wrong), "wrong-password");
    EXPECT_EQ(Office::cookie_of(wrong), "");
    for (const auto* name : {"nobody", "moi", "l an", "\u200b"}) {
        const auto response = office.sign_in(name, "sai mật khẩu rồi");
        EXPECT_EQ(response.status, wrong.status) << name;
        EXPECT_EQ(response.text(), wrong.text()) << name;
        EXPECT_EQ(response.headers.text(), wrong.headers.text()) << name;
    }
    EXPECT_EQ(office.sign_in("lan", std::string(5000, 'x')).status, 401);
    EXPECT_EQ(office.sign_in("", "x").status, 422);
    EXPECT_EQ(office
                  .ask(Method::post, "/api/session", "name=lan&password=x",
                       {{{"Content-Type", "application/x-www-form-urlencoded"}}})
                  .status,
              415);
    EXPECT_EQ(office.ask(Method::post, "/api/session", R"({"name":"lan","password":["x"]})").status,
              422);
}

TEST_F(AccountsTest, PasswordsAreComparedComposed) {
    const std::string decomposed = "con tra\xcc\x82u \xc4\x91o\xcc\xa3"
                                   "c sa\xcc\x81"
                                   "ch";
    EXPECT_EQ(office.sign_in("lan", decomposed).status, 200);
}

TEST_F(AccountsTest, ASignInGivesANewSessionAndEndsTheOldOne) {
    const auto first = office.browser("lan");
    ASSERT_TRUE(is_signed_in(first));
    const auto response = office.sign_in("lan", Office::password, first);
    ASSERT_EQ(response.status, 200);
    const auto second = office.with_cookie(Office::cookie_of(response));
    EXPECT_NE(first.fields[0].value, second.fields[0].value);
    EXPECT_TRUE(is_signed_in(second));
    EXPECT_FALSE(is_signed_in(first)) << "the old one is dead";
}

TEST_F(AccountsTest, ASessionCannotBeFixed) {
    const auto planted =
        office.with_cookie("ntm-session=planted-by-an-attacker-0123456789012345678");
    EXPECT_FALSE(is_signed_in(planted));
    const auto response = office.sign_in("lan", Office::password, planted);
    ASSERT_EQ(response.status, 200);
    EXPECT_NE(Office::cookie_of(response), planted.fields[0].value);
    EXPECT_FALSE(is_signed_in(planted));
}

TEST_F(AccountsTest, ADeadCookieIsTakenAway) {
    const auto response = office.get("/api/session", office.with_cookie("ntm-session=dead"));
    EXPECT_EQ(response.headers.find("Set-Cookie"),
              "ntm-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST_F(AccountsTest, SignOutEndsTheSessionHereAndOnTheServer) {
    const auto lan = office.browser("lan");
    const auto response = office.ask(Method::del, "/api/session", {}, lan);
    EXPECT_EQ(response.status, 204);
    EXPECT_THAT(std::string{response.headers.find("Set-Cookie")}, HasSubstr("Max-Age=0"));
    EXPECT_FALSE(is_signed_in(lan));
    EXPECT_EQ(office.ask(Method::del, "/api/session", {}, {}).status, 204);
}

TEST_F(AccountsTest, SessionsRunOutWhenIdle) {
    const auto lan = office.browser("lan");
    office.pass(29min);
    EXPECT_TRUE(is_signed_in(lan));
    office.pass(29min);
    EXPECT_TRUE(is_signed_in(lan)) << "each request counts";
    office.pass(30min);
    EXPECT_FALSE(is_signed_in(lan));
    EXPECT_EQ(office.get("/api/account/sessions", lan).status, 401);
}

TEST_F(AccountsTest, SessionsRunOutAbsolutely) {
    const auto lan = office.browser("lan");
    for (int i = 0; i < 12 * 6 - 1; ++i) {
        office.pass(10min);
        ASSERT_TRUE(is_signed_in(lan)) << i;
    }
    office.pass(10min);
    EXPECT_FALSE(is_signed_in(lan));
}

TEST_F(AccountsTest, WhatHasRunOutLeavesTheStore) {
    (void)office.browser("lan");
    office.pass(13h);
    (void)office.browser("admin");
    EXPECT_THAT(office.app().stored_accounts().load().sessions, testing::SizeIs(1));
}

TEST_F(AccountsTest, SessionsOutliveARestart) {
    const auto lan = office.browser("lan");
    office.pass(20min);
    ASSERT_TRUE(is_signed_in(lan));
    office.accounts().book().commit({}, {}); // as when the server stops
    server::AccountBook restarted{office.app().stored_accounts(), {}, [this] {
                                      return office.accounts().book().now() + 25min;
                                  }};
    const auto secret = lan.fields[0].value.substr(std::string_view{"ntm-session="}.size());
    const auto actor = restarted.by_session(server::hash_of(secret));
    ASSERT_TRUE(actor) << "used 25 minutes ago";
    EXPECT_EQ(actor->user, "lan");
}

TEST_F(AccountsTest, OnlyHashesAreKept) {
    const auto lan = office.browser("lan");
    const auto secret = lan.fields[0].value.substr(std::string_view{"ntm-session="}.size());
    const auto made =
        body_of(office.post("/api/account/passwords", {{"label", "QGIS"}, {"scope", "read"}}, lan));
    const auto data = office.app().stored_accounts().load();
    ASSERT_EQ(data.sessions.size(), 1U);
    EXPECT_EQ(data.sessions[0].secret, server::hash_of(secret));
    EXPECT_EQ(data.passwords.at(0).secret, server::hash_of(made["secret"].get<std::string>()));
    for (const auto& user : data.users) {
        EXPECT_THAT(user.password, testing::StartsWith("$argon2id$"));
    }
}

TEST_F(AccountsTest, ManySessionsEndTheOldest) {
    std::vector<Sender> browsers;
    for (int i = 0; i < 22; ++i) {
        browsers.push_back(office.browser("lan"));
        office.pass(1s);
    }
    EXPECT_FALSE(is_signed_in(browsers[0]));
    EXPECT_FALSE(is_signed_in(browsers[1]));
    EXPECT_TRUE(is_signed_in(browsers[2]));
    EXPECT_TRUE(is_signed_in(browsers[21]));
}

TEST_F(AccountsTest, AnAccountDisabledWhileThePasswordIsComparedStaysOut) {
    office.before_remainder([this] {
        server::UserChange change;
        change.enabled = false;
        office.accounts().admin().change("lan", change, {});
    });
    EXPECT_EQ(office.sign_in("lan").status, 401);
    const auto disabled = office.sign_in("lan");
    EXPECT_EQ(disabled.status, 403) << "who knows the password may know why";
    EXPECT_EQ(code_of(disabled), "account-disabled");
    EXPECT_EQ(code_of(office.sign_in("lan", "sai mật khẩu rồi")), "wrong-password");
}

TEST_F(AccountsTest, CheaperHashesAreMadeAnewAtSignIn) {
    auto lan = *office.accounts().book().user("lan");
    lan.password = server::PasswordHasher{{2, 16384}}.hash(Office::password);
    office.accounts().book().commit({lan}, {});
    ASSERT_EQ(office.sign_in("lan").status, 200);
    EXPECT_THAT(office.accounts().book().user("lan")->password, HasSubstr("m=8,t=1"));
    EXPECT_EQ(office.sign_in("lan").status, 200);
}

TEST_F(AccountsTest, GuessingIsSlowedByAccountAndNetwork) {
    const Sender attacker{{{"Host", "127.0.0.1:8080"}}, "127.0.0.9"};
    int refused = 0;
    int slowed = 0;
    for (int i = 0; i < 200; ++i) {
        const auto status = office.sign_in("lan", "sai mật khẩu rồi", attacker).status;
        refused += status == 401 ? 1 : 0;
        slowed += status == 429 ? 1 : 0;
    }
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(slowed, 195);
    const auto right = office.sign_in("lan", Office::password, attacker);
    EXPECT_EQ(right.status, 429) << "nor may the attacker profit from a right guess";
    EXPECT_EQ(right.headers.find("Retry-After"), "1");
    EXPECT_EQ(office.sign_in("lan").status, 200) << "from another address it works";
    EXPECT_EQ(office.sign_in("nobody", "sai", attacker).status, 401);
    office.pass(2s);
    EXPECT_EQ(office.sign_in("lan", Office::password, attacker).status, 200);
}

TEST_F(AccountsTest, UnknownNamesAreSlowedLikeKnownOnes) {
    const Sender attacker{{}, "127.0.0.9"};
    std::vector<int> known;
    std::vector<int> unknown;
    for (int i = 0; i < 8; ++i) {
        known.push_back(office.sign_in("lan", "sai", attacker).status);
        unknown.push_back(office.sign_in("khong.co", "sai", attacker).status);
    }
    EXPECT_EQ(known, unknown);
}

struct CrossSite {
    std::string name;
    std::vector<server::Field> fields; ///< without the cookie
    int status;
};

TEST_F(AccountsTest, OtherSitesCannotMakeABrowserChangeAnything) {
    const auto lan = office.browser("lan");
    const server::Field cookie = lan.fields[0];
    const server::Field ours{"Origin", Office::origin};
    const server::Field script{"X-Requested-With", "ntm-atlas"};
    const std::vector<CrossSite> cases{
        {"a form of another site",
         {{"Origin", "http://evil.example"}, {"Content-Type", "application/x-www-form-urlencoded"}},
         403},
        {"JSON as text/plain",
         {{"Origin", "http://evil.example"}, {"Content-Type", "text/plain"}},
         403},
        {"no Origin", {script}, 403},
        {"no header of ours", {ours}, 403},
        {"another port", {{"Origin", "http://127.0.0.1:9090"}, script}, 403},
        {"https instead of http", {{"Origin", "https://127.0.0.1:8080"}, script}, 403},
        {"a sandboxed frame", {{"Origin", "null"}, script}, 403},
        {"said by the browser", {{"Sec-Fetch-Site", "cross-site"}, ours, script}, 403},
        {"a subdomain", {{"Sec-Fetch-Site", "same-site"}, ours, script}, 403},
        {"our own page, but a form", {ours, script, {"Content-Type", "text/plain"}}, 415},
        {"our own page", {ours, script}, 201},
    };
    for (const auto& [name, fields, status] : cases) {
        Sender sender{fields};
        sender.fields.push_back(cookie);
        const auto before = office.accounts().book().passwords_of("lan").size();
        const auto response =
            office.post("/api/account/passwords", {{"label", name}, {"scope", "read"}}, sender);
        EXPECT_EQ(response.status, status) << name;
        EXPECT_EQ(office.accounts().book().passwords_of("lan").size() - before,
                  status == 201 ? 1U : 0U);
    }
    EXPECT_EQ(office.sign_in("lan", Office::password, {{{"Origin", "http://evil.example"}}}).status,
              403)
        << "nor sign it in";
    EXPECT_EQ(office
                  .post("/api/coverage/what-if", json::object(),
                        {{cookie, {"Origin", "http://evil.example"}}})
                  .status,
              403);
}

TEST_F(AccountsTest, MetricsCountTries) {
    (void)office.sign_in("lan");
    (void)office.sign_in("lan", "sai");
    const std::string text{office.get("/metrics").text()};
    EXPECT_THAT(text, HasSubstr("\nntm_sessions 1\n"));
    EXPECT_THAT(text, HasSubstr("\nntm_sign_ins_total{result=\"accepted\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("\nntm_sign_ins_total{result=\"refused\"} 1\n"));
}

TEST_F(AccountsTest, ReadingNeedsNoProof) {
    const auto lan = office.browser("lan");
    EXPECT_TRUE(is_signed_in({{lan.fields[0]}})) << "a link from another page";
}

TEST_F(AccountsTest, AnOpenLineTakesNoSecrets) {
    const Sender far{{{"Host", "atlas.example"}}, "192.0.2.1"};
    EXPECT_EQ(code_of(office.sign_in("lan", Office::password, far)), "insecure-line");
    EXPECT_EQ(code_of(office.post("/api/setup", {{"link", "x"}}, far)), "insecure-line");
    auto program = office.program("lan", PasswordScope::read);
    EXPECT_EQ(office.get("/api/atlas", program).status, 200);
    program.remote = "192.0.2.1";
    EXPECT_EQ(code_of(office.get("/api/atlas", program)), "insecure-line");
    auto lan = office.browser("lan");
    lan.remote = "192.0.2.1";
    EXPECT_FALSE(is_signed_in(lan)) << "a stolen cookie";
    EXPECT_EQ(body_of(office.get("/api/session", far))["secure"], false);
    auto spoofing = far;
    spoofing.fields.push_back({"X-Forwarded-Proto", "https"});
    EXPECT_EQ(code_of(office.sign_in("lan", Office::password, spoofing)), "insecure-line");
}

TEST_F(AccountsTest, BehindAProxyThatSpeaksTlsCookiesAreSecure) {
    Office proxied{{}, {"127.0.0.1"}};
    proxied.add_user("lan", Role::viewer);
    const Sender outside{{{"Host", "atlas.example"},
                          {"X-Forwarded-For", "198.51.100.7"},
                          {"X-Forwarded-Proto", "https"},
                          {"Origin", "https://atlas.example"},
                          {"X-Requested-With", "ntm-atlas"}}};
    const auto response = proxied.sign_in("lan", Office::password, outside);
    ASSERT_EQ(response.status, 200);
    const auto field = std::string{response.headers.find("Set-Cookie")};
    EXPECT_THAT(field, testing::StartsWith("__Host-ntm-session="));
    EXPECT_THAT(field, HasSubstr("; Path=/; Secure; HttpOnly; SameSite=Lax"));
    EXPECT_THAT(field, Not(HasSubstr("Domain")));
    auto signed_in = outside;
    const auto cookie = Office::cookie_of(response);
    signed_in.fields.push_back({"Cookie", cookie});
    EXPECT_EQ(proxied.ask(Method::del, "/api/account/sessions", {}, signed_in).status, 204);
    EXPECT_EQ(proxied.accounts().book().events(1, std::nullopt).at(0).address, "198.51.100.7");
}

} // namespace
