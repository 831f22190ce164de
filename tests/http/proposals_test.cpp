// What editors propose and approvers decide, over HTTP without sockets.
#include "gis/analysis/unit_reform_file.hpp"
#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::concrete;
using http_test::EditorDesk;
using http_test::figure;
using nlohmann::json;
using testing::SizeIs;

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

TEST_F(Proposals, ArePendingInTheUnitsOfADayBeforeAReform) {
    propose();
    const auto reform = gis::analysis::parse_unit_reform(
        R"({"id":"r","title":{"vi":"r","en":"r"},"first_day":"2025-07-01","documents":["1/NQ"],"units":[
            {"code":"25345","kind":"xa","name":"Xã Tân Hưng","made_from":["25345","25348"]}]})",
        "r.json");
    const auto rows = rows_of(reform, *m_desk.app().view()->snapshot->units().in_time);
    gis::model::ChangesetDraft draft{"an", "", "reform", false, {}};
    draft.rows.assign(rows.begin(), rows.end());
    m_desk.app().apply(draft);
    const auto of_commune = [this](const std::string& day) {
        const auto report =
            m_desk.get("/api/reports/roads?unit=25345&by=commune&as_of=" + day).body;
        return std::pair{report["unit"]["name"].get<std::string>(),
                         report["totals"]["pending_m"].get<double>()};
    };
    EXPECT_EQ(of_commune("2025-07-01").first, "Xã Tân Hưng");
    EXPECT_NEAR(of_commune("2025-07-01").second, 200, 1e-6);
    EXPECT_NE(of_commune("2025-06-30").first, "Xã Tân Hưng");
    EXPECT_NEAR(of_commune("2025-06-30").second, 200, 1e-6);
    const auto later = propose(500, 580); // while the division of that day is kept
    EXPECT_NEAR(of_commune("2025-06-30").second, 280, 1e-6);
    EXPECT_EQ(m_desk.post("/api/proposals/" + later + "/withdraw").status, 200);
    EXPECT_NEAR(of_commune("2025-06-30").second, 200, 1e-6);
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

} // namespace
