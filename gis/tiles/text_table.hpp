#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gis::tiles {

/// Texts, each once, as entries that can be copied into a layer's value table.
class TextTable {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::size_t size() const noexcept { return m_first.size() - 1; }

    [[nodiscard]] std::string_view entry(std::size_t index) const {
        return std::string_view{m_entries}.substr(m_first[index],
                                                  m_first[index + 1] - m_first[index]);
    }

private:
    friend class TextTableBuilder;

    std::string m_entries;
    std::vector<std::uint32_t> m_first{0};
};

class TextTableBuilder {
public:
    /// Index of a text, which has to live until build(); TextTable::none for the empty one.
    std::uint32_t add(std::string_view text);

    [[nodiscard]] TextTable build() { return std::move(m_table); }

private:
    TextTable m_table;
    std::unordered_map<std::string_view, std::uint32_t> m_index;
};

} // namespace gis::tiles
