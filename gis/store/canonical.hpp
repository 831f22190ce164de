#pragma once

#include "gis/core/sha256.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis::store {

/// The version of the encodings below and of what is hashed in row_hash and changeset_hash. Another
/// way of hashing gets another number; what was hashed before keeps its own.
inline constexpr std::int64_t hash_version = 1;

/// Bytes that stand for values in one way only, whatever the machine: whole numbers as 64 bits,
/// numbers as IEEE 754 binary64 (-0 as 0), both little-endian; texts as their length and UTF-8;
/// what may be absent after a byte 0 or 1.
class Canonical {
public:
    void integer(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        std::array<char, 8> bytes{};
        for (unsigned i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<char>(bits >> (8 * i) & 0xffU);
        }
        m_bytes.append(bytes.data(), bytes.size());
    }
    void number(double value) { integer(std::bit_cast<std::int64_t>(value == 0 ? 0.0 : value)); }
    void text(std::string_view value) {
        integer(static_cast<std::int64_t>(value.size()));
        m_bytes.append(value);
    }
    void flag(bool value) { m_bytes.push_back(value ? '\1' : '\0'); }
    void digest(const Digest& value) {
        m_bytes.append(reinterpret_cast<const char*>(value.data()), value.size());
    }
    void optional_text(const std::optional<std::string_view>& value) {
        flag(value.has_value());
        text(value.value_or(std::string_view{}));
    }

    [[nodiscard]] std::string_view bytes() const noexcept { return m_bytes; }
    [[nodiscard]] Digest hash() const noexcept { return sha256(m_bytes); }

private:
    std::string m_bytes;
};

} // namespace gis::store
