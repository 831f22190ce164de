// Addresses with hand-made requests, without sockets.

#include "small_atlas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

namespace {

using http_test::Asker;
using nlohmann::json;
using testing::HasSubstr;

double metres(const json& figures, const char* key) {
    return figures.at(key).get<double>();
}

TEST(Atlas, SaysWhatItIs) {
    Asker asker;
    const auto body = asker.json("/api/atlas");
    EXPECT_EQ(body["revision"], 7);
    EXPECT_EQ(body["name"]["vi"], "Huyện Thử & Nghiệm");
    EXPECT_EQ(body["demo"], false);
    EXPECT_EQ(body["office_crs"], "EPSG:9212");
    EXPECT_EQ(body["bbox"].size(), 4U);
    EXPECT_EQ(body["rules"], asker.json("/api/rules")["default"]);
}

TEST(Atlas, OfNothingIsAnswered) {
    Asker asker{{}};
    EXPECT_TRUE(asker.json("/api/atlas")["bbox"].is_null());
    EXPECT_EQ(asker.json("/api/units")["units"].size(), 0U);
    EXPECT_EQ(metres(asker.json("/api/reports/roads")["totals"], "total_m"), 0.0);
    EXPECT_EQ(asker.get("/").status, 200);
    EXPECT_EQ(asker.get("/tiles.json").status, 200);
}

TEST(Atlas, AnswersBusyWhileLoading) {
    Asker asker{http_test::small_atlas(), false};
    EXPECT_EQ(asker.get("/api/atlas").status, 503);
    EXPECT_EQ(asker.get("/readyz").status, 503);
    EXPECT_EQ(asker.get("/healthz").status, 200);
    EXPECT_EQ(asker.get("/").status, 503);
    asker.app().load();
    EXPECT_EQ(asker.get("/readyz").status, 200);
    EXPECT_EQ(asker.get("/api/atlas").status, 200) << "the failure was not kept";
}

TEST(Units, ListCommunesThenHamlets) {
    Asker asker;
    const auto units = asker.json("/api/units")["units"];
    ASSERT_EQ(units.size(), 4U);
    EXPECT_EQ(units[0]["code"], "25345");
    EXPECT_EQ(units[0]["population"], 1200.0);
    EXPECT_TRUE(units[0]["parent"].is_null());
    EXPECT_TRUE(units[1]["population"].is_null());
    EXPECT_EQ(units[2]["level"], "hamlet");
    EXPECT_EQ(units[2]["kind"], "ap");
    EXPECT_EQ(units[2]["parent"], "25345");
    EXPECT_EQ(units[2]["center"].size(), 2U);
}

TEST(Search, FindsWithAndWithoutAccents) {
    Asker asker;
    const auto found = asker.json("/api/search?q=%20DONG")["results"];
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]["type"], "unit");
    EXPECT_EQ(found[0]["id"], "25345");
    EXPECT_EQ(found[1]["type"], "facility");
    EXPECT_EQ(found[1]["parent"]["code"], "25345");
    EXPECT_EQ(asker.json("/api/search?q=T%C3%82N+h%C6%B0ng")["results"][0]["id"], "25348");
    EXPECT_EQ(asker.json("/api/search?q=dn-01")["results"][0]["type"], "road");
    EXPECT_EQ(asker.json("/api/search?q=")["results"].size(), 0U);
    EXPECT_EQ(asker.json("/api/search")["results"].size(), 0U);
    EXPECT_EQ(asker.json("/api/search?q=khong+co+gi")["results"].size(), 0U);
    EXPECT_EQ(asker.json("/api/search?q=a&limit=1")["results"].size(), 1U);
    EXPECT_EQ(asker.get("/api/search?q=a&limit=0").status, 400);
}

