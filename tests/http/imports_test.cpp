// A file becomes a plan, and the plan a changeset: through the addresses, over a real store.

#include "http/editor_desk.hpp"

#include "server/import_desk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace {

using http_test::EditorDesk;
using nlohmann::json;
using server::ImportDesk;
using server::Method;
using server::WaitingImport;
using testing::HasSubstr;
using testing::Not;

struct Reply {
    int status = 0;
    json body;
};

class Imports : public testing::Test {
protected:
    Reply send(const std::string& query, std::string_view bytes) {
        return reply(desk.ask(Method::post, "/api/imports?" + query, bytes));
    }
    Reply commit(const json& plan, std::string_view key = {}) {
        std::vector<server::Field> fields;
        if (!key.empty()) {
            fields.push_back({"Idempotency-Key", key});
        }
        return reply(desk.ask(Method::post,
                              fmt::format("/api/imports/{}/commit", plan.at("id").get<int>()), {},
                              fields));
    }
    static Reply reply(const server::Response& response) {
        const auto text = response.text();
        return {response.status, text.empty() ? json() : json::parse(text)};
    }

    /// A place inside the atlas, by its shares of the box.
    [[nodiscard]] json place(double x, double y) const {
        const auto& box = app->view()->box;
        return {box.min_lon + x * (box.max_lon - box.min_lon),
                box.min_lat + y * (box.max_lat - box.min_lat)};
    }
    [[nodiscard]] json road(const std::string& code, const json& surface, double y) const {
        return {{"type", "Feature"},
                {"properties", {{"code", code}, {"name", "Đường " + code}, {"surface", surface}}},
                {"geometry",
                 {{"type", "LineString"}, {"coordinates", {place(0.1, y), place(0.4, y)}}}}};
    }
    static std::string collection(json features) {
        return json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump();
    }
    EditorDesk desk;
    server::App* app = &desk.app();
};

constexpr auto roads_query = "file=duong.geojson&layer=roads&effective_on=2024-11-05";

TEST_F(Imports, WriteNothingBeforeTheCommitAndOneChangesetWithIt) {
    const auto before = desk.revision();
    const auto file = collection({road("N1", "btxm", 0.2), road("N2", "dat", 0.8)});
    const auto plan = send(roads_query, file);
    ASSERT_EQ(plan.status, 201) << plan.body;
    EXPECT_EQ(plan.body["file"], "duong.geojson");
    EXPECT_EQ(plan.body["driver"], "GeoJSON");
    EXPECT_EQ(plan.body["read"], 2);
    EXPECT_EQ(plan.body["added"], 2);
    EXPECT_EQ(plan.body["surface_records"], 2);
    EXPECT_EQ(plan.body["skipped"], 0);
    EXPECT_EQ(plan.body["sample"][1]["name"], "Đường N2");
    EXPECT_EQ(plan.body["sample"][1]["is_new"], true);
    EXPECT_NEAR(plan.body["bbox"][1], place(0, 0.2)[1], 1e-9);
    EXPECT_NEAR(plan.body["bbox"][3], place(0, 0.8)[1], 1e-9);
    EXPECT_EQ(desk.revision(), before);

    const auto done = commit(plan.body, "one-key");
    ASSERT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(desk.revision(), before + 1);
    EXPECT_EQ(done.body["changeset"], before + 1);
    const auto history = desk.get("/api/history?limit=1").body["changesets"][0];
    EXPECT_EQ(history["author"], "an");
    EXPECT_EQ(history["source"], "import");
    EXPECT_EQ(history["comment"], "Nhập duong.geojson");

    const auto again = commit(plan.body, "one-key");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body["repeated"], true);
    EXPECT_EQ(again.body["changeset"], before + 1);
    EXPECT_EQ(commit(plan.body, "another-key").status, 404) << "written once";
    EXPECT_EQ(desk.revision(), before + 1);

    const auto same = send(roads_query, file);
    EXPECT_EQ(same.body["unchanged"], 2);
    EXPECT_EQ(same.body["added"], 0);
    EXPECT_EQ(commit(same.body).status, 422) << "nothing to write";
}

TEST_F(Imports, SayWhichRowsAreRefusedAndWhy) {
    auto bad = road("N9", "btxm", 0.3);
    bad["geometry"]["coordinates"] = json::array({place(0.1, 0.1)});
    const auto plan =
        send(roads_query, collection({road("N1", "bê tông lạ", 0.2), bad, road("N2", "dat", 0.8)}));
    ASSERT_EQ(plan.status, 201) << plan.body;
    EXPECT_EQ(plan.body["added"], 2);
    EXPECT_EQ(plan.body["skipped"], 1);
    bool found = false;
    for (const auto& issue : plan.body["issues"]) {
        if (issue["severity"] == "error") {
            found = true;
            EXPECT_EQ(issue["row"], 2);
            EXPECT_FALSE(issue["message"]["vi"].get<std::string>().empty());
        }
    }
    EXPECT_TRUE(found);
    EXPECT_THAT(plan.body["unmapped"].dump(), HasSubstr("bê tông lạ"));
}

TEST_F(Imports, AskAgainWhenSomebodyHasChangedTheAtlasMeanwhile) {
    const auto file = collection({road("N1", "btxm", 0.2)});
    const auto mine = send(roads_query, file);
    const auto theirs = send(roads_query, file);
    ASSERT_EQ(commit(theirs.body).status, 201);
    const auto before = desk.revision();
    const auto refused = commit(mine.body);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body["type"], "urn:ntm-atlas:import-changed");
    EXPECT_EQ(refused.body["plan"]["unchanged"], 1);
    EXPECT_EQ(refused.body["plan"]["added"], 0);
    EXPECT_EQ(desk.revision(), before);
}

