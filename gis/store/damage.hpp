#pragma once

#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gis::store {

/// Something in a store that is not as it was written.
struct Damage {
    std::string table; ///< empty: of the file as a whole
    std::string row;   ///< its id; empty: of the table as a whole
    Message message;   ///< a sentence that names both
};

/// What was found, up to a limit; the rest is counted.
class DamageList {
public:
    explicit DamageList(std::size_t limit) : m_limit(limit) {}

    void add(std::string_view table, std::string_view row, Message message) {
        ++m_count;
        if (m_list.size() < m_limit) {
            m_list.push_back({std::string{table}, std::string{row}, std::move(message)});
        }
    }
    void add(std::string_view table, std::int64_t row, Message message) {
        add(table, std::to_string(row), std::move(message));
    }

    [[nodiscard]] const std::vector<Damage>& list() const noexcept { return m_list; }
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }

private:
    std::size_t m_limit;
    std::size_t m_count = 0;
    std::vector<Damage> m_list;
};

} // namespace gis::store
