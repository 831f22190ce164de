// The capital ledger and the guidance log over HTTP.

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

class CapitalLedger : public testing::Test {
protected:
    static json entry(const std::string& type, std::int64_t amount,
                      const json& more = json::object()) {
        json body{{"type", type},          {"work", "H3"},       {"unit", "25345"},
                  {"source", "programme"}, {"on", "2024-05-06"}, {"amount_vnd", amount},
                  {"document", "QĐ 1828"}};
        body.update(more);
        return body;
    }
    json report(const std::string& query = {}) {
        return desk.get("/api/reports/capital?as_of=2024-12-31" + query).body;
    }

    EditorDesk desk{planning()};
};

TEST_F(CapitalLedger, IsWrittenAndAddedUp) {
    const auto made = desk.post(
        "/api/capital",
        {{"items",
          {entry("allocation", 6'500'000'000), entry("disbursement", 2'000'000'001),
           entry("settlement", 1'000'000'000, {{"on", "2024-11-30"}}),
           entry("allocation", 300, {{"work", nullptr}, {"unit", nullptr}, {"source", "adp"}})}}});
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.body["changed"][0]["key"], "V1");
    const auto all = report();
    ASSERT_EQ(all["rows"].size(), 3U) << all;
    EXPECT_EQ(all["rows"][0]["work"]["id"], "H3");
    EXPECT_EQ(all["rows"][0]["source_name"]["vi"], "Vốn chương trình nông thôn mới");
    EXPECT_EQ(all["rows"][0]["planned_vnd"], nullptr) << "the plan has no money";
    EXPECT_EQ(all["rows"][0]["remaining_vnd"], 4'499'999'999);
    EXPECT_EQ(all["rows"][0]["unsettled_vnd"], 1'000'000'001);
    EXPECT_EQ(all["rows"][1]["work"]["id"], "Q7") << "the plan names its source and no amount";
    EXPECT_EQ(all["rows"][1]["planned_vnd"], nullptr);
    EXPECT_EQ(all["rows"][1]["unplanned_works"], 1);
    EXPECT_EQ(all["rows"][2]["unit"], nullptr);
    EXPECT_EQ(all["totals"]["allocated_vnd"], 6'500'000'300);
    EXPECT_EQ(desk.get("/api/reports/capital?as_of=2024-11-29").body["totals"]["settled_vnd"], 0);
    EXPECT_EQ(report("&by=source")["rows"].size(), 3U);
    EXPECT_EQ(report("&by=commune&unit=25345")["rows"][0]["unit"]["code"], "25345");
    const auto csv = desk.ask(Method::get, "/api/reports/capital?as_of=2024-12-31&format=csv");
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(std::string{csv.text()}, HasSubstr("4499999999"));
    EXPECT_THAT(std::string{csv.text()}, HasSubstr("25345,Xã Đồng <b>Nơ</b>,"));
    const auto xlsx = desk.ask(Method::get, "/api/reports/capital?format=xlsx");
    EXPECT_THAT(std::string{xlsx.text()}.substr(0, 2), "PK");
    const auto course = desk.get("/api/plans/hon-quan-2024/progress?unit=25345").body;
    EXPECT_EQ(course["curves"].back()["kind"], "capital_vnd");
    EXPECT_EQ(course["curves"].back()["actual"][4], 2'000'000'001.0);
    double disbursed = 0;
    for (const auto& part : course["curves"].back()["parts"]) {
        EXPECT_TRUE(part.contains("entry")) << part;
        EXPECT_EQ(part["work"], "H3") << part;
        if (part["done_on"].is_string() && part["done_on"].get<std::string>() <= "2024-05-31") {
            disbursed += part["actual"].get<double>();
        }
    }
    EXPECT_EQ(disbursed, 2'000'000'001.0);

    const auto list = desk.get("/api/capital?work=H3").body["capital"];
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(desk.patch("/api/capital/V2", {{"amount_vnd", 7'000'000'000}},
                         list[1]["etag"].get<std::string>())
                  .status,
              200);
    EXPECT_EQ(report()["findings"][0]["code"], "capital-disbursed-over-allocated");
    EXPECT_THAT(desk.get("/api/checks").body.dump(), HasSubstr("capital-disbursed-over-allocated"));
    EXPECT_EQ(desk.call(Method::del, "/api/capital/V2", nullptr, "*").status, 200);
    EXPECT_EQ(report()["totals"]["disbursed_vnd"], 0);
    EXPECT_EQ(desk.post("/api/changesets/4/revert").status, 201);
    EXPECT_EQ(report()["totals"]["disbursed_vnd"], 7'000'000'000);
    desk.reopen();
    EXPECT_EQ(report()["totals"]["disbursed_vnd"], 7'000'000'000);
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

TEST_F(CapitalLedger, NamesWhatIsWrong) {
    struct Case {
        json change;
        const char* field;
    };
    for (const auto& [change, field] :
         {Case{{{"work", "H99"}}, "/work"}, Case{{{"unit", "25348"}}, "/unit"},
          Case{{{"unit", nullptr}}, "/unit"}, Case{{{"on", "2999-01-01"}}, "/on"},
          Case{{{"amount_vnd", 0}}, "/amount_vnd"}, Case{{{"amount_vnd", 1.5}}, "/amount_vnd"},
          Case{{{"document", nullptr}}, "/document"}, Case{{{"type", "x"}}, "/type"}}) {
        const auto reply = desk.post("/api/capital", entry("allocation", 5, change));
        EXPECT_EQ(reply.status, 422) << change << reply.body;
        EXPECT_EQ(reply.body["field"], field) << reply.body;
        EXPECT_THAT(reply.body["detail"].get<std::string>(), Not(HasSubstr("::")));
    }
    EXPECT_EQ(desk.revision(), 1);
    EXPECT_EQ(desk.get("/api/reports/capital?by=x").status, 400);
}

TEST_F(CapitalLedger, OfACommuneWaitsAndTheDistrictsIsNotItsOwn) {
    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/capital", entry("disbursement", 5)).status, 202);
    EXPECT_EQ(
        desk.post("/api/capital", entry("allocation", 5, {{"work", nullptr}, {"unit", nullptr}}))
            .status,
        403);
    EXPECT_EQ(report()["totals"]["disbursed_vnd"], 0);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/1/accept").status, 200);
    EXPECT_EQ(report()["totals"]["disbursed_vnd"], 5);
}

class GuidanceLog : public testing::Test {
protected:
    static json question(const json& more = json::object()) {
        json body{{"unit", "25345"},
                  {"department", "finance"},
                  {"criterion", {{"set", "xa-ntm-2021"}, {"code", "2"}}},
                  {"question", "Đề nghị hướng dẫn thanh quyết toán vốn đường BTXM."},
                  {"asked_on", "2024-05-06"},
                  {"document", "CV 15/UBND"}};
        body.update(more);
        return body;
    }
    json log(const std::string& query = {}) {
        return desk.get("/api/guidance" + query).body["guidance"];
    }

    EditorDesk desk{planning()};
};

TEST_F(GuidanceLog, ACommuneAsksAndTheDistrictAnswers) {
    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/guidance", question()).status, 202);
    EXPECT_EQ(desk.post("/api/guidance", question({{"unit", "25348"}})).status, 403);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/1/accept").status, 200);
    auto rows = log();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["id"], "HD1");
    EXPECT_EQ(rows[0]["asked_by"], "hoa");
    EXPECT_EQ(rows[0]["department_name"]["en"], "Finance and planning");
    EXPECT_EQ(rows[0]["answer"], nullptr);
    EXPECT_EQ(log("?state=waiting").size(), 1U);
    EXPECT_EQ(log("?state=answered").size(), 0U);

    const json answer{{"text", "Theo công văn 88."}, {"on", "2024-05-20"}, {"document", "CV 88"}};
    desk.sign_in_editor();
    EXPECT_EQ(desk.post("/api/guidance/HD1/answer", answer, "*").body["type"],
              "urn:ntm-atlas:district-answers");
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/guidance/HD1/answer", answer).status, 428);
    auto early = answer;
    early["on"] = "2024-05-05";
    EXPECT_EQ(desk.post("/api/guidance/HD1/answer", early, "*").body["field"], "/answer/on");
    early["on"] = "2999-05-05";
    EXPECT_EQ(desk.post("/api/guidance/HD1/answer", early, "*").body["field"], "/on");
    EXPECT_EQ(
        desk.post("/api/guidance/HD1/answer", answer, rows[0]["etag"].get<std::string>()).status,
        200);
    rows = log("?state=answered&department=finance&unit=25345");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["answer"], (json{{"text", "Theo công văn 88."},
                                       {"by", "an"},
                                       {"on", "2024-05-20"},
                                       {"document", "CV 88"}}));
    EXPECT_EQ(rows[0]["days"], 14);
    EXPECT_EQ(log("?department=others").size(), 0U);
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201);
    EXPECT_EQ(log()[0]["answer"], nullptr);
    EXPECT_EQ(desk.call(Method::del, "/api/guidance/HD1", nullptr, "*").status, 200);
    EXPECT_EQ(log().size(), 0U);
    EXPECT_TRUE(gis::store::verify_store(desk.folder()).good());
}

TEST_F(GuidanceLog, NamesWhatIsWrong) {
    EXPECT_EQ(desk.post("/api/guidance", question({{"department", "x"}})).body["field"],
              "/department");
    EXPECT_EQ(desk.post("/api/guidance", question({{"criterion", nullptr}})).body["field"],
              "/criterion");
    EXPECT_EQ(desk.post("/api/guidance", question({{"criterion", nullptr}, {"work", "H1"}})).status,
              201);
    EXPECT_EQ(desk.post("/api/guidance", question({{"asked_on", "2999-01-01"}})).body["field"],
              "/asked_on");
    const auto forged =
        desk.post("/api/guidance", question({{"asked_by", "ai đó"}, {"answer", {{"text", "x"}}}}));
    EXPECT_EQ(forged.status, 201) << forged.body;
    EXPECT_EQ(log()[1]["asked_by"], "an");
    EXPECT_EQ(log()[1]["answer"], nullptr);
}

} // namespace
