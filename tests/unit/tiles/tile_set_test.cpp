#include "tests/unit/tiles/atlas.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/mercator.hpp"
#include "tests/support/mvt_reader.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace tiles_test; // NOLINT: the test's own helpers
using gis::geometry::tile_at;
using gis::tiles::Layer;
using gis::tiles::LayerSet;
using gis::tiles::Tile;

class TwoCommunes : public testing::Test {
protected:
    std::shared_ptr<const gis::model::Snapshot> snapshot =
        gis::model::Snapshot::build(two_communes());
    std::shared_ptr<const gis::tiles::TileSet> set = tile_set(*snapshot);

    std::map<std::string, mvt::Layer> tile(const Tile& address) const {
        return mvt::read_tile(set->encode(request(address)));
    }
};

TEST_F(TwoCommunes, a_tile_has_every_layer_with_its_attributes) {
    const auto layers = tile(tile_at({106.65, 11.55}, 10));

    ASSERT_EQ(layers.size(), 4U);
    const auto& communes = layers.at("communes").features;
    ASSERT_EQ(communes.size(), 2U);
    EXPECT_EQ(communes[0].tags.size(), 3U);
    const auto& hamlets = layers.at("hamlets").features;
    ASSERT_EQ(hamlets.size(), 2U);
    for (const auto& hamlet_feature : hamlets) {
        EXPECT_EQ(hamlet_feature.text("parent"), "25001");
        EXPECT_EQ(hamlet_feature.text("kind"), "ap");
        EXPECT_EQ(hamlet_feature.text("name"),
                  hamlet_feature.text("code") == "25001-01" ? "Ấp Sóc Dầm" : "Ấp 2");
    }
    const auto& facilities = layers.at("facilities").features;
    ASSERT_EQ(facilities.size(), 2U);
    for (const auto& place : facilities) {
        EXPECT_EQ(place.number("facility_id"), static_cast<double>(place.id));
        EXPECT_EQ(place.text("kind"), place.id == 1 ? "primary" : "market");
        EXPECT_EQ(place.tags.count("condition"), place.id == 1 ? 1U : 0U);
    }
}

TEST_F(TwoCommunes, a_road_feature_is_a_stretch_with_one_surface) {
    const auto layers = tile(tile_at({106.62, 11.515}, 13));

    std::map<double, mvt::Feature> first;
    for (const auto& feature : layers.at("roads").features) {
        if (feature.id == 1) {
            first.emplace(feature.number("from_m"), feature);
        }
    }
    ASSERT_EQ(first.size(), 2U);
    const auto& hardened_part = first.at(0);
    const auto& rest = first.at(400);
    EXPECT_EQ(hardened_part.number("to_m"), 400);
    EXPECT_EQ(hardened_part.text("surface"), "btxm");
    EXPECT_EQ(hardened_part.text("class"), "ap");
    EXPECT_EQ(hardened_part.text("name"), "Đường tổ 3");
    EXPECT_EQ(hardened_part.number("road_id"), 1);
    EXPECT_EQ(hardened_part.tags.at("hardened"), mvt::Value{true});
    EXPECT_EQ(rest.text("surface"), "dat");
    EXPECT_EQ(rest.tags.at("hardened"), mvt::Value{false});
    EXPECT_NEAR(rest.number("to_m"), snapshot->find_road(gis::RoadId{1})->length_m, 1e-3);
    EXPECT_EQ(hardened_part.paths.at(0).back(), rest.paths.at(0).front());
}

TEST_F(TwoCommunes, hardened_is_absent_where_the_surface_is_unknown) {
    const auto layers = tile(tile_at({106.7, 11.525}, 12));
    for (const auto& feature : layers.at("roads").features) {
        if (feature.id == 2) {
            EXPECT_EQ(feature.text("surface"), "unknown");
            EXPECT_EQ(feature.tags.count("hardened"), 0U);
            EXPECT_EQ(feature.tags.count("name"), 0U);
        }
    }
}

TEST_F(TwoCommunes, the_day_decides_what_a_road_is_like) {
    auto before = request(tile_at({106.62, 11.515}, 13));
    before.as_of = gis::Date{2024, 11, 4};
    auto never = before;
    never.as_of = gis::Date{2019, 1, 1};
    const auto surfaces = [&](const gis::tiles::TileRequest& wanted) {
        std::vector<std::string> result;
        const auto layers = mvt::read_tile(set->encode(wanted));
        for (const auto& feature : layers.at("roads").features) {
            if (feature.id == 1) {
                result.push_back(feature.text("surface"));
            }
        }
        return result;
    };
    EXPECT_EQ(surfaces(before), std::vector<std::string>{"dat"});
    EXPECT_EQ(surfaces(never), std::vector<std::string>{"unknown"});
    EXPECT_EQ(surfaces(request(before.tile)), (std::vector<std::string>{"btxm", "dat"}));
}

