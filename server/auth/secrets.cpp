#include "server/auth/secrets.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>

namespace server {

namespace {

void start_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) {
        throw std::runtime_error{"libsodium cannot be initialised"};
    }
}

} // namespace

std::string new_secret() {
    start_sodium();
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back(); // the terminating NUL
    return text;
}

gis::store::SecretHash hash_of(std::string_view secret) {
    gis::store::SecretHash hash;
    static_assert(sizeof hash.bytes == crypto_hash_sha256_BYTES);
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.bytes.data()),
                       reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    return hash;
}

PasswordHasher::PasswordHasher(HashCost cost) : m_cost(cost) {
    start_sodium();
    m_of_nobody = hash(new_secret());
}

std::string PasswordHasher::hash(std::string_view password) const {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), m_cost.passes,
                              m_cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::bad_alloc{};
    }
    return text.data();
}

bool PasswordHasher::verify(const std::string& hash, std::string_view password) const noexcept {
    return hash.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool PasswordHasher::outdated(const std::string& hash) const noexcept {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), m_cost.passes, m_cost.memory_bytes) != 0;
}

} // namespace server
