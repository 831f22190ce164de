// Administrators and set-up links.

#include "office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::body_of;
using http_test::code_of;
using http_test::Office;
using http_test::Sender;
using nlohmann::json;
using server::Method;
using server::Role;
using namespace std::chrono_literals;

/// The secret in `/#setup=SECRET&user=NAME`.
std::string secret_of(const json& link) {
    const auto path = link.at("path").get<std::string>();
    const auto from = path.find('=') + 1;
    return path.substr(from, path.find('&') - from);
}

class UsersTest : public testing::Test {
protected:
    UsersTest() { office.add_user("admin", Role::administrator); }

    server::Response add(const json& user) { return office.post("/api/users", user, admin()); }
    server::Response patch(const std::string& name, const json& change) {
        return office.ask(Method::patch, "/api/users/" + name, change.dump(), admin());
    }
    server::Response use(const std::string& link, const char* password = "mưa rơi trên mái tôn") {
        return office.post("/api/setup", {{"link", link}, {"password", password}});
    }
    Sender admin() {
        if (!m_admin) {
            m_admin = office.browser("admin");
        }
        return *m_admin;
    }
    std::vector<std::string> events() {
        std::vector<std::string> names;
        const auto body = body_of(office.get("/api/account-events", admin()));
        for (const auto& event : body["events"]) {
            names.push_back(
                event["actor"].get<std::string>() + " " + event["event"].get<std::string>() + " " +
                event["user"].get<std::string>() + " " + event["detail"].get<std::string>());
        }
        return names;
    }

    Office office;

private:
    std::optional<Sender> m_admin;
};

const json lan{{"name", "Lan"},
               {"display_name", "Trần Thị Lan"},
               {"role", "commune_editor"},
               {"communes", {"25345"}}};

TEST_F(UsersTest, AreAddedWithALinkForTheirFirstPassword) {
    const auto response = add(lan);
    ASSERT_EQ(response.status, 201) << response.text();
    const auto body = body_of(response);
    EXPECT_EQ(body["name"], "lan");
    EXPECT_EQ(body["has_password"], false);
    EXPECT_EQ(body["setup_link"]["expires_at"], "2023-11-15T22:13:20Z");
    EXPECT_EQ(office.sign_in("lan", "").status, 422);
    const auto link = secret_of(body["setup_link"]);
    const auto used = use(link);
    ASSERT_EQ(used.status, 200) << used.text();
    EXPECT_EQ(body_of(used)["user"]["name"], "lan");
    EXPECT_NE(Office::cookie_of(used), "") << "and is signed in";
    EXPECT_EQ(code_of(use(link)), "bad-setup-link") << "once";
    EXPECT_EQ(office.sign_in("lan", "mưa rơi trên mái tôn").status, 200);
}

TEST_F(UsersTest, WrongOnesAreRefusedNamingTheField) {
    ASSERT_EQ(add(lan).status, 201);
    struct Case {
        const char* change;
        std::string code;
    };
    const std::vector<Case> cases{
        {R"({"name":"lan"})", "user-exists"},
        {R"({"name":" LAN "})", "user-exists"},
        {R"({"name":"a b"})", "bad-user-name"},
        {R"({"name":"ba","display_name":" "})", "bad-display-name"},
        {R"({"name":"ba","role":"king"})", "bad-body"},
        {R"({"name":"ba","communes":["99999"]})", "unknown-commune"},
        {R"({"name":"ba","communes":[]})", "communes-and-role"},
        {R"({"name":"ba","role":"viewer"})", "communes-and-role"},
        {R"({"name":"ba","enabled":true})", "bad-body"},
        {R"({"name":"ba","password":"x"})", "bad-body"},
    };
    for (const auto& [change, code] : cases) {
        auto user = lan;
        user.merge_patch(json::parse(change));
        const auto response = add(user);
        EXPECT_EQ(response.status, 422) << change;
        EXPECT_EQ(code_of(response), code) << change;
    }
    EXPECT_EQ(body_of(office.get("/api/users", admin()))["users"].size(), 2U);
}

