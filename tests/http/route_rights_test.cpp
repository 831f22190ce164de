// Every address, asked by everybody: what the table says and nothing else.

#include "office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::store::PasswordScope;
using http_test::Office;
using http_test::Sender;
using server::Role;

/// One letter for each of everybody(): y allowed everywhere, o in own communes only, - nowhere.
/// Nobody in a closed atlas, nobody in an open one; viewer, commune editor, approver, administrator
/// by session; commune editor and administrator by a password that reads, then by one that edits.
const std::map<std::string, std::string> expected{
    {"GET /api/atlas", "-yyyyyyyyy"},
    {"GET /api/rules", "-yyyyyyyyy"},
    {"GET /api/units", "-yyyyyyyyy"},
    {"GET /api/search", "-yyyyyyyyy"},
    {"GET /api/roads/{id}", "-yyyyyyyyy"},
    {"GET /api/facilities", "-yyyyyyyyy"},
    {"GET /api/facilities/{id}", "-yyyyyyyyy"},
    {"GET /api/norms", "-yyyyyyyyy"},
    {"GET /api/history", "-yyyyyyyyy"},
    {"GET /api/changesets/{id}", "-yyyyyyyyy"},
    {"GET /api/events", "-yyyyyyyyy"},
    {"GET /api/pending.geojson", "-yyyyyyyyy"},
    {"POST /api/changesets", "---oyy--oy"},
    {"POST /api/changesets/{id}/revert", "---oyy--oy"},
    {"POST /api/roads", "---oyy--oy"},
    {"POST /api/roads/join", "---oyy--oy"},
    {"PATCH /api/roads/{id}", "---oyy--oy"},
    {"DELETE /api/roads/{id}", "---oyy--oy"},
    {"PUT /api/roads/{id}/geometry", "---oyy--oy"},
    {"POST /api/roads/{id}/split", "---oyy--oy"},
    {"POST /api/roads/{id}/surfaces", "---oyy--oy"},
    {"DELETE /api/roads/{id}/surfaces/{record}", "---oyy--oy"},
    {"POST /api/facilities", "---oyy--oy"},
    {"PATCH /api/facilities/{id}", "---oyy--oy"},
    {"DELETE /api/facilities/{id}", "---oyy--oy"},
    {"GET /api/proposals", "---oyy--oy"},
    {"GET /api/proposals/{id}", "---oyy--oy"},
    {"POST /api/proposals/{id}/accept", "----yy----"},
    {"POST /api/proposals/{id}/return", "----yy----"},
    {"POST /api/proposals/{id}/withdraw", "---oyy--oy"},
    {"POST /api/imports", "----yy---y"},
    {"POST /api/imports/{id}/commit", "----yy---y"},
    {"DELETE /api/imports/{id}", "----yy---y"},
    {"GET /api/exports/{file}", "-yyyyyyyyy"},
    {"GET /api/reports/roads", "-yyyyyyyyy"},
    {"GET /api/reports/coverage", "-yyyyyyyyy"},
    {"GET /api/reports/access", "-yyyyyyyyy"},
    {"GET /api/reports/assignment", "-yyyyyyyyy"},
    {"GET /api/reports/capacity", "-yyyyyyyyy"},
    {"GET /api/reports/criteria", "-yyyyyyyyy"},
    {"GET /api/reports/plan", "-yyyyyyyyy"},
    {"GET /api/criteria-sets", "-yyyyyyyyy"},
    {"GET /api/plans", "-yyyyyyyyy"},
    {"GET /api/plans/{id}", "-yyyyyyyyy"},
    {"GET /api/plans/{id}/progress", "-yyyyyyyyy"},
    {"GET /api/works", "-yyyyyyyyy"},
    {"GET /api/works/{id}", "-yyyyyyyyy"},
    {"POST /api/works", "---oyy--oy"},
    {"POST /api/works/accept", "---oyy--oy"},
    {"PATCH /api/works/{id}", "---oyy--oy"},
    {"DELETE /api/works/{id}", "---oyy--oy"},
    {"POST /api/works/{id}/accept", "---oyy--oy"},
    {"POST /api/results", "---oyy--oy"},
    {"POST /api/targets/{id}/results", "---oyy--oy"},
    {"PATCH /api/tasks/{id}", "---oyy--oy"},
    {"POST /api/difficulties", "---oyy--oy"},
    {"POST /api/difficulties/{id}/answer", "---oyy--oy"},
    {"POST /api/contributions", "---oyy--oy"},
    {"GET /api/cooperatives", "-yyyyyyyyy"},
    {"POST /api/cooperatives", "---oyy--oy"},
    {"PATCH /api/cooperatives/{id}", "---oyy--oy"},
    {"DELETE /api/cooperatives/{id}", "---oyy--oy"},
    {"GET /api/products", "-yyyyyyyyy"},
    {"POST /api/products", "---oyy--oy"},
    {"PATCH /api/products/{id}", "---oyy--oy"},
    {"DELETE /api/products/{id}", "---oyy--oy"},
    {"GET /api/capital", "-yyyyyyyyy"},
    {"GET /api/reports/capital", "-yyyyyyyyy"},
    {"POST /api/capital", "---oyy--oy"},
    {"PATCH /api/capital/{id}", "---oyy--oy"},
    {"DELETE /api/capital/{id}", "---oyy--oy"},
    {"GET /api/guidance", "-yyyyyyyyy"},
    {"POST /api/guidance", "---oyy--oy"},
    {"DELETE /api/guidance/{id}", "---oyy--oy"},
    {"POST /api/guidance/{id}/answer", "---oyy--oy"}, // an edit takes it of the district alone
    {"GET /api/hamlet-titles", "-yyyyyyyyy"},
    {"POST /api/hamlet-titles", "---oyy--oy"},
    {"DELETE /api/hamlet-titles/{hamlet}/{title}/{year}", "---oyy--oy"},
    {"GET /api/households", "---oy-o-o-"},
    {"POST /api/households", "---oy---o-"},
    {"DELETE /api/households", "---oy---o-"},
    {"GET /api/coverage/sites", "-yyyyyyyyy"},
    {"POST /api/coverage/sites", "-yyyyyyyyy"},
    {"POST /api/coverage/what-if", "-yyyyyyyyy"},
    {"POST /api/plan-maker", "-yyyyyyyyy"},
    {"GET /api/period-reports", "-yyyyyyyyy"},
    {"GET /api/period-reports/{period}", "-yyyyyyyyy"},
    {"POST /api/period-reports", "---oyy--oy"},
    {"GET /api/coverage/way", "-yyyyyyyyy"},
    {"GET /api/coverage/roads.geojson", "-yyyyyyyyy"},
    {"GET /api/coverage/areas.geojson", "-yyyyyyyyy"},
    {"GET /api/checks", "-yyyyyyyyy"},
    {"GET /tiles/{z}/{x}/{y}.mvt", "-yyyyyyyyy"},
    {"GET /tiles/coverage/{z}/{x}/{y}.mvt", "-yyyyyyyyy"},
    {"GET /tiles/coverage.json", "-yyyyyyyyy"},
    {"GET /tiles.json", "-yyyyyyyyy"},
    {"GET /style.json", "-yyyyyyyyy"},
    {"GET /healthz", "yyyyyyyyyy"},
    {"GET /readyz", "yyyyyyyyyy"},
    {"GET /metrics", "-yyyyyyyyy"},
    {"GET /openapi.yaml", "yyyyyyyyyy"},
    {"GET /", "yyyyyyyyyy"}, // the page; without figures for who may not see them
    {"GET /api/session", "yyyyyyyyyy"},
    {"POST /api/session", "yyyyyyyyyy"},
    {"DELETE /api/session", "yyyyyyyyyy"},
    {"POST /api/setup", "yyyyyyyyyy"},
    {"POST /api/account/password", "--yyyy----"},
    {"GET /api/account/sessions", "--yyyy----"},
    {"DELETE /api/account/sessions", "--yyyy----"},
    {"DELETE /api/account/sessions/{id}", "--yyyy----"},
    {"GET /api/account/passwords", "--yyyy----"},
    {"POST /api/account/passwords", "--yyyy----"},
    {"DELETE /api/account/passwords/{id}", "--yyyy----"},
    {"GET /api/people", "--yyyyyyyy"},
    {"GET /api/users", "-----y----"},
    {"POST /api/users", "-----y----"},
    {"PATCH /api/users/{name}", "-----y----"},
    {"POST /api/users/{name}/setup-link", "-----y----"},
    {"GET /api/account-events", "-----y----"},
};

