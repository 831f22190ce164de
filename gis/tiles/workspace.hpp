#pragma once

#include "gis/tiles/geometry_writer.hpp"
#include "gis/tiles/layer_writer.hpp"
#include "gis/tiles/road_states.hpp"
#include "gis/tiles/text_table.hpp"
#include "gis/tiles/world.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gis::tiles {

/// Where the texts of a table stand in the value table of the layer in hand. Forgetting all of them
/// costs nothing.
class ValueSlots {
public:
    /// For another table or layer.
    void use(const TextTable& table);

    /// Index of a text of the table in use in the layer's value table, added at its first use.
    std::uint32_t index(LayerWriter& layer, const TextTable& table, std::uint32_t text);

private:
    struct Slot {
        std::uint32_t round = 0;
        std::uint32_t index = 0;
    };

    std::vector<Slot> m_slots;
    std::uint32_t m_round = 0;
};

/// The same for a small set of fixed texts and for yes and no.
class EnumSlots {
public:
    void forget() noexcept { m_index.fill(TextTable::none); }

    template <class Add>
    std::uint32_t index(std::size_t value, Add&& add) {
        auto& index = m_index[value];
        if (index == TextTable::none) {
            index = add();
        }
        return index;
    }

private:
    std::array<std::uint32_t, 16> m_index{};
};

/// What a thread needs to write tiles; its memory serves one tile after another.
struct Workspace {
    GeometryWriter geometry{TileGrid{Tile{}}};
    LayerWriter layer;
    ValueSlots texts;
    EnumSlots classes;
    EnumSlots surfaces;
    EnumSlots verdicts;
    std::vector<std::uint32_t> tags;
    std::vector<RoadStretch> folded;
    std::vector<WorldPoint> cut;
    std::vector<float> chainage;
};

} // namespace gis::tiles
