// Works of a plan over HTTP: drafts, changes, acceptance and the way back.

#include "http/editor_desk.hpp"

#include "gis/store/verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::EditorDesk;
using http_test::planning;
using nlohmann::json;
using server::Method;
using testing::HasSubstr;

class Works : public testing::Test {
protected:
    static json road_work(double from_m = 300, double to_m = 500) {
        return {{"title", "BTXM đường số 1"},
                {"kind", "road"},
                {"action", "build"},
                {"unit", "25345"},
                {"surfaces", {"btxm", "soi_do"}},
                {"width_m", 3.5},
                {"amount", {{"exactly", to_m - from_m}, {"unit", "m"}}},
                {"criterion", {{"set", "xa-ntm-2021"}, {"code", "2"}}},
                {"stretches", {{{"road", "DN-01"}, {"from_m", from_m}, {"to_m", to_m}}}}};
    }

    EditorDesk::Reply add(const json& work) {
        return desk.post("/api/works", {{"works", json::array({work})}});
    }
    json work(const std::string& id) { return desk.get("/api/works/" + id).body; }
    double remaining() {
        return desk.get("/api/reports/roads").body["totals"]["remaining_m"].get<double>();
    }
    json accept_body() {
        return {{"accepted_on", "2024-11-05"}, {"surface", "btxm"}, {"evidence", "BB 12"}};
    }

    EditorDesk desk{planning()};
};

TEST_F(Works, OfThePlanStandAsThePlanSays) {
    const auto all = desk.get("/api/works?unit=25345").body["works"];
    EXPECT_EQ(all.size(), 10U);
    const auto one = work("H3");
    EXPECT_EQ(one["state"], "planned");
    EXPECT_EQ(one["draft"], false);
    EXPECT_EQ(one["etag"], "\"r1\"");
    EXPECT_EQ(desk.get("/api/works/nope").status, 404);
    EXPECT_EQ(desk.get("/api/works?state=accepted").body["works"].size(), 0U);
}

TEST_F(Works, DraftsAreMadeSeveralAtOnce) {
    const auto made =
        desk.post("/api/works", {{"works", {road_work(0, 100), road_work(300, 400)}}}, "", "k1");
    EXPECT_EQ(made.status, 201) << made.body;
    ASSERT_EQ(made.body["changed"].size(), 2U);
    EXPECT_EQ(made.body["changed"][0]["key"], "N1");
    EXPECT_EQ(made.body["changed"][1]["key"], "N2");
    EXPECT_EQ(work("N2")["draft"], true);
    EXPECT_EQ(work("N2")["year"], 2024);
    EXPECT_EQ(work("N2")["roads"][0]["id"], 1);
    const auto again =
        desk.post("/api/works", {{"works", {road_work(0, 100), road_work(300, 400)}}}, "", "k1");
    EXPECT_EQ(again.body["repeated"], true);
    EXPECT_EQ(desk.revision(), 2);
    EXPECT_EQ(add(road_work()).body["changed"][0]["key"], "N3");
    desk.reopen();
    EXPECT_EQ(work("N3")["title"]["vi"], "BTXM đường số 1");
    EXPECT_EQ(desk.call(Method::del, "/api/works/N3", nullptr, "*").status, 200);
    EXPECT_EQ(desk.get("/api/works/N3").status, 404);
    EXPECT_EQ(desk.call(Method::del, "/api/works/H3", nullptr, "*").status, 422);
    EXPECT_EQ(add(road_work()).body["changed"][0]["key"], "N4") << "codes are not used again";
}

TEST_F(Works, WhatIsWrongIsNamed) {
    struct Case {
        const char* member;
        json value;
        const char* field;
    };
    const json two_funds{{{"source", "adp"}, {"amount_vnd", 60}},
                         {{"source", "people"}, {"amount_vnd", 41}}};
    for (const auto& [member, value, field] :
         {Case{"unit", "99999", "/works/0/unit"}, Case{"target", "T99", "/works/0/target"},
          Case{"stretches",
               {{{"road", "DN-01"}, {"from_m", 0}, {"to_m", 90000}}},
               "/works/0/stretches/0/to_m"},
          Case{"stretches",
               {{{"road", "R9"}, {"from_m", 0}, {"to_m", 9}}},
               "/works/0/stretches/0/road"},
          Case{"state", "accepted", "/works/0/accepted_on"},
          Case{"started_on", "2999-01-01", "/works/0/started_on"},
          Case{"nonsense", 1, "/works/0/nonsense"}, Case{"id", "H3", "/works/0/id"}}) {
        auto wrong = road_work();
        wrong[member] = value;
        const auto reply = add(wrong);
        EXPECT_EQ(reply.status, 422) << member << reply.body;
        EXPECT_EQ(reply.body["field"], field) << reply.body;
    }
    auto money = road_work();
    money["cost_vnd"] = 100;
    money["funding"] = two_funds;
    const auto reply = add(money);
    EXPECT_EQ(reply.body["field"], "/works/0/funding") << reply.body;
    EXPECT_THAT(reply.body.dump(), HasSubstr("101"));
    EXPECT_EQ(desk.revision(), 1);
    money["cost_vnd"] = 101;
    EXPECT_EQ(add(money).status, 201);
}

