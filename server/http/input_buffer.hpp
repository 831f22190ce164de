#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace server::http {

/// Received bytes that are not consumed yet. Consumed bytes stay in place, so that views into a
/// head live until room() is asked for again.
class InputBuffer {
public:
    [[nodiscard]] std::string_view view() const noexcept {
        return {m_bytes.data() + m_begin, m_end - m_begin};
    }
    [[nodiscard]] bool empty() const noexcept { return m_begin == m_end; }

    void consume(std::size_t size) noexcept { m_begin += size; }

    struct Room {
        char* data;
        std::size_t size;
    };

    /// Free space to receive into; moves what is left to the front and grows when it is full.
    [[nodiscard]] Room room() {
        if (m_begin > 0) {
            std::memmove(m_bytes.data(), m_bytes.data() + m_begin, m_end - m_begin);
            m_end -= m_begin;
            m_begin = 0;
        }
        if (m_end == 0 && m_bytes.size() > initial_bytes) {
            m_bytes = std::vector<char>(initial_bytes);
        }
        if (m_end == m_bytes.size()) {
            m_bytes.resize(std::max(initial_bytes, 2 * m_bytes.size()));
        }
        return {m_bytes.data() + m_end, m_bytes.size() - m_end};
    }
    void received(std::size_t size) noexcept { m_end += size; }

    /// Takes over bytes that were read ahead elsewhere. @pre empty()
    void assign(std::string_view bytes) {
        m_bytes.assign(bytes.begin(), bytes.end());
        m_begin = 0;
        m_end = bytes.size();
    }

private:
    static constexpr std::size_t initial_bytes = 2048; // most heads; what an idle connection costs

    std::vector<char> m_bytes;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace server::http
