// The addresses about coverage, with hand-made requests, without sockets.

#include "town.hpp"

#include "gis/geometry/validity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::Asker;
using http_test::expect_adds_up;
using http_test::number;
using http_test::row_of;
using http_test::town;
using nlohmann::json;
using test_support::place;
using testing::HasSubstr;

TEST(Norms, ComeWithTheirSources) {
    Asker asker{town()};
    const auto norms = asker.json("/api/norms");
    ASSERT_FALSE(norms["services"].empty());
    for (const auto& service : norms["services"]) {
        for (const auto* key : {"distance_m", "access_m", "threshold"}) {
            EXPECT_GE(number(service, key), 0);
            EXPECT_FALSE(service["sources"][key].get<std::string>().empty()) << service["code"];
        }
    }
}

TEST(CoverageReport, AddsUp) {
    Asker asker{town()};
    for (const auto* by : {"hamlet", "commune"}) {
        for (const auto* question : {"", "&along=straight", "&roads=all_season", "&distance_m=1"}) {
            SCOPED_TRACE(std::string{by} + question);
            const auto report = asker.json(
                "/api/reports/coverage?facility=primary&by=" + std::string{by} + question);
            auto sum = number(report["elsewhere"], "population");
            for (const auto& row : report["rows"]) {
                if (!row["population"].is_null()) {
                    expect_adds_up(row);
                    sum += number(row, "population");
                }
            }
            EXPECT_NEAR(sum, number(report["totals"], "population"), 1e-6);
            expect_adds_up(report["totals"]);
            EXPECT_EQ(report["by"], by);
        }
    }
}

TEST(CoverageReport, SaysWhatItWasAskedAndFound) {
    Asker asker{town()};
    const auto report =
        asker.json("/api/reports/coverage?facility=primary&unit=00001&distance_m=3000&access_m=1500"
                   "&threshold=0.5&as_of=2024-06-30&rules=national-2022");
    EXPECT_EQ(report["unit"]["code"], "00001");
    EXPECT_EQ(report["as_of"], "2024-06-30");
    EXPECT_EQ(report["revision"], 3);
    EXPECT_EQ(report["rules"]["id"], "national-2022");
    EXPECT_EQ(report["facility"]["code"], "primary");
    EXPECT_EQ(number(report["parameters"], "distance_m"), 3000);
    EXPECT_EQ(number(report["parameters"], "access_m"), 1500);
    EXPECT_EQ(number(report["parameters"], "threshold"), 0.5);
    EXPECT_EQ(report["parameters"]["along"], "road");
    EXPECT_EQ(report["method"]["population"]["lattice"], 5);
    EXPECT_EQ(report["method"]["population"]["unknown"], 1);
    ASSERT_EQ(report["rows"].size(), 6U);
    EXPECT_EQ(report["facilities"].size(), 1U);
    const auto nearest = row_of(report, "00001-01");
    EXPECT_GT(number(nearest, "covered"), 0);
    EXPECT_EQ(nearest["nearest"]["facility"], 5);
    EXPECT_EQ(nearest["below_threshold"], false);
    const auto far = row_of(report, "00001-05");
    EXPECT_EQ(far["below_threshold"], true);
    EXPECT_TRUE(row_of(report, "00001-06")["population"].is_null()) << "unknown is not zero";
    EXPECT_TRUE(row_of(report, "00001-06")["share"].is_null());
}

TEST(CoverageReport, CoversMoreWithin) {
    Asker asker{town()};
    double before = 0;
    for (const auto* distance : {"500", "1000", "3000", "8000", "20000"}) {
        const auto covered =
            number(asker.json("/api/reports/coverage?facility=primary&distance_m=" +
                              std::string{distance})["totals"],
                   "covered");
        EXPECT_GE(covered, before);
        before = covered;
    }
    EXPECT_GT(before, 0);
}