TEST_F(TwoCommunes, a_road_shows_only_while_it_exists) {
    auto data = two_communes();
    data.roads[0].valid_from = gis::Date{2022, 1, 1};
    data.roads[0].valid_to = gis::Date{2023, 12, 31};
    const auto own = tile_set(*gis::model::Snapshot::build(data));
    const auto shows_on = [&](gis::Date day) {
        auto wanted = request(tile_at({106.62, 11.515}, 14));
        wanted.as_of = day;
        const auto layers = mvt::read_tile(own->encode(wanted));
        const auto roads = layers.find("roads");
        return roads != layers.end() &&
               std::any_of(roads->second.features.begin(), roads->second.features.end(),
                           [](const mvt::Feature& feature) { return feature.id == 1; });
    };
    EXPECT_FALSE(shows_on({2021, 12, 31}));
    EXPECT_TRUE(shows_on({2022, 1, 1}));
    EXPECT_TRUE(shows_on({2023, 12, 31}));
    EXPECT_FALSE(shows_on({2024, 1, 1}));
    EXPECT_FALSE(shows_on(today));
}

TEST_F(TwoCommunes, only_the_wanted_layers_are_in_a_tile) {
    auto wanted = request(tile_at({106.65, 11.55}, 10));
    wanted.layers = LayerSet::parse("roads,works,roads");
    const auto layers = mvt::read_tile(set->encode(wanted));
    EXPECT_EQ(layers.size(), 1U);
    EXPECT_EQ(layers.count("roads"), 1U);
    EXPECT_THROW((void)LayerSet::parse("roads,x"), gis::Error);
    EXPECT_THROW((void)LayerSet::parse(""), gis::Error);
}

TEST_F(TwoCommunes, every_zoom_of_a_place_is_readable_and_keeps_the_commune) {
    for (std::uint32_t zoom = 0; zoom <= 22; ++zoom) {
        const auto layers = tile(tile_at({106.62, 11.52}, zoom));
        ASSERT_EQ(layers.count("communes"), 1U) << zoom;
        const auto& communes = layers.at("communes").features;
        EXPECT_TRUE(std::any_of(communes.begin(), communes.end(), [](const mvt::Feature& feature) {
            return feature.text("code") == "25001";
        })) << zoom;
        for (const auto& [name, layer] : layers) {
            for (const auto& feature : layer.features) {
                for (const auto& path : feature.paths) {
                    for (const auto& position : path) {
                        EXPECT_GE(std::min(position.x, position.y), -64) << name << zoom;
                        EXPECT_LE(std::max(position.x, position.y), 4096 + 64) << name << zoom;
                    }
                }
            }
        }
    }
}

TEST_F(TwoCommunes, a_vertex_lies_at_its_place_to_the_tile_unit_at_the_deepest_zoom) {
    const gis::geometry::Point vertex{106.62, 11.52};
    const auto address = tile_at(vertex, 22);
    const auto world = gis::geometry::to_world(vertex);
    const auto x = (static_cast<double>(world.x) / 1024.0 - address.x) * 4096.0;
    const auto y = (static_cast<double>(world.y) / 1024.0 - address.y) * 4096.0;
    const auto layers = tile(address);
    const auto& features = layers.at("roads").features;
    bool found = false;
    for (const auto& feature : features) {
        for (const auto& path : feature.paths) {
            for (const auto& position : path) {
                found = found || (static_cast<double>(position.x) == x &&
                                  static_cast<double>(position.y) == y);
            }
        }
    }
    EXPECT_TRUE(found);
}

TEST_F(TwoCommunes, a_tile_far_away_is_empty) {
    const auto far = request(tile_at({100.0, 20.0}, 12));
    EXPECT_FALSE(set->touches(far));
    EXPECT_TRUE(set->encode(far).empty());
    EXPECT_TRUE(tile_set(*gis::model::Snapshot::build({}))->encode(request({0, 0, 0})).empty());
}

TEST_F(TwoCommunes, a_tile_that_does_not_exist_is_refused) {
    for (const Tile bad : {Tile{23, 0, 0}, Tile{3, 8, 0}, Tile{3, 0, 8}, Tile{0, 1, 0}}) {
        EXPECT_THROW((void)set->encode(request(bad)), gis::Error);
        EXPECT_THROW((void)set->version(request(bad)), gis::Error);
    }
}

} // namespace
