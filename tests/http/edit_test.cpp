// Editing over HTTP, without sockets: what is asked for, what is answered, what the atlas is then.
#include "gis/core/moment.hpp"
#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using http_test::concrete;
using http_test::EditorDesk;
using http_test::figure;
using http_test::line_of;
using nlohmann::json;
using server::Method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

bool is_write(server::Operation operation) {
    using server::Operation;
    const std::set<Operation> writes{Operation::record_surface,  Operation::edit_road,
                                     Operation::edit_facility,   Operation::propose,
                                     Operation::edit_plan,       Operation::edit_household,
                                     Operation::decide_proposal, Operation::revert};
    return writes.contains(operation);
}

std::string concrete_target(std::string pattern) {
    for (const std::string_view parameter : {"{id}", "{record}"}) {
        if (const auto at = pattern.find(parameter); at != std::string::npos) {
            pattern.replace(at, parameter.size(), "1");
        }
    }
    return pattern;
}

TEST(Writing, NeedsSomebodyWhoIsSignedInAndMayEdit) {
    EditorDesk desk;
    int routes = 0;
    for (const auto& route : desk.router().routes()) {
        if (!is_write(route.operation)) {
            continue;
        }
        ++routes;
        const auto target = concrete_target(route.pattern);
        SCOPED_TRACE(target);
        desk.sign_in(http_test::nobody());
        EXPECT_EQ(desk.ask(route.method, target).status, 401);
        desk.sign_in(http_test::person("xem", server::Role::viewer));
        EXPECT_EQ(desk.ask(route.method, target).status, 403);
        auto reading = http_test::person("doc", server::Role::approver);
        reading.identification = server::Identification::reading_password;
        desk.sign_in(reading);
        EXPECT_EQ(desk.ask(route.method, target).status, 403);
    }
    EXPECT_EQ(routes, 46);
    EXPECT_EQ(desk.revision(), 1);
}

TEST(IfMatch, IsNeededAndRead) {
    struct Case {
        const char* tag;
        int status;
        const char* type;
    };
    for (const auto& [tag, status, type] :
         {Case{"", 428, "if-match-required"}, Case{"\"r1\"", 201, ""}, Case{"*", 201, ""},
          Case{"W/\"r1-5f0a\"", 201, ""}, Case{"\"r0\", \"r1\"", 201, ""},
          Case{"\"r0\"", 412, "stale"}, Case{"r1", 400, "bad-if-match"},
          Case{"\"x1\"", 400, "bad-if-match"}, Case{"\"r\"", 400, "bad-if-match"},
          Case{"\"r1x\"", 400, "bad-if-match"}, Case{"\"r-1\"", 400, "bad-if-match"},
          Case{"\"r99999999999999999999\"", 400, "bad-if-match"}}) {
        SCOPED_TRACE(tag);
        EditorDesk desk;
        const auto reply = desk.post("/api/roads/1/surfaces", concrete(300, 400), tag);
        EXPECT_EQ(reply.status, status);
        if (*type != '\0') {
            EXPECT_EQ(reply.body["type"], std::string{"urn:ntm-atlas:"} + type);
        }
        EXPECT_EQ(desk.revision(), status == 201 ? 2 : 1);
    }
}

TEST(Surfaces, AreRecordedAndTheReportFollows) {
    EditorDesk desk;
    const auto hardened = figure(desk, "hardened_m");
    const auto reply = desk.post("/api/roads/1/surfaces", concrete(300, 500), "\"r1\"");
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(reply.etag, "\"r2\"");
    EXPECT_EQ(reply.body["revision"], 2);
    EXPECT_EQ(reply.body["changeset"], 2);
    EXPECT_EQ(reply.body["repeated"], false);
    EXPECT_EQ(reply.body["changed"],
              json::parse(R"([{"entity":"surface_record","id":3,"road":1,"state":"accepted"}])"));
    EXPECT_NEAR(reply.body["effect"]["change"]["hardened_m"], 200, 1e-6);
    EXPECT_NEAR(reply.body["effect"]["change"]["remaining_m"], -200, 1e-6);
    EXPECT_NEAR(figure(desk, "hardened_m"), hardened + 200, 1e-6);
    const auto road = desk.get("/api/roads/1").body;
    EXPECT_EQ(road["etag"], "\"r2\"");
    EXPECT_EQ(road["surfaces"][1]["record"], 3);
    EXPECT_EQ(road["surfaces"][1]["evidence"], "BB 12/2024");
    EXPECT_EQ(desk.get("/api/facilities/1").body["etag"], "\"r1\"");
}