TEST_F(UsersTest, NewRightsTakeEffectAtOnceAndEndSessions) {
    office.add_user("lan", Role::commune_editor, {gis::UnitCode{"25345"}});
    const auto browser = office.browser("lan");
    const auto program = office.program("lan", gis::store::PasswordScope::edit);
    EXPECT_EQ(patch("lan", {{"display_name", "Lan Trần"}}).status, 200);
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 200)
        << "a name changes no rights";
    const auto response = patch("lan", {{"role", "viewer"}});
    ASSERT_EQ(response.status, 200) << response.text();
    EXPECT_EQ(body_of(response)["communes"], json::array());
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 401);
    EXPECT_EQ(body_of(office.get("/api/session", program))["rights"]["edit_road"], "nowhere");
    EXPECT_EQ(code_of(patch("lan", {{"role", "commune_editor"}})), "communes-and-role");
    EXPECT_EQ(patch("lan", {{"role", "commune_editor"}, {"communes", {"25348"}}}).status, 200);
}

TEST_F(UsersTest, AreDisabledNeverDeleted) {
    office.add_user("lan", Role::viewer);
    const auto browser = office.browser("lan");
    const auto program = office.program("lan", gis::store::PasswordScope::read);
    EXPECT_EQ(patch("lan", {{"enabled", false}}).status, 200);
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 401);
    EXPECT_EQ(office.get("/api/atlas", program).status, 401);
    EXPECT_EQ(code_of(office.post("/api/users/lan/setup-link", json::object(), admin())),
              "account-disabled");
    EXPECT_EQ(patch("lan", {{"enabled", true}}).status, 200);
    EXPECT_EQ(office.get("/api/atlas", program).status, 401) << "revoked for good";
    const auto another = office.program("lan", gis::store::PasswordScope::read);
    EXPECT_EQ(office.get("/api/atlas", another).status, 200);
    EXPECT_EQ(patch("lan", {{"role", "approver"}}).status, 200);
    EXPECT_EQ(office.get("/api/atlas", another).status, 200) << "other rights revoke none";
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 401) << "that session is over";
    EXPECT_EQ(patch("nobody", {{"enabled", false}}).status, 404);
}

TEST_F(UsersTest, TheLastAdministratorStays) {
    EXPECT_EQ(code_of(patch("admin", {{"enabled", false}})), "last-administrator");
    EXPECT_EQ(code_of(patch("admin", {{"role", "viewer"}})), "last-administrator");
    office.accounts().admin().add({"hai", "Hai", Role::administrator, {}, true}, {});
    EXPECT_EQ(code_of(patch("admin", {{"role", "viewer"}})), "last-administrator")
        << "the other one has no password yet";
    office.accounts().admin().set_password("hai", office.accounts().book().user("admin")->password,
                                           {});
    EXPECT_EQ(patch("admin", {{"role", "viewer"}}).status, 200);
    EXPECT_EQ(office.get("/api/users", admin()).status, 401) << "the session ended with the role";
}

TEST_F(UsersTest, ANewLinkReplacesTheOldAndEndsSessionsWhenUsed) {
    office.add_user("lan", Role::viewer);
    const auto browser = office.browser("lan");
    const auto make = [this] {
        const auto response = office.post("/api/users/LAN/setup-link", json::object(), admin());
        EXPECT_EQ(response.status, 201);
        return secret_of(body_of(response));
    };
    const auto first = make();
    const auto second = make();
    EXPECT_EQ(code_of(use(first)), "bad-setup-link");
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 200) << "until it is used";
    EXPECT_EQ(code_of(use(second, "ngắn")), "weak-password");
    EXPECT_EQ(use(second).status, 200) << "a refused password does not use it up";
    EXPECT_EQ(office.get("/api/account/sessions", browser).status, 401);
    const auto third = make();
    office.pass(24h);
    EXPECT_EQ(code_of(use(third)), "bad-setup-link");
}

TEST_F(UsersTest, EverythingIsWrittenDown) {
    ASSERT_EQ(add(lan).status, 201);
    ASSERT_EQ(patch("lan", {{"role", "approver"}}).status, 200);
    (void)office.accounts().own().make_password("lan", {"admin", ""},
                                                {"QGIS", gis::store::PasswordScope::read, {}});
    ASSERT_EQ(patch("lan", {{"enabled", false}}).status, 200);
    EXPECT_THAT(events(),
                testing::ElementsAre(
                    "admin application_password_revoked lan QGIS",
                    "admin user_changed lan enabled yes -> no",
                    "admin application_password_made lan QGIS (read)",
                    "admin user_changed lan role commune_editor -> approver; communes 25345 -> -",
                    "admin setup_link_made lan ",
                    "admin user_added lan role commune_editor; communes 25345",
                    "admin signed_in admin ", " password_set admin ",
                    " user_added admin role administrator"));
    const auto page =
        body_of(office.get("/api/account-events?limit=1&before=3", admin()))["events"];
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0]["id"], 2);
    EXPECT_EQ(office.get("/api/account-events?limit=0", admin()).status, 400);
}