server::AccountPolicy closed_policy() {
    server::AccountPolicy policy;
    policy.anonymous = false;
    return policy;
}

/// An office with one user of each role; `lan` edits the western commune.
class Staffed {
public:
    explicit Staffed(server::AccountPolicy policy) : office(policy) {
        office.add_user("khach", Role::viewer);
        office.add_user("lan", Role::commune_editor, {gis::UnitCode{"25345"}});
        office.add_user("duyet", Role::approver);
        office.add_user("admin", Role::administrator);
    }

    Office office;
};

struct Somebody {
    Staffed* place;
    Sender sender;
};

/// In the order of the table's letters.
std::vector<Somebody> everybody(Staffed& open, Staffed& closed) {
    auto& office = open.office;
    return {{&closed, {}},
            {&open, {}},
            {&open, office.browser("khach")},
            {&open, office.browser("lan")},
            {&open, office.browser("duyet")},
            {&open, office.browser("admin")},
            {&open, office.program("lan", PasswordScope::read)},
            {&open, office.program("admin", PasswordScope::read)},
            {&open, office.program("lan", PasswordScope::edit)},
            {&open, office.program("admin", PasswordScope::edit)}};
}

std::string name_of(const server::Route& route) {
    return std::string{to_text(route.method)} + " " + route.pattern;
}

