// Registers of the plan over HTTP: co-operatives, OCOP products, titles of hamlets.

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

class Registers : public testing::Test {
protected:
    json target(const std::string& id, const std::string& as_of) {
        const auto report = desk.get("/api/reports/plan?as_of=" + as_of).body;
        for (const auto& one : report["targets"]) {
            if (one["id"] == id) {
                return one;
            }
        }
        return {};
    }
    static json cooperative(const json& more = json::object()) {
        json body{{"name", "HTX nông nghiệp Tân Hưng"},
                  {"unit", "25345"},
                  {"kind", "agriculture"},
                  {"founded_on", "2024-03-05"}};
        body.update(more);
        return body;
    }
    static json product(const json& more = json::object()) {
        json body{{"name", "Bưởi da xanh"}, {"unit", "25345"}, {"owner_kind", "household"}};
        body.update(more);
        return body;
    }
    static json title(const std::string& hamlet, bool recognised,
                      const json& more = json::object()) {
        json body{{"hamlet", hamlet},
                  {"title", "cultural"},
                  {"year", 2024},
                  {"recognised", recognised},
                  {"decision", "QĐ 98"}};
        body.update(more);
        return body;
    }
    json list(const std::string& name, const std::string& query = {}) {
        return desk.get("/api/" + name + query).body[name];
    }

    EditorDesk desk{planning()};
};

TEST_F(Registers, CooperativesFoundedInTheYearAreCounted) {
    EXPECT_EQ(target("T9", "2024-12-31")["method"], "none");
    EXPECT_THAT(target("T9", "2024-12-31")["reason"]["vi"], HasSubstr("hợp tác xã"));
    const auto made = desk.post(
        "/api/cooperatives",
        {{"items",
          {cooperative(), cooperative({{"name", "HTX cũ"}, {"founded_on", "2019-01-01"}}),
           cooperative({{"name", "HTX vận tải"}, {"kind", "transport"}, {"founded_on", nullptr}})}},
         {"comment", "rà soát"}});
    EXPECT_EQ(made.status, 201) << made.body;
    ASSERT_EQ(made.body["changed"].size(), 3U);
    EXPECT_EQ(made.body["changed"][2]["key"], "HTX3");
    auto now = target("T9", "2024-12-31");
    EXPECT_EQ(now["method"], "measured");
    EXPECT_EQ(now["value"], (json{{"least", 1}, {"most", 2}})) << "one has no day";
    EXPECT_EQ(target("T9", "2024-03-04")["value"]["least"], 0) << "not before its day";
    EXPECT_TRUE(now["reached"] == false) << "about 3";

    const auto rows = list("cooperatives", "?unit=25345");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[2]["founded_on"], nullptr);
    EXPECT_EQ(list("cooperatives", "?unit=25348").size(), 0U);
    const auto tag = rows[2]["etag"].get<std::string>();
    EXPECT_EQ(desk.patch("/api/cooperatives/HTX3", {{"founded_on", "2024-09-01"}}, tag).status,
              200);
    now = target("T9", "2024-12-31");
    EXPECT_EQ(now["value"], (json{{"least", 2}, {"most", 2}}));
    const auto stale = desk.patch("/api/cooperatives/HTX3", {{"founded_on", "2020-09-01"}}, tag);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(desk.patch("/api/cooperatives/HTX3", {{"note", "a"}}, "").status, 428);
    EXPECT_EQ(desk.call(Method::del, "/api/cooperatives/HTX1", nullptr, "*").status, 200);
    EXPECT_EQ(target("T9", "2024-12-31")["value"]["least"], 1);
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative()).body["changed"][0]["key"], "HTX4")
        << "codes are not used again";
    EXPECT_EQ(desk.post("/api/changesets/4/revert").status, 201);
    EXPECT_EQ(list("cooperatives").size(), 4U);
    desk.reopen();
    EXPECT_EQ(list("cooperatives").size(), 4U);
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

