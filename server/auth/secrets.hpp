#pragma once

#include "gis/store/accounts.hpp"

#include <cstddef>
#include <string>
#include <string_view>

// The only door to libsodium.

namespace server {

/// A new secret that nobody can guess: 256 random bits as 43 characters `A-Z a-z 0-9 - _`.
[[nodiscard]] std::string new_secret();

/// SHA-256, to keep and to look up a secret of new_secret(). It is fast on purpose: 256 random bits
/// cannot be tried out. Passwords that people choose need a PasswordHasher.
[[nodiscard]] gis::store::SecretHash hash_of(std::string_view secret);

/// What one hash costs. The default is libsodium's "interactive", above OWASP's minimum of 19 MiB
/// and two passes.
struct HashCost {
    unsigned long long passes = 2;
    std::size_t memory_bytes = std::size_t{64} << 20U;
};

/// Hashes passwords by argon2id, one lane. Takes about a tenth of a second and 64 MiB on purpose:
/// on Lane::password only.
class PasswordHasher {
public:
    explicit PasswordHasher(HashCost cost);

    /// The text form with salt and cost: `$argon2id$v=19$m=65536,t=2,p=1$…`.
    /// @throws std::bad_alloc when the memory is not there
    [[nodiscard]] std::string hash(std::string_view password) const;

    /// Whether `password` is the one; false for a text that hash() did not make.
    [[nodiscard]] bool verify(const std::string& hash, std::string_view password) const noexcept;

    /// True for a hash of another cost than hash() would give it today.
    [[nodiscard]] bool outdated(const std::string& hash) const noexcept;

    /// The hash of a password that nobody knows: compared with for unknown users, so that they
    /// take as long as known ones.
    [[nodiscard]] const std::string& of_nobody() const noexcept { return m_of_nobody; }

private:
    HashCost m_cost;
    std::string m_of_nobody;
};

} // namespace server