TEST(FirstStart, OffersALinkThatMakesTheFirstAdministrator) {
    Office office;
    const auto old = office.accounts().sign_in().first_link();
    const auto link = office.accounts().sign_in().first_link();
    ASSERT_TRUE(old && link);
    EXPECT_EQ(body_of(office.get("/api/session"))["set_up"], false);
    json first{{"link", *old},
               {"name", "Quản.Trị"},
               {"display_name", "Trần Thị Lan"},
               {"password", "con trâu đọc sách"}};
    EXPECT_EQ(code_of(office.post("/api/setup", first)), "bad-setup-link")
        << "each start makes a new one";
    first["link"] = *link;
    auto nameless = first;
    nameless.erase("name");
    EXPECT_EQ(office.post("/api/setup", nameless).status, 422);
    auto weak = first;
    weak["password"] = "tran thi lan 2024";
    EXPECT_EQ(code_of(office.post("/api/setup", weak)), "weak-password");
    const auto response = office.post("/api/setup", first);
    ASSERT_EQ(response.status, 200) << response.text();
    EXPECT_EQ(body_of(response)["user"]["name"], "quản.trị");
    EXPECT_EQ(body_of(response)["user"]["role"], "administrator");
    EXPECT_EQ(body_of(response)["set_up"], true);
    EXPECT_EQ(code_of(office.post("/api/setup", first)), "bad-setup-link");
    EXPECT_EQ(office.accounts().sign_in().first_link(), std::nullopt);
}

TEST(FirstStart, TwoWhoUseTheLinkAtOnceMakeOneAdministrator) {
    Office office;
    const auto link = *office.accounts().sign_in().first_link();
    const auto first = [&](const char* name) -> json {
        return {{"link", link},
                {"name", name},
                {"display_name", "Ai đó"},
                {"password", "con trâu đọc sách"}};
    };
    office.before_remainder(
        [&] { EXPECT_EQ(office.post("/api/setup", first("nhanh")).status, 200); });
    EXPECT_EQ(code_of(office.post("/api/setup", first("cham"))), "bad-setup-link");
    EXPECT_EQ(office.accounts().book().users().size(), 1U);
}

TEST(FirstStart, ALinkIsNoUseOnceThereIsAnAdministrator) {
    Office office;
    const auto link = *office.accounts().sign_in().first_link();
    office.add_user("admin", Role::administrator);
    EXPECT_EQ(code_of(office.post("/api/setup", {{"link", link},
                                                 {"name", "ke.gian"},
                                                 {"display_name", "x"},
                                                 {"password", "con trâu đọc sách"}})),
              "bad-setup-link");
}

TEST(Edits, OfCommuneEditorsAreDecidedWhereTheAtlasSaysSo) {
    server::AccountPolicy policy;
    policy.approval = server::Approval::direct;
    Office office{policy};
    office.add_user("lan", Role::commune_editor, {gis::UnitCode{"25345"}});
    EXPECT_EQ(body_of(office.get("/api/session", office.browser("lan")))["edits"], "decided");
}

TEST(People, AreNamedToThoseWhoAreSignedInAlone) {
    Office office;
    office.add_user("lan", Role::commune_editor, {gis::UnitCode{"25345"}});
    office.add_user("khach", Role::viewer);
    EXPECT_EQ(office.get("/api/people").status, 401) << "the atlas is public, names are not";
    const auto seen = office.get("/api/people", office.browser("khach"));
    ASSERT_EQ(seen.status, 200);
    EXPECT_EQ(body_of(seen)["people"][1], (json{{"name", "lan"}, {"display_name", "Người lan"}}));
    EXPECT_EQ(body_of(seen)["people"].size(), 2U);
    // Nothing that anybody may see says more than the name to sign in with.
    for (const auto* target : {"/api/history", "/api/pending.geojson", "/api/roads/12", "/"}) {
        const auto open = office.get(target);
        EXPECT_EQ(open.status, 200) << target;
        EXPECT_EQ(std::string{open.text()}.find("Người lan"), std::string::npos) << target;
    }
}

} // namespace
