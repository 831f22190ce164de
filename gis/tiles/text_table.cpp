#include "gis/tiles/text_table.hpp"

#include "gis/tiles/layer_writer.hpp"

namespace gis::tiles {

std::uint32_t TextTableBuilder::add(std::string_view text) {
    if (text.empty()) {
        return TextTable::none;
    }
    const auto [found, added] =
        m_index.try_emplace(text, static_cast<std::uint32_t>(m_table.size()));
    if (added) {
        m_table.m_entries += encoded_text(text);
        m_table.m_first.push_back(static_cast<std::uint32_t>(m_table.m_entries.size()));
    }
    return found->second;
}

} // namespace gis::tiles
