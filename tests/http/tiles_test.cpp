// The addresses of tiles, with hand-made requests, without sockets.

#include "small_atlas.hpp"
#include "support/builders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::Asker;
using nlohmann::json;
using testing::HasSubstr;

TEST(Tiles, AreKeptOnlyWhenTheAddressSaysAll) {
    Asker asker;
    const auto tile = gis::geometry::tile_at(http_test::small_atlas().facilities[0].location, 14);
    const auto path = "/tiles/14/" + std::to_string(tile.x) + "/" + std::to_string(tile.y) + ".mvt";
    const auto current = asker.get(path + "?v=7", {{"Accept-Encoding", "gzip"}});
    ASSERT_EQ(current.status, 200);
    EXPECT_EQ(current.content_type, "application/vnd.mapbox-vector-tile");
    EXPECT_THAT(std::string{current.headers.find("Cache-Control")}, HasSubstr("immutable"));
    EXPECT_EQ(current.headers.find("Content-Encoding"), "gzip");
    EXPECT_EQ(asker.get(path + "?v=6").headers.find("Cache-Control"), "no-cache");
    EXPECT_EQ(asker.get(path).headers.find("Cache-Control"), "no-cache");
    const auto plain = asker.get(path);
    EXPECT_GT(plain.text().size(), 50U);
    EXPECT_EQ(plain.headers.find("Content-Encoding"), "");

    const auto at_hand = asker.at_hand();
    EXPECT_EQ(asker.get(path + "?v=7", {{"Accept-Encoding", "gzip"}}).text(), current.text());
    EXPECT_EQ(asker.get(path, {{"If-None-Match", current.etag}}).status, 304);
    EXPECT_EQ(asker.at_hand(), at_hand + 2);
    EXPECT_NE(asker.get(path + "?as_of=2019-01-01").etag, current.etag);
}

TEST(Tiles, AreImmutableForTodayOnlyWhenNothingTakesEffectLater) {
    auto data = http_test::small_atlas();
    data.roads[0].surfaces.push_back(
        test_support::record(3, 12, 0, 100, gis::model::Surface::nhua, gis::Date{9999, 1, 1}));
    Asker asker{std::move(data)};
    const auto tile = gis::geometry::tile_at(http_test::small_atlas().facilities[0].location, 14);
    const auto path =
        "/tiles/14/" + std::to_string(tile.x) + "/" + std::to_string(tile.y) + ".mvt?v=7";
    EXPECT_EQ(asker.get(path).headers.find("Cache-Control"), "no-cache");
    EXPECT_THAT(std::string{asker.get(path + "&as_of=2024-01-01").headers.find("Cache-Control")},
                HasSubstr("immutable"));
}

TEST(Tiles, AreImmutableForTodayOnlyWhenNoPlaceOpensOrClosesLater) {
    const auto tile = gis::geometry::tile_at(http_test::small_atlas().facilities[0].location, 14);
    const auto path =
        "/tiles/14/" + std::to_string(tile.x) + "/" + std::to_string(tile.y) + ".mvt?v=7";
    const auto kept = [&](gis::model::AtlasData data) {
        Asker asker{std::move(data)};
        return std::string{asker.get(path).headers.find("Cache-Control")} != "no-cache";
    };
    EXPECT_TRUE(kept(http_test::small_atlas()));
    auto opens = http_test::small_atlas();
    opens.facilities[0].valid_from = gis::Date{9999, 1, 1};
    EXPECT_FALSE(kept(std::move(opens)));
    auto closes = http_test::small_atlas();
    closes.facilities[0].valid_to = gis::Date{9999, 1, 1};
    EXPECT_FALSE(kept(std::move(closes)));
    auto merges = http_test::small_atlas();
    merges.units[0].valid_to = gis::Date{9999, 6, 30};
    EXPECT_FALSE(kept(std::move(merges)));
}

TEST(Tiles, AreEmptyOrUnknownElsewhere) {
    Asker asker;
    EXPECT_EQ(asker.get("/tiles/14/0/0.mvt").status, 204);
    for (const auto* const path :
         {"/tiles/23/0/0.mvt", "/tiles/2/4/0.mvt", "/tiles/2/x/0.mvt", "/tiles/2/-1/0.mvt",
          "/tiles/02/1/0.mvt", "/tiles/2/1/4294967296.mvt"}) {
        EXPECT_EQ(asker.get(path).status, 404) << path;
    }
    EXPECT_EQ(asker.get("/tiles/14/0/0.mvt?layers=pagodas").status, 400);
}

TEST(Tiles, AreDescribed) {
    Asker asker;
    const auto body = asker.json("/tiles.json?as_of=30/06/2024");
    EXPECT_EQ(body["tilejson"], "3.0.0");
    EXPECT_EQ(body["tiles"][0], "http://atlas.example/tiles/{z}/{x}/{y}.mvt?v=7&as_of=2024-06-30");
    EXPECT_GE(body["vector_layers"].size(), 4U);
    const auto style = asker.json("/style.json");
    EXPECT_EQ(style["version"], 8);
    EXPECT_EQ(style["sources"]["ntm"]["url"], "http://atlas.example/tiles.json");
    EXPECT_EQ(asker.get("/tiles.json?rules=none").status, 404);
}

TEST(Tiles, ReachAsFarAsAnythingThatIsMapped) {
    const auto home = Asker{}.json("/api/atlas")["bbox"];
    auto data = http_test::small_atlas();
    auto stray = test_support::road(13, gis::model::RoadClass::xa,
                                    {{home[2].get<double>() + 0.5, home[3].get<double>()},
                                     {home[2].get<double>() + 0.6, home[3].get<double>()}});
    data.roads.push_back(stray);
    Asker with_stray{data};
    EXPECT_EQ(with_stray.json("/api/atlas")["bbox"], home) << "the units are what is shown first";
    const auto bounds = with_stray.json("/tiles.json")["bounds"];
    EXPECT_NEAR(bounds[0].get<double>(), home[0].get<double>(), 1e-6);
    EXPECT_NEAR(bounds[2].get<double>(), home[2].get<double>() + 0.6, 1e-6);
    data.units.clear();
    Asker without_units{data};
    EXPECT_EQ(without_units.json("/api/atlas")["bbox"],
              without_units.json("/tiles.json")["bounds"]);
}

} // namespace
