// The plan of 2024 carried out on the demonstration district, over HTTP and back.

#include "gis/analysis/plan_form.hpp"
#include "gis/core/sha256.hpp"
#include "gis/files/sheet_reader.hpp"
#include "gis/files/table_writer.hpp"
#include "gis/store/verification.hpp"
#include "http/editor_desk.hpp"
#include "server/plan_forms.hpp"
#include "tests/golden/demo_import.hpp"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cpl_json.h>
#include <fstream>
#include <set>

namespace {

using demo_test::import_demo;
using http_test::EditorDesk;
using nlohmann::json;

constexpr const char* tan_hung = "25345";
constexpr const char* figures = "?unit=25345&as_of=2024-12-31&rules=hon-quan-2024";

class DemoWorks : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const auto planning = std::make_shared<const server::Planning>(
            server::Planning::load(NTM_SOURCE_DIR "/data"));
        desk = std::make_unique<EditorDesk>(planning, import_demo);
    }
    static void TearDownTestSuite() { desk.reset(); }

    static json report(const char* name, const std::string& query = figures) {
        auto body = desk->get(std::string{"/api/reports/"} + name + query).body;
        body.erase("revision");
        return body;
    }
    /// Metres of hamlet roads and lanes of Tân Hưng that are not hardened.
    static double remaining_m() {
        double metres = 0;
        const auto roads = report("roads");
        for (const auto& row : roads["rows"]) {
            if (row["class"] == "ap" || row["class"] == "ngo") {
                metres += row["remaining_m"].get<double>();
            }
        }
        return metres;
    }
    static json criterion(const std::string& code) {
        const auto body = report("criteria");
        for (const auto& row : body["rows"][0]["criteria"]) {
            if (row["code"] == code) {
                return row;
            }
        }
        return {};
    }

    /// Stretches of the ledger in a commune that a rule set says are not hardened.
    static std::vector<json> unhardened(const gis::UnitCode& commune) {
        const auto view = desk->app().view();
        const auto& rules = desk->app().rules().find("hon-quan-2024");
        const auto wanted = view->snapshot->units().find_commune(commune);
        std::vector<json> stretches;
        for (const auto& part : view->snapshot->parts()) {
            for (const auto& road : part->roads) {
                const bool of_class = road.road_class == gis::model::RoadClass::ap ||
                                      road.road_class == gis::model::RoadClass::ngo;
                if (!of_class) {
                    continue;
                }
                const auto surfaces =
                    surfaces_on(road.surfaces, road.length_m, gis::Date{2024, 12, 31});
                for (const auto& piece : view->ledger->pieces_of(*view->snapshot, road.id)) {
                    for (const auto& interval : surfaces) {
                        const auto from = std::max(piece.from_m, interval.from_m);
                        const auto to = std::min(piece.to_m, interval.to_m);
                        const bool left = piece.commune == wanted && to - from > 0.01 &&
                                          rules.verdict(road.road_class, interval.surface) == false;
                        if (left) {
                            stretches.push_back(
                                {{"road", road.code}, {"from_m", from}, {"to_m", to}});
                        }
                    }
                }
            }
        }
        return stretches;
    }

    /// Drafts works for all that is not hardened in Tân Hưng. @return their ids
    static json draft_all() {
        const auto stretches = unhardened(gis::UnitCode{tan_hung});
        double metres = 0;
        json works = json::array();
        constexpr std::size_t stretches_a_work = 40;
        for (std::size_t i = 0; i < stretches.size(); ++i) {
            if (i % stretches_a_work == 0) {
                works.push_back(
                    {{"title", "BTXM đường ấp, ngõ, đợt " + std::to_string(works.size() + 1)},
                     {"kind", "road"},
                     {"action", "build"},
                     {"unit", tan_hung},
                     {"surfaces", {"btxm"}},
                     {"criterion", {{"set", "xa-ntm-2021"}, {"code", "2"}}},
                     {"stretches", json::array()}});
            }
            works.back()["stretches"].push_back(stretches[i]);
            metres += stretches[i]["to_m"].get<double>() - stretches[i]["from_m"].get<double>();
        }
        EXPECT_NEAR(metres, 12'400, 5);
        const auto made = desk->post("/api/works", {{"works", works}});
        EXPECT_EQ(made.status, 201) << made.body;
        json ids = json::array();
        for (const auto& changed : made.body["changed"]) {
            ids.push_back(changed["key"]);
        }
        return ids;
    }

    inline static std::unique_ptr<EditorDesk> desk;
};