TEST(CoverageReport, ComesAsATableAndAsGeoJson) {
    Asker asker{town()};
    const std::string base = "/api/reports/coverage?facility=primary&format=";
    const auto csv = asker.get(base + "csv");
    EXPECT_THAT(csv.text(), HasSubstr("Trong phạm vi"));
    EXPECT_THAT(csv.headers.find("Content-Disposition"), HasSubstr("do-phu-primary-tat-ca-"));
    EXPECT_EQ(asker.get(base + "xlsx").text().substr(0, 2), "PK");
    const auto features = json::parse(asker.get(base + "geojson").text())["features"];
    ASSERT_EQ(features.size(), 12U);
    EXPECT_EQ(features[0]["geometry"]["type"], "MultiPolygon");
    EXPECT_TRUE(features[0]["properties"].contains("share"));
}

TEST(AccessReport, IsTheRuralAccessIndex) {
    Asker asker{town()};
    const auto report = asker.json("/api/reports/access?by=commune");
    EXPECT_EQ(number(report["parameters"], "distance_m"), 2000);
    expect_adds_up(report["totals"]);
    EXPECT_GT(number(report["totals"], "share"), 0);
    EXPECT_GT(number(report["not_rural"], "population"), 0) << "the town is not rural";
    EXPECT_EQ(number(report["totals"], "population") + number(report["not_rural"], "population"),
              number(row_of(report, "00001"), "population") +
                  number(row_of(report, "00002"), "population"));
}

TEST(AssignmentReport, IsAboutServingNotDistance) {
    Asker asker{town()};
    const auto report = asker.json("/api/reports/assignment");
    EXPECT_EQ(report["facility"]["code"], "cultural_house");
    EXPECT_EQ(report["totals"]["hamlets"], 12);
    EXPECT_EQ(report["totals"]["shared"], 2);
    EXPECT_EQ(report["totals"]["none"], 10);
    EXPECT_EQ(report["totals"]["needs_repair"], 2);
    const auto row = row_of(report, "00001-01");
    EXPECT_EQ(row["assigned"], "shared");
    EXPECT_EQ(row["places"][0]["id"], 6);
    EXPECT_EQ(row["needs"]["repair"], true);
    EXPECT_EQ(row["needs"]["toilet"], true);
    EXPECT_TRUE(row["needs"]["well"].is_null()) << "unknown";
    EXPECT_TRUE(row_of(report, "00001-03")["needs"].is_null());
}

TEST(CapacityReport, SetsPeopleAgainstSeats) {
    Asker asker{town()};
    const auto report = asker.json("/api/reports/capacity?facility=primary&along=straight");
    ASSERT_EQ(report["rows"].size(), 1U);
    const auto row = report["rows"][0];
    EXPECT_EQ(row["seats"], 300);
    EXPECT_NEAR(number(row, "ratio"), number(row, "assigned") / 300, 1e-9);
    EXPECT_EQ(number(report, "nobody"), 0);
}

TEST(Sites, AreTheBestOnesFirst) {
    Asker asker{town()};
    const auto report =
        asker.json("/api/coverage/sites?facility=primary&count=2&distance_m=2000&along=straight");
    ASSERT_EQ(report["sites"].size(), 2U);
    const double first = number(report["sites"][0], "gained");
    const double second = number(report["sites"][1], "gained");
    EXPECT_GE(first, second);
    EXPECT_NEAR(number(report["after"], "covered") - number(report["before"], "covered"),
                first + second, 1e-6);
    EXPECT_EQ(report["candidates"], 12);
    EXPECT_EQ(report["given"], false);
}

TEST(Sites, MayBeGiven) {
    Asker asker{town()};
    const json question{{"facility", "primary"},
                        {"count", 1},
                        {"along", "straight"},
                        {"candidates", {{106.6, 11.6}, {106.66, 11.62}}}};
    const auto report = asker.post_json("/api/coverage/sites", question);
    EXPECT_EQ(report["given"], true);
    EXPECT_EQ(report["candidates"], 2);
    ASSERT_EQ(report["sites"].size(), 1U);
    EXPECT_EQ(report["sites"][0]["location"], json({106.66, 11.62}));
}

