#include "gis/core/sha256.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <fstream>
#include <utility>
#include <vector>

namespace gis {

namespace {

const unsigned char* bytes_of(const void* data) noexcept {
    return static_cast<const unsigned char*>(data);
}

unsigned char* bytes_of(Digest& digest) noexcept {
    return reinterpret_cast<unsigned char*>(digest.data());
}

Error unreadable(const std::filesystem::path& file) {
    return {ErrorKind::storage,
            "unreadable-file",
            {fmt::format("Không đọc được tệp {}.", file.string()),
             fmt::format("The file {} cannot be read.", file.string())}};
}

} // namespace

struct Sha256::State {
    crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
    crypto_hash_sha256_init(&m_state->sodium);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&& other) noexcept = default;
Sha256& Sha256::operator=(Sha256&& other) noexcept = default;

void Sha256::add(std::span<const std::byte> bytes) noexcept {
    crypto_hash_sha256_update(&m_state->sodium, bytes_of(bytes.data()), bytes.size());
}

void Sha256::add(std::string_view bytes) noexcept {
    crypto_hash_sha256_update(&m_state->sodium, bytes_of(bytes.data()), bytes.size());
}

Digest Sha256::finish() noexcept {
    Digest digest;
    crypto_hash_sha256_final(&m_state->sodium, bytes_of(digest));
    crypto_hash_sha256_init(&m_state->sodium);
    return digest;
}

Digest sha256(std::string_view bytes) noexcept {
    Digest digest;
    static_assert(sizeof digest == crypto_hash_sha256_BYTES);
    crypto_hash_sha256(bytes_of(digest), bytes_of(bytes.data()), bytes.size());
    return digest;
}

Digest sha256_of(std::span<const Digest> digests) noexcept {
    const auto bytes = std::as_bytes(digests);
    return sha256(std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Digest sha256_of_file(const std::filesystem::path& file) {
    constexpr std::size_t block = std::size_t{1} << 20U;
    std::ifstream in{file, std::ios::binary};
    Sha256 hash;
    std::vector<char> buffer(block);
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(block));
        hash.add(std::string_view{buffer.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (!in.eof() || in.bad()) {
        throw unreadable(file);
    }
    return hash.finish();
}

std::string to_hex(const Digest& digest) {
    std::string text;
    text.reserve(2 * digest.size());
    for (const auto byte : digest) {
        text += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
    }
    return text;
}

std::optional<Digest> digest_from_hex(std::string_view text) noexcept {
    Digest digest;
    std::size_t size = 0;
    const char* end = nullptr;
    if (text.size() != 2 * digest.size() ||
        sodium_hex2bin(bytes_of(digest), digest.size(), text.data(), text.size(), nullptr, &size,
                       &end) != 0 ||
        size != digest.size()) {
        return std::nullopt;
    }
    return digest;
}

} // namespace gis