TEST_F(DemoWorks, AcceptingAllRoadsOfTanHungMeetsCriterionTwoAndIsTakenBackWhole) {
    const auto roads_before = report("roads");
    const auto criteria_before = report("criteria");
    EXPECT_NEAR(remaining_m(), 12'400, 5);
    EXPECT_EQ(criterion("2")["state"], "not_met");

    const auto ids = draft_all();
    ASSERT_FALSE(ids.empty());
    EXPECT_EQ(report("roads"), roads_before) << "a draft changes nothing on the map";

    const json acceptance{{"works", ids},
                          {"accepted_on", "2024-12-20"},
                          {"evidence", "Biên bản nghiệm thu 30/BB"},
                          {"results",
                           {{{"set", "xa-ntm-2021"},
                             {"unit", tan_hung},
                             {"criterion", "2"},
                             {"state", "met"},
                             {"as_of", "2024-12-25"},
                             {"evidence", "Biên bản thẩm tra 31/BB"}}}}};
    const auto dry = desk->post("/api/works/accept?dry_run=1", acceptance, "*");
    ASSERT_EQ(dry.status, 200) << dry.body;
    json effect;
    for (const auto& one : dry.body["criteria"]) {
        if (one["set"] == "xa-ntm-2021" && one["unit"]["code"] == tan_hung) {
            EXPECT_TRUE(effect.is_null()) << "criterion 2 alone: " << dry.body["criteria"];
            effect = one;
        }
    }
    EXPECT_EQ(effect["criterion"], "2");
    EXPECT_EQ(effect["before"]["state"], "not_met");
    EXPECT_EQ(effect["after"]["state"], "met");
    const auto accepted = desk->post("/api/works/accept", acceptance, "*");
    ASSERT_EQ(accepted.status, 201) << accepted.body;
    EXPECT_EQ(criterion("2")["state"], "met");
    EXPECT_NEAR(remaining_m(), 0, 1e-6);
    EXPECT_NEAR(report("plan")["totals"]["road"]["accepted"].get<double>(),
                static_cast<double>(ids.size()), 0);
    const auto day_before = report("roads", "?unit=25345&as_of=2024-12-19&rules=hon-quan-2024");
    EXPECT_EQ(day_before["totals"]["remaining_m"], roads_before["totals"]["remaining_m"]);

    const auto changeset = std::to_string(accepted.body["changeset"].get<int>());
    const auto undone = desk->post("/api/changesets/" + changeset + "/revert");
    ASSERT_EQ(undone.status, 201) << undone.body;
    EXPECT_EQ(report("roads"), roads_before);
    EXPECT_EQ(report("criteria"), criteria_before);
    EXPECT_NEAR(remaining_m(), 12'400, 5);
    for (const auto& id : ids) {
        EXPECT_EQ(desk->get("/api/works/" + id.get<std::string>()).body["state"], "planned");
    }
    const auto verified = gis::store::verify_store(desk->folder());
    EXPECT_TRUE(verified.good());
}

/// An office that has typed the thresholds of its paper into the criteria file.
class DemoWorksWithThresholds : public DemoWorks {
protected:
    static void SetUpTestSuite() {
        namespace fs = std::filesystem;
        const auto folder = fs::temp_directory_path() / "ntm-golden-thresholds";
        fs::remove_all(folder);
        fs::create_directories(folder);
        for (const auto* part : {"criteria", "plans"}) {
            fs::copy(fs::path{NTM_SOURCE_DIR "/data"} / part, folder / part);
        }
        const auto file = folder / "criteria" / "xa-ntm-2021.json";
        auto set = json::parse(std::ifstream{file});
        // Of some metres nobody knows the surface: all 100 % are never sure.
        const json share{{"2.2", 95}, {"2.3", 50}, {"2.4", 0}};
        for (auto& criterion : set["criteria"]) {
            for (auto& indicator : criterion["indicators"]) {
                if (share.contains(indicator["code"].get<std::string>())) {
                    indicator["thresholds"] = {
                        {{"at_least", share[indicator["code"].get<std::string>()]},
                         {"for", {{"region", "dong_nam_bo"}}},
                         {"document", "318/QĐ-TTg"}}};
                }
            }
        }
        std::ofstream{file} << set;
        desk = std::make_unique<EditorDesk>(
            std::make_shared<const server::Planning>(server::Planning::load(folder)), import_demo);
        fs::remove_all(folder);
    }
};

TEST_F(DemoWorksWithThresholds, TheMapAloneMeasuresCriterionTwoAsMet) {
    EXPECT_EQ(criterion("2")["measured"], "not_met");
    const auto ids = draft_all();
    const auto accepted =
        desk->post("/api/works/accept", {{"works", ids}, {"accepted_on", "2024-12-20"}}, "*");
    ASSERT_EQ(accepted.status, 201) << accepted.body;
    const auto now = criterion("2");
    EXPECT_EQ(now["measured"], "met");
    EXPECT_EQ(now["state"], "not_met") << "until somebody decides";
    EXPECT_EQ(now["disagree"], true);
    EXPECT_NEAR(remaining_m(), 0, 1e-6);
    const auto changeset = std::to_string(accepted.body["changeset"].get<int>());
    ASSERT_EQ(desk->post("/api/changesets/" + changeset + "/revert").status, 201);
    EXPECT_EQ(criterion("2")["measured"], "not_met");
    EXPECT_NEAR(remaining_m(), 12'400, 5);
}

int sum_of(const json& rooms) {
    int sum = 0;
    for (const auto& [type, count] : rooms.items()) {
        sum += count.get<int>();
    }
    return sum;
}

TEST_F(DemoWorks, TheFiguresOfThePlanStand) {
    const auto means = desk->get("/api/reports/criteria?set=xa-ntm-2021&as_of=2023-12-31").body;
    EXPECT_EQ(means["rows"].size(), 12U);
    EXPECT_EQ(means["mean_met"]["least"].get<double>(), (14 + 11 * 19) / 12.0);
    const auto all = report("plan", "?as_of=2024-12-31");
    EXPECT_EQ(sum_of(all["totals"]["classrooms"]["rooms"]), 92);
    EXPECT_EQ(all["totals"]["sanitation"]["wells"], 7);
    EXPECT_EQ(all["totals"]["sanitation"]["toilets"], 8) << "one of them may be among the seven";
    EXPECT_EQ(all["totals"]["sanitation"]["may_overlap"], json::array({"Q11-toilet"}));
}

TEST_F(DemoWorks, SchoolsGiveTheirRoomsWhenTheyAreAccepted) {
    const auto places = desk->get("/api/works/H3").body["places"];
    ASSERT_EQ(places.size(), 1U);
    const auto school = "/api/facilities/" + std::to_string(places[0]["id"].get<int>());
    const auto before = desk->get(school).body;
    const auto accepted = desk->post("/api/works/H3/accept", {{"accepted_on", "2024-09-01"}}, "*");
    ASSERT_EQ(accepted.status, 200) << accepted.body;
    EXPECT_EQ(sum_of(report("plan", "?as_of=2024-12-31")["totals"]["classrooms"]["rooms_accepted"]),
              37);
    for (const auto& [type, count] : before["rooms"].items()) {
        const auto added = desk->get("/api/works/H3").body["rooms"].value(type, 0);
        EXPECT_EQ(desk->get(school).body["rooms"][type], count.get<int>() + added) << type;
    }
    const auto changeset = std::to_string(accepted.body["changeset"].get<int>());
    ASSERT_EQ(desk->post("/api/changesets/" + changeset + "/revert").status, 201);
    EXPECT_EQ(desk->get(school).body["rooms"], before["rooms"]);
}

/// Keeps bytes in a file of the desk's folder.
std::string write(const std::string& name, std::string_view bytes) {
    const auto file = (std::filesystem::temp_directory_path() / name).string();
    std::ofstream{file, std::ios::binary} << bytes;
    return file;
}

TEST_F(DemoWorks, FilesOfTheReportAreReadByAnotherProgram) {
    GDALAllRegister();
    const auto bytes =
        desk->ask(server::Method::get, "/api/reports/plan?as_of=2024-12-31&format=xlsx");
    const auto file = write("ntm-golden-plan.xlsx", bytes.text());
    const std::unique_ptr<GDALDataset> book{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR)};
    ASSERT_NE(book, nullptr);
    std::set<std::string> cells;
    auto* sheet = book->GetLayer(0);
    for (const auto& feature : *sheet) {
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            cells.insert(feature->GetFieldAsString(i));
        }
    }
    for (const auto* wanted : {"H1", "H3", "Q2", "Q6-7", "T1"}) {
        EXPECT_TRUE(cells.contains(wanted)) << wanted;
    }
    std::filesystem::remove(file);

    CPLJSONDocument document;
    const auto body =
        std::string{desk->ask(server::Method::get, "/api/reports/plan?as_of=2024-12-31").text()};
    ASSERT_TRUE(document.LoadMemory(body));
    int rooms = 0;
    for (const auto& type : document.GetRoot().GetObj("totals/classrooms/rooms").GetChildren()) {
        rooms += type.ToInteger();
    }
    EXPECT_EQ(rooms, 92);
}

TEST_F(DemoWorks, AFormThatWasFilledInIsTakenIn) {
    const auto view = desk->app().view();
    const auto& plan = view->planning->find("hon-quan-2024");
    const auto revision = view->snapshot->revision();
    auto table = gis::analysis::plan_form(plan, revision, gis::UnitCode{tan_hung});
    const auto column = [&](const std::string& key) {
        const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const auto& one) { return one.key == key; });
        return static_cast<std::size_t>(at - table.columns.begin());
    };
    const auto untouched = (std::filesystem::temp_directory_path() / "ntm-form-0.xlsx").string();
    gis::files::write_xlsx(table, untouched);
    EXPECT_TRUE(
        form_operations(*view, plan,
                        gis::analysis::read_plan_form(gis::files::read_sheet(untouched)).rows)
            .empty())
        << "what nobody touched changes nothing";
    for (auto& row : table.rows) {
        if (row[column("id")] == gis::model::Cell{std::string{"H5"}}) {
            row[column("state")] = std::string{"Đang làm"};
            row[column("started_on")] = gis::Date{2024, 3, 4};
            row[column("cost_vnd")] = 120e6;
            row[column("fund_cement")] = 80e6;
            row[column("fund_people")] = 40e6;
        }
    }
    const auto file = (std::filesystem::temp_directory_path() / "ntm-form-1.xlsx").string();
    gis::files::write_xlsx(table, file);
    const auto form = gis::analysis::read_plan_form(gis::files::read_sheet(file));
    const auto& rows = form.rows;
    EXPECT_EQ(form.revision, revision);
    EXPECT_EQ(rows.size(), table.rows.size());
    const auto operations = form_operations(*view, plan, rows);
    ASSERT_EQ(operations.size(), 1U);
    const auto body = json::parse(std::get<gis::editing::SetPlanEntry>(operations[0]).body);
    EXPECT_EQ(body["id"], "H5");
    EXPECT_EQ(body["state"], "under_way");
    EXPECT_EQ(body["started_on"], "2024-03-04");
    EXPECT_EQ(body["cost_vnd"], 120e6);
    EXPECT_EQ(body["funding"].size(), 2U);
    std::filesystem::remove(untouched);
    std::filesystem::remove(file);

    // Meanwhile somebody has recorded progress of another work, and then of the same.
    auto now = plan;
    const auto work = [&](const char* id) -> gis::model::Work& {
        return *std::ranges::find(now.works, id, &gis::model::Work::id);
    };
    work("H2").state = gis::model::WorkState::under_way;
    work("H2").started_on = gis::Date{2024, 3, 5};
    const auto filled = gis::analysis::filled_in(rows, plan, now);
    const auto late = form_operations(*view, now, filled);
    ASSERT_EQ(late.size(), 1U) << "a form that comes back late leaves H2 as it is";
    EXPECT_EQ(std::get<gis::editing::SetPlanEntry>(late[0]).body,
              std::get<gis::editing::SetPlanEntry>(operations[0]).body);
    work("H5").cost_vnd = 119e6;
    try {
        (void)gis::analysis::filled_in(rows, plan, now);
        FAIL() << "two people have filled in H5";
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.code(), "form-outdated");
        EXPECT_THAT(error.message().vi, testing::HasSubstr("Kinh phí (đồng)"));
    }
    work("H5").cost_vnd = 120e6;
    EXPECT_NO_THROW((void)gis::analysis::filled_in(rows, plan, now)) << "to the same value";
}

} // namespace
