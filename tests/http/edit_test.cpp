// Editing over HTTP, without sockets: what is asked for, what is answered, what the atlas is then.
#include "http/editor_desk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace {

using http_test::EditorDesk;
using nlohmann::json;
using server::Method;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

json concrete(double from_m, double to_m) {
    return {{"from_m", from_m},
            {"to_m", to_m},
            {"surface", "btxm"},
            {"width_m", 3.5},
            {"effective_on", "2024-11-05"},
            {"evidence", "BB 12/2024"}};
}

double figure(EditorDesk& desk, const std::string& name, const std::string& parameters = "") {
    return desk.get("/api/reports/roads?as_of=2025-01-01" + parameters).body["totals"][name];
}

json line_of(EditorDesk& desk, std::int64_t road) {
    return desk.get("/api/roads/" + std::to_string(road)).body["geometry"];
}

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

TEST(Revert, TakesAChangesetBackByANewOne) {
    EditorDesk desk;
    const auto before = figure(desk, "remaining_m");
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    const auto dry = desk.post("/api/changesets/2/revert?dry_run=1");
    EXPECT_NEAR(dry.body["effect"]["change"]["remaining_m"], 200, 1e-6);
    const auto reverted = desk.post("/api/changesets/2/revert", {{"comment", "nhầm đường"}});
    ASSERT_EQ(reverted.status, 201) << reverted.body;
    EXPECT_EQ(reverted.body["changeset"], 3);
    EXPECT_EQ(figure(desk, "remaining_m"), before);
    const auto changeset = desk.get("/api/changesets/3").body;
    EXPECT_EQ(changeset["source"], "revert");
    EXPECT_EQ(changeset["comment"], "nhầm đường");
    EXPECT_EQ(changeset["changes"][0]["action"], "retracted");
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 409) << "it is taken back already";
    EXPECT_EQ(desk.post("/api/changesets/99/revert").status, 404);
}

TEST(Revert, NamesWhatWasEditedSince) {
    EditorDesk desk;
    desk.patch("/api/roads/1", {{"name", "Một"}, {"class", "xa"}}, "*");
    desk.patch("/api/roads/1", {{"name", "Hai"}}, "*");
    const auto refused = desk.post("/api/changesets/2/revert");
    EXPECT_EQ(refused.status, 409);
    ASSERT_THAT(refused.body["conflicts"], SizeIs(1));
    EXPECT_EQ(refused.body["conflicts"][0]["code"], "changed-since");
    EXPECT_EQ(refused.body["conflicts"][0]["field"], "name");
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201);
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 201);
    EXPECT_EQ(desk.get("/api/roads/1").body["class"], "ap");
}

TEST(Revert, OfAnImportWithdrawsAllOfIt) {
    EditorDesk desk;
    auto rows = http_test::rows_of(http_test::small_atlas());
    rows.erase(rows.begin(), rows.begin() + 4); // the units are there
    for (auto& row : rows) {
        if (auto* record = std::get_if<gis::model::SurfaceRecord>(&row)) {
            record->road = gis::RoadId{-1};
        } else if (auto* road = std::get_if<gis::model::Road>(&row)) {
            road->code = "DN-77";
        }
    }
    const auto total = figure(desk, "total_m");
    desk.app().apply({"an", "Nhập", "import", true, rows});
    EXPECT_NEAR(figure(desk, "total_m"), 2 * total, 1e-6);
    const auto reverted = desk.post("/api/changesets/2/revert");
    ASSERT_EQ(reverted.status, 201) << reverted.body;
    EXPECT_NEAR(figure(desk, "total_m"), total, 1e-9);
    EXPECT_EQ(desk.get("/api/roads/2").status, 404);
    EXPECT_EQ(desk.get("/api/facilities/2").status, 404);
    desk.reopen();
    EXPECT_NEAR(figure(desk, "total_m"), total, 1e-9);
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201) << "and done again";
    EXPECT_NEAR(figure(desk, "total_m"), 2 * total, 1e-6);
}

