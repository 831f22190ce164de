// Periodic reports: drafted, handed in, returned, accepted, kept as they were.

#include "http/editor_desk.hpp"

#include "gis/store/verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::EditorDesk;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const server::Planning> planning() {
    static const auto loaded =
        std::make_shared<const server::Planning>(server::Planning::load(NTM_SOURCE_DIR "/data"));
    return loaded;
}

class PeriodReports : public testing::Test {
protected:
    static constexpr const char* q3 = "/api/period-reports/2024-Q3?unit=25345";

    EditorDesk::Reply hand_in(const json& more = json::object()) {
        json body{{"period", "2024-Q3"}, {"unit", "25345"}};
        body.update(more);
        return desk.post("/api/period-reports", body);
    }
    json report(const std::string& version = "accepted") {
        return desk.get(std::string{q3} + "&version=" + version).body;
    }
    /// How the report of a unit stands in the list.
    json standing(const json& unit = "25345", const std::string& period = "2024-Q3") {
        const auto list = desk.get("/api/period-reports?year=2024").body;
        for (const auto& row : list["rows"]) {
            const bool same = unit.is_null()
                                  ? row["unit"].is_null()
                                  : !row["unit"].is_null() && row["unit"]["code"] == unit;
            if (same) {
                for (const auto& one : row["reports"]) {
                    if (one["period"] == period) {
                        return one;
                    }
                }
            }
        }
        return nullptr;
    }
    double hardened_km(const json& body) {
        double sum = 0;
        for (const auto& row : body["tables"][0]["rows"]) {
            sum += row[2].get<double>();
        }
        return sum;
    }
    void harden() {
        desk.sign_in_approver();
        const auto reply = desk.call(
            server::Method::post, "/api/roads/1/surfaces",
            {{"from_m", 300}, {"to_m", 500}, {"surface", "btxm"}, {"effective_on", "2024-08-01"}},
            "*");
        EXPECT_EQ(reply.status, 201) << reply.body;
    }

    EditorDesk desk{planning()};
};

TEST_F(PeriodReports, AreDraftedWithThePeriodBefore) {
    const auto before = report("draft");
    ASSERT_TRUE(before.contains("tables")) << before;
    EXPECT_EQ(before["as_of"], "2024-09-30");
    EXPECT_EQ(before["before"], "2024-06-30");
    EXPECT_EQ(before["tables"][0]["title"]["vi"], "Đường giao thông");
    EXPECT_NEAR(hardened_km(before), 0.3, 1e-9);
    harden();
    const auto after = report("draft");
    EXPECT_NEAR(hardened_km(after), 0.5, 1e-9);
    const auto row = after["tables"][0]["rows"][0];
    EXPECT_NEAR(row[5].get<double>(), 0.3, 1e-9) << "at the end of the quarter before";
    EXPECT_NEAR(row[6].get<double>(), 0.2, 1e-9);
    EXPECT_EQ(desk.get("/api/period-reports/2024-Q9?unit=25345").status, 404);
    EXPECT_EQ(desk.get("/api/period-reports/2199?version=draft").status, 400) << "not begun";
    EXPECT_EQ(desk.get("/api/period-reports/2024?unit=25345-01&version=draft").status, 400);
}

TEST_F(PeriodReports, OfACommuneWaitUntilTheDistrictDecides) {
    const auto list = desk.get("/api/period-reports?year=2024");
    EXPECT_EQ(list.status, 200) << list.body;
    EXPECT_EQ(standing()["state"], "missing");
    EXPECT_EQ(standing()["overdue"], true);
    desk.sign_in(http_test::nobody());
    EXPECT_EQ(hand_in().status, 401) << "nobody";
    desk.sign_in_editor();
    EXPECT_EQ(hand_in({{"unit", "25348"}}).status, 403) << "another commune";
    EXPECT_EQ(desk.post("/api/period-reports", {{"period", "2024-Q3"}}).status, 403)
        << "the district's";
    const auto waiting = hand_in({{"note", "Mưa nhiều, thi công chậm."}});
    EXPECT_EQ(waiting.status, 202) << waiting.body;
    EXPECT_EQ(standing()["state"], "waiting");
    EXPECT_EQ(standing()["overdue"], false);
    EXPECT_EQ(report("waiting")["note"], "Mưa nhiều, thi công chậm.");
    const auto id = std::to_string(standing()["proposal"].get<std::int64_t>());

    desk.sign_in(http_test::nobody());
    EXPECT_EQ(standing()["state"], "missing") << "what waits is not told to everybody";
    EXPECT_EQ(desk.get(q3).status, 404);
    EXPECT_EQ(desk.get(std::string{q3} + "&version=waiting").status, 401);

    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/" + id + "/return", {{"reason", "Thiếu số liệu."}}).status,
              200);
    EXPECT_EQ(standing()["state"], "returned");
    EXPECT_EQ(standing()["reason"], "Thiếu số liệu.");
    EXPECT_EQ(standing()["overdue"], true);

    desk.sign_in_editor();
    EXPECT_EQ(hand_in().status, 202);
    const auto second = std::to_string(standing()["proposal"].get<std::int64_t>());
    EXPECT_NE(second, id);
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/proposals/" + second + "/accept").status, 200);
    desk.sign_in(http_test::nobody());
    EXPECT_EQ(standing()["state"], "accepted");
    EXPECT_EQ(standing()["by"], "hoa");
    EXPECT_EQ(report()["submitted_by"], "hoa");
    const auto verified = gis::store::verify_store(desk.folder());
    EXPECT_EQ(verified.damage_count, 0U) << "it is in the chain like every row";
}

