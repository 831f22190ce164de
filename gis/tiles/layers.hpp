#pragma once

#include "gis/core/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gis::tiles {

/// The layers of a tile, in the order in which they are written.
enum class Layer : std::uint8_t { communes, hamlets, roads, facilities, works, reach };

/// What TileJSON 3 calls the type of a field.
enum class FieldType : std::uint8_t { text, number, boolean };

/// One attribute of a layer's features.
struct FieldInfo {
    std::string_view name;
    FieldType type = FieldType::text;
};

/// One layer, as `vector_layers` of TileJSON describes it. The encoder writes by the same table.
struct LayerInfo {
    Layer layer = Layer::communes;
    std::string_view name;
    std::string_view description; ///< English, one sentence
    std::uint32_t min_zoom = 0;   ///< below it the layer is in no tile
    std::span<const FieldInfo> fields;
};

/// All layers, in the order of Layer. Works are listed once they are stored.
[[nodiscard]] std::span<const LayerInfo> layers() noexcept;

/// The layers of tiles about coverage: communes and hamlets with the share of their people that is
/// covered, and `reach`, the roads from which a facility is reached or not.
[[nodiscard]] std::span<const LayerInfo> coverage_layers() noexcept;

/// The zoom that a client best asks for at most: beyond it it may enlarge the tiles of this one (a
/// tile unit is 15 cm). Tiles are cut for every zoom to 22.
inline constexpr std::uint32_t advised_max_zoom = 16;

[[nodiscard]] std::string_view to_text(FieldType type) noexcept;

/// Some of the layers.
class LayerSet {
public:
    /// No layer.
    constexpr LayerSet() = default;

    [[nodiscard]] static LayerSet all() noexcept;

    /// Reads a list like `roads,facilities`; a layer named twice counts once.
    /// @throws Error{invalid_argument} with field "layers" when one is unknown or the list is empty
    [[nodiscard]] static LayerSet parse(std::string_view list);

    [[nodiscard]] constexpr LayerSet with(Layer layer) const noexcept {
        LayerSet result = *this;
        result.m_bits = static_cast<std::uint8_t>(m_bits | bit(layer));
        return result;
    }
    [[nodiscard]] constexpr bool has(Layer layer) const noexcept {
        return (m_bits & bit(layer)) != 0;
    }
    [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return m_bits; }

    friend bool operator==(const LayerSet&, const LayerSet&) = default;

private:
    static constexpr std::uint8_t bit(Layer layer) noexcept {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(layer));
    }

    std::uint8_t m_bits = 0;
};

} // namespace gis::tiles