TEST(RecordedAsOf, AnswersWhatWasKnown) {
    EditorDesk desk;
    const auto before = desk.get("/api/reports/roads?as_of=2025-01-01").body;
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    auto line = line_of(desk, 1);
    line["coordinates"][2][1] = line["coordinates"][2][1].get<double>() + 0.0001;
    desk.call(Method::put, "/api/roads/1/geometry", {{"geometry", line}}, "*");
    desk.patch("/api/facilities/1", {{"name", "Tên mới"}}, "*");

    auto then = desk.get("/api/reports/roads?as_of=2025-01-01&recorded_as_of=r1").body;
    EXPECT_EQ(then["recorded_as_of"], "r1");
    EXPECT_EQ(then["revision"], 1);
    then["recorded_as_of"] = nullptr;
    EXPECT_EQ(then, before) << "the same report, digit for digit";
    EXPECT_NE(desk.get("/api/reports/roads?as_of=2025-01-01").body["totals"], before["totals"]);

    const auto road = desk.get("/api/roads/1?recorded_as_of=r2").body;
    EXPECT_EQ(road["revision"], 2);
    EXPECT_EQ(road["etag"], nullptr) << "nobody edits the past";
    EXPECT_THAT(road["surfaces"], SizeIs(3));
    EXPECT_NE(desk.get("/api/facilities/1?recorded_as_of=r3").body["name"], "Tên mới");
    const auto today = gis::Date::today().iso();
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=" + today).body["revision"], 4);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=2001-01-01").body["revision"], 0);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=r99").status, 404);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=x").status, 400);
}

class Proposals : public ::testing::Test {
protected:
    Proposals() { m_desk.sign_in_editor(); }

    std::string propose(double from_m = 300, double to_m = 500) {
        const auto reply = m_desk.post("/api/roads/1/surfaces", concrete(from_m, to_m), "*");
        EXPECT_EQ(reply.status, 202) << reply.body;
        return std::to_string(reply.body["id"].get<std::int64_t>());
    }

    EditorDesk m_desk;
};

TEST_F(Proposals, OfAnEditorArePendingAndInNoTotal) {
    const auto hardened = figure(m_desk, "hardened_m");
    const auto dry = m_desk.post("/api/roads/1/surfaces?dry_run=1", concrete(300, 500), "*");
    EXPECT_EQ(dry.body["outcome"], "proposed");
    propose();
    EXPECT_EQ(m_desk.revision(), 1);
    EXPECT_EQ(figure(m_desk, "hardened_m"), hardened);
    EXPECT_NEAR(figure(m_desk, "pending_m"), 200, 1e-6);
    EXPECT_NEAR(figure(m_desk, "pending_m", "&rules=asphalt-or-concrete"), 200, 1e-6);
    const auto report = m_desk.get("/api/reports/roads?as_of=2024-11-04").body;
    EXPECT_EQ(report["totals"]["pending_m"], 0.0) << "not on a day before it";
    double sum = report["outside"]["pending_m"];
    const auto now = m_desk.get("/api/reports/roads?as_of=2025-01-01").body;
    for (const auto& row : now["rows"]) {
        sum += row["pending_m"].get<double>();
    }
    EXPECT_NEAR(sum, 200, 1e-6);
    const auto pending = m_desk.get("/api/roads/1").body["pending"];
    ASSERT_THAT(pending, SizeIs(1));
    EXPECT_EQ(pending[0]["author"], "hoa");
    EXPECT_EQ(pending[0]["from_m"], 300);
    EXPECT_EQ(pending[0]["hardened"], true);
    propose(100, 200); // is concrete already
    EXPECT_NEAR(figure(m_desk, "pending_m"), 200, 1e-6);
    m_desk.reopen();
    EXPECT_NEAR(figure(m_desk, "pending_m"), 200, 1e-6);
}

TEST_F(Proposals, AreDrawn) {
    propose();
    const json line{{"type", "LineString"},
                    {"coordinates", json::array({{106.6005, 11.5985}, {106.6025, 11.598}})}};
    EXPECT_EQ(m_desk.post("/api/roads", {{"geometry", line}, {"class", "ngo"}}).status, 202);
    EXPECT_EQ(m_desk.patch("/api/facilities/1", {{"location", {106.6015, 11.599}}}, "*").status,
              202);
    const auto drawn = m_desk.get("/api/pending.geojson").body["features"];
    ASSERT_THAT(drawn, SizeIs(3));
    EXPECT_EQ(drawn[0]["properties"]["road_id"], 1);
    EXPECT_EQ(drawn[0]["properties"]["hardened"], true);
    EXPECT_GE(drawn[0]["geometry"]["coordinates"].size(), 2U);
    EXPECT_EQ(drawn[1]["geometry"], line);
    EXPECT_EQ(drawn[1]["properties"]["operation"], "add_road");
    EXPECT_EQ(drawn[2]["geometry"]["type"], "Point");
}