/// Whether the gate and the table of rights let somebody use a route: to touch these communes, or
/// at all.
bool admitted(const Somebody& who, const server::Route& route,
              const std::optional<std::vector<gis::UnitCode>>& touched) {
    auto fields = who.sender.fields;
    fields.push_back({"Host", Office::host});
    server::Request request;
    request.method = route.method;
    request.fields = fields;
    request.remote = who.sender.remote;
    const auto admission = server::admit(who.place->office.accounts().gate(), route, request);
    if (admission.refusal) {
        const auto status = admission.refusal->status;
        EXPECT_EQ(status, admission.actor->signed_in() ? 403 : 401) << name_of(route);
        EXPECT_EQ(admission.refusal->headers.find("WWW-Authenticate").empty(), status == 403);
        EXPECT_EQ(admission.refusal->headers.find("Cache-Control"), "no-store");
        return false;
    }
    try {
        if (touched) {
            server::authorise(*admission.actor, route.operation, *touched);
        }
        return true;
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.code(), "other-commune");
        return false;
    }
}

TEST(RouteRights, AreExactlyThisTable) {
    Staffed open{{}};
    Staffed closed{closed_policy()};
    const auto all = everybody(open, closed);
    const std::vector<gis::UnitCode> own{gis::UnitCode{"25345"}};
    const std::vector<gis::UnitCode> other{gis::UnitCode{"25348"}};
    const std::vector<gis::UnitCode> across{gis::UnitCode{"25345"}, gis::UnitCode{"25348"}};
    std::size_t found = 0;
    for (const auto& route : open.office.router().routes()) {
        const auto row = expected.find(name_of(route));
        ASSERT_NE(row, expected.end()) << name_of(route) << " is missing in the table";
        ++found;
        std::string letters;
        for (const auto& who : all) {
            const bool anywhere = admitted(who, route, std::nullopt);
            EXPECT_EQ(admitted(who, route, own), anywhere) << name_of(route);
            const bool everywhere = admitted(who, route, other);
            EXPECT_EQ(admitted(who, route, across), everywhere) << name_of(route);
            letters += everywhere ? 'y' : anywhere ? 'o' : '-';
        }
        EXPECT_EQ(letters, row->second) << name_of(route);
    }
    EXPECT_EQ(found, expected.size()) << "the table has a route that is none";
}

