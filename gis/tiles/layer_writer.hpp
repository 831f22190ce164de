#pragma once

#include "gis/tiles/bytes.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gis::tiles {

/// MVT's GeomType.
enum class GeometryType : std::uint8_t { point = 1, line = 2, polygon = 3 };

/// How a fraction is stored: `single` is 4 bytes (1 mm at 10 km), `full` 8. Whole numbers are
/// varints either way.
enum class Precision : std::uint8_t { single, full };

/// A text as an entry of a layer's value table, ready to be copied into one.
[[nodiscard]] std::string encoded_text(std::string_view text);

/// Puts one MVT 2.1 layer after another together. Holds scratch memory, allocates nothing once
/// warm.
class LayerWriter {
public:
    /// Begins a layer. @param keys  of the attributes; a key's position is its index in a feature's
    /// tags
    void begin(std::string_view name, std::span<const std::string_view> keys);

    /// Each adds an entry to the layer's value table and returns its index. The caller reuses
    /// indices: the table does not look for equal entries.
    std::uint32_t add_encoded(std::string_view entry);
    std::uint32_t add_text(std::string_view text);
    std::uint32_t add_number(double value, Precision precision);
    std::uint32_t add_integer(std::int64_t value);
    std::uint32_t add_bool(bool value);

    /// @param id        0 and below: no id
    /// @param tags      pairs of key and value index
    /// @param geometry  commands, not empty
    void add_feature(std::int64_t id, GeometryType type, std::span<const std::uint32_t> tags,
                     std::string_view geometry);

    [[nodiscard]] bool empty() const noexcept { return m_features.empty(); }

    /// The layer as a field of a tile: layers one behind the other are a tile. Empty when no
    /// feature was added. Valid until the next begin().
    [[nodiscard]] std::string_view finish();

private:
    std::string m_name;
    Bytes m_head;
    Bytes m_features;
    Bytes m_values;
    Bytes m_layer;
    std::uint32_t m_value_count = 0;
};

} // namespace gis::tiles