TEST_F(Proposals, AreForOwnCommunesAlone) {
    const auto elsewhere = m_desk.post("/api/roads/1/surfaces", concrete(850, 1000), "*");
    EXPECT_EQ(elsewhere.status, 403);
    EXPECT_EQ(elsewhere.body["type"], "urn:ntm-atlas:other-commune");
    const json line{{"type", "LineString"},
                    {"coordinates", json::array({{106.6095, 11.5995}, {106.6125, 11.5985}})}};
    const json road{{"geometry", line}, {"class", "ap"}, {"managing_commune", "25345"}};
    EXPECT_EQ(m_desk.post("/api/roads", road).status, 403) << "where it lies counts";
    EXPECT_EQ(m_desk.patch("/api/facilities/1", {{"location", {106.6105, 11.599}}}, "*").status,
              403);
    EXPECT_EQ(m_desk.patch("/api/facilities/1", {{"commune", "25348"}}, "*").status, 403);
    EXPECT_EQ(m_desk.get("/api/proposals").body["counts"]["open"], 0);
}

TEST_F(Proposals, AnEditorWhoDecidesNeedsNone) {
    auto actor = http_test::person("hoa", server::Role::commune_editor, {gis::UnitCode{"25345"}});
    actor.editors_decide = true;
    m_desk.sign_in(actor);
    EXPECT_EQ(m_desk.post("/api/roads/1/surfaces", concrete(300, 500), "*").status, 201);
}

TEST_F(Proposals, AreAcceptedAsChangesetsOfTheirAuthors) {
    const auto id = propose();
    EXPECT_EQ(m_desk.post("/api/proposals/" + id + "/accept").status, 403);
    m_desk.sign_in_approver();
    const auto inbox = m_desk.get("/api/proposals?state=open&unit=25345-02").body;
    EXPECT_EQ(inbox["counts"]["open"], 1);
    EXPECT_EQ(inbox["proposals"][0]["author"], "hoa");
    EXPECT_EQ(inbox["proposals"][0]["operations"][0]["op"], "add_surface");
    EXPECT_EQ(inbox["proposals"][0]["communes"][0]["code"], "25345");
    EXPECT_EQ(m_desk.get("/api/proposals?unit=25348").body["counts"]["open"], 0);

    const auto accepted = m_desk.post("/api/proposals/" + id + "/accept", {{"reason", "Đúng"}});
    ASSERT_EQ(accepted.status, 200) << accepted.body;
    EXPECT_NEAR(accepted.body["effect"]["change"]["hardened_m"], 200, 1e-6);
    EXPECT_EQ(figure(m_desk, "pending_m"), 0.0);
    const auto changeset = m_desk.get("/api/changesets/2").body;
    EXPECT_EQ(changeset["author"], "hoa");
    EXPECT_EQ(changeset["approved_by"], "an");
    const auto proposal = m_desk.get("/api/proposals/" + id).body;
    EXPECT_EQ(proposal["state"], "accepted");
    EXPECT_EQ(proposal["changeset"], 2);
    EXPECT_EQ(proposal["reason"], "Đúng");
    const auto again = m_desk.post("/api/proposals/" + id + "/accept");
    EXPECT_EQ(again.status, 409) << "no precondition was given that could fail";
    EXPECT_EQ(again.body["type"], "urn:ntm-atlas:proposal-decided");
    EXPECT_EQ(m_desk.post("/api/proposals/99/accept").status, 404);
}