TEST(Way, LeadsFromTheHamletOverTheRoadToTheFacility) {
    Asker asker{town()};
    const auto way = asker.json("/api/coverage/way?facility=primary&unit=00001-01");
    EXPECT_EQ(way["facility"]["id"], 5);
    EXPECT_NEAR(number(way, "metres"),
                number(way, "access_m") + number(way, "road_m") + number(way, "egress_m"), 1e-3);
    const auto line = way["geometry"]["coordinates"];
    EXPECT_EQ(line.front(), way["from"]);
    EXPECT_EQ(line.back(), way["facility"]["location"]);
    const auto straight =
        asker.json("/api/coverage/way?facility=primary&at=106.61,11.61&along=straight");
    EXPECT_EQ(straight["geometry"]["coordinates"].size(), 2U);
    EXPECT_NEAR(number(straight, "metres"),
                test_support::reference_m({106.61, 11.61}, place(200, 1000)), 1e-3);
}

TEST(Way, IsNothingWhereNoneIs) {
    Asker asker{town()};
    const auto far = asker.json("/api/coverage/way?facility=primary&at=107.5,12.5");
    EXPECT_TRUE(far["facility"].is_null());
    EXPECT_TRUE(far["metres"].is_null());
    EXPECT_TRUE(far["geometry"].is_null());
    const auto none = asker.json("/api/coverage/way?facility=market&unit=00001-01&along=straight");
    EXPECT_TRUE(none["facility"].is_null());
}

TEST(ReachedRoads, CoverTheNetworkOnce) {
    Asker asker{town()};
    const auto pieces = json::parse(
        asker.get("/api/coverage/roads.geojson?facility=primary&distance_m=2500").text());
    const double length = number(asker.json("/api/roads/1"), "length_m");
    ASSERT_EQ(pieces["features"].size(), 2U);
    const auto reached = pieces["features"][0]["properties"];
    const auto rest = pieces["features"][1]["properties"];
    EXPECT_EQ(reached["reached"], true);
    EXPECT_EQ(rest["reached"], false);
    EXPECT_EQ(number(reached, "from_m"), 0);
    EXPECT_NEAR(number(reached, "to_m"), 2500, 0.01);
    EXPECT_EQ(reached["to_m"], rest["from_m"]);
    EXPECT_EQ(number(rest, "to_m"), length);
    const auto season = json::parse(
        asker.get("/api/coverage/roads.geojson?facility=primary&distance_m=9000&roads=all_season")
            .text());
    EXPECT_NEAR(number(season["features"][0]["properties"], "to_m"), 6000, 0.01)
        << "nobody travels on earth in the rainy season";
    EXPECT_EQ(asker.get("/api/coverage/roads.geojson?facility=primary&along=straight").status, 400);
}

TEST(ReachedRoads, AreCutAtTheUnitsBorder) {
    Asker asker{town()};
    const auto pieces = json::parse(
        asker.get("/api/coverage/roads.geojson?facility=primary&distance_m=2500&unit=00001-02")
            .text())["features"];
    ASSERT_EQ(pieces.size(), 2U);
    const double in_hamlet =
        number(pieces[1]["properties"], "to_m") - number(pieces[0]["properties"], "from_m");
    const auto report = asker.json("/api/reports/roads?unit=00001-02");
    EXPECT_NEAR(in_hamlet, number(report["totals"], "total_m"), 1e-6);
}

TEST(ServiceAreas, HoldThePeopleThatAreCovered) {
    Asker asker{town()};
    for (const auto* question :
         {"facility=primary&distance_m=2500", "facility=primary&along=straight",
          "facility=cultural_house&unit=00001"}) {
        SCOPED_TRACE(question);
        const auto features =
            json::parse(asker.get("/api/coverage/areas.geojson?" + std::string{question}).text())
                .at("features");
        ASSERT_EQ(features.size(), 1U);
        const auto totals = asker.json("/api/reports/coverage?" + std::string{question})["totals"];
        EXPECT_NEAR(number(features[0]["properties"], "population"), number(totals, "covered"),
                    1e-6);
        gis::geometry::MultiPolygon area;
        for (const auto& polygon : features[0]["geometry"]["coordinates"]) {
            gis::geometry::Polygon& added = area.emplace_back();
            for (const auto& at : polygon[0]) {
                added.outer.push_back({at[0], at[1]});
            }
            for (std::size_t ring = 1; ring < polygon.size(); ++ring) {
                auto& hole = added.holes.emplace_back();
                for (const auto& at : polygon[ring]) {
                    hole.push_back({at[0], at[1]});
                }
            }
        }
        EXPECT_FALSE(gis::geometry::find_invalidity(area)) << "valid by GEOS";
    }
}

