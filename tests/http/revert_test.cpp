// Edits that are taken back, what was known before, and that nothing derived depends on the way to
// it.
#include "http/editor_desk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace {

using http_test::concrete;
using http_test::EditorDesk;
using http_test::figure;
using http_test::line_of;
using nlohmann::json;
using server::Method;
using testing::SizeIs;

TEST(Revert, TakesAChangesetBackByANewOne) {
    EditorDesk desk;
    const auto before = figure(desk, "remaining_m");
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    const auto dry = desk.post("/api/changesets/2/revert?dry_run=1");
    EXPECT_NEAR(dry.body["effect"]["change"]["remaining_m"], 200, 1e-6);
    const auto reverted = desk.post("/api/changesets/2/revert", {{"comment", "nhầm đường"}});
    ASSERT_EQ(reverted.status, 201) << reverted.body;
    EXPECT_EQ(reverted.body["changeset"], 3);
    EXPECT_EQ(figure(desk, "remaining_m"), before);
    const auto changeset = desk.get("/api/changesets/3").body;
    EXPECT_EQ(changeset["source"], "revert");
    EXPECT_EQ(changeset["comment"], "nhầm đường");
    EXPECT_EQ(changeset["changes"][0]["action"], "retracted");
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 409) << "it is taken back already";
    EXPECT_EQ(desk.post("/api/changesets/99/revert").status, 404);
}

TEST(Revert, NamesWhatWasEditedSince) {
    EditorDesk desk;
    desk.patch("/api/roads/1", {{"name", "Một"}, {"class", "xa"}}, "*");
    desk.patch("/api/roads/1", {{"name", "Hai"}}, "*");
    const auto refused = desk.post("/api/changesets/2/revert");
    EXPECT_EQ(refused.status, 409);
    ASSERT_THAT(refused.body["conflicts"], SizeIs(1));
    EXPECT_EQ(refused.body["conflicts"][0]["code"], "changed-since");
    EXPECT_EQ(refused.body["conflicts"][0]["field"], "name");
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201);
    EXPECT_EQ(desk.post("/api/changesets/2/revert").status, 201);
    EXPECT_EQ(desk.get("/api/roads/1").body["class"], "ap");
}

TEST(Revert, OfAnImportWithdrawsAllOfIt) {
    EditorDesk desk;
    auto rows = http_test::rows_of(http_test::small_atlas());
    rows.erase(rows.begin(), rows.begin() + 4); // the units are there
    for (auto& row : rows) {
        if (auto* record = std::get_if<gis::model::SurfaceRecord>(&row)) {
            record->road = gis::RoadId{-1};
        } else if (auto* road = std::get_if<gis::model::Road>(&row)) {
            road->code = "DN-77";
        }
    }
    const auto total = figure(desk, "total_m");
    desk.app().apply({"an", "Nhập", "import", true, rows});
    EXPECT_NEAR(figure(desk, "total_m"), 2 * total, 2e-6);
    const auto reverted = desk.post("/api/changesets/2/revert");
    ASSERT_EQ(reverted.status, 201) << reverted.body;
    EXPECT_NEAR(figure(desk, "total_m"), total, 1e-9);
    EXPECT_EQ(desk.get("/api/roads/2").status, 404);
    EXPECT_EQ(desk.get("/api/facilities/2").status, 404);
    desk.reopen();
    EXPECT_NEAR(figure(desk, "total_m"), total, 1e-9);
    EXPECT_EQ(desk.post("/api/changesets/3/revert").status, 201) << "and done again";
    EXPECT_NEAR(figure(desk, "total_m"), 2 * total, 2e-6);
}