TEST(Surfaces, TheTagOfTheAnswerIsTheOneToEditWith) {
    EditorDesk desk;
    const auto road = desk.ask(Method::get, "/api/roads/1");
    EXPECT_TRUE(road.etag.starts_with("W/\"r1-")) << road.etag;
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 500), road.etag).status, 201);
    const auto changed = desk.ask(Method::get, "/api/roads/1");
    EXPECT_TRUE(changed.etag.starts_with("W/\"r2-")) << changed.etag;
}

TEST(Surfaces, ARecordIsRetracted) {
    EditorDesk desk;
    const auto reply =
        desk.call(Method::del, "/api/roads/1/surfaces/1?comment=sai", nullptr, "\"r1\"");
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(desk.get("/api/roads/1").body["surfaces"][0]["surface"], "unknown");
    EXPECT_EQ(desk.call(Method::del, "/api/roads/1/surfaces/9", nullptr, "*").status, 404);
}

TEST(Conflicts, DifferentFieldsBothSucceedTheSameFieldIsTold) {
    EditorDesk desk;
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Một"}}, "\"r1\"").status, 200);
    desk.sign_in(http_test::person("nga", server::Role::approver));
    EXPECT_EQ(desk.patch("/api/roads/1", {{"class", "xa"}}, "\"r1\"").status, 200)
        << "another field, with the tag of before";
    const auto stale = desk.patch("/api/roads/1", {{"name", "Hai"}, {"code", "X"}}, "\"r1\"");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["type"], "urn:ntm-atlas:stale");
    ASSERT_THAT(stale.body["changed"], SizeIs(1));
    const auto& changed = stale.body["changed"][0];
    EXPECT_EQ(changed["field"], "name");
    EXPECT_EQ(changed["entity"], "road");
    EXPECT_EQ(changed["id"], 1);
    EXPECT_EQ(changed["before"], "Đường </script> số 1");
    EXPECT_EQ(changed["now"], "Một");
    EXPECT_EQ(changed["by"], "an");
    const auto at = gis::vietnam_time(changed["at"].get<std::string>());
    EXPECT_THAT(stale.body["detail"].get<std::string>(), HasSubstr(" at " + at + " (UTC+7). "));
    EXPECT_EQ(changed["changeset"], 2);
    const auto road = desk.get("/api/roads/1").body;
    EXPECT_EQ(road["name"], "Một");
    EXPECT_EQ(road["class"], "xa");
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Hai"}}, "\"r2\"").status, 200);
}

TEST(Conflicts, AFieldThatWasChangedBackIsNoConflict) {
    EditorDesk desk;
    const std::string name = desk.get("/api/roads/1").body["name"];
    desk.patch("/api/roads/1", {{"name", "Một"}}, "*");
    desk.patch("/api/roads/1", {{"name", name}}, "*");
    EXPECT_EQ(desk.patch("/api/roads/1", {{"name", "Hai"}}, "\"r1\"").status, 200);
}

TEST(Conflicts, SurfacesMeetWhereTheyOverlapAndWhenTheRoadWasRedrawn) {
    EditorDesk desk;
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(100, 200), "\"r1\"").status, 201);
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(200, 300), "\"r1\"").status, 201)
        << "beside it";
    const auto overlapping = desk.post("/api/roads/1/surfaces", concrete(150, 250), "\"r1\"");
    EXPECT_EQ(overlapping.status, 412);
    EXPECT_EQ(overlapping.body["changed"][0]["field"], "surfaces");
    EXPECT_EQ(overlapping.body["changed"][0]["now"]["surface"], "btxm");

    auto line = line_of(desk, 1);
    line["coordinates"][2][1] = line["coordinates"][2][1].get<double>() + 0.0001;
    EXPECT_EQ(
        desk.call(Method::put, "/api/roads/1/geometry", {{"geometry", line}}, "\"r3\"").status,
        200);
    const auto redrawn = desk.post("/api/roads/1/surfaces", concrete(500, 510), "\"r3\"");
    EXPECT_EQ(redrawn.status, 412) << "its chainage is of the old line";
    EXPECT_EQ(redrawn.body["changed"][0]["field"], "geometry");
}