TEST(WhatIf, AnswersWithTheDifference) {
    Asker asker{town()};
    const json question{{"facility", "primary"},
                        {"distance_m", 3000},
                        {"add_facilities", {{{"location", {place(7000, 1000).lon, 11.609}}}}}};
    const auto answer = asker.post_json("/api/coverage/what-if", question);
    EXPECT_GT(number(answer["difference"], "covered"), 0);
    EXPECT_NEAR(number(answer["after"], "covered") - number(answer["before"], "covered"),
                number(answer["difference"], "covered"), 1e-9);
    double by_row = 0;
    for (const auto& row : answer["rows"]) {
        by_row += number(row, "covered_change");
    }
    EXPECT_NEAR(by_row, number(answer["difference"], "covered"), 1e-6);
    EXPECT_EQ(asker.json("/api/reports/coverage?facility=primary&distance_m=3000")["totals"],
              answer["before"])
        << "nothing is kept";
}

TEST(WhatIf, TakesFacilitiesAwayAndHardensRoads) {
    Asker asker{town()};
    const auto without = asker.post_json("/api/coverage/what-if",
                                         {{"facility", "primary"}, {"remove_facilities", {5}}});
    EXPECT_EQ(number(without["after"], "covered"), 0);
    const json hardened{{"facility", "primary"},
                        {"roads", "all_season"},
                        {"distance_m", 9000},
                        {"surfaces", {{{"road", 1}, {"from_m", 6000}, {"surface", "btxm"}}}}};
    const auto season = asker.post_json("/api/coverage/what-if", hardened);
    EXPECT_GT(number(season["difference"], "covered"), 0);
    const auto anyway = asker.json("/api/reports/coverage?facility=primary&distance_m=9000");
    EXPECT_NEAR(number(season["after"], "covered"), number(anyway["totals"], "covered"), 1e-6)
        << "the whole road is hardened then";
}

TEST(Coverage, NamesTheParameterThatIsWrong) {
    Asker asker{town()};
    const std::vector<std::tuple<std::string, int, std::string>> wrong{
        {"/api/reports/coverage", 400, "facility"},
        {"/tiles/coverage.json", 400, "facility"},
        {"/tiles/coverage.json?facility=pagoda", 404, "facility"},
        {"/api/reports/coverage?facility=pagoda", 404, "facility"},
        {"/api/reports/coverage?facility=primary&unit=9", 404, "unit"},
        {"/api/reports/coverage?facility=primary&distance_m=0", 400, "distance_m"},
        {"/api/reports/coverage?facility=primary&distance_m=nan", 400, "distance_m"},
        {"/api/reports/coverage?facility=primary&distance_m=1e9", 400, "distance_m"},
        {"/api/reports/coverage?facility=primary&distance_m=12m", 400, "distance_m"},
        {"/api/reports/coverage?facility=primary&access_m=20000", 400, "access_m"},
        {"/api/reports/coverage?facility=primary&threshold=80", 400, "threshold"},
        {"/api/reports/coverage?facility=primary&along=river", 400, "along"},
        {"/api/reports/coverage?facility=primary&roads=good", 400, "roads"},
        {"/api/reports/coverage?facility=primary&as_of=today", 400, "as_of"},
        {"/api/reports/coverage?facility=primary&format=pdf", 400, "format"},
        {"/api/reports/coverage?facility=primary&x=1", 400, "x"},
        {"/api/reports/access?distance_m=-1", 400, "distance_m"},
        {"/api/reports/assignment?facility=pagoda", 404, "facility"},
        {"/api/coverage/sites?facility=primary&count=21", 400, "count"},
        {"/api/coverage/way?facility=primary", 400, "at"},
        {"/api/coverage/way?facility=primary&unit=00001", 400, "unit"},
        {"/api/coverage/way?facility=primary&unit=00001-01&at=106,11", 400, "at"},
        {"/api/coverage/way?facility=primary&at=106", 400, "at"},
        {"/api/coverage/way?facility=primary&at=206,11", 400, "at"}};
    for (const auto& [target, status, field] : wrong) {
        SCOPED_TRACE(target);
        const auto response = asker.get(target);
        EXPECT_EQ(response.status, status) << response.text();
        EXPECT_EQ(json::parse(response.text())["field"], field);
    }
}

