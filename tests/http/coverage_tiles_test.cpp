// Tiles of a question about coverage, with hand-made requests, without sockets.

#include "town.hpp"

#include "gis/geometry/mercator.hpp"
#include "support/mvt_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::Asker;
using http_test::number;
using http_test::row_of;
using http_test::town;
using nlohmann::json;
using test_support::place;
using testing::HasSubstr;

/// The tile of a question around the middle of the town's road.
std::string tile_path(int zoom, const std::string& question) {
    const auto tile = gis::geometry::tile_at(place(6000, 1000), static_cast<std::uint32_t>(zoom));
    return "/tiles/coverage/" + std::to_string(zoom) + "/" + std::to_string(tile.x) + "/" +
           std::to_string(tile.y) + ".mvt?" + question;
}

TEST(CoverageTiles, SayWhatTheReportSays) {
    Asker asker{town()};
    const std::string question = "facility=primary&distance_m=2500&threshold=0.4";
    const auto layers = mvt::read_tile(std::string{asker.get(tile_path(9, question)).text()});
    ASSERT_EQ(layers.size(), 3U);
    for (const auto& [layer, by] : {std::pair{"hamlets", "hamlet"}, {"communes", "commune"}}) {
        const auto report =
            asker.json("/api/reports/coverage?" + question + "&by=" + std::string{by});
        const auto& features = layers.at(layer).features;
        ASSERT_EQ(features.size(), report["rows"].size());
        for (const auto& feature : features) {
            const auto row = row_of(report, feature.text("code"));
            SCOPED_TRACE(feature.text("code"));
            ASSERT_EQ(feature.tags.contains("share"), !row["share"].is_null());
            if (feature.tags.contains("share")) {
                EXPECT_NEAR(feature.number("share"), number(row, "share"), 1e-6);
            }
            ASSERT_EQ(feature.tags.contains("below"), !row["below_threshold"].is_null());
            if (feature.tags.contains("below")) {
                EXPECT_EQ(std::get<bool>(feature.tags.at("below")), row["below_threshold"]);
            }
        }
    }
}

TEST(CoverageTiles, CutRoadsWhereTheReachEnds) {
    Asker asker{town()};
    for (const int zoom : {9, 14}) {
        const auto tile = gis::geometry::tile_at(place(2700, 1000), 14);
        const auto path = zoom == 9 ? tile_path(9, "facility=primary&distance_m=2500")
                                    : "/tiles/coverage/14/" + std::to_string(tile.x) + "/" +
                                          std::to_string(tile.y) +
                                          ".mvt?facility=primary&distance_m=2500";
        const auto layers = mvt::read_tile(std::string{asker.get(path).text()});
        const auto& pieces = layers.at("reach").features;
        ASSERT_EQ(pieces.size(), 2U);
        EXPECT_EQ(std::get<bool>(pieces[0].tags.at("reached")), true);
        EXPECT_EQ(std::get<bool>(pieces[1].tags.at("reached")), false);
        EXPECT_NEAR(pieces[0].number("to_m"), 2500, 0.01);
        EXPECT_EQ(pieces[0].number("to_m"), pieces[1].number("from_m"));
        EXPECT_EQ(pieces[0].text("class"), "ap");
        EXPECT_EQ(pieces[0].text("name"), "Đường số 1");
        EXPECT_EQ(pieces[0].paths.back().back(), pieces[1].paths.front().front())
            << "they meet where the reach ends";
        if (zoom == 9) {
            const auto& from = pieces[0].paths.front().front();
            const auto& cut = pieces[1].paths.front().front();
            const auto& to = pieces[1].paths.back().back();
            EXPECT_NEAR(static_cast<double>(cut.x - from.x) / static_cast<double>(to.x - from.x),
                        2500 / number(asker.json("/api/roads/1"), "length_m"), 0.01);
        }
    }
}

TEST(CoverageTiles, AreKeptAndToldApart) {
    Asker asker{town()};
    const std::vector<server::Field> gzip{{"Accept-Encoding", "gzip"}};
    const auto path = tile_path(12, "facility=primary&distance_m=2500&v=3");
    const auto first = asker.get(path, gzip);
    ASSERT_EQ(first.status, 200);
    EXPECT_THAT(std::string{first.headers.find("Cache-Control")}, HasSubstr("immutable"));
    const auto at_hand = asker.at_hand();
    EXPECT_EQ(asker.get(path, gzip).text(), first.text());
    EXPECT_EQ(asker.get(path, {{"If-None-Match", first.etag}}).status, 304);
    EXPECT_EQ(asker.at_hand(), at_hand + 2);
    EXPECT_NE(asker.get(tile_path(12, "facility=primary&distance_m=2600&v=3"), gzip).etag,
              first.etag);
    const auto straight = mvt::read_tile(
        std::string{asker.get(tile_path(12, "facility=primary&along=straight")).text()});
    EXPECT_FALSE(straight.contains("reach"));
    EXPECT_TRUE(straight.contains("hamlets"));
    EXPECT_EQ(asker.get("/tiles/coverage/14/0/0.mvt?facility=primary").status, 204);
    EXPECT_EQ(asker.get(tile_path(12, "facility=pagoda")).status, 404);
    EXPECT_EQ(asker.get(tile_path(12, "distance_m=5")).status, 400);
    EXPECT_EQ(asker.get(tile_path(12, "facility=primary&layers=reach")).status, 400);
}

TEST(CoverageTiles, AreDescribed) {
    Asker asker{town()};
    const auto body = asker.json("/tiles/coverage.json?facility=primary&distance_m=1500");
    EXPECT_EQ(body["tiles"][0], "http://atlas.example/tiles/coverage/{z}/{x}/{y}.mvt?v=3"
                                "&facility=primary&distance_m=1500");
    ASSERT_EQ(body["vector_layers"].size(), 3U);
    EXPECT_EQ(body["vector_layers"][2]["id"], "reach");
    EXPECT_EQ(body["vector_layers"][1]["fields"]["share"], "Number");
}

} // namespace
