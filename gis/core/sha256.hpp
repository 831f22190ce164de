#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The library's only door to libsodium.

namespace gis {

/// A SHA-256.
using Digest = std::array<std::byte, 32>;

/// SHA-256 of what is added piece by piece (FIPS 180-4).
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256(Sha256&& other) noexcept;
    Sha256& operator=(Sha256&& other) noexcept;

    void add(std::span<const std::byte> bytes) noexcept;
    void add(std::string_view bytes) noexcept;
    /// The digest of everything so far; then it starts anew.
    [[nodiscard]] Digest finish() noexcept;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

[[nodiscard]] Digest sha256(std::string_view bytes) noexcept;

/// Of several digests one after the other.
[[nodiscard]] Digest sha256_of(std::span<const Digest> digests) noexcept;
/// Of a file's content. @throws Error{storage, "unreadable-file"}
[[nodiscard]] Digest sha256_of_file(const std::filesystem::path& file);

/// 64 digits 0-9 a-f.
[[nodiscard]] std::string to_hex(const Digest& digest);
/// What to_hex() wrote, in upper or lower case; nothing for any other text.
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view text) noexcept;

} // namespace gis