TEST(Search, FindsWordsThatStandApart) {
    auto data = http_test::small_atlas();
    const auto add = [&data](const std::string& name) {
        auto facility = data.facilities.front();
        facility.id = gis::FacilityId{static_cast<std::int64_t>(100 + data.facilities.size())};
        facility.name = name;
        data.facilities.push_back(facility);
    };
    add("Sóc Dầm: nhà văn hóa");
    add("Nhà văn hóa ấp Sóc Dầm");
    add("Nhà văn hóa Sóc Dầm thứ hai");
    add("Nhà văn hóa ấp Một");
    Asker asker{std::move(data)};
    const auto names = [&asker](const std::string& query) {
        std::vector<std::string> found;
        const auto answer = asker.json("/api/search?q=" + query);
        for (const auto& result : answer["results"]) {
            found.push_back(result["name"]);
        }
        return found;
    };
    EXPECT_THAT(names("nha+van+hoa+soc+dam"),
                testing::ElementsAre("Nhà văn hóa Sóc Dầm thứ hai", "Nhà văn hóa ấp Sóc Dầm",
                                     "Sóc Dầm: nhà văn hóa"))
        << "the phrase, the words in order, the words";
    EXPECT_EQ(names("nh%C3%A0+h%C3%B3a+d%E1%BA%A7").size(), 3U) << "beginnings of words";
    EXPECT_THAT(names("soc+dam+nha+van+hoa").front(), "Sóc Dầm: nhà văn hóa");
    EXPECT_THAT(names("nha+van+hoa+mot+hai"), testing::IsEmpty()) << "all the words";
    EXPECT_THAT(names("ha+oa+am"), testing::IsEmpty()) << "in the middle of words";
    EXPECT_EQ(names("hoa+nha+hoa+nha+hoa").size(), 4U) << "a word more than once";
}

TEST(RoadReport, AddsUp) {
    constexpr double rounding = 0.5e-6; // of each number, to a micrometre
    Asker asker;
    const auto body = asker.json("/api/reports/roads");
    EXPECT_EQ(body["by"], "hamlet");
    EXPECT_TRUE(body["unit"].is_null());
    double sum = metres(body["outside"], "total_m");
    for (const auto& row : body["rows"]) {
        sum += metres(row, "total_m");
        EXPECT_NEAR(metres(row, "total_m"),
                    metres(row, "hardened_m") + metres(row, "remaining_m") +
                        metres(row, "unknown_m"),
                    4.1 * rounding);
    }
    const auto terms = static_cast<double>(body["rows"].size() + 2);
    EXPECT_NEAR(metres(body["totals"], "total_m"), sum, 1.1 * terms * rounding);
    EXPECT_NEAR(sum, metres(asker.json("/api/roads/12"), "length_m"), 1e-6);
    EXPECT_NEAR(metres(body["totals"], "hardened_m"), 300, 1e-6);
    EXPECT_NEAR(metres(body["totals"]["by_class"]["ap"]["by_surface_m"], "dat"), 200, 1e-6);
    EXPECT_GT(metres(body["outside"], "total_m"), 100) << "the eastern commune has no hamlet";
}

TEST(RoadReport, IsOfAUnitOnADay) {
    Asker asker;
    const auto commune = asker.json("/api/reports/roads?unit=25345&by=commune&as_of=30/06/2024");
    EXPECT_EQ(commune["unit"]["code"], "25345");
    EXPECT_EQ(commune["as_of"], "2024-06-30");
    ASSERT_EQ(commune["rows"].size(), 1U);
    EXPECT_EQ(commune["rows"][0]["unit"]["code"], "25345");
    const auto before = asker.json("/api/reports/roads?unit=25345&as_of=2019-12-31");
    EXPECT_EQ(metres(before["totals"], "hardened_m"), 0.0);
    EXPECT_EQ(metres(before["totals"], "unknown_m"), metres(before["totals"], "total_m"));
}

