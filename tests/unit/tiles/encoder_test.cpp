// The encoder alone: bytes, rounding, clipping.
#include "gis/tiles/clip.hpp"
#include "gis/tiles/geometry_writer.hpp"
#include "gis/tiles/layer_writer.hpp"
#include "gis/tiles/world.hpp"

#include "gis/core/error.hpp"
#include "gis/tiles/gzip.hpp"
#include "tests/support/mvt_reader.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace gis::tiles; // NOLINT: what is under test

/// A position of tile 0/0/0 by its tile units: a unit is 2^20 world units there.
WorldPoint unit(std::uint32_t x, std::uint32_t y) {
    return {x << 20, y << 20};
}

std::vector<mvt::Path> paths_of(std::string_view geometry, int type) {
    std::vector<std::uint32_t> commands;
    const char* at = geometry.data();
    while (at != geometry.data() + geometry.size()) {
        commands.push_back(static_cast<std::uint32_t>(
            protozero::decode_varint(&at, geometry.data() + geometry.size())));
    }
    return mvt::read_geometry(commands, type);
}

TEST(layer_writer, writes_the_bytes_of_the_specification) {
    GeometryWriter geometry{TileGrid{Tile{}}};
    geometry.begin();
    const std::array line{unit(2, 2), unit(2, 10), unit(10, 10)};
    geometry.add_line(line, Reach::inside);
    // MoveTo(+2,+2) LineTo(+0,+8)(+8,+0): the example of MVT 2.1, 4.3.4.3
    EXPECT_EQ(geometry.bytes(), std::string_view("\x09\x04\x04\x12\x00\x10\x10\x00", 8));

    LayerWriter layer;
    const std::array<std::string_view, 1> keys{"k"};
    layer.begin("l", keys);
    const auto value = layer.add_text("v");
    layer.add_feature(3, GeometryType::line, std::array<std::uint32_t, 2>{0, value},
                      geometry.bytes());
    const std::string expected{"\x1a\x24"         // tile.layers, 36 bytes
                               "\x78\x02"         // version 2
                               "\x0a\x01l"        // name
                               "\x12\x12"         // feature, 18 bytes
                               "\x08\x03"         // id 3
                               "\x12\x02\x00\x00" // tags
                               "\x18\x02"         // LINESTRING
                               "\x22\x08\x09\x04\x04\x12\x00\x10\x10\x00"
                               "\x1a\x01k"         // key
                               "\x22\x03\x0a\x01v" // value, string
                               "\x28\x80\x20",     // extent 4096
                               38};
    EXPECT_EQ(layer.finish(), expected);
}

TEST(layer_writer, a_polygon_closes_its_rings) {
    GeometryWriter geometry{TileGrid{Tile{}}};
    geometry.begin();
    const std::array outer{unit(3, 6), unit(20, 6), unit(20, 34), unit(3, 34)};
    const std::array hole{unit(5, 10), unit(5, 20), unit(10, 20)};
    EXPECT_TRUE(geometry.add_ring(outer, RingRole::outer, Reach::inside));
    EXPECT_TRUE(geometry.add_ring(hole, RingRole::hole, Reach::inside));
    EXPECT_EQ(geometry.bytes(), std::string_view("\x09\x06\x0c\x1a\x22\x00\x00\x38\x21\x00\x0f"
                                                 "\x09\x04\x2f\x12\x00\x14\x0a\x00\x0f",
                                                 20));
    const auto paths = paths_of(geometry.bytes(), 3);
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_GT(mvt::doubled_area(paths[0]), 0);
    EXPECT_LT(mvt::doubled_area(paths[1]), 0);
}

