// What is declared of a plan over HTTP, and who may see it.

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
using testing::Not;

class PlanItems : public testing::Test {
protected:
    json criterion(const std::string& code, const std::string& as_of = "2024-12-31") {
        const auto report =
            desk.get("/api/reports/criteria?unit=25345&set=xa-ntm-2021&as_of=" + as_of).body;
        for (const auto& row : report["rows"][0]["criteria"]) {
            if (row["code"] == code) {
                return row;
            }
        }
        return {};
    }
    json target(const std::string& id, const std::string& as_of) {
        const auto report = desk.get("/api/reports/plan?as_of=" + as_of).body;
        for (const auto& one : report["targets"]) {
            if (one["id"] == id) {
                return one;
            }
        }
        return {};
    }
    json item(const char* list, const std::string& id) {
        const auto plan = desk.get("/api/plans/hon-quan-2024").body;
        for (const auto& one : plan[list]) {
            if (one["id"] == id) {
                return one;
            }
        }
        return {};
    }

    EditorDesk desk{planning()};
};

TEST_F(PlanItems, ACriterionIsDecidedOnEvidence) {
    EXPECT_EQ(criterion("2")["state"], "not_met");
    const json result{{"set", "xa-ntm-2021"},
                      {"unit", "25345"},
                      {"criterion", "2"},
                      {"state", "met"},
                      {"as_of", "2024-12-20"},
                      {"evidence", "BB 30"},
                      {"photos", {"anh/0012.jpg"}},
                      {"features", {{{"road", 1}, {"from_m", 300}, {"to_m", 500}}}}};
    const auto done = desk.post("/api/results", result);
    EXPECT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(criterion("2")["state"], "met");
    EXPECT_EQ(criterion("2", "2024-12-19")["state"], "not_met") << "not before its day";
    const auto results = desk.get("/api/plans/hon-quan-2024").body["results"];
    EXPECT_EQ(results.back()["decided_by"], "an");
    EXPECT_EQ(results.back()["features"][0]["road"], 1);
    EXPECT_EQ(results.back()["photos"][0], "anh/0012.jpg");
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 201);
    EXPECT_EQ(criterion("2")["state"], "not_met");
    auto wrong = result;
    wrong["criterion"] = "99";
    EXPECT_EQ(desk.post("/api/results", wrong).body["field"], "/criterion");
    wrong = result;
    wrong["as_of"] = "2999-01-01";
    EXPECT_EQ(desk.post("/api/results", wrong).body["field"], "/as_of");
    wrong = result;
    wrong.erase("evidence");
    EXPECT_EQ(desk.post("/api/results", wrong).status, 422);
}

TEST_F(PlanItems, ATargetIsDeclared) {
    EXPECT_TRUE(target("T2", "2024-06-30")["value"].is_null());
    const auto done = desk.post("/api/targets/T2/results",
                                {{"value", 9}, {"as_of", "2024-06-30"}, {"evidence", "BC 15"}});
    EXPECT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(target("T2", "2024-06-30")["value"]["least"], 9);
    EXPECT_TRUE(target("T2", "2024-06-29")["value"].is_null());
    EXPECT_EQ(desk.post("/api/targets/T99/results",
                        {{"value", 9}, {"as_of", "2024-06-30"}, {"evidence", "BC 15"}})
                  .status,
              422);
}