TEST(DryRun, TellsEverythingAndChangesNothing) {
    EditorDesk desk;
    const auto reply =
        desk.post("/api/roads/1/surfaces?dry_run=1", concrete(300, 500), "\"r1\"", "key");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body["dry_run"], true);
    EXPECT_EQ(reply.body["outcome"], "decided");
    EXPECT_EQ(reply.body["communes"], json::parse(R"(["25345"])"));
    EXPECT_NEAR(reply.body["effect"]["change"]["hardened_m"], 200, 1e-6);
    EXPECT_EQ(reply.body["effect"]["rows"][0]["unit"]["code"], "25345-02");
    EXPECT_EQ(reply.body["roads"][0]["id"], 1);
    EXPECT_EQ(reply.body["roads"][0]["surfaces"][1]["surface"], "btxm");
    EXPECT_EQ(desk.revision(), 1);
    // Its key is free still.
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 500), "\"r1\"", "key").status, 201);

    auto line = line_of(desk, 1);
    line["coordinates"].erase(2);
    const auto shorter =
        desk.call(Method::put, "/api/roads/1/geometry?dry_run=1", {{"geometry", line}}, "\"r2\"");
    EXPECT_EQ(shorter.status, 200);
    ASSERT_THAT(shorter.body["conflicts"], SizeIs(2));
    EXPECT_EQ(shorter.body["conflicts"][0]["code"], "stretch-gone");
    EXPECT_LT(shorter.body["roads"][0]["after_m"], shorter.body["roads"][0]["before_m"]);
}

TEST(Requests, ThatAreSentTwiceAreCarriedOutOnce) {
    EditorDesk desk;
    const auto first = desk.post("/api/roads/1/surfaces", concrete(300, 500), "\"r1\"", "k-1");
    desk.reopen(); // the answer was lost, and the program restarted
    const auto second = desk.post("/api/roads/1/surfaces", concrete(300, 500), "\"r1\"", "k-1");
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body["repeated"], true);
    for (const auto* member : {"revision", "changeset", "at", "changed"}) {
        EXPECT_EQ(second.body[member], first.body[member]) << member;
    }
    EXPECT_EQ(desk.revision(), 2);
    const auto other = desk.post("/api/roads/1/surfaces", concrete(300, 501), "\"r1\"", "k-1");
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.body["field"], "Idempotency-Key");
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(1, 2), "*", "khóa").status, 400);
    EXPECT_EQ(desk.revision(), 2);
}

TEST(Changesets, CarryOutSeveralOperationsAsOne) {
    EditorDesk desk;
    const json body{{"comment", " Đường mới\n"},
                    {"operations",
                     {{{"op", "add_road"},
                       {"geometry",
                        {{"type", "LineString"},
                         {"coordinates", json::array({{106.6005, 11.5995}, {106.6025, 11.5985}})}}},
                       {"class", "ngo"},
                       {"name", "Ngõ 1"}},
                      {{"op", "add_surface"},
                       {"road", -1},
                       {"from_m", 0},
                       {"to_m", 50},
                       {"surface", "btxm"},
                       {"effective_on", "2024-11-05"}},
                      {{"op", "edit_road"}, {"road", 1}, {"code", "DN-02"}},
                      {{"op", "move_facility"},
                       {"facility", 1},
                       {"location", json::array({106.6012, 11.599})}}}}};
    EXPECT_EQ(desk.post("/api/changesets", body).status, 428);
    const auto reply = desk.post("/api/changesets", body, "\"r1\"");
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_THAT(reply.body["changed"], SizeIs(4));
    EXPECT_EQ(desk.get("/api/roads/2").body["name"], "Ngõ 1");
    EXPECT_EQ(desk.get("/api/roads/1").body["code"], "DN-02");
    EXPECT_EQ(desk.get("/api/facilities/1").body["location"][0], 106.6012);

    const auto changeset = desk.get("/api/changesets/2").body;
    EXPECT_EQ(changeset["author"], "an");
    EXPECT_EQ(changeset["comment"], "Đường mới");
    EXPECT_EQ(changeset["source"], "edit");
    ASSERT_THAT(changeset["changes"], SizeIs(4));
    EXPECT_EQ(changeset["changes"][1]["fields"]["code"]["before"], "DN-01");
    EXPECT_EQ(changeset["changes"][1]["fields"]["code"]["after"], "DN-02");
    EXPECT_EQ(desk.get("/api/changesets/9").status, 404);

    auto bad = body;
    bad["operations"][3]["facility"] = 77;
    const auto refused = desk.post("/api/changesets", bad, "*");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(refused.body["field"], "/operations/3/facility");
    EXPECT_EQ(desk.revision(), 2) << "all or nothing";
}

