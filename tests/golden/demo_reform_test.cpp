// The merger of July 2025 in the demonstration district: what it must not change, and what it must.

#include "gis/analysis/unit_reform_file.hpp"
#include "gis/store/verification.hpp"
#include "http/editor_desk.hpp"
#include "tests/golden/demo_import.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

namespace {

using demo_test::import_demo;
using http_test::EditorDesk;
using nlohmann::json;

const std::map<std::string, std::vector<std::string>> made_from{
    {"25345", {"25327", "25330", "25345"}},
    {"25349", {"25339", "25348", "25349"}},
    {"25351", {"25342", "25351", "25438"}},
    {"25357", {"25357", "25360", "25361"}},
    {"25326", {"25354"}}};

/// Metres that two sums of the same lengths may differ by.
constexpr double same_m = 1e-3;

gis::Revision reform(server::App& app, const std::string& name) {
    const auto file = NTM_SOURCE_DIR "/data/reforms/" + name + ".json";
    std::ifstream stream{file};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto rows = rows_of(gis::analysis::parse_unit_reform(text, file),
                              *app.view()->snapshot->units().in_time);
    gis::model::ChangesetDraft draft{"an", name, "reform", false, {}};
    draft.rows.assign(rows.begin(), rows.end());
    return app.apply(draft).revision;
}

class DemoReform : public testing::Test {
protected:
    DemoReform()
        : m_desk(std::make_shared<const server::Planning>(
                     server::Planning::load(NTM_SOURCE_DIR "/data")),
                 import_demo) {}

    json get(const std::string& target) {
        auto reply = m_desk.get(target);
        EXPECT_EQ(reply.status, 200) << target << ": " << reply.body;
        reply.body.erase("revision");
        return reply.body;
    }
    /// Sums of the rows of a road report: by unit and class, total, hardened and remaining metres.
    using Roads = std::map<std::string, std::map<std::string, std::array<double, 4>>>;
    Roads roads(const std::string& query) {
        Roads sums;
        const auto report = get("/api/reports/roads?by=commune&rules=hon-quan-2024&" + query);
        for (const auto& row : report["rows"]) {
            auto& sum = sums[row["unit"]["code"]][row["class"]];
            sum[0] += row["total_m"].get<double>();
            sum[1] += row["hardened_m"].get<double>();
            sum[2] += row["remaining_m"].get<double>();
            sum[3] += row["unknown_m"].get<double>();
        }
        return sums;
    }
    static void expect_sums_of_parts(const Roads& merged, const Roads& parts) {
        ASSERT_EQ(merged.size(), made_from.size());
        for (const auto& [code, classes] : merged) {
            std::map<std::string, std::array<double, 4>> sum;
            for (const auto& part : made_from.at(code)) {
                for (const auto& [road_class, metres] : parts.at(part)) {
                    for (std::size_t i = 0; i < metres.size(); ++i) {
                        sum[road_class][i] += metres[i];
                    }
                }
            }
            for (const auto& [road_class, metres] : sum) {
                for (std::size_t i = 0; i < metres.size(); ++i) {
                    EXPECT_NEAR(classes.at(road_class)[i], metres[i], same_m)
                        << code << " " << road_class << " " << i;
                }
            }
        }
    }
    std::multiset<std::string> works(const std::string& unit) {
        std::multiset<std::string> ids;
        const auto answer = get("/api/works" + (unit.empty() ? "" : "?unit=" + unit));
        for (const auto& work : answer["works"]) {
            ids.insert(work["id"].get<std::string>());
        }
        return ids;
    }