TEST_F(Registers, WhatIsDeclaredCountsWhileNothingIsRecorded) {
    EXPECT_EQ(desk.post("/api/targets/T9/results",
                        {{"value", 2}, {"as_of", "2024-06-30"}, {"evidence", "BC 15"}})
                  .status,
              201);
    EXPECT_EQ(target("T9", "2024-12-31")["method"], "declared");
    EXPECT_EQ(target("T9", "2024-12-31")["value"]["least"], 2);
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative()).status, 201);
    EXPECT_EQ(target("T9", "2024-12-31")["value"]["least"], 1);
}

TEST_F(Registers, WhatIsWrongIsNamed) {
    struct Case {
        json change;
        const char* field;
    };
    for (const auto& [change, field] :
         {Case{{{"unit", "99999"}}, "/unit"}, Case{{{"unit", nullptr}}, "/unit"},
          Case{{{"hamlet", "25348-01"}}, "/hamlet"}, Case{{{"hamlet", "25345"}}, "/hamlet"},
          Case{{{"founded_on", "2999-01-01"}}, "/founded_on"},
          Case{{{"dissolved_on", "2024-03-04"}}, "/dissolved_on"},
          Case{{{"members", 0}}, "/members"}, Case{{{"kind", "x"}}, "/kind"},
          Case{{{"name", ""}}, "/name"}, Case{{{"nonsense", 1}}, "/nonsense"}}) {
        const auto reply = desk.post("/api/cooperatives", cooperative(change));
        EXPECT_EQ(reply.status, 422) << change << reply.body;
        EXPECT_EQ(reply.body["field"], field) << reply.body;
    }
    const auto batch =
        desk.post("/api/cooperatives", {{"items", {cooperative(), cooperative({{"kind", "x"}})}}});
    EXPECT_EQ(batch.body["field"], "/items/1/kind");
    EXPECT_EQ(desk.post("/api/cooperatives", {{"items", json::array()}}).status, 422);
    EXPECT_EQ(desk.revision(), 1);
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative({{"id", "A"}})).status, 201);
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative({{"id", "A"}})).body["field"], "/id");
    EXPECT_EQ(desk.patch("/api/cooperatives/A", {{"id", "B"}}, "*").body["field"], "/id");
    EXPECT_EQ(desk.patch("/api/cooperatives/B", {{"name", "x"}}, "*").status, 404);
}

TEST_F(Registers, ProductsRecognisedInTheYearAreCounted) {
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative()).status, 201);
    const auto made = desk.post(
        "/api/products",
        product({{"owner_kind", "cooperative"}, {"cooperative", "HTX1"}, {"hamlet", "25345-01"}}));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(target("T7", "2024-12-31")["value"]["least"], 0) << "not recognised yet";
    EXPECT_EQ(list("products")[0]["owner_name"], "HTX nông nghiệp Tân Hưng");
    EXPECT_EQ(desk.patch("/api/products/SP1", {{"stars", 3}}, "*").body["field"], "/recognised_on");
    EXPECT_EQ(desk.patch("/api/products/SP1",
                         {{"stars", 3},
                          {"recognised_on", "2024-10-01"},
                          {"valid_to", "2027-10-01"},
                          {"decision", "QĐ 77"}},
                         "*")
                  .status,
              200);
    EXPECT_EQ(target("T7", "2024-12-31")["value"]["least"], 1);
    EXPECT_EQ(target("T7", "2024-12-31")["reached"], true);
    EXPECT_EQ(target("T7", "2024-09-30")["value"]["least"], 0);

    EXPECT_EQ(desk.post("/api/products", product({{"owner", "Nguyễn"}})).body["field"], "/owner")
        << "names of households are not kept";
    EXPECT_EQ(desk.post("/api/products",
                        product({{"owner_kind", "cooperative"}, {"cooperative", "HTX9"}}))
                  .body["field"],
              "/cooperative");
    EXPECT_EQ(desk.post("/api/products", product({{"stars", 2}})).body["field"], "/stars");
    // A co-operative that goes leaves a finding behind.
    EXPECT_EQ(desk.call(Method::del, "/api/cooperatives/HTX1", nullptr, "*").status, 200);
    EXPECT_THAT(desk.get("/api/checks").body.dump(), HasSubstr("product-unknown-cooperative"));
}