TEST(RoadReport, NamesTheParameterThatIsWrong) {
    Asker asker;
    const std::vector<std::tuple<std::string, int, std::string>> wrong{
        {"/api/reports/roads?unit=99999", 404, "unit"},
        {"/api/reports/roads?unit=", 404, "unit"},
        {"/api/reports/roads?by=road", 400, "by"},
        {"/api/reports/roads?as_of=2024-02-30", 400, "as_of"},
        {"/api/reports/roads?format=pdf", 400, "format"},
        {"/api/reports/roads?year=2024", 400, "year"},
        {"/api/facilities?kind=pagoda", 400, "kind"},
        {"/api/history?limit=x", 400, "limit"}};
    for (const auto& [target, status, field] : wrong) {
        SCOPED_TRACE(target);
        const auto response = asker.get(target);
        EXPECT_EQ(response.status, status);
        EXPECT_EQ(json::parse(response.text())["field"], field);
    }
    EXPECT_EQ(asker.get("/api/reports/roads?rules=none").status, 404);
}

TEST(RoadReport, ComesAsATable) {
    Asker asker;
    const auto csv = asker.get("/api/reports/roads?format=csv");
    EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
    EXPECT_THAT(std::string{csv.headers.find("Content-Disposition")},
                HasSubstr("attachment; filename=\"duong-tat-ca-"));
    EXPECT_THAT(std::string{csv.text()}, HasSubstr("Sóc Dầm"));
    EXPECT_TRUE(asker.get("/api/reports/roads?format=xlsx").text().starts_with("PK"));
}

TEST(Road, HasItsSurfacesAndUnits) {
    Asker asker;
    const auto road = asker.json("/api/roads/12");
    EXPECT_EQ(road["class"], "ap");
    EXPECT_EQ(road["managing_commune"]["code"], "25345");
    EXPECT_EQ(road["geometry"]["coordinates"].size(), 3U);
    ASSERT_EQ(road["surfaces"].size(), 3U);
    EXPECT_EQ(road["surfaces"][0]["surface"], "btxm");
    EXPECT_EQ(road["surfaces"][0]["hardened"], true);
    EXPECT_EQ(road["surfaces"][0]["evidence"], "QĐ 12");
    EXPECT_EQ(road["surfaces"][0]["effective_on"], "2020-01-01");
    EXPECT_EQ(road["surfaces"][1]["hardened"], false);
    EXPECT_EQ(road["surfaces"][2]["surface"], "unknown");
    EXPECT_TRUE(road["surfaces"][2]["hardened"].is_null());
    EXPECT_TRUE(road["surfaces"][2]["effective_on"].is_null());
    ASSERT_EQ(road["pieces"].size(), 3U);
    EXPECT_EQ(road["pieces"][0]["unit"]["code"], "25345-01");
    EXPECT_EQ(road["pieces"][2]["unit"]["code"], "25348");
    EXPECT_EQ(asker.get("/api/roads/13").status, 404);
    EXPECT_EQ(asker.get("/api/roads/abc").status, 404);
    EXPECT_EQ(asker.get("/api/roads/99999999999999999999").status, 404);
}

TEST(Facilities, AreListedByUnitAndKind) {
    Asker asker;
    const auto all = asker.json("/api/facilities")["facilities"];
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["commune"]["code"], "25345");
    EXPECT_EQ(all[0]["serves"][0]["name"], "Ấp \"Một\"");
    EXPECT_EQ(all[0]["rooms"]["phong_hoc"], 12);
    EXPECT_TRUE(all[0]["seats"].is_null());
    EXPECT_EQ(asker.json("/api/facilities?unit=25345-01")["facilities"].size(), 1U);
    EXPECT_EQ(asker.json("/api/facilities?unit=25345-02")["facilities"].size(), 0U);
    EXPECT_EQ(asker.json("/api/facilities?unit=25348")["facilities"].size(), 0U);
    EXPECT_EQ(asker.json("/api/facilities?kind=market")["facilities"].size(), 0U);
    EXPECT_EQ(asker.json("/api/facilities/3")["condition"], "repair");
    EXPECT_EQ(asker.get("/api/facilities/4").status, 404);
}