TEST_F(Works, AreChangedMemberByMember) {
    const auto changed = desk.patch(
        "/api/works/H3",
        {{"state", "under_way"}, {"owner", "UBND xã"}, {"started_on", "2024-03-01"}}, "\"r0\"");
    EXPECT_EQ(changed.status, 200) << changed.body;
    auto now = work("H3");
    EXPECT_EQ(now["state"], "under_way");
    EXPECT_EQ(now["rooms"]["phong_hoc"], 14) << "the rest is the plan's";
    EXPECT_EQ(now["etag"], "\"r2\"");
    EXPECT_EQ(desk.patch("/api/works/H3", {{"note", "a"}}, "\"r2\"").status, 200);
    // Another member meanwhile is no conflict, the same one is.
    EXPECT_EQ(desk.patch("/api/works/H3", {{"owner", nullptr}}, "\"r2\"").status, 200);
    EXPECT_FALSE(work("H3").contains("owner"));
    const auto stale = desk.patch("/api/works/H3", {{"owner", "Ban QLDA"}}, "\"r2\"");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.body["changed"][0]["field"], "owner");
    EXPECT_EQ(
        desk.patch("/api/works/H3", {{"state", "accepted"}, {"accepted_on", "2024-11-05"}}, "*")
            .status,
        200)
        << "a school is on no road";
    EXPECT_EQ(
        desk.patch("/api/works/H3", {{"state", "planned"}, {"accepted_on", nullptr}}, "*").status,
        422);
    const auto history = desk.get("/api/changesets/2").body["changes"][0];
    EXPECT_EQ(history["entity"], "plan_entry");
    EXPECT_EQ(history["key"], "H3");
    EXPECT_EQ(desk.get("/api/changesets/3").body["changes"][0]["fields"],
              (json{{"note", {{"before", nullptr}, {"after", "a"}}}}));
}

TEST_F(Works, AcceptingARoadRecordsItsSurfaceInTheSameChangeset) {
    add(road_work());
    const auto before = remaining();
    EXPECT_NEAR(before, 200, 1e-6);
    EXPECT_EQ(
        desk.patch("/api/works/N1", {{"state", "accepted"}, {"accepted_on", "2024-11-05"}}, "*")
            .status,
        422)
        << "not without its surface";
    const auto dry = desk.post("/api/works/N1/accept?dry_run=1", accept_body(), "\"r2\"");
    EXPECT_EQ(dry.status, 200) << dry.body;
    EXPECT_NEAR(dry.body["effect"]["change"]["remaining_m"], -200, 1e-6);
    EXPECT_EQ(desk.revision(), 2);
    const auto done = desk.post("/api/works/N1/accept", accept_body(), "\"r2\"", "once");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.body["changeset"], 3);
    EXPECT_EQ(done.body["changed"].size(), 2U);
    EXPECT_NEAR(done.body["effect"]["change"]["hardened_m"], 200, 1e-6);
    EXPECT_EQ(desk.post("/api/works/N1/accept", accept_body(), "\"r2\"", "once").body["repeated"],
              true);
    EXPECT_EQ(work("N1")["state"], "accepted");
    EXPECT_EQ(work("N1")["evidence"], "BB 12");
    const auto surface = desk.get("/api/roads/1").body["surfaces"][1];
    EXPECT_EQ(surface["surface"], "btxm");
    EXPECT_EQ(surface["width_m"], 3.5);
    EXPECT_EQ(surface["effective_on"], "2024-11-05");
    EXPECT_NEAR(remaining(), 0, 1e-6);
    EXPECT_EQ(desk.post("/api/works/N1/accept", accept_body(), "*").status, 422);
    const auto report = desk.get("/api/reports/plan?unit=25345").body;
    EXPECT_EQ(report["totals"]["road"]["accepted"], 1);
    EXPECT_NEAR(report["totals"]["road"]["road_accepted_m"], 200, 1e-6);

    const auto undone = desk.post("/api/changesets/3/revert");
    EXPECT_EQ(undone.status, 201) << undone.body;
    EXPECT_EQ(work("N1")["state"], "planned");
    EXPECT_FALSE(work("N1").contains("accepted_on"));
    EXPECT_NEAR(remaining(), 200, 1e-6);
    const auto redone = desk.post("/api/changesets/4/revert");
    EXPECT_EQ(redone.status, 201) << redone.body;
    EXPECT_EQ(work("N1")["state"], "accepted");
    EXPECT_NEAR(remaining(), 0, 1e-6);
    desk.reopen();
    EXPECT_EQ(work("N1")["state"], "accepted");
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

