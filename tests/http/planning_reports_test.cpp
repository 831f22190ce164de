#include "server/handlers/handlers.hpp"
#include "tests/http/small_atlas.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <utility>

namespace {

using server::Response;

class PlanningReports : public testing::Test {
protected:
    PlanningReports() { m_app.load(); }

    static server::AppParts parts() {
        server::AppParts parts;
        parts.store = std::make_unique<http_test::MemoryStore>(http_test::small_atlas());
        parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
        parts.norms = std::make_shared<const gis::analysis::Norms>(
            gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
        parts.planning = std::make_shared<const server::Planning>(
            server::Planning::load(NTM_SOURCE_DIR "/data"));
        return parts;
    }

    using Handler = Response (*)(const server::App&, const server::Request&);

    [[nodiscard]] Response ask(Handler handler, std::string_view target) const {
        server::Request request;
        request.raw_target = target;
        request.target = server::Target::parse(target);
        return handler(m_app, request);
    }

    [[nodiscard]] nlohmann::json json(Handler handler, std::string_view target) const {
        return nlohmann::json::parse(ask(handler, target).text());
    }

    server::App m_app{parts()};
};

TEST_F(PlanningReports, CriteriaOfACommune) {
    const auto body = json(server::handlers::criteria_report, "/?unit=25345&as_of=2024-12-31");
    EXPECT_EQ(body["set"]["id"], "xa-ntm-2021");
    EXPECT_EQ(body["set"]["valid"], true);
    ASSERT_EQ(body["rows"].size(), 1U);
    const auto& criteria = body["rows"][0]["criteria"];
    ASSERT_EQ(criteria.size(), 19U);
    EXPECT_EQ(criteria[1]["declared"]["state"], "not_met");
    EXPECT_TRUE(criteria[1]["indicators"][0]["measured"].contains("evidence"));
    EXPECT_EQ(criteria[1]["indicators"][0]["threshold"]["confirmed"], false);
    EXPECT_EQ(body["mean_met"]["least"], 14);
}

TEST_F(PlanningReports, OfTheWholeAtlasNoFeaturesAreListed) {
    const auto body = json(server::handlers::criteria_report, "/?as_of=2024-12-31");
    const auto& measured = body["rows"][0]["criteria"][1]["indicators"][0]["measured"];
    EXPECT_FALSE(measured.contains("evidence"));
    EXPECT_TRUE(measured.contains("total"));
}

TEST_F(PlanningReports, ProgressOfThePlan) {
    const auto body = json(server::handlers::plan_report, "/?unit=25345&as_of=2024-12-31");
    EXPECT_EQ(body["plan"]["id"], "hon-quan-2024");
    EXPECT_TRUE(body["plan"]["number"].is_null());
    EXPECT_EQ(body["works"].size(), 10U);
    EXPECT_EQ(body["targets"][0]["reached"], false);
    EXPECT_FALSE(body["findings"].empty());
}

TEST_F(PlanningReports, UnitsThatTheAtlasDoesNotHaveAreNoError) {
    const auto body = json(server::handlers::plan_report, "/?as_of=2024-12-31");
    for (const auto& target : body["targets"]) {
        if (target["id"] == "Q6") {
            EXPECT_TRUE(target["value"].is_null());
            EXPECT_FALSE(target["reason"].is_null());
        }
    }
}

TEST_F(PlanningReports, AsTables) {
    for (const auto handler : {server::handlers::criteria_report, server::handlers::plan_report}) {
        const auto csv = ask(handler, "/?as_of=2024-12-31&format=csv");
        EXPECT_NE(std::string{csv.text()}.find("Đơn vị"), std::string::npos);
    }
}

/// The cells of a table that Vietnamese people open in a spreadsheet.
std::set<std::string> cells_of(std::string_view csv) {
    std::set<std::string> cells;
    std::string cell;
    bool quoted = false;
    for (const char c : csv) {
        quoted = c == '"' ? !quoted : quoted;
        if (!quoted && (c == ';' || c == '\r' || c == '\n')) {
            cells.insert(std::exchange(cell, {}));
        } else if (c != '"') {
            cell += c;
        }
    }
    return cells;
}

TEST_F(PlanningReports, TablesHaveNoCodes) {
    const auto criteria = ask(server::handlers::criteria_report, "/?as_of=2024-12-31&format=csv");
    const auto plan = ask(server::handlers::plan_report, "/?as_of=2024-12-31&format=csv");
    auto cells = cells_of(criteria.text());
    cells.merge(cells_of(plan.text()));
    for (const auto* words :
         {"km", "%", "tiêu chí", "hộ", "phòng", "triệu đồng/năm", "đạt/chưa đạt", "Chỉ tiêu",
          "Công trình", "theo kê khai", "đo trên bản đồ", "Chưa làm", "Chưa đạt", "≥ 23,50"}) {
        EXPECT_TRUE(cells.contains(words)) << words;
    }
    for (const auto* code :
         {"m", "percent", "passed", "count", "criterion", "house", "household", "room",
          "million VND a year", "target", "work", "declared", "measured", "none", "planned"}) {
        EXPECT_FALSE(cells.contains(code)) << code;
    }
}

TEST_F(PlanningReports, WrongQuestionsAreRefused) {
    for (const auto* target :
         {"/?set=nope", "/?unit=nope", "/?colour=red", "/?format=pdf", "/?as_of=2019-01-01"}) {
        EXPECT_THROW((void)ask(server::handlers::criteria_report, target), gis::Error) << target;
    }
    EXPECT_THROW((void)ask(server::handlers::plan_report, "/?plan=nope"), gis::Error);
}

/// The addresses, asked as a client asks them.
class PlanningAddresses : public testing::Test {
protected:
    static std::shared_ptr<const server::Planning> planning() {
        static const auto own = std::make_shared<const server::Planning>(
            server::Planning::load(NTM_SOURCE_DIR "/data"));
        return own;
    }

