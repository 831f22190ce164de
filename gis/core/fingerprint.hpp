#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gis {

/// 64 bits that stand for everything that was added, in order (XXH3). Not for secrets.
class Fingerprint {
public:
    void add(std::uint64_t value) noexcept;
    void add(std::string_view bytes) noexcept;

    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }

private:
    std::uint64_t m_value = 0;
};

} // namespace gis