TEST_F(PlanItems, TasksAndDifficultiesGoOn) {
    const auto plan = desk.get("/api/plans/hon-quan-2024").body;
    const auto task = plan["tasks"][0];
    const auto id = task["id"].get<std::string>();
    EXPECT_EQ(desk.patch("/api/tasks/" + id, {{"state", "done"}, {"done_on", "2024-05-01"}},
                         task["etag"].get<std::string>())
                  .status,
              200);
    EXPECT_EQ(item("tasks", id)["state"], "done");
    EXPECT_EQ(item("tasks", id)["title"], task["title"]);

    desk.sign_in_editor();
    const auto raised = desk.post("/api/difficulties", {{"title", "Thiếu cát, đá"},
                                                        {"units", {"25345"}},
                                                        {"kind", "proposal"},
                                                        {"text", "Đề nghị huyện cấp 200 m³."}});
    EXPECT_EQ(raised.status, 202) << raised.body;
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/1/accept").status, 200);
    auto now = item("difficulties", "KK1");
    EXPECT_EQ(now["raised_by"], "hoa");
    EXPECT_TRUE(now["answer"].is_null());
    const auto answered = desk.post("/api/difficulties/KK1/answer",
                                    {{"text", "Cấp trong quý III."}, {"on", "2024-07-01"}},
                                    now["etag"].get<std::string>());
    EXPECT_EQ(answered.status, 200) << answered.body;
    now = item("difficulties", "KK1");
    EXPECT_EQ(now["answer"],
              (json{{"text", "Cấp trong quý III."}, {"by", "an"}, {"on", "2024-07-01"}}));
    EXPECT_EQ(now["text"], "Đề nghị huyện cấp 200 m³.");
}

TEST_F(PlanItems, ResidentsGiveForAWork) {
    const json given{{"work", "H1"},     {"unit", "25345"},   {"on", "2024-05-01"},
                     {"land_m2", 120.5}, {"labour_days", 30}, {"money_vnd", 5'000'000}};
    EXPECT_EQ(desk.post("/api/contributions", given).status, 201);
    EXPECT_EQ(item("contributions", "DG1")["land_m2"], 120.5);
    auto wrong = given;
    wrong["work"] = "H99";
    EXPECT_EQ(desk.post("/api/contributions", wrong).body["field"], "/work");
    wrong = json{{"work", "H1"}, {"unit", "25345"}, {"on", "2024-05-01"}};
    EXPECT_EQ(desk.post("/api/contributions", wrong).status, 422);
}