TEST(RouteRights, HoldForAnswersAtHandAndCachedOnes) {
    Staffed closed{closed_policy()};
    auto& office = closed.office;
    const auto lan = office.browser("lan");
    for (const auto* target :
         {"/api/atlas", "/api/reports/roads", "/api/roads/12", "/tiles/0/0/0.mvt",
          "/tiles/0/0/0.mvt?v=7", "/api/exports/roads.csv", "/api/search?q=a", "/style.json"}) {
        EXPECT_EQ(office.get(target, lan).status, 200) << target;
        EXPECT_EQ(office.get(target, lan).status, 200) << target; // now it is at hand
        const auto refused = office.get(target);
        EXPECT_EQ(refused.status, 401) << target;
        EXPECT_EQ(refused.etag, "");
    }
    const auto etag = office.get("/api/atlas", lan).etag;
    EXPECT_EQ(office.get("/api/atlas", {{{"If-None-Match", etag}}}).status, 401)
        << "not even that it has not changed";
}

TEST(RouteRights, AreAskedAgainByWhoRunsTheHandler) {
    Staffed closed{closed_policy()};
    auto& office = closed.office;
    for (const auto& route : office.router().routes()) {
        if (route.operation == server::Operation::open_to_all) {
            continue;
        }
        const server::Request request; // nobody has been through the gate
        EXPECT_EQ(server::dispatch(route, request).status, 401) << name_of(route);
        if (route.at_hand) {
            const auto at_hand = server::dispatch_at_hand(route, request);
            EXPECT_EQ(at_hand.value_or(server::Response{}).status, 401) << name_of(route);
        }
    }
}

TEST(ClosedAtlas, LeavesNothingInCaches) {
    Staffed closed{closed_policy()};
    auto& office = closed.office;
    const auto lan = office.browser("lan");
    for (const auto* target : {"/api/atlas", "/tiles/0/0/0.mvt?v=7", "/api/exports/roads.csv"}) {
        for (int i = 0; i < 2; ++i) {
            const auto response = office.get(target, lan);
            EXPECT_EQ(response.headers.find("Cache-Control"), "private, no-cache") << target;
            EXPECT_THAT(std::string{response.headers.text()},
                        testing::HasSubstr("Vary: Cookie, Authorization"));
        }
    }
    Staffed open{{}};
    EXPECT_EQ(open.office.get("/tiles/0/0/0.mvt?v=7").headers.find("Cache-Control"),
              "public, max-age=31536000, immutable");
    const auto admin = open.office.browser("admin");
    for (const auto* target : {"/api/users", "/api/account/sessions", "/api/account/passwords",
                               "/api/account-events", "/api/session"}) {
        EXPECT_EQ(open.office.get(target, admin).headers.find("Cache-Control"), "no-store")
            << target;
    }
}

TEST(ClosedAtlas, ShowsThePageWithoutFigures) {
    Staffed closed{closed_policy()};
    auto& office = closed.office;
    const auto lan = office.browser("lan");
    const auto full = office.get("/", lan);
    EXPECT_THAT(std::string{full.text()}, testing::HasSubstr("headline"));
    EXPECT_EQ(full.headers.find("Cache-Control"), "no-store");
    (void)office.get("/", lan);
    const auto empty = office.get("/");
    EXPECT_EQ(empty.status, 200);
    EXPECT_THAT(std::string{empty.text()}, testing::Not(testing::HasSubstr("headline")));
    EXPECT_THAT(std::string{empty.text()}, testing::Not(testing::HasSubstr("25345")));
    EXPECT_EQ(empty.headers.find("Cache-Control"), "no-store");
    EXPECT_EQ(office.get("/assets/app-1.js").status, 200) << "the viewer's own files are no secret";
}

} // namespace