    EditorDesk m_desk;
};

TEST_F(DemoReform, ConservesKilometresPeopleAndWorksAndIsTakenBackWhole) {
    const auto units_before = get("/api/units");
    const auto roads_before = roads("as_of=2026-01-01");
    const auto roads_2024 = roads("as_of=2024-12-31");
    const auto whole_before = get("/api/reports/roads?as_of=2026-01-01");
    const auto hamlets_before = get("/api/reports/roads?by=hamlet&as_of=2026-01-01");
    const auto past_before = get("/api/reports/roads?by=hamlet&as_of=2025-06-30");
    const auto plan_before = get("/api/reports/plan?as_of=2024-12-31");
    const auto plan_now_before = get("/api/reports/plan?as_of=2026-01-01");
    const auto criteria_2024 = get("/api/reports/criteria?as_of=2024-12-31");
    const auto people_before = get("/api/reports/access?by=hamlet&as_of=2026-01-01");
    const auto all_works = works("");
    std::map<std::string, std::multiset<std::string>> works_before;
    for (const auto& [code, parts] : made_from) {
        for (const auto& part : parts) {
            works_before[code].merge(works(part));
        }
    }
    EXPECT_EQ(works_before["25345"].size() + works_before["25349"].size() +
                  works_before["25351"].size() + works_before["25357"].size() +
                  works_before["25326"].size(),
              all_works.size());

    const auto revision = reform(m_desk.app(), "hon-quan-2025-07");

    // Kilometres: nothing is lost, each new commune has the sum of its parts, by class.
    const auto roads_after = roads("as_of=2026-01-01");
    expect_sums_of_parts(roads_after, roads_before);
    const auto whole_after = get("/api/reports/roads?as_of=2026-01-01");
    for (const auto* key : {"total_m", "hardened_m", "remaining_m", "unknown_m"}) {
        EXPECT_NEAR(whole_after.at("totals").at(key), whole_before.at("totals").at(key), same_m)
            << key;
    }
    // The history of a merged unit is that of its parts.
    expect_sums_of_parts(roads("as_of=2024-12-31&units_as_of=2026-01-01"), roads_2024);
    // A day before the merger has the units of that day, and the same figures as ever.
    EXPECT_EQ(get("/api/reports/roads?by=hamlet&as_of=2025-06-30"), past_before);
    EXPECT_EQ(get("/api/reports/plan?as_of=2024-12-31"), plan_before);
    EXPECT_EQ(get("/api/reports/plan?as_of=2026-01-01").at("targets"),
              plan_now_before.at("targets"))
        << "a plan speaks of the units of its year";
    EXPECT_EQ(get("/api/reports/criteria?as_of=2024-12-31"), criteria_2024);

    // Hamlets stay, each in its new commune.
    const auto hamlets_after = get("/api/reports/roads?by=hamlet&as_of=2026-01-01");
    EXPECT_EQ(hamlets_after.at("rows").size(), hamlets_before.at("rows").size());
    const auto units_after = get("/api/units");
    std::set<std::string> parents;
    for (const auto& unit : units_after.at("units")) {
        if (unit["level"] == "hamlet") {
            parents.insert(unit["parent"].get<std::string>());
        }
    }
    EXPECT_EQ(parents, (std::set<std::string>{"25326", "25345", "25349", "25351", "25357"}));

    // People.
    const auto people_after = get("/api/reports/access?by=hamlet&as_of=2026-01-01");
    const auto everybody = [](const json& people, const char* key) { // a town became a commune
        return people.at("totals").at(key).get<double>() +
               people.at("not_rural").at(key).get<double>();
    };
    for (const auto* key : {"population", "covered", "uncovered", "unknown"}) {
        EXPECT_NEAR(everybody(people_after, key), everybody(people_before, key), 1e-6) << key;
    }

    // Works.
    EXPECT_EQ(works(""), all_works);
    for (const auto& [code, ids] : works_before) {
        EXPECT_EQ(works(code), ids) << code;
    }

    // What was said of the holder of a code before is not said of the new one.
    const auto criteria_after = get("/api/reports/criteria?as_of=2026-01-01&unit=25345");
    for (const auto& criterion : criteria_after.at("rows").at(0).at("criteria")) {
        EXPECT_TRUE(criterion.value("declared", json()).is_null()) << criterion;
    }

    const auto undone =
        m_desk.post("/api/changesets/" + std::to_string(revision.get()) + "/revert");
    ASSERT_EQ(undone.status, 201) << undone.body;
    EXPECT_EQ(get("/api/units"), units_before);
    EXPECT_EQ(get("/api/reports/roads?by=hamlet&as_of=2026-01-01"), hamlets_before);
    EXPECT_TRUE(gis::store::verify_store(m_desk.folder()).good());
}

TEST_F(DemoReform, RecordsOfACommuneAreFoundInWhatItBecame) {
    const json cooperative{{"name", "HTX An Khương"}, {"unit", "25330"}, {"kind", "agriculture"}};
    const json household{{"hamlet", "25330-01"}, {"number", "HO-017"}, {"category", "poor"}};
    ASSERT_EQ(m_desk.post("/api/cooperatives", cooperative).status, 201);
    const auto put = m_desk.post("/api/households", household);
    ASSERT_EQ(put.status, 201) << put.body;
    reform(m_desk.app(), "hon-quan-2025-07");
    EXPECT_EQ(get("/api/cooperatives?unit=25345").at("cooperatives").size(), 1U);
    EXPECT_EQ(get("/api/cooperatives?unit=25349").at("cooperatives").size(), 0U);
    EXPECT_EQ(get("/api/households?unit=25345").at("households").size(), 1U);
    EXPECT_EQ(get("/api/households?unit=25349").at("households").size(), 0U);
    m_desk.sign_in(
        http_test::person("hoa", server::Role::commune_editor, {gis::UnitCode{"25345"}}));
    EXPECT_EQ(get("/api/households").at("households").size(), 1U);
    auto later = household;
    later["number"] = "HO-018";
    EXPECT_EQ(m_desk.post("/api/households", later).status, 201) << "the hamlet is hers now";
    m_desk.sign_in(
        http_test::person("tam", server::Role::commune_editor, {gis::UnitCode{"25349"}}));
    EXPECT_EQ(get("/api/households").at("households").size(), 0U);
    EXPECT_EQ(m_desk.get("/api/households?unit=25345").status, 403);
}

TEST_F(DemoReform, StaysAfterARestartAndFollowsTheNextReform) {
    reform(m_desk.app(), "hon-quan-2025-07");
    const auto before = roads("as_of=2026-01-01");
    reform(m_desk.app(), "hon-quan-2026-04");
    const auto live = get("/api/units");
    m_desk.reopen();
    EXPECT_EQ(get("/api/units"), live);
    std::string kind;
    for (const auto& unit : live["units"]) {
        if (unit["code"] == "25357") {
            kind = unit["kind"];
        }
    }
    EXPECT_EQ(kind, "phuong");
    EXPECT_EQ(roads("as_of=2026-01-01"), before);
    EXPECT_EQ(roads("as_of=2026-06-01"), before) << "no road changed in between";
    EXPECT_EQ(roads("as_of=2025-06-30").size(), 13U);
    EXPECT_TRUE(gis::store::verify_store(m_desk.folder()).good());
}

TEST_F(DemoReform, RefusesToBeDoneTwice) {
    reform(m_desk.app(), "hon-quan-2025-07");
    const auto revision = m_desk.app().view()->snapshot->revision();
    try {
        reform(m_desk.app(), "hon-quan-2025-07");
        FAIL() << "done twice";
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.code(), "already-ended") << error.what();
    }
    EXPECT_EQ(m_desk.app().view()->snapshot->revision(), revision);
}

} // namespace
