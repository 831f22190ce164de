#include "gis/tiles/workspace.hpp"

namespace gis::tiles {

void ValueSlots::use(const TextTable& table) {
    if (m_slots.size() < table.size()) {
        m_slots.resize(table.size());
    }
    if (++m_round == 0) { // after 2^32 rounds: marks of old ones must not look new
        m_slots.assign(m_slots.size(), Slot{});
        m_round = 1;
    }
}

std::uint32_t ValueSlots::index(LayerWriter& layer, const TextTable& table, std::uint32_t text) {
    auto& slot = m_slots[text];
    if (slot.round != m_round) {
        slot = {m_round, layer.add_encoded(table.entry(text))};
    }
    return slot.index;
}

} // namespace gis::tiles