TEST(RecordedAsOf, AnswersWhatWasKnown) {
    EditorDesk desk;
    const auto before = desk.get("/api/reports/roads?as_of=2025-01-01").body;
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    auto line = line_of(desk, 1);
    line["coordinates"][2][1] = line["coordinates"][2][1].get<double>() + 0.0001;
    desk.call(Method::put, "/api/roads/1/geometry", {{"geometry", line}}, "*");
    desk.patch("/api/facilities/1", {{"name", "Tên mới"}}, "*");

    auto then = desk.get("/api/reports/roads?as_of=2025-01-01&recorded_as_of=r1").body;
    EXPECT_EQ(then["recorded_as_of"], "r1");
    EXPECT_EQ(then["revision"], 1);
    then["recorded_as_of"] = nullptr;
    EXPECT_EQ(then, before) << "the same report, digit for digit";
    EXPECT_NE(desk.get("/api/reports/roads?as_of=2025-01-01").body["totals"], before["totals"]);

    const auto road = desk.get("/api/roads/1?recorded_as_of=r2").body;
    EXPECT_EQ(road["revision"], 2);
    EXPECT_EQ(road["etag"], nullptr) << "nobody edits the past";
    EXPECT_THAT(road["surfaces"], SizeIs(3));
    EXPECT_NE(desk.get("/api/facilities/1?recorded_as_of=r3").body["name"], "Tên mới");
    const auto today = gis::Date::today().iso();
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=" + today).body["revision"], 4);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=2001-01-01").body["revision"], 0);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=r99").status, 404);
    EXPECT_EQ(desk.get("/api/reports/roads?recorded_as_of=x").status, 400);
}

/// Tiles of all layers around the small atlas.
std::string tiles_of(EditorDesk& desk) {
    std::string bytes;
    for (const auto* tile : {"10/815/478", "12/3260/1915", "13/6521/3830", "14/13042/7660",
                             "14/13043/7660", "14/13044/7660", "14/13043/7661"}) {
        const auto response =
            desk.ask(Method::get, "/tiles/" + std::string{tile} + ".mvt?as_of=2025-01-01");
        EXPECT_TRUE(response.status == 200 || response.status == 204) << response.status;
        bytes += fmt::format("{}:{}:", response.status, response.text().size());
        bytes.append(response.text());
    }
    return bytes;
}

TEST(Derived, EverythingIsAsIfTheProgramHadJustStarted) {
    EditorDesk desk;
    const json line{{"type", "LineString"},
                    {"coordinates", json::array({{106.6005, 11.5995}, {106.6025, 11.5985}})}};
    auto moved = line_of(desk, 1);
    moved["coordinates"][1][1] = moved["coordinates"][1][1].get<double>() + 0.0001;
    const std::vector<std::function<int()>> edits{
        [&] {
            return desk.post("/api/roads", {{"geometry", line}, {"class", "ngo"}}).status;
        },
        [&] { return desk.post("/api/roads/1/surfaces", concrete(300, 450), "*").status; },
        [&] {
            return desk.post("/api/roads/1/split", {{"at_m", 420}}, "*").status;
        },
        [&] { return desk.post("/api/changesets/2/revert").status; },
        [&] {
            return desk.post("/api/roads/join", {{"roads", {3, 1}}}, "*").status;
        },
        [&] {
            return desk.patch("/api/facilities/1", {{"location", {106.6025, 11.598}}}, "*").status;
        },
        [&] {
            return desk
                .call(Method::put, "/api/roads/3/geometry",
                      {{"geometry", moved}, {"tolerance_m", 500}}, "*")
                .status;
        },
        [&] {
            return desk.call(Method::del, "/api/roads/3?last_day=2024-12-31", nullptr, "*").status;
        },
        [&] { return desk.post("/api/changesets/9/revert").status; },
    };
    for (std::size_t i = 0; i < edits.size(); ++i) {
        SCOPED_TRACE(i);
        EXPECT_LT(edits[i](), 202);
        const std::vector<std::string> targets{
            "/api/reports/roads?as_of=2025-01-01",
            "/api/reports/roads?as_of=2022-01-01",
            "/api/reports/coverage?facility=primary&as_of=2025-01-01",
            "/api/reports/access?as_of=2025-01-01",
            "/api/checks",
            "/api/search?q=duong",
            "/api/roads/1",
            "/api/roads/2",
            "/api/roads/3",
            "/api/facilities",
            "/api/atlas"};
        std::vector<json> before;
        for (const auto& target : targets) {
            before.push_back(desk.get(target).body);
        }
        const auto tiles = tiles_of(desk);
        desk.reopen();
        for (std::size_t t = 0; t < targets.size(); ++t) {
            EXPECT_EQ(desk.get(targets[t]).body, before[t]) << targets[t];
        }
        EXPECT_TRUE(tiles_of(desk) == tiles);
    }
}

} // namespace