TEST(Bodies, ThatAreWrongNameTheMember) {
    struct Case {
        const char* body;
        int status;
        const char* field;
    };
    EditorDesk desk;
    for (const auto& [body, status, field] : {
             Case{"{", 422, nullptr},
             Case{"[]", 422, "/"},
             Case{R"({"operations":[]})", 422, "/operations"},
             Case{R"({"operations":[{}]})", 422, "/operations/0/op"},
             Case{R"({"operations":[{"op":"erase"}]})", 422, "/operations/0/op"},
             Case{R"({"operations":[{"op":"split_road","road":1,"at_m":1,"x":1}]})", 422,
                  "/operations/0/x"},
             Case{R"({"operations":[{"op":"split_road","road":1.5,"at_m":1}]})", 422,
                  "/operations/0/road"},
             Case{R"({"operations":[{"op":"split_road","road":0,"at_m":1}]})", 422,
                  "/operations/0/road"},
             Case{R"({"operations":[{"op":"split_road","road":1,"at_m":"1"}]})", 422,
                  "/operations/0/at_m"},
             Case{R"({"operations":[{"op":"split_road","road":1,"at_m":1e999}]})", 422, nullptr},
             Case{R"({"operations":[{"op":"split_road","road":1,"at_m":0.2}]})", 422,
                  "/operations/0/at_m"},
             Case{R"({"operations":[{"op":"edit_road","road":1,"name":null}]})", 422,
                  "/operations/0/name"},
             Case{R"({"operations":[{"op":"edit_road","road":1,"class":"cao_toc"}]})", 422,
                  "/operations/0/class"},
             Case{R"({"operations":[{"op":"edit_road","road":1,"valid_to":"2024-13-01"}]})", 422,
                  "/operations/0/valid_to"},
             Case{R"({"operations":[{"op":"redraw_road","road":1,"geometry":{"type":"Point"}}]})",
                  422, "/operations/0/geometry/type"},
             Case{R"({"operations":[{"op":"redraw_road","road":1,"geometry":{"type":"LineString",)"
                  R"("coordinates":[[106.6,11.6],[106.6,"x"]]}}]})",
                  422, "/operations/0/geometry/coordinates/1"},
             Case{R"({"operations":[{"op":"redraw_road","road":1,"geometry":{"type":"LineString",)"
                  R"("coordinates":[[106.6,11.6],[12,40]]}}]})",
                  422, "/operations/0/geometry"},
             Case{R"({"operations":[{"op":"add_facility","location":[106.6,11.6]}]})", 422,
                  "/operations/0/kind"},
             Case{R"({"operations":[{"op":"edit_facility","facility":1,"rooms":{"a":-1}}]})", 422,
                  "/operations/0/rooms/a"},
             Case{R"({"operations":[{"op":"retract_surface","road":1,"record":99}]})", 404,
                  "/operations/0/record"},
             Case{R"({"operations":[{"op":"edit_road","road":1,"code":"x"}],"author":"me"})", 422,
                  "/author"},
         }) {
        SCOPED_TRACE(body);
        const auto response =
            desk.ask(Method::post, "/api/changesets", body, {{"If-Match", "\"r1\""}});
        EXPECT_EQ(response.status, status);
        const auto problem = json::parse(response.text());
        if (field != nullptr) {
            EXPECT_EQ(problem["field"], field) << problem;
        }
        EXPECT_FALSE(problem["detail"].get<std::string>().empty());
    }
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(5, 2), "*").body["field"], "/to_m");
    EXPECT_EQ(
        desk.ask(Method::post, "/api/changesets", "{}", {{"Content-Type", "text/plain"}}).status,
        415);
    EXPECT_EQ(desk.revision(), 1);
}