TEST(History, PagesBackwards) {
    Asker asker;
    for (int i = 0; i < 3; ++i) {
        gis::model::ChangesetDraft draft;
        draft.author = "an";
        draft.comment = "lần " + std::to_string(i);
        asker.app().apply(draft);
    }
    const auto first = asker.json("/api/history?limit=2")["changesets"];
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0]["id"], 10);
    EXPECT_EQ(asker.json("/api/history?before=9")["changesets"][0]["comment"], "lần 0");
}

TEST(Checks, NameWhatIsOutside) {
    Asker asker;
    const auto body = asker.json("/api/checks");
    EXPECT_EQ(body["revision"], 7);
    ASSERT_GT(body["findings"].size(), 0U);
    for (const auto& finding : body["findings"]) {
        EXPECT_FALSE(finding["message"]["vi"].get<std::string>().empty());
        EXPECT_THAT(finding["severity"], testing::AnyOf("error", "warning", "info"));
    }
}

TEST(Answers, AreMadeOnceARevision) {
    Asker asker;
    const auto first = asker.get("/api/reports/roads?unit=25345");
    EXPECT_EQ(asker.at_hand(), 0);
    const auto second = asker.get("/api/reports/roads?unit=25345", {{"If-None-Match", first.etag}});
    EXPECT_EQ(asker.at_hand(), 1);
    EXPECT_EQ(second.status, 304);
    asker.app().apply({});
    const auto third = asker.get("/api/reports/roads?unit=25345", {{"If-None-Match", first.etag}});
    EXPECT_EQ(asker.at_hand(), 1);
    EXPECT_EQ(third.status, 200);
    EXPECT_EQ(json::parse(third.text())["revision"], 8);
}

TEST(Answers, LeaveOldestFirstWhenThereAreTooMany) {
    server::AnswerCache cache{10'000};
    const auto answer = [](std::size_t size) {
        server::Response response;
        response.body = std::string(size, 'x');
        return server::finish(std::move(response));
    };
    for (int i = 0; i < 20; ++i) {
        cache.put(std::to_string(i), answer(1000));
    }
    EXPECT_EQ(cache.find("0"), nullptr);
    EXPECT_NE(cache.find("19"), nullptr);
    cache.put("huge", answer(9000));
    EXPECT_EQ(cache.find("huge"), nullptr);
    EXPECT_NE(cache.find("19"), nullptr);
}

TEST(OpenApi, HasEveryRouteAndNoOther) {
    Asker asker;
    const auto response = asker.get("/openapi.yaml");
    const std::string text{response.text()};
    const auto paths_at = text.find("\npaths:\n");
    const auto paths = text.substr(paths_at + 7, text.find("\ncomponents:\n") - paths_at - 7);
    std::set<std::string> written; // "POST /api/session"
    const std::regex line{"\n  (/[^\n]*):|\n    (get|post|put|patch|delete):"};
    std::string path;
    for (auto it = std::sregex_iterator{paths.begin(), paths.end(), line};
         it != std::sregex_iterator{}; ++it) {
        if ((*it)[1].matched) {
            path = (*it)[1];
        } else {
            std::string method = (*it)[2];
            std::transform(method.begin(), method.end(), method.begin(),
                           [](char c) { return static_cast<char>(c - ('a' - 'A')); });
            written.insert(method + " " + path);
        }
    }
    std::set<std::string> served;
    for (const auto& route : asker.router().routes()) {
        served.insert(std::string{to_text(route.method)} + " " + route.pattern);
    }
    EXPECT_EQ(written, served);
}

TEST(Metrics, AreInThePrometheusFormat) {
    Asker asker;
    const std::string text{asker.get("/metrics").text()};
    EXPECT_THAT(text, HasSubstr("\nntm_revision 7\n"));
    EXPECT_THAT(text, HasSubstr("\nntm_roads 1\n"));
    EXPECT_THAT(text, testing::ContainsRegex("process_resident_memory_bytes [1-9][0-9]+"));
}

} // namespace