TEST_F(PlanItems, HouseholdsAreSeenByThoseWhoLookAfterThem) {
    desk.sign_in_editor();
    const json household{{"hamlet", "25345-01"},
                         {"number", "HO-017"},
                         {"category", "poor"},
                         {"target", "H10"},
                         {"support", "nhà Đại đoàn kết"},
                         {"supported_on", "2024-06-15"}};
    const auto put = desk.post("/api/households", household);
    EXPECT_EQ(put.status, 201) << "no proposal: " << put.body;
    EXPECT_EQ(desk.get("/api/households").body["households"].size(), 1U);
    EXPECT_EQ(desk.get("/api/households?unit=25348").status, 403);
    EXPECT_EQ(target("H10", "2024-06-30")["value"]["least"], 1) << "they are counted";
    EXPECT_TRUE(target("H10", "2024-06-14")["value"].is_null());
    auto elsewhere = household;
    elsewhere["hamlet"] = "25348-01";
    EXPECT_NE(desk.post("/api/households", elsewhere).status, 201);
    EXPECT_EQ(desk.post("/api/changesets",
                        {{"operations",
                          {{{"op", "set_plan_entry"},
                            {"plan", "hon-quan-2024"},
                            {"kind", "household"},
                            {"body", household}},
                           {{"op", "edit_road"}, {"road", 1}, {"name", "x"}}}}},
                        "*")
                  .body["type"],
              "urn:ntm-atlas:households-alone");

    desk.sign_in_approver();
    EXPECT_EQ(desk.get("/api/households").body["households"][0]["number"], "HO-017");
    desk.sign_in(http_test::person("khac", server::Role::commune_editor, {gis::UnitCode{"25348"}}));
    EXPECT_EQ(desk.get("/api/households").body["households"].size(), 0U);
    desk.sign_in(http_test::person("xem", server::Role::viewer));
    EXPECT_EQ(desk.get("/api/households").status, 403);
    desk.sign_in(http_test::person("qt", server::Role::administrator));
    EXPECT_EQ(desk.get("/api/households").status, 403);
    EXPECT_EQ(desk.post("/api/households", household).status, 403);

    // Nowhere else, for nobody.
    const auto id = desk.app().view()->snapshot->plan_entries()->front().id.get();
    for (const auto& target :
         {std::string{"/api/changesets/2"}, std::string{"/api/history"},
          "/api/history?entity=plan_entry&id=" + std::to_string(id),
          std::string{"/api/plans/hon-quan-2024"}, std::string{"/api/reports/plan?unit=25345"},
          std::string{"/api/works"}, std::string{"/api/proposals"}, std::string{"/api/checks"},
          std::string{"/tiles/0/0/0.mvt"}, std::string{"/api/exports/facilities.csv"}}) {
        const auto response = desk.ask(Method::get, target);
        EXPECT_LT(response.status, 300) << target;
        const auto text = std::holds_alternative<std::string>(response.body)
                              ? std::string{response.text()}
                              : std::string{};
        EXPECT_THAT(text, Not(HasSubstr("HO-017"))) << target;
        EXPECT_THAT(text, Not(HasSubstr("Đại đoàn kết"))) << target;
    }
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

TEST_F(PlanItems, WhatIsStoredSurvivesARestart) {
    desk.post("/api/targets/T2/results",
              {{"value", 9}, {"as_of", "2024-06-30"}, {"evidence", "BC 15"}});
    const auto before = desk.get("/api/plans/hon-quan-2024").body;
    desk.reopen();
    EXPECT_EQ(desk.get("/api/plans/hon-quan-2024").body, before);
}

TEST_F(PlanItems, HouseholdsAreTakenOffTheListByThoseWhoLookAfterThem) {
    desk.sign_in_editor();
    const json household{{"hamlet", "25345-01"}, {"number", "HO 17/2"}, {"category", "poor"}};
    EXPECT_EQ(desk.post("/api/households", household).status, 201);
    const auto listed = desk.get("/api/households").body["households"];
    ASSERT_EQ(listed.size(), 1U);
    const std::string path = "/api/households?hamlet=25345-01&number=HO%2017%2F2";
    const auto remove = [&](std::string_view tag = "*") {
        return desk.call(Method::del, path, nullptr, tag);
    };

    struct Case {
        server::Actor who;
        int status;
        const char* type;
    };
    for (const auto& [who, status, type] :
         {Case{http_test::nobody(), 401, "sign-in-needed"},
          Case{http_test::person("xem", server::Role::viewer), 403, "not-allowed"},
          Case{http_test::person("qt", server::Role::administrator), 403, "not-allowed"},
          Case{http_test::person("khac", server::Role::commune_editor, {gis::UnitCode{"25348"}}),
               403, "other-commune"}}) {
        desk.sign_in(who);
        EXPECT_EQ(remove().status, status) << who.user;
        EXPECT_EQ(remove().body["type"], std::string{"urn:ntm-atlas:"} + type) << who.user;
        EXPECT_EQ(desk.call(Method::del, "/api/households?hamlet=25345-01&number=99", nullptr, "*")
                      .body["type"],
                  std::string{"urn:ntm-atlas:"} + type)
            << "whether it is there is not told";
    }

    desk.sign_in_editor();
    EXPECT_EQ(remove("").status, 428);
    EXPECT_EQ(desk.call(Method::del, "/api/households?hamlet=25345-01", nullptr, "*").body["field"],
              "number");
    EXPECT_EQ(
        desk.call(Method::del, "/api/households?hamlet=25345-01&number=99", nullptr, "*").status,
        404);
    EXPECT_EQ(desk.call(Method::del, path + "&plan=nope", nullptr, "*").status, 404);
    EXPECT_EQ(desk.call(Method::del, path + "&dry_run=1", nullptr, "*").status, 200);
    EXPECT_EQ(desk.get("/api/households").body["households"].size(), 1U);
    const auto gone = remove(listed[0]["etag"].get<std::string>());
    EXPECT_EQ(gone.status, 200) << "decided at once: " << gone.body;
    EXPECT_EQ(desk.get("/api/households").body["households"].size(), 0U);
    EXPECT_EQ(remove().status, 404);
    desk.sign_in(http_test::person("qt", server::Role::administrator));
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 403);
    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201) << "undone as it was done";
    desk.sign_in_approver();
    EXPECT_EQ(desk.get("/api/households").body["households"][0]["number"], "HO 17/2");
    EXPECT_EQ(remove().status, 200) << "an approver may, too";
    desk.reopen();
    EXPECT_EQ(desk.get("/api/households").body["households"].size(), 0U);
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

} // namespace