TEST_F(Proposals, AreReturnedWithAReasonOrWithdrawn) {
    const auto first = propose();
    const auto second = propose(310, 320);
    m_desk.sign_in_approver();
    EXPECT_EQ(m_desk.post("/api/proposals/" + first + "/return").body["field"], "/reason");
    EXPECT_EQ(m_desk.post("/api/proposals/" + first + "/return", {{"reason", "Thiếu"}}).status,
              200);
    EXPECT_EQ(m_desk.post("/api/proposals/" + second + "/withdraw").status, 403)
        << "not the author";
    m_desk.sign_in_editor();
    EXPECT_EQ(m_desk.post("/api/proposals/" + second + "/withdraw").status, 200);
    EXPECT_EQ(m_desk.post("/api/proposals/" + second + "/withdraw").status, 409);
    const auto all = m_desk.get("/api/proposals?author=hoa").body;
    EXPECT_EQ(all["counts"], json::parse(R"({"open":0,"accepted":0,"returned":1,"withdrawn":1})"));
    EXPECT_EQ(all["proposals"][1]["reason"], "Thiếu");
    EXPECT_EQ(figure(m_desk, "pending_m"), 0.0);
    EXPECT_EQ(m_desk.revision(), 1);
}

TEST_F(Proposals, ThatAreOvertakenAreNotAccepted) {
    const auto id = propose();
    m_desk.sign_in_approver();
    m_desk.post("/api/roads/1/surfaces", concrete(400, 450), "*");
    const auto stale = m_desk.post("/api/proposals/" + id + "/accept");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["changed"][0]["field"], "surfaces");
    EXPECT_EQ(m_desk.get("/api/proposals/" + id).body["state"], "open");
}

TEST_F(Proposals, ThatAreSentTwiceAreOne) {
    const auto first = m_desk.post("/api/roads/1/surfaces", concrete(300, 500), "*", "k");
    const auto second = m_desk.post("/api/roads/1/surfaces", concrete(300, 500), "*", "k");
    EXPECT_EQ(second.status, 202);
    EXPECT_EQ(second.body["id"], first.body["id"]);
    EXPECT_EQ(m_desk.get("/api/proposals").body["counts"]["open"], 1);
}

/// Tiles of all layers around the small atlas.
std::string tiles_of(EditorDesk& desk) {
    std::string bytes;
    for (const auto* tile : {"10/815/478", "12/3260/1915", "13/6521/3830", "14/13042/7660",
                             "14/13043/7660", "14/13044/7660", "14/13043/7661"}) {
        const auto response =
            desk.ask(Method::get, "/tiles/" + std::string{tile} + ".mvt?as_of=2025-01-01");
        EXPECT_TRUE(response.status == 200 || response.status == 204) << response.status;
        bytes += fmt::format("{}:{}:", response.status, response.text().size());
        bytes.append(response.text());
    }
    return bytes;
}

TEST(Derived, EverythingIsAsIfTheProgramHadJustStarted) {
    EditorDesk desk;
    const json line{{"type", "LineString"},
                    {"coordinates", json::array({{106.6005, 11.5995}, {106.6025, 11.5985}})}};
    auto moved = line_of(desk, 1);
    moved["coordinates"][1][1] = moved["coordinates"][1][1].get<double>() + 0.0001;
    const std::vector<std::function<int()>> edits{
        [&] {
            return desk.post("/api/roads", {{"geometry", line}, {"class", "ngo"}}).status;
        },
        [&] { return desk.post("/api/roads/1/surfaces", concrete(300, 450), "*").status; },
        [&] {
            return desk.post("/api/roads/1/split", {{"at_m", 420}}, "*").status;
        },
        [&] { return desk.post("/api/changesets/2/revert").status; },
        [&] {
            return desk.post("/api/roads/join", {{"roads", {3, 1}}}, "*").status;
        },
        [&] {
            return desk.patch("/api/facilities/1", {{"location", {106.6025, 11.598}}}, "*").status;
        },
        [&] {
            return desk
                .call(Method::put, "/api/roads/3/geometry",
                      {{"geometry", moved}, {"tolerance_m", 500}}, "*")
                .status;
        },
        [&] {
            return desk.call(Method::del, "/api/roads/3?last_day=2024-12-31", nullptr, "*").status;
        },
        [&] { return desk.post("/api/changesets/9/revert").status; },
    };
    for (std::size_t i = 0; i < edits.size(); ++i) {
        SCOPED_TRACE(i);
        EXPECT_LT(edits[i](), 202);
        const std::vector<std::string> targets{
            "/api/reports/roads?as_of=2025-01-01",
            "/api/reports/roads?as_of=2022-01-01",
            "/api/reports/coverage?facility=primary&as_of=2025-01-01",
            "/api/reports/access?as_of=2025-01-01",
            "/api/checks",
            "/api/search?q=duong",
            "/api/roads/1",
            "/api/roads/2",
            "/api/roads/3",
            "/api/facilities",
            "/api/atlas"};
        std::vector<json> before;
        for (const auto& target : targets) {
            before.push_back(desk.get(target).body);
        }
        const auto tiles = tiles_of(desk);
        desk.reopen();
        for (std::size_t t = 0; t < targets.size(); ++t) {
            EXPECT_EQ(desk.get(targets[t]).body, before[t]) << targets[t];
        }
        EXPECT_TRUE(tiles_of(desk) == tiles);
    }
}