TEST(Coverage, NamesWhatIsWrongInABody) {
    Asker asker{town()};
    const std::string deep(64, '[');
    const std::vector<std::tuple<std::string, int, std::string>> wrong{
        {"", 422, ""},
        {"{", 422, ""},
        {"[1]", 422, "/"},
        {R"({"facility": )" + deep, 422, ""},
        {R"({})", 400, "facility"},
        {R"({"facility": "primary", "distance": 3})", 422, "/distance"},
        {R"({"facility": ["primary"]})", 422, "/facility"},
        {R"({"facility": "primary", "distance_m": "far"})", 400, "distance_m"},
        {R"({"facility": "primary", "distance_m": 1e99})", 400, "distance_m"},
        {R"({"facility": "primary", "add_facilities": {}})", 422, "/add_facilities"},
        {R"({"facility": "primary", "add_facilities": [1]})", 422, "/add_facilities"},
        {R"({"facility": "primary", "add_facilities": [{}]})", 422, "/add_facilities/0/location"},
        {R"({"facility": "primary", "add_facilities": [{"location": [200, 11]}]})", 422,
         "/add_facilities/0/location"},
        {R"({"facility": "primary", "add_facilities": [{"location": [106, "x"]}]})", 422,
         "/add_facilities/0/location"},
        {R"({"facility": "primary", "add_facilities": [{"location": [106, 11], "kind": "market"}]})",
         422, "/add_facilities/0/kind"},
        {R"({"facility": "primary", "add_facilities": [{"location": [10, 10]}]})", 422,
         "/add_facilities/0/location"},
        {R"({"facility": "primary", "remove_facilities": [5, 99]})", 422, "/remove_facilities/1"},
        {R"({"facility": "primary", "remove_facilities": [5, 6]})", 422, "/remove_facilities/1"},
        {R"({"facility": "primary", "remove_facilities": [1.5]})", 422, "/remove_facilities/0"},
        {R"({"facility": "primary", "remove_facilities": [18446744073709551615]})", 422,
         "/remove_facilities/0"},
        {R"({"facility": "primary", "surfaces": [{"road": 9, "surface": "btxm"}]})", 422,
         "/surfaces/0/road"},
        {R"({"facility": "primary", "surfaces": [{"road": 1, "surface": "gold"}]})", 422,
         "/surfaces/0/surface"},
        {R"({"facility": "primary", "surfaces": [{"road": 1, "surface": "unknown"}]})", 422,
         "/surfaces/0/surface"},
        {R"({"facility": "primary", "surfaces": [{"road": 1, "surface": "btxm", "to_m": 99999}]})",
         422, "/surfaces/0/to_m"},
        {R"({"facility": "primary", "surfaces": [{"road": 1, "surface": "btxm", "from_m": 9, "to_m": 9}]})",
         422, "/surfaces/0/to_m"}};
    for (const auto& [body, status, field] : wrong) {
        SCOPED_TRACE(body);
        const auto response = asker.post("/api/coverage/what-if", body);
        EXPECT_EQ(response.status, status) << response.text();
        EXPECT_EQ(json::parse(response.text()).value("field", ""), field) << response.text();
    }
    EXPECT_EQ(asker.post("/api/coverage/what-if", "{}", {{"Content-Type", "text/plain"}}).status,
              415);
    json many{{"facility", "primary"}, {"candidates", json::array()}};
    for (int i = 0; i < 2001; ++i) {
        many["candidates"].push_back({106.6, 11.6});
    }
    EXPECT_EQ(asker.post_json("/api/coverage/sites", many, 422)["field"], "/candidates");
}

TEST(Coverage, OfAnEmptyAtlasIsAnswered) {
    Asker asker{{}};
    const auto report = asker.json("/api/reports/coverage?facility=primary");
    EXPECT_TRUE(report["rows"].empty());
    EXPECT_TRUE(report["totals"]["share"].is_null());
    EXPECT_EQ(asker.json("/api/coverage/sites?facility=primary")["sites"].size(), 0U);
    EXPECT_EQ(asker.json("/api/reports/access")["totals"]["population"], 0.0);
}

} // namespace