TEST(layer_writer, values_keep_their_types) {
    GeometryWriter geometry{TileGrid{Tile{}}};
    geometry.begin();
    geometry.add_point(unit(1, 1));
    LayerWriter layer;
    const std::array<std::string_view, 8> keys{"a", "b", "c", "d", "e", "f", "g", "h"};
    layer.begin("values", keys);
    std::vector<std::uint32_t> tags;
    const auto add = [&](std::uint32_t value) {
        tags.push_back(static_cast<std::uint32_t>(tags.size() / 2));
        tags.push_back(value);
    };
    add(layer.add_number(400.0, Precision::single));
    add(layer.add_number(1234.567, Precision::full));
    add(layer.add_number(1234.567, Precision::single));
    add(layer.add_number(-3.0, Precision::full));
    add(layer.add_integer(9'007'199'254'740'993));
    add(layer.add_bool(false));
    add(layer.add_encoded(encoded_text("Sóc Dầm")));
    add(layer.add_integer(-1));
    layer.add_feature(0, GeometryType::point, tags, geometry.bytes());
    const auto layers = mvt::read_tile(layer.finish());
    const auto& feature = layers.at("values").features.at(0);
    EXPECT_EQ(feature.tags.at("a"), mvt::Value{std::int64_t{400}});
    EXPECT_EQ(feature.tags.at("b"), mvt::Value{1234.567});
    EXPECT_NEAR(std::get<double>(feature.tags.at("c")), 1234.567, 1e-4);
    EXPECT_EQ(feature.tags.at("d"), mvt::Value{std::int64_t{-3}});
    EXPECT_EQ(feature.tags.at("e"), mvt::Value{std::int64_t{9'007'199'254'740'993}});
    EXPECT_EQ(feature.tags.at("f"), mvt::Value{false});
    EXPECT_EQ(feature.text("g"), "Sóc Dầm");
    EXPECT_EQ(feature.tags.at("h"), mvt::Value{std::int64_t{-1}});
    EXPECT_EQ(feature.id, 0U);
}

TEST(layer_writer, a_layer_without_features_is_nothing) {
    LayerWriter layer;
    layer.begin("empty", {});
    EXPECT_TRUE(layer.finish().empty());
}

TEST(geometry_writer, a_line_that_leaves_and_comes_back_is_two_paths) {
    const Tile tile{4, 5, 5};
    const std::uint32_t side = 1U << 28;
    const auto at = [&](double x, double y) {
        return WorldPoint{static_cast<std::uint32_t>((5 + x) * side),
                          static_cast<std::uint32_t>((5 + y) * side)};
    };
    GeometryWriter geometry{TileGrid{tile}};
    geometry.begin();
    const std::array line{at(0.5, 0.5), at(1.5, 0.5), at(1.5, 0.75), at(0.5, 0.75)};
    geometry.add_line(line, Reach::beyond);
    const auto paths = paths_of(geometry.bytes(), 2);
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(paths[0], (mvt::Path{{2048, 2048}, {4160, 2048}}));
    EXPECT_EQ(paths[1], (mvt::Path{{4160, 3072}, {2048, 3072}}));
}

TEST(geometry_writer, a_line_through_the_tile_without_a_vertex_in_it_is_cut_on_both_sides) {
    GeometryWriter geometry{TileGrid{Tile{22, 3'000'000, 2'000'000}}};
    geometry.begin();
    const std::array line{WorldPoint{0, 2'000'000U * 1024 + 512},
                          WorldPoint{4'294'967'295U, 2'000'000U * 1024 + 512}};
    geometry.add_line(line, Reach::beyond);
    EXPECT_EQ(paths_of(geometry.bytes(), 2), (std::vector<mvt::Path>{{{-64, 2048}, {4160, 2048}}}));
}

TEST(geometry_writer, a_line_outside_or_shorter_than_a_unit_is_nothing) {
    GeometryWriter geometry{TileGrid{Tile{1, 0, 0}}};
    geometry.begin();
    geometry.add_line(std::array{unit(3000, 100), unit(3000, 2000)}, Reach::beyond);
    EXPECT_TRUE(geometry.empty());
    geometry.add_line(std::array{WorldPoint{5000, 5000}, WorldPoint{5010, 5010}}, Reach::inside);
    EXPECT_TRUE(geometry.empty());
}

TEST(geometry_writer, a_ring_around_the_tile_becomes_its_buffered_square) {
    GeometryWriter geometry{TileGrid{Tile{3, 4, 4}}};
    geometry.begin();
    const std::array ring{unit(0, 0), unit(4095, 0), unit(4095, 4095), unit(0, 4095)};
    EXPECT_TRUE(geometry.add_ring(ring, RingRole::outer, Reach::beyond));
    const auto paths = paths_of(geometry.bytes(), 3);
    ASSERT_EQ(paths.size(), 1U);
    EXPECT_EQ(mvt::doubled_area(paths[0]), 2 * (4096 + 128) * (4096 + 128));
}

TEST(geometry_writer, rings_without_area_or_turned_over_are_left_out) {
    GeometryWriter geometry{TileGrid{Tile{}}};
    geometry.begin();
    EXPECT_FALSE(geometry.add_ring(std::array{unit(1, 1), unit(9, 1), unit(5, 1)}, RingRole::outer,
                                   Reach::inside));
    EXPECT_FALSE(geometry.add_ring(std::array{unit(1, 1), unit(1, 9), unit(9, 9)}, RingRole::outer,
                                   Reach::inside));
    EXPECT_FALSE(geometry.add_ring(std::array{unit(1, 1), unit(9, 9), unit(1, 9)}, RingRole::hole,
                                   Reach::inside));
    EXPECT_TRUE(geometry.empty());
}

TEST(clip, a_cut_position_does_not_depend_on_the_direction) {
    for (std::int64_t i = 0; i < 500; ++i) {
        const TilePoint a{-3000 + i * 17, 100 + i * 3};
        const TilePoint b{9000 - i * 5, 5000 - i * 13};
        const auto forth = clip_segment(a, b);
        const auto back = clip_segment(b, a);
        ASSERT_EQ(forth.has_value(), back.has_value());
        if (forth) {
            EXPECT_EQ(forth->first, back->second);
            EXPECT_EQ(forth->second, back->first);
            EXPECT_EQ(outside_code(forth->first) | outside_code(forth->second), 0U);
        }
    }
}

TEST(tile_grid, neighbours_and_deeper_zooms_see_the_same_position) {
    const WorldPoint point{0xC5B0'1234, 0x77F0'8642};
    for (std::uint32_t zoom = 1; zoom <= 22; ++zoom) {
        const auto shift = 32 - zoom;
        const Tile tile{zoom, point.x >> shift, point.y >> shift};
        const auto own = TileGrid{tile}.to_tile(point);
        EXPECT_EQ(outside_code(own), 0U);
        const auto left = TileGrid{{zoom, tile.x - 1, tile.y}}.to_tile(point);
        EXPECT_EQ(left, (TilePoint{own.x + 4096, own.y}));
        const double exact =
            static_cast<double>(point.x) / static_cast<double>(1ULL << shift) - tile.x;
        EXPECT_LE(std::abs(static_cast<double>(own.x) - exact * 4096.0), 0.5) << zoom;
    }
}

TEST(gzip, packs_one_member_and_unpacks_it) {
    const std::string text(100'000, 'x');
    const auto packed = gzip(text);
    EXPECT_EQ(packed.substr(0, 2), "\x1f\x8b");
    EXPECT_LT(packed.size(), 1000U);
    EXPECT_EQ(gunzip(packed), text);
    EXPECT_THROW((void)gunzip(packed.substr(0, packed.size() - 1)), gis::Error);
    EXPECT_THROW((void)gunzip(packed + packed), gis::Error);
    EXPECT_THROW((void)gunzip("no gzip"), gis::Error);
}

} // namespace