TEST(Events, TellRevisionsTilesAndProposals) {
    EditorDesk desk;
    const auto listening = desk.ask(Method::get, "/api/events");
    ASSERT_EQ(listening.status, 200);
    EXPECT_TRUE(listening.close);
    const auto& stream = std::get<std::shared_ptr<server::TextStream>>(listening.body);
    EXPECT_THAT(*stream->take(), AllOf(HasSubstr("id: 1\nevent: proposals\ndata: {\"open\":0}"),
                                       HasSubstr("id: 1\nevent: revision\ndata: {\"revision\":1,"),
                                       HasSubstr("\"tiles\":null")));
    EXPECT_EQ(*stream->take(), "");
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    const auto event = *stream->take();
    EXPECT_THAT(event, HasSubstr("id: 2\nevent: revision\ndata: {\"revision\":2,"));
    EXPECT_THAT(event, HasSubstr("\"14/"));
    EXPECT_THAT(event, HasSubstr("\"0/0/0\""));
    desk.sign_in_editor();
    desk.post("/api/roads/1/surfaces", concrete(310, 320), "*");
    EXPECT_THAT(*stream->take(), HasSubstr("event: proposals\ndata: {\"open\":1}"));
    EXPECT_EQ(desk.app().events().listeners(), 1U);

    const auto back = [&](std::string_view last) {
        const auto response = desk.ask(Method::get, "/api/events", {}, {{"Last-Event-ID", last}});
        return *std::get<std::shared_ptr<server::TextStream>>(response.body)->take();
    };
    EXPECT_EQ(back("2"), "id: 2\nevent: proposals\ndata: {\"open\":1}\n\n") << "nothing missed";
    EXPECT_THAT(back("1"), HasSubstr("event: revision\ndata: {\"revision\":2,"));
    EXPECT_THAT(back("1"), Not(HasSubstr("\"tiles\":null"))) << "what was missed is known";
    EXPECT_THAT(back("0"), HasSubstr("\"tiles\":null"));
    EXPECT_THAT(back("x"), HasSubstr("\"tiles\":null"));
}

TEST(Events, SlowListenersAreCutOffAndTooManyRefused) {
    server::Events::Limits limits;
    limits.listeners = 2;
    limits.waiting = 3;
    limits.kept = 1;
    server::Events events{limits};
    const auto slow = events.listen(std::nullopt, {1, "{}", "{}"});
    int woken = 0;
    slow->set_wake([&woken] { ++woken; });
    auto other = events.listen(1, {1, "{}", "{}"});
    EXPECT_EQ(events.listen(1, {1, "{}", "{}"}), nullptr);
    for (int i = 2; i < 9; ++i) {
        events.publish(i, "revision", "{}");
        EXPECT_TRUE(other->take());
    }
    EXPECT_EQ(woken, 7);
    EXPECT_FALSE(slow->take()) << "it ends; the client comes back";
    other.reset();
    const auto back = events.listen(7, {8, "{}", "{}"});
    ASSERT_NE(back, nullptr);
    EXPECT_THAT(*back->take(), HasSubstr("id: 8\nevent: revision\ndata: {}\n\n"));
}

} // namespace