TEST_F(Works, AnAcceptanceCannotBeOfTomorrowNorWithoutASurface) {
    add(road_work());
    auto body = accept_body();
    body["accepted_on"] = "2999-01-01";
    EXPECT_EQ(desk.post("/api/works/N1/accept", body, "*").body["field"], "/accepted_on");
    body = accept_body();
    body.erase("surface");
    EXPECT_EQ(desk.post("/api/works/N1/accept", body, "*").body["type"],
              "urn:ntm-atlas:bad-surface");
    EXPECT_EQ(desk.post("/api/works/N1/accept", accept_body()).status, 428);
    EXPECT_EQ(desk.revision(), 2);
}

TEST_F(Works, AcceptingABuildingChangesOrMakesItsPlace) {
    const auto done = desk.post("/api/works/H3/accept",
                                {{"accepted_on", "2024-11-05"}, {"facility", 1}}, "\"r1\"");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(desk.get("/api/facilities/1").body["rooms"]["phong_hoc"], 12 + 14);
    EXPECT_EQ(work("H3")["facility"], 1);
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 201);
    EXPECT_EQ(desk.get("/api/facilities/1").body["rooms"]["phong_hoc"], 12);
    EXPECT_EQ(work("H3")["state"], "planned");

    const auto lost = desk.post("/api/works/H6/accept", {{"accepted_on", "2024-11-05"}}, "*");
    EXPECT_EQ(lost.body["type"], "urn:ntm-atlas:unknown-place") << lost.body;
    const auto at = desk.get("/api/facilities/1").body["location"];
    const auto made =
        desk.post("/api/works/H6/accept", {{"accepted_on", "2024-11-05"}, {"location", at}}, "*");
    EXPECT_EQ(made.status, 200) << made.body;
    const auto house = desk.get("/api/facilities/2").body;
    EXPECT_EQ(house["kind"], "cultural_house");
    EXPECT_EQ(house["condition"], "good");
    EXPECT_EQ(house["valid_from"], "2024-11-05");
    EXPECT_EQ(desk.post("/api/changesets/4/revert").status, 201);
    EXPECT_EQ(desk.get("/api/facilities/2").status, 404);
}

TEST_F(Works, SeveralAreAcceptedInOneChangeset) {
    desk.post("/api/works", {{"works", {road_work(300, 400), road_work(400, 500)}}});
    auto body = accept_body();
    body["works"] = {"N1", "N2"};
    const auto done = desk.post("/api/works/accept", body, "\"r2\"");
    EXPECT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(done.body["changed"].size(), 4U);
    EXPECT_NEAR(remaining(), 0, 1e-6);
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201);
    EXPECT_NEAR(remaining(), 200, 1e-6);
    EXPECT_EQ(work("N2")["state"], "planned");
}

TEST_F(Works, OfACommuneEditorWaitForAnApprover) {
    desk.sign_in_editor();
    const auto proposed = add(road_work());
    EXPECT_EQ(proposed.status, 202) << proposed.body;
    EXPECT_EQ(desk.get("/api/works/N1").status, 404);
    EXPECT_EQ(add(road_work()).status, 202) << "another code";
    auto elsewhere = road_work();
    elsewhere["unit"] = "25348";
    EXPECT_EQ(add(elsewhere).status, 403);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/1/accept").status, 200);
    EXPECT_EQ(desk.post("/api/proposals/2/accept").status, 200);
    EXPECT_EQ(work("N2")["draft"], true);
    const auto history = desk.get("/api/history").body["changesets"][0];
    EXPECT_EQ(history["author"], "hoa");
    EXPECT_EQ(history["approved_by"], "an");

    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/works/N1/accept", accept_body(), "*").status, 202);
    EXPECT_NEAR(remaining(), 200, 1e-6);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/3/accept").status, 200);
    EXPECT_NEAR(remaining(), 0, 1e-6);
}

