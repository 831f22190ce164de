// Any geometry is written as a tile that a strict reader takes, inside the buffered tile, at every
// zoom.
#include "gis/tiles/geometry_writer.hpp"
#include "gis/tiles/layer_writer.hpp"
#include "gis/tiles/simplify.hpp"
#include "tests/support/mvt_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

namespace {

using gis::tiles::WorldPoint;

/// Takes numbers off the input; zeros when it is used up.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) {}

    [[nodiscard]] bool empty() const { return m_size == 0; }

    template <class Number>
    Number take() {
        Number number{};
        const auto count = std::min(sizeof(number), m_size);
        std::memcpy(&number, m_data, count);
        m_data += count;
        m_size -= count;
        return number;
    }

private:
    const std::uint8_t* m_data;
    std::size_t m_size;
};

/// Positions all over the world or, to meet the tile's edges, in steps of a tile unit round it.
WorldPoint take_point(Input& input, const gis::tiles::Tile& tile) {
    if (input.take<std::uint8_t>() % 4 == 0) {
        const auto x = input.take<std::uint32_t>();
        return {x, input.take<std::uint32_t>()};
    }
    const auto place = [&](std::uint32_t index) {
        const std::int64_t side = std::int64_t{1} << (32 - tile.zoom);
        const std::int64_t offset = input.take<std::uint16_t>() * side / 16384 - side;
        return static_cast<std::uint32_t>(index * side + offset); // wraps at the world's edge
    };
    const auto x = place(tile.x);
    return {x, place(tile.y)};
}

void check(bool right, const char* what) {
    if (!right) {
        std::cerr << what << '\n';
        std::abort();
    }
}

void check_tile(std::string_view bytes) {
    try {
        for (const auto& [name, layer] : mvt::read_tile(bytes)) {
            for (const auto& feature : layer.features) {
                for (const auto& path : feature.paths) {
                    for (const auto& position : path) {
                        check(gis::tiles::outside_code({position.x, position.y}) == 0,
                              "outside the buffered tile");
                    }
                }
            }
        }
    } catch (const std::exception& error) {
        check(false, error.what());
    }
}

void add_feature(Input& input, const gis::tiles::Tile& tile, gis::tiles::GeometryWriter& geometry,
                 gis::tiles::LayerWriter& layer) {
    using gis::tiles::GeometryType;
    const auto type = static_cast<GeometryType>(1 + input.take<std::uint8_t>() % 3);
    std::vector<WorldPoint> points;
    for (auto count = input.take<std::uint8_t>() % 40; count > 0; --count) {
        points.push_back(take_point(input, tile));
    }
    geometry.begin();
    if (type == GeometryType::polygon) {
        if (geometry.add_ring(points, gis::tiles::RingRole::outer, gis::tiles::Reach::beyond)) {
            std::reverse(points.begin(), points.end());
            geometry.add_ring(points, gis::tiles::RingRole::hole, gis::tiles::Reach::beyond);
        } else if (!points.empty()) {
            geometry.add_dust(points.front());
        }
    } else if (type == GeometryType::line) {
        geometry.add_line(points, gis::tiles::Reach::beyond);
    } else if (!points.empty()) {
        geometry.add_point(points.front());
    }
    gis::tiles::Simplifier simplifier;
    check(simplifier.weigh(points).size() == points.size(), "a vertex without weight");
    if (geometry.empty()) {
        return;
    }
    const auto number = input.take<double>();
    const std::array<std::uint32_t, 6> tags{
        0, layer.add_number(number, gis::tiles::Precision::full),
        1, layer.add_number(number, gis::tiles::Precision::single),
        2, layer.add_integer(input.take<std::int64_t>())};
    layer.add_feature(input.take<std::int64_t>(), type, tags, geometry.bytes());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    const std::uint32_t zoom = input.take<std::uint8_t>() % (gis::tiles::max_zoom + 1);
    const std::uint32_t mask = (1U << zoom) - 1;
    const gis::tiles::Tile tile{zoom, input.take<std::uint32_t>() & mask,
                                input.take<std::uint32_t>() & mask};
    gis::tiles::GeometryWriter geometry{gis::tiles::TileGrid{tile}};
    gis::tiles::LayerWriter layer;
    const std::array<std::string_view, 3> keys{"full", "single", "whole"};
    layer.begin("fuzz", keys);
    while (!input.empty()) {
        add_feature(input, tile, geometry, layer);
    }
    check_tile(layer.finish());
    return 0;
}