    http_test::Asker m_asker{http_test::small_atlas(), true, planning()};
};

/// The item of a list with an id.
nlohmann::json with_id(const nlohmann::json& list, std::string_view id) {
    for (const auto& item : list) {
        if (item["id"] == id) {
            return item;
        }
    }
    return nullptr;
}

TEST_F(PlanningAddresses, AnswerAsTheHandlersDo) {
    const auto criteria = m_asker.json("/api/reports/criteria?unit=25345&as_of=2024-12-31");
    EXPECT_EQ(criteria["mean_met"]["least"], 14);
    const auto plan = m_asker.json("/api/reports/plan?as_of=2024-12-31");
    EXPECT_EQ(plan["plan"]["id"], "hon-quan-2024");
}

TEST_F(PlanningAddresses, AreAnsweredFromMemoryAndConditionally) {
    for (const auto* target :
         {"/api/reports/criteria?as_of=2024-12-31", "/api/reports/plan?as_of=2024-12-31",
          "/api/criteria-sets", "/api/plans", "/api/plans/hon-quan-2024"}) {
        const auto kept = m_asker.at_hand();
        (void)m_asker.get(target); // makes it
        const auto first = m_asker.get(target);
        ASSERT_EQ(first.status, 200) << target;
        EXPECT_EQ(m_asker.at_hand(), kept + 1) << target;
        ASSERT_NE(first.etag, "") << target;
        EXPECT_EQ(m_asker.get(target, {{"If-None-Match", first.etag}}).status, 304) << target;
    }
}

TEST_F(PlanningAddresses, GiveTablesToTakeAway) {
    for (const std::string path : {"/api/reports/criteria", "/api/reports/plan"}) {
        const auto csv = m_asker.get(path + "?unit=25345&as_of=2024-12-31&format=csv");
        EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
        EXPECT_NE(csv.headers.find("Content-Disposition").find("25345"), std::string::npos);
        const auto xlsx = m_asker.get(path + "?as_of=2024-12-31&format=xlsx");
        EXPECT_EQ(std::string{xlsx.text()}.substr(0, 2), "PK");
    }
}

TEST_F(PlanningAddresses, SayInBothLanguagesWhoseTheDueDayIs) {
    const auto source = [this](const char* language) {
        const auto reply =
            m_asker.get("/api/period-reports?year=2024", {{"Accept-Language", language}});
        return nlohmann::json::parse(reply.text())["due_source"].get<std::string>();
    };
    EXPECT_EQ(source("vi"), "mặc định của chúng tôi");
    EXPECT_EQ(source("en"), "our default");
}

TEST_F(PlanningAddresses, NameWhatIsWrong) {
    const std::vector<std::tuple<std::string, int, std::string>> wrong{
        {"/api/reports/criteria?set=nope", 404, "set"},
        {"/api/reports/criteria?unit=nope", 404, "unit"},
        {"/api/reports/criteria?colour=red", 400, "colour"},
        {"/api/reports/criteria?format=pdf", 400, "format"},
        {"/api/reports/criteria?as_of=yesterday", 400, "as_of"},
        {"/api/reports/plan?plan=nope", 404, "plan"},
        {"/api/reports/plan?rules=nope", 404, "rules"},
        {"/api/plans/nope", 404, "plan"},
        {"/api/plans?unit=25345", 400, "unit"},
        {"/api/criteria-sets?set=x", 400, "set"}};
    for (const auto& [target, status, field] : wrong) {
        const auto problem = m_asker.json(target, status);
        EXPECT_EQ(problem.value("field", ""), field) << target << problem.dump();
    }
}

TEST_F(PlanningAddresses, ListTheSetsWithWhatTheMapCounts) {
    const auto sets = m_asker.json("/api/criteria-sets")["sets"];
    const auto set = with_id(sets, "xa-ntm-2021");
    EXPECT_EQ(set["default"], true);
    EXPECT_EQ(set["level"], "commune");
    EXPECT_EQ(set["size"], 19);
    EXPECT_FALSE(set["documents"].empty());
    EXPECT_TRUE(set["valid_to"].is_string());
    const auto& measurement = set["criteria"][1]["indicators"][0]["measurement"];
    EXPECT_EQ(measurement["layer"], "roads");
    EXPECT_TRUE(measurement["where"].is_array());
    EXPECT_EQ(with_id(sets, "xa-nang-cao-2021")["requires"], nlohmann::json{"xa-ntm-2021"});
    EXPECT_EQ(with_id(sets, "kdc-kieu-mau-2022")["level"], "hamlet");
}

TEST_F(PlanningAddresses, TellAllThatAPlanSays) {
    EXPECT_EQ(m_asker.json("/api/plans")["plans"][0]["id"], "hon-quan-2024");
    const auto plan = m_asker.json("/api/plans/hon-quan-2024");
    EXPECT_TRUE(plan["number"].is_null()) << "left blank is not empty";
    EXPECT_EQ(plan["units"].size(), 13U);
    EXPECT_EQ(plan["recipients"]["names"].size(), 8U);
    EXPECT_EQ(plan["report_periods"]["names"].size(), 5U);
    EXPECT_EQ(plan["statements"].size(), 4U);
    const auto target = with_id(plan["targets"], "G1");
    EXPECT_EQ(target["criteria"]["gain"].size(), 5U);
    EXPECT_EQ(target["criteria"]["least_met"], 19);
    const auto work = with_id(plan["works"], "H1");
    EXPECT_EQ(work["criterion"]["code"], "2");
    const auto task = with_id(plan["tasks"], "H12");
    EXPECT_EQ(task["paragraph"], "IV.2.1");
    EXPECT_EQ(task["horizon_year"], 2040);
    EXPECT_EQ(with_id(plan["difficulties"], "road")["works"], nlohmann::json{"H1"});
    EXPECT_EQ(with_id(plan["doubts"], "blank-number")["rows"], nlohmann::json{"D1"});
    EXPECT_FALSE(with_id(plan["departments"], "finance").is_null());
    EXPECT_EQ(with_id(plan["documents"], "1360/QĐ-UBND")["confirmed"], false);
    EXPECT_FALSE(with_id(plan["documents"], "1428/QĐ-UBND").is_null());
}

} // namespace
