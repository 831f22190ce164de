#pragma once

#include <protozero/pbf_message.hpp>
#include <protozero/pbf_reader.hpp>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Reads vector tiles strictly by the MVT 2.1 specification, for tests. Throws std::runtime_error
/// on every violation.
namespace mvt {

using Value = std::variant<std::string, double, std::int64_t, bool>;

struct Position {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend bool operator==(const Position&, const Position&) = default;
    friend auto operator<=>(const Position&, const Position&) = default;
};

/// A point, a line or a closed ring (without its first position again).
using Path = std::vector<Position>;

struct Feature {
    std::uint64_t id = 0;
    int type = 0; ///< 1 point, 2 line, 3 polygon
    std::map<std::string, Value> tags;
    std::vector<Path> paths;

    [[nodiscard]] const std::string& text(const std::string& key) const {
        return std::get<std::string>(tags.at(key));
    }
    [[nodiscard]] double number(const std::string& key) const {
        const auto& value = tags.at(key);
        const auto* whole = std::get_if<std::int64_t>(&value);
        return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
    }
};

struct Layer {
    std::string name;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    std::vector<std::string> keys;
    std::vector<Value> values;
    std::vector<Feature> features;
};

inline void require(bool condition, const char* message) {
    if (!condition) {
        throw std::runtime_error{message};
    }
}

/// Twice the area by the surveyor's formula, y to the south.
inline std::int64_t doubled_area(const Path& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

inline Value read_value(protozero::pbf_reader message) {
    require(message.next(), "an empty value");
    switch (message.tag()) {
    case 1:
        return message.get_string();
    case 2:
        return double{message.get_float()};
    case 3:
        return message.get_double();
    case 4:
        return std::int64_t{message.get_int64()};
    case 5:
        return static_cast<std::int64_t>(message.get_uint64());
    case 6:
        return std::int64_t{message.get_sint64()};
    case 7:
        return message.get_bool();
    default:
        throw std::runtime_error{"an unknown type of value"};
    }
}

/// Checks the commands as the specification wants them for the type.
inline std::vector<Path> read_geometry(const std::vector<std::uint32_t>& commands, int type) {
    std::vector<Path> paths;
    Position cursor;
    std::size_t at = 0;
    const auto next = [&] {
        require(at < commands.size(), "geometry ends too early");
        return commands[at++];
    };
    const auto step = [&] {
        cursor.x += protozero::decode_zigzag32(next());
        cursor.y += protozero::decode_zigzag32(next());
        return cursor;
    };
    require(!commands.empty(), "no geometry");
    while (at < commands.size()) {
        const auto move = next();
        require((move & 7U) == 1, "a path begins without MoveTo");
        if (type == 1) {
            require((move >> 3) > 0, "MoveTo of nothing");
            for (auto count = move >> 3; count > 0; --count) {
                paths.push_back({step()});
            }
            continue;
        }
        require((move >> 3) == 1, "MoveTo of several positions");
        Path path{step()};
        const auto line = next();
        require((line & 7U) == 2, "no LineTo after MoveTo");
        require((line >> 3) >= (type == 3 ? 2U : 1U), "LineTo of too few positions");
        for (auto count = line >> 3; count > 0; --count) {
            path.push_back(step());
            require(path.back() != path[path.size() - 2], "equal positions in a row");
        }
        if (type == 3) {
            require(next() == 15, "a ring that is not closed");
            require(path.front() != path.back(), "a ring that repeats its first position");
            require(doubled_area(path) != 0, "a ring without area");
        }
        paths.push_back(std::move(path));
    }
    if (type == 3) {
        require(doubled_area(paths.front()) > 0, "a polygon begins with a hole");
    }
    return paths;
}

inline Feature read_feature(protozero::pbf_reader message, const Layer& layer) {
    Feature feature;
    std::vector<std::uint32_t> tags;
    std::vector<std::uint32_t> commands;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            feature.id = message.get_uint64();
            break;
        case 2:
            for (const auto tag : message.get_packed_uint32()) {
                tags.push_back(tag);
            }
            break;
        case 3:
            feature.type = message.get_enum();
            break;
        case 4:
            for (const auto command : message.get_packed_uint32()) {
                commands.push_back(command);
            }
            break;
        default:
            throw std::runtime_error{"an unknown field of a feature"};
        }
    }
    require(tags.size() % 2 == 0, "a key without a value");
    for (std::size_t i = 0; i < tags.size(); i += 2) {
        const bool added =
            feature.tags.emplace(layer.keys.at(tags[i]), layer.values.at(tags[i + 1])).second;
        require(added, "a key twice");
    }
    feature.paths = read_geometry(commands, feature.type);
    return feature;
}

inline Layer read_layer(protozero::pbf_reader message) {
    Layer layer;
    std::vector<protozero::pbf_reader> features;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            layer.name = message.get_string();
            break;
        case 2:
            features.push_back(message.get_message());
            break;
        case 3:
            layer.keys.push_back(message.get_string());
            break;
        case 4:
            layer.values.push_back(read_value(message.get_message()));
            break;
        case 5:
            layer.extent = message.get_uint32();
            break;
        case 15:
            layer.version = message.get_uint32();
            break;
        default:
            throw std::runtime_error{"an unknown field of a layer"};
        }
    }
    require(layer.version == 2, "not version 2");
    require(!layer.name.empty(), "a layer without a name");
    require(!features.empty(), "a layer without features");
    for (const auto& feature : features) {
        layer.features.push_back(read_feature(feature, layer));
    }
    return layer;
}

/// The layers of a tile by name.
inline std::map<std::string, Layer> read_tile(std::string_view bytes) {
    std::map<std::string, Layer> layers;
    protozero::pbf_reader tile{bytes.data(), bytes.size()};
    while (tile.next()) {
        require(tile.tag() == 3, "an unknown field of a tile");
        auto layer = read_layer(tile.get_message());
        auto name = layer.name;
        require(layers.emplace(std::move(name), std::move(layer)).second, "a layer twice");
    }
    return layers;
}

} // namespace mvt
