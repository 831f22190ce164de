#include "gis/tiles/layer_writer.hpp"

#include "gis/tiles/world.hpp"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <bit>
#include <cmath>

namespace gis::tiles {

namespace {

// Field numbers of vector_tile.proto.
enum class TileField : protozero::pbf_tag_type { layers = 3 };
enum class LayerField : protozero::pbf_tag_type {
    name = 1,
    features = 2,
    keys = 3,
    values = 4,
    extent = 5,
    version = 15
};
enum class FeatureField : protozero::pbf_tag_type { id = 1, tags = 2, type = 3, geometry = 4 };
enum class ValueField : protozero::pbf_tag_type {
    string = 1,
    single = 2,
    full = 3,
    unsigned_integer = 5,
    signed_integer = 6,
    boolean = 7
};

constexpr std::uint32_t specification_version = 2;
constexpr double exact_integers = 9007199254740992.0; // 2^53

template <class Field>
constexpr std::uint64_t key(Field field, protozero::pbf_wire_type type) noexcept {
    return (static_cast<std::uint64_t>(field) << 3) | static_cast<std::uint64_t>(type);
}

template <class Field>
constexpr std::uint64_t varint_key(Field field) noexcept {
    return key(field, protozero::pbf_wire_type::varint);
}

template <class Field>
constexpr std::uint64_t bytes_key(Field field) noexcept {
    return key(field, protozero::pbf_wire_type::length_delimited);
}

void push_bytes(Bytes& target, std::uint64_t field_key, std::string_view bytes) {
    target.push_varint(field_key);
    target.push_varint(bytes.size());
    target.append(bytes);
}

/// A fixed-width number, least significant byte first.
template <class Number>
char* put_fixed(char* at, Number bits) noexcept {
    for (std::size_t byte = 0; byte < sizeof(Number); ++byte) {
        *at++ = static_cast<char>((bits >> (8 * byte)) & 0xFFU);
    }
    return at;
}

} // namespace

std::string encoded_text(std::string_view text) {
    std::string value;
    protozero::pbf_writer{value}.add_string(
        static_cast<protozero::pbf_tag_type>(ValueField::string), text.data(), text.size());
    std::string entry;
    protozero::pbf_writer{entry}.add_message(
        static_cast<protozero::pbf_tag_type>(LayerField::values), value);
    return entry;
}

void LayerWriter::begin(std::string_view name, std::span<const std::string_view> keys) {
    m_name = name;
    m_features.clear();
    m_values.clear();
    m_head.clear();
    m_value_count = 0;
    for (const auto& key_name : keys) {
        push_bytes(m_head, bytes_key(LayerField::keys), key_name);
    }
}

std::uint32_t LayerWriter::add_encoded(std::string_view entry) {
    m_values.append(entry);
    return m_value_count++;
}

std::uint32_t LayerWriter::add_text(std::string_view text) {
    const std::size_t value_size =
        1 + static_cast<std::size_t>(protozero::length_of_varint(text.size())) + text.size();
    m_values.push_varint(bytes_key(LayerField::values));
    m_values.push_varint(value_size);
    push_bytes(m_values, bytes_key(ValueField::string), text);
    return m_value_count++;
}

std::uint32_t LayerWriter::add_number(double value, Precision precision) {
    if (value == std::floor(value) && std::abs(value) < exact_integers) {
        return add_integer(static_cast<std::int64_t>(value));
    }
    char* at = m_values.room(2 * max_varint);
    at += protozero::write_varint(at, bytes_key(LayerField::values));
    if (precision == Precision::single) {
        at += protozero::write_varint(at, 1 + sizeof(float));
        at +=
            protozero::write_varint(at, key(ValueField::single, protozero::pbf_wire_type::fixed32));
        at = put_fixed(at, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    } else {
        at += protozero::write_varint(at, 1 + sizeof(double));
        at += protozero::write_varint(at, key(ValueField::full, protozero::pbf_wire_type::fixed64));
        at = put_fixed(at, std::bit_cast<std::uint64_t>(value));
    }
    m_values.written_to(at);
    return m_value_count++;
}

std::uint32_t LayerWriter::add_integer(std::int64_t value) {
    const auto field = value < 0 ? ValueField::signed_integer : ValueField::unsigned_integer;
    const std::uint64_t coded =
        value < 0 ? protozero::encode_zigzag64(value) : static_cast<std::uint64_t>(value);
    char* at = m_values.room(4 * max_varint);
    at += protozero::write_varint(at, bytes_key(LayerField::values));
    at += protozero::write_varint(
        at, 1 + static_cast<std::uint64_t>(protozero::length_of_varint(coded)));
    at += protozero::write_varint(at, varint_key(field));
    at += protozero::write_varint(at, coded);
    m_values.written_to(at);
    return m_value_count++;
}

std::uint32_t LayerWriter::add_bool(bool value) {
    char* at = m_values.room(4 * max_varint);
    at += protozero::write_varint(at, bytes_key(LayerField::values));
    at += protozero::write_varint(at, 2U);
    at += protozero::write_varint(at, varint_key(ValueField::boolean));
    *at++ = value ? '\1' : '\0';
    m_values.written_to(at);
    return m_value_count++;
}

void LayerWriter::add_feature(std::int64_t id, GeometryType type,
                              std::span<const std::uint32_t> tags, std::string_view geometry) {
    const auto length_of = [](std::uint64_t value) {
        return static_cast<std::size_t>(protozero::length_of_varint(value));
    };
    std::size_t tags_size = 0;
    for (const auto tag : tags) {
        tags_size += length_of(tag);
    }
    const std::size_t id_size = id > 0 ? 1 + length_of(static_cast<std::uint64_t>(id)) : 0;
    const std::size_t size = id_size + (tags.empty() ? 0 : 1 + length_of(tags_size) + tags_size) +
                             2 + 1 + length_of(geometry.size()) + geometry.size();
    char* at = m_features.room(size + 2 * max_varint);
    at += protozero::write_varint(at, bytes_key(LayerField::features));
    at += protozero::write_varint(at, size);
    if (id > 0) {
        at += protozero::write_varint(at, varint_key(FeatureField::id));
        at += protozero::write_varint(at, static_cast<std::uint64_t>(id));
    }
    if (!tags.empty()) {
        at += protozero::write_varint(at, bytes_key(FeatureField::tags));
        at += protozero::write_varint(at, tags_size);
        for (const auto tag : tags) {
            at += protozero::write_varint(at, tag);
        }
    }
    at += protozero::write_varint(at, varint_key(FeatureField::type));
    *at++ = static_cast<char>(type);
    at += protozero::write_varint(at, bytes_key(FeatureField::geometry));
    at += protozero::write_varint(at, geometry.size());
    m_features.written_to(std::copy(geometry.begin(), geometry.end(), at));
}

std::string_view LayerWriter::finish() {
    m_layer.clear();
    if (m_features.empty()) {
        return {};
    }
    const auto length_of = [](std::uint64_t value) {
        return static_cast<std::size_t>(protozero::length_of_varint(value));
    };
    const std::size_t size = 2 + 1 + length_of(m_name.size()) + m_name.size() + m_features.size() +
                             m_head.size() + m_values.size() + 1 +
                             length_of(static_cast<std::uint64_t>(tile_extent));
    m_layer.push_varint(bytes_key(TileField::layers));
    m_layer.push_varint(size);
    m_layer.push_varint(varint_key(LayerField::version));
    m_layer.push_varint(specification_version);
    push_bytes(m_layer, bytes_key(LayerField::name), m_name);
    m_layer.append(m_features.view());
    m_layer.append(m_head.view());
    m_layer.append(m_values.view());
    m_layer.push_varint(varint_key(LayerField::extent));
    m_layer.push_varint(static_cast<std::uint64_t>(tile_extent));
    return m_layer.view();
}

} // namespace gis::tiles