TEST_F(Registers, TitlesOfHamletsAreCountedAndTheRestIsUnknown) {
    const auto before = desk.get("/api/hamlet-titles?year=2024").body;
    for (const auto& [name, count] : before["counts"].items()) {
        EXPECT_TRUE(count.is_number_integer()) << name << count;
    }
    const auto total = before["counts"]["total"].get<int>();
    ASSERT_GE(total, 2);
    EXPECT_EQ(before["counts"]["unknown"], total);
    EXPECT_EQ(before["share"], nullptr);
    const auto first = before["hamlets"][0]["hamlet"]["code"].get<std::string>();
    const auto second = before["hamlets"][1]["hamlet"]["code"].get<std::string>();
    const auto put = desk.post(
        "/api/hamlet-titles",
        {{"items", {title(first, true, {{"decided_on", "2024-11-18"}}), title(second, false)}}});
    EXPECT_EQ(put.status, 201) << put.body;
    auto now = desk.get("/api/hamlet-titles?year=2024&as_of=2024-12-31").body;
    EXPECT_EQ(now["counts"]["recognised"], 1);
    EXPECT_EQ(now["counts"]["not_recognised"], 1);
    EXPECT_EQ(now["counts"]["unknown"], total - 2);
    EXPECT_NEAR(now["share"]["least"].get<double>(), 100.0 / total, 1e-9);
    EXPECT_NEAR(now["share"]["most"].get<double>(), 100.0 * (total - 1) / total, 1e-9);
    EXPECT_EQ(now["hamlets"][0]["state"], "recognised");
    const auto measured = target("T10", "2024-12-31");
    EXPECT_EQ(measured["method"], "measured");
    EXPECT_NEAR(measured["value"]["least"].get<double>(), 100.0 / total, 1e-9);
    EXPECT_EQ(measured["measured"]["undecided"], total - 2);
    now = desk.get("/api/hamlet-titles?year=2024&as_of=2024-11-17").body;
    EXPECT_EQ(now["counts"]["recognised"], 0) << "not decided yet";
    EXPECT_EQ(desk.get("/api/hamlet-titles?year=2023").body["counts"]["unknown"], total);
    EXPECT_EQ(desk.get("/api/hamlet-titles?title=model_residential").body["share"], nullptr);

    // Written again it replaces what was.
    EXPECT_EQ(desk.post("/api/hamlet-titles", title(second, true)).status, 201);
    EXPECT_EQ(desk.get("/api/hamlet-titles?year=2024").body["counts"]["recognised"], 2);
    EXPECT_EQ(
        desk.call(Method::del, "/api/hamlet-titles/" + second + "/cultural/2024", nullptr, "*")
            .status,
        200);
    EXPECT_EQ(desk.get("/api/hamlet-titles?year=2024").body["counts"]["unknown"], total - 1);

    EXPECT_EQ(desk.post("/api/hamlet-titles", title("25345-99", true)).body["field"], "/hamlet");
    EXPECT_EQ(desk.post("/api/hamlet-titles", title(first, true, {{"year", 2099}})).body["field"],
              "/year");
    EXPECT_EQ(
        desk.post("/api/hamlet-titles", title(first, true, {{"decision", nullptr}})).body["field"],
        "/decision");
}

TEST_F(Registers, OfACommuneEditorWaitForAnApprover) {
    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative()).status, 202);
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative({{"unit", "25348"}})).status, 403);
    EXPECT_EQ(desk.post("/api/hamlet-titles", title("25345-01", true)).status, 202);
    EXPECT_EQ(desk.post("/api/products", product({{"unit", "25348"}})).status, 403);
    EXPECT_EQ(desk.post("/api/hamlet-titles", {{"items", {title("25345-01", true)}}}).status, 202);
    EXPECT_EQ(list("cooperatives").size(), 0U);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/1/accept").status, 200);
    EXPECT_EQ(list("cooperatives")[0]["id"], "HTX1");
    const auto history = desk.get("/api/history").body["changesets"][0];
    EXPECT_EQ(history["author"], "hoa");
    EXPECT_EQ(history["approved_by"], "an");
    desk.sign_in(http_test::person("xem", server::Role::viewer));
    EXPECT_EQ(desk.post("/api/cooperatives", cooperative()).status, 403);
    EXPECT_EQ(list("cooperatives").size(), 1U);
}

} // namespace
