#include "gis/core/fingerprint.hpp"

#include <xxhash.h>

namespace gis {

void Fingerprint::add(std::uint64_t value) noexcept {
    m_value = XXH3_64bits_withSeed(&value, sizeof(value), m_value);
}

void Fingerprint::add(std::string_view bytes) noexcept {
    m_value = XXH3_64bits_withSeed(bytes.data(), bytes.size(), m_value + bytes.size() + 1);
}

} // namespace gis