TEST_F(Works, ThatSeveralProposeAtTheSameTimeGetCodesOfTheirOwn) {
    desk.sign_in_editor();
    desk.app().together([this] { // as edits that come at the same time are stored
        EXPECT_EQ(add(road_work(0, 100)).status, 202);
        EXPECT_EQ(add(road_work(300, 400)).status, 202);
    });
    auto named = road_work(400, 500);
    named["id"] = "N2";
    EXPECT_EQ(add(named).body["field"], "/works/0/id") << "another proposal has it";
    named["id"] = "N9";
    EXPECT_EQ(add(named).status, 202);
    desk.sign_in_approver();
    for (const auto* id : {"1", "2", "3"}) {
        EXPECT_EQ(desk.post(std::string{"/api/proposals/"} + id + "/accept").status, 200) << id;
    }
    EXPECT_EQ(work("N1")["stretches"][0]["to_m"], 100);
    EXPECT_EQ(work("N2")["stretches"][0]["to_m"], 400);
    EXPECT_EQ(work("N9")["draft"], true);
}

TEST_F(Works, TwoOnOneStretchOfAYearAreFound) {
    desk.post("/api/works", {{"works", {road_work(300, 450), road_work(400, 500)}}});
    std::string found;
    const auto checks = desk.get("/api/checks").body;
    for (const auto& finding : checks["findings"]) {
        found += finding["code"].get<std::string>() + " ";
    }
    EXPECT_THAT(found, HasSubstr("plan-overlapping-works"));
}

TEST_F(Works, ThatAreLateAreTold) {
    auto draft = road_work();
    draft["planned_to"] = "2024-06-30";
    draft["cost_vnd"] = 250'000'000;
    draft["owner"] = "Ban quản lý dự án";
    add(draft);
    const std::string address = "/api/plans/hon-quan-2024/progress?unit=25345&as_of=";
    auto course = desk.get(address + "2024-07-10").body;
    ASSERT_EQ(course["late"].size(), 1U) << course;
    EXPECT_EQ(course["late"][0]["id"], "N1");
    EXPECT_EQ(course["late"][0]["days"], 10);
    EXPECT_EQ(course["late"][0]["acts"]["vi"], "Ban quản lý dự án");
    EXPECT_EQ(course["communes"][0]["works"], 11);
    EXPECT_EQ(course["communes"][0]["late"], 1);
    EXPECT_EQ(desk.post("/api/works/N1/accept", accept_body(), "*").status, 200);
    course = desk.get(address + "2024-12-31").body;
    EXPECT_EQ(course["late"].size(), 0U);
    EXPECT_EQ(course["months"][10], "2024-11-30");
    for (const auto& curve : course["curves"]) {
        if (curve["kind"] == "value_vnd") {
            EXPECT_EQ(curve["planned"][4], 0);
            EXPECT_EQ(curve["planned"][5], 250'000'000);
            EXPECT_EQ(curve["actual"][9], 0);
            EXPECT_EQ(curve["actual"][10], 250'000'000);
            EXPECT_EQ(curve["unknown"], 10) << "the plan has no money";
            EXPECT_EQ(curve["parts_total"], 11);
            const auto part = curve["parts"].back();
            EXPECT_EQ(part["work"], "N1");
            EXPECT_EQ(part["due"], "2024-06-30");
            EXPECT_EQ(part["planned"], 250'000'000);
            EXPECT_EQ(part["done_on"], "2024-11-05");
            EXPECT_EQ(part["actual"], 250'000'000);
            EXPECT_EQ(curve["parts"][0]["planned"], nullptr);
        }
    }
    EXPECT_EQ(desk.get(address + "2025-01-01").body["late"].size(), 10U)
        << "of the plan's own the year's end is the day";
    EXPECT_EQ(desk.get("/api/plans/nope/progress").status, 404);
}

TEST_F(Works, ThatAnEarlierRevisionHadAreSeenInIt) {
    add(road_work());
    const auto view = desk.app().view_at(gis::Revision{1});
    EXPECT_EQ(view->planning->plans.front().find_work("N1"), nullptr);
    EXPECT_NE(desk.app().view()->planning->plans.front().find_work("N1"), nullptr);
}

} // namespace
