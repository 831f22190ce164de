// Who may answer what a commune asks or raises: every role, every route, own and other communes.

#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::EditorDesk;
using http_test::person;
using http_test::planning;
using nlohmann::json;
using server::Method;
using server::Role;
using testing::HasSubstr;

const json answer{{"text", "Theo công văn 88."}, {"by", "hoa"}, {"on", "2024-05-20"}};

/// A question and a difficulty of the commune 25345, written by an approver; nothing is answered.
class Answers : public testing::Test {
protected:
    Answers() {
        EXPECT_EQ(desk.post("/api/guidance", question).status, 201);
        EXPECT_EQ(desk.post("/api/difficulties", difficulty).status, 201);
    }

    static json changeset(const char* kind, const json& body) {
        return {{"operations",
                 {{{"op", "set_plan_entry"},
                   {"plan", "hon-quan-2024"},
                   {"kind", kind},
                   {"body", body}}}}};
    }
    /// The item as it stands, as operations write it.
    json standing(const char* kind, const char* key) {
        const auto kinds = *gis::model::plan_entry_kind(kind);
        const auto* entry =
            desk.app().view()->snapshot->find_plan_entry("hon-quan-2024", kinds, key);
        return json::parse(entry->body);
    }
    EditorDesk::Reply write(const char* kind, const json& body) {
        return desk.post("/api/changesets", changeset(kind, body), "*");
    }
    /// Each of the ways in which an answer can be sent, over the standing items.
    std::vector<EditorDesk::Reply> all_ways() {
        const json short_answer{{"text", "Theo công văn 88."}, {"on", "2024-05-20"}};
        auto asked = standing("guidance", "HD1");
        asked["answer"] = answer;
        auto raised = standing("difficulty", "KK1");
        raised["answer"] = answer;
        return {desk.post("/api/guidance/HD1/answer?dry_run=1", short_answer, "*"),
                desk.post("/api/difficulties/KK1/answer?dry_run=1", short_answer, "*"),
                desk.post("/api/changesets?dry_run=1", changeset("guidance", asked), "*"),
                desk.post("/api/changesets?dry_run=1", changeset("difficulty", raised), "*")};
    }

    const json question{{"unit", "25345"},
                        {"department", "finance"},
                        {"criterion", {{"set", "xa-ntm-2021"}, {"code", "2"}}},
                        {"question", "Đề nghị hướng dẫn."},
                        {"asked_on", "2024-05-06"}};
    const json difficulty{
        {"title", "Thiếu cát, đá"}, {"units", {"25345"}}, {"raised_on", "2024-05-06"}};
    EditorDesk desk{planning()};
};

TEST_F(Answers, AreOfTheDistrictWhicheverWayTheyCome) {
    struct Case {
        server::Actor who;
        int status;
        const char* type; ///< of the refusal
    };
    const gis::UnitCode own{"25345"};
    const gis::UnitCode other{"25348"};
    for (const auto& [who, status, type] :
         {Case{http_test::nobody(), 401, "sign-in-needed"},
          Case{person("xem", Role::viewer), 403, "not-allowed"},
          Case{person("hoa", Role::commune_editor, {own}), 403, "district-answers"},
          Case{person("ca-hai", Role::commune_editor, {own, other}), 403, "district-answers"},
          Case{person("khac", Role::commune_editor, {other}), 403, "other-commune"},
          Case{person("an", Role::approver), 200, ""},
          Case{person("qt", Role::administrator), 200, ""}}) {
        desk.sign_in(who);
        for (const auto& reply : all_ways()) {
            EXPECT_EQ(reply.status, status) << who.user << reply.body;
            if (status != 200) {
                EXPECT_EQ(reply.body["type"], std::string{"urn:ntm-atlas:"} + type) << who.user;
            }
        }
    }
    EXPECT_EQ(desk.revision(), 3);
}

TEST_F(Answers, ThatAreRefusedNameTheirField) {
    desk.sign_in_editor();
    const auto ways = all_ways();
    EXPECT_EQ(ways[0].body["field"], "/answer");
    EXPECT_EQ(ways[1].body["field"], "/answer");
    EXPECT_EQ(ways[2].body["field"], "/operations/0/body/answer");
    EXPECT_THAT(ways[3].body["detail"].get<std::string>(), HasSubstr("“answer”"));
}

TEST_F(Answers, OfAQuestionThatIsNewAreRefusedToo) {
    desk.sign_in_editor();
    auto raised = standing("difficulty", "KK1");
    raised["id"] = "KK7";
    raised["answer"] = answer;
    EXPECT_EQ(write("difficulty", raised).body["type"], "urn:ntm-atlas:district-answers");
    raised.erase("answer");
    EXPECT_EQ(write("difficulty", raised).status, 202) << "the difficulty itself is the commune's";
}

TEST_F(Answers, StayAsTheDistrictGaveThem) {
    auto raised = standing("difficulty", "KK1");
    raised["answer"] = answer;
    EXPECT_EQ(write("difficulty", raised).status, 201);
    desk.sign_in_editor();
    raised = standing("difficulty", "KK1");
    raised["text"] = "Cần 200 m³.";
    EXPECT_EQ(write("difficulty", raised).status, 202) << "the answer is the same";
    raised["answer"]["text"] = "Khác.";
    EXPECT_EQ(write("difficulty", raised).status, 403);
    raised.erase("answer");
    const auto gone = write("difficulty", raised);
    EXPECT_EQ(gone.status, 403) << "nor is it taken out";
    EXPECT_EQ(gone.body["field"], "/operations/0/body/answer");
    // Where editors decide at once they may revert, but not this.
    auto deciding = person("hoa", Role::commune_editor, {gis::UnitCode{"25345"}});
    deciding.editors_decide = true;
    desk.sign_in(deciding);
    EXPECT_EQ(desk.post("/api/changesets/4/revert").body["type"], "urn:ntm-atlas:district-answers");
    EXPECT_EQ(standing("difficulty", "KK1")["answer"], answer);
}

} // namespace