TEST_F(Imports, DoNotOverwriteWhatWasEditedMeanwhile) {
    ASSERT_EQ(commit(send(roads_query, collection({road("N1", "btxm", 0.2)})).body).status, 201);
    auto moved = road("N1", "btxm", 0.25); // drawn anew
    const auto plan = send(roads_query, collection({moved}));
    ASSERT_EQ(plan.body["changed"], 1) << plan.body;
    const auto id = desk.get("/api/search?q=N1").body["results"][0]["id"].get<std::string>();
    ASSERT_EQ(desk.patch("/api/roads/" + id, {{"name", "Đường vừa sửa"}}, "*").status, 200);
    const auto before = desk.revision();

    const auto refused = commit(plan.body);
    EXPECT_EQ(refused.status, 409) << "the numbers are the same, the road is not";
    EXPECT_EQ(refused.body["plan"]["changed"], 1);
    EXPECT_EQ(desk.revision(), before);
    EXPECT_EQ(commit(plan.body).status, 201) << "seen, and still wanted";
    EXPECT_EQ(desk.revision(), before + 1);
}

TEST_F(Imports, AreTheirAuthorsAlone) {
    const auto plan = send(roads_query, collection({road("N1", "btxm", 0.2)}));
    desk.sign_in(http_test::person("bình", server::Role::administrator));
    EXPECT_EQ(commit(plan.body).status, 404);
    const auto address = fmt::format("/api/imports/{}", plan.body["id"].get<int>());
    EXPECT_EQ(desk.ask(Method::del, address).status, 404);
    desk.sign_in_editor();
    EXPECT_EQ(send(roads_query, "{}").status, 403);
    desk.sign_in_approver();
    EXPECT_EQ(desk.ask(Method::del, address).status, 204);
    EXPECT_EQ(commit(plan.body).status, 404) << "given up";
}

TEST_F(Imports, NameNoFileOfTheMachine) {
    const auto file = collection({road("N1", "btxm", 0.2)});
    for (const auto* map : {"../../../etc/passwd", "/etc/passwd", "aliases", "", "none"}) {
        const auto answer = send(fmt::format("file=a.geojson&layer=roads&map={}", map), file);
        EXPECT_EQ(answer.status, 400) << map;
        EXPECT_EQ(answer.body["field"], "map");
    }
    for (const auto* name : {"", ".", "..", "../", ".hidden.zip"}) {
        EXPECT_EQ(send(fmt::format("layer=roads&file={}", name), file).status, 400) << name;
    }
    const auto inside = send("file=../../tmp/duong.geojson&layer=roads", file);
    EXPECT_EQ(inside.status, 201);
    EXPECT_EQ(inside.body["file"], "duong.geojson");
}

TEST_F(Imports, TellWhatIsWrongWithTheFileWithoutOurFolders) {
    for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"duong.zip", "PK not a zip"},
             {"duong.txt", "text"},
             {"duong.vrt", "<OGRVRTDataSource/>"},
             {"duong.geojson", R"({"type":"FeatureCollection","features":[{"ty)"}}) {
        const auto answer = send("file=" + name + "&layer=roads", bytes);
        EXPECT_GE(answer.status, 400) << name;
        EXPECT_LT(answer.status, 500) << name << answer.body;
        const auto text = answer.body.dump();
        EXPECT_THAT(text, HasSubstr(name));
        EXPECT_THAT(text, Not(HasSubstr(std::filesystem::temp_directory_path().string() + "/")));
    }
    EXPECT_EQ(send("file=a.geojson&layer=roads", "").status, 422);
    EXPECT_EQ(send("file=a.geojson&layer=rivers", "{}").status, 400);
    EXPECT_EQ(send("file=a.geojson&layer=roads&crs=EPSG:1", "{}").status, 400);
    EXPECT_EQ(app->imports().size(std::chrono::steady_clock::now()), 0U) << "nothing is kept";
}

WaitingImport waiting(const std::string& author) {
    WaitingImport one;
    one.author = author;
    one.folder = std::make_shared<const server::TemporaryFolder>();
    return one;
}

TEST(ImportDeskTest, ForgetsWhatIsOldWithItsFile) {
    ImportDesk imports;
    const auto start = std::chrono::steady_clock::now();
    auto one = waiting("an");
    const auto folder = one.folder->path();
    const auto id = imports.put(std::move(one), start).id;
    EXPECT_TRUE(imports.find(id, "an", start + ImportDesk::life - std::chrono::seconds{1}));
    EXPECT_FALSE(imports.find(id, "lan", start));
    EXPECT_TRUE(std::filesystem::exists(folder));
    EXPECT_FALSE(imports.find(id, "an", start + ImportDesk::life));
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(ImportDeskTest, KeepsAFewAndGivesUpTheSendersOwnFirst) {
    ImportDesk imports;
    const auto now = std::chrono::steady_clock::now();
    const auto lan = imports.put(waiting("lan"), now).id;
    std::vector<std::int64_t> own;
    for (std::size_t i = 0; i < ImportDesk::most + 2; ++i) {
        own.push_back(imports.put(waiting("an"), now).id);
    }
    EXPECT_EQ(imports.size(now), ImportDesk::most);
    EXPECT_TRUE(imports.find(lan, "lan", now));
    EXPECT_FALSE(imports.find(own.front(), "an", now));
    EXPECT_TRUE(imports.find(own.back(), "an", now));
    const auto minh = imports.put(waiting("minh"), now).id;
    EXPECT_FALSE(imports.find(lan, "lan", now)) << "the oldest of all";
    EXPECT_TRUE(imports.drop(minh, "minh"));
    EXPECT_FALSE(imports.drop(minh, "minh"));
}

} // namespace
