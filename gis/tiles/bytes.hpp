#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gis::tiles {

/// Bytes under construction. Memory is kept over clear(), so that a buffer that is used again
/// allocates nothing.
class Bytes {
public:
    void clear() noexcept { m_size = 0; }
    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// Valid until the next change.
    [[nodiscard]] std::string_view view() const noexcept { return {m_memory.data(), m_size}; }

    /// Where the next byte goes, with room for `count` bytes; to be followed by written_to().
    [[nodiscard]] char* room(std::size_t count) {
        if (m_memory.size() - m_size < count) {
            grow(count);
        }
        return m_memory.data() + m_size;
    }

    /// @param end  behind the last byte that was written at room()
    void written_to(const char* end) noexcept {
        m_size = static_cast<std::size_t>(end - m_memory.data());
    }

    void push_varint(std::uint64_t value);
    void append(std::string_view bytes);

private:
    void grow(std::size_t count);

    std::vector<char> m_memory; // all of it usable; m_size of it used
    std::size_t m_size = 0;
};

/// The longest varint, in bytes.
inline constexpr std::size_t max_varint = 10;

} // namespace gis::tiles