TEST_F(PeriodReports, AreKeptAsTheyWereHandedIn) {
    desk.sign_in_approver();
    ASSERT_EQ(hand_in().status, 201);
    const auto kept = report();
    EXPECT_NEAR(hardened_km(kept), 0.3, 1e-9);
    harden();
    EXPECT_EQ(report(), kept) << "the figures of then";
    EXPECT_NEAR(hardened_km(report("draft")), 0.5, 1e-9);
    desk.reopen();
    desk.sign_in_approver();
    EXPECT_EQ(report(), kept);
    ASSERT_EQ(hand_in().status, 201) << "a correction";
    EXPECT_NEAR(hardened_km(report()), 0.5, 1e-9);
    EXPECT_EQ(desk.post("/api/changesets/" + std::to_string(desk.revision()) + "/revert").status,
              201);
    EXPECT_EQ(report(), kept) << "and back";
}

TEST_F(PeriodReports, OfTheDistrictAreAnApproversOwn) {
    desk.sign_in_approver();
    const auto reply = desk.post("/api/period-reports", {{"period", "2024-6T"}});
    EXPECT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(standing(nullptr, "2024-6T")["state"], "accepted");
    EXPECT_EQ(standing("25345", "2024-6T")["state"], "missing");
}

TEST_F(PeriodReports, CannotBeForged) {
    desk.sign_in_approver();
    auto body = report("draft");
    body["tables"] = json::array();
    const auto reply = desk.post("/api/changesets",
                                 {{"operations",
                                   {{{"op", "set_plan_entry"},
                                     {"plan", "hon-quan-2024"},
                                     {"kind", "period_report"},
                                     {"body", body}}}}},
                                 "*");
    EXPECT_EQ(reply.body["type"].get<std::string>().ends_with("report-needed"), true) << reply.body;
    EXPECT_EQ(desk.get(q3).status, 404);
}

TEST_F(PeriodReports, ComeAsAWorkbookAndAsAPaper) {
    desk.sign_in_approver();
    ASSERT_EQ(hand_in({{"note", "Ghi chú <b>thử</b>."}}).status, 201);
    const auto xlsx = desk.ask(server::Method::get, std::string{q3} + "&format=xlsx");
    EXPECT_EQ(xlsx.status, 200);
    EXPECT_EQ(xlsx.text().substr(0, 2), "PK");
    EXPECT_THAT(std::string{xlsx.headers.text()}, HasSubstr("bao-cao-25345-2024-Q3.xlsx"));
    const auto html = desk.ask(server::Method::get, std::string{q3} + "&format=html");
    const std::string page{html.text()};
    for (const auto* part : {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                             "/BC-UBND", "BÁO CÁO", "quý III năm 2024",
                             "<p>Cứng hóa theo: Kế hoạch 2024 của huyện (BTXM hoặc sỏi đỏ) – ",
                             "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "0,300", "&lt;b&gt;",
                             "href=\"/van-ban.css\"", "Đồng &lt;b&gt;Nơ"}) {
        EXPECT_THAT(page, HasSubstr(part));
    }
    for (const auto* words : {"<td>tiêu chí</td>", "<td>hộ</td>", "<td>km</td>"}) {
        EXPECT_THAT(page, HasSubstr(words));
    }
    for (const auto* code : {"<td>criterion</td>", "<td>household</td>", "<td>m</td>"}) {
        EXPECT_THAT(page, Not(HasSubstr(code)));
    }
    EXPECT_THAT(page, Not(HasSubstr("style=")));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("DỰ THẢO")));
    const auto draft =
        desk.ask(server::Method::get, std::string{q3} + "&version=draft&format=html");
    EXPECT_THAT(std::string{draft.text()}, HasSubstr("DỰ THẢO"));
}

} // namespace