TEST(Roads, AreAddedEditedRedrawnSplitJoinedRetired) {
    EditorDesk desk;
    const json line{{"type", "LineString"},
                    {"coordinates", json::array({{106.6005, 11.5995}, {106.6025, 11.5985}})}};
    const auto added =
        desk.post("/api/roads", {{"geometry", line}, {"class", "ap"}, {"name", "Mới"}});
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.body["changed"][0]["id"], 2);

    EXPECT_EQ(desk.patch("/api/roads/2", {{"valid_to", "2030-01-01"}}, "\"r2\"").status, 200);
    EXPECT_EQ(desk.get("/api/roads/2").body["valid_to"], "2030-01-01");
    EXPECT_EQ(desk.patch("/api/roads/2", {{"valid_to", nullptr}}, "\"r3\"").status, 200);
    EXPECT_EQ(desk.get("/api/roads/2").body["valid_to"], nullptr);
    const auto same = desk.patch("/api/roads/2", {{"name", "Mới"}}, "\"r4\"");
    EXPECT_EQ(same.status, 200);
    EXPECT_EQ(same.body["changeset"], nullptr) << "nothing new";

    const auto before = figure(desk, "hardened_m");
    const auto length = desk.get("/api/roads/1").body["length_m"].get<double>();
    const auto split = desk.post("/api/roads/1/split", {{"at_m", 400}}, "\"r1\"");
    ASSERT_EQ(split.status, 200) << split.body;
    const auto second = desk.get("/api/roads/3").body;
    EXPECT_NEAR(desk.get("/api/roads/1").body["length_m"].get<double>() +
                    second["length_m"].get<double>(),
                length, 1e-9);
    EXPECT_NEAR(figure(desk, "hardened_m"), before, 1e-9);
    const auto joined = desk.post("/api/roads/join", {{"roads", {1, 3}}}, split.etag);
    ASSERT_EQ(joined.status, 200) << joined.body;
    EXPECT_NEAR(desk.get("/api/roads/1").body["length_m"].get<double>(), length, 1e-9);
    EXPECT_EQ(desk.get("/api/roads/3").status, 404);
    EXPECT_NEAR(figure(desk, "hardened_m"), before, 1e-9);

    const auto history = desk.get("/api/history?entity=road&id=3").body;
    EXPECT_THAT(history["made_from"], ElementsAre(1));
    EXPECT_THAT(history["became"], ElementsAre(1));
    EXPECT_EQ(history["changesets"][0]["changes"][0]["action"], "withdrawn");

    const auto retired = desk.call(
        Method::del, "/api/roads/2?last_day=2024-12-31&comment=b%E1%BB%8F", nullptr, "\"r4\"");
    EXPECT_EQ(retired.status, 200) << retired.body;
    EXPECT_EQ(desk.get("/api/roads/2").body["valid_to"], "2024-12-31");
    EXPECT_EQ(desk.get("/api/history?limit=1").body["changesets"][0]["comment"], "bỏ");
    EXPECT_EQ(desk.call(Method::del, "/api/roads/77", nullptr, "*").status, 404);
}

TEST(Roads, ARedrawWithConflictsIsRefusedUntilTheyAreGivenUp) {
    EditorDesk desk;
    auto line = line_of(desk, 1);
    line["coordinates"].erase(2);
    const auto refused =
        desk.call(Method::put, "/api/roads/1/geometry", {{"geometry", line}}, "\"r1\"");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body["type"], "urn:ntm-atlas:edit-conflicts");
    ASSERT_THAT(refused.body["conflicts"], SizeIs(1));
    const auto& conflict = refused.body["conflicts"][0];
    EXPECT_EQ(conflict["entity"], "surface_record");
    EXPECT_EQ(conflict["id"], 2);
    EXPECT_LT(conflict["from_m"], conflict["to_m"]);
    EXPECT_EQ(desk.revision(), 1);
    const auto done = desk.call(Method::put, "/api/roads/1/geometry",
                                {{"geometry", line}, {"give_up", {2}}}, "\"r1\"");
    EXPECT_EQ(done.status, 200) << done.body;
}

TEST(Facilities, AreAddedEditedMovedRetired) {
    EditorDesk desk;
    const auto added = desk.post("/api/facilities", {{"kind", "cultural_house"},
                                                     {"name", "Nhà văn hóa"},
                                                     {"location", {106.6025, 11.599}},
                                                     {"serves", {"25345-02"}}});
    ASSERT_EQ(added.status, 201) << added.body;
    const auto edited = desk.patch("/api/facilities/2",
                                   {{"seats", 120},
                                    {"toilet", true},
                                    {"standard_met", nullptr},
                                    {"location", {106.6026, 11.599}}},
                                   "\"r2\"");
    ASSERT_EQ(edited.status, 200) << edited.body;
    const auto facility = desk.get("/api/facilities/2").body;
    EXPECT_EQ(facility["seats"], 120);
    EXPECT_EQ(facility["toilet"], true);
    EXPECT_EQ(facility["standard_met"], nullptr);
    EXPECT_EQ(facility["location"][0], 106.6026);
    EXPECT_EQ(facility["etag"], "\"r3\"");
    EXPECT_EQ(desk.patch("/api/facilities/2", {{"seats", 1}}, "\"r2\"").status, 412);
    EXPECT_EQ(desk.patch("/api/facilities/2", {{"well", false}}, "\"r2\"").status, 200);
    EXPECT_EQ(
        desk.call(Method::del, "/api/facilities/2?last_day=2024-12-31", nullptr, "\"r4\"").status,
        200);
    EXPECT_EQ(desk.get("/api/facilities/2").body["valid_to"], "2024-12-31");
    EXPECT_THAT(desk.get("/api/history?entity=facility&id=2").body["changesets"], SizeIs(4));
}

} // namespace
