#pragma once

#include "gis/model/account.hpp"

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gis::store {

/// UTC.
using Instant = std::chrono::sys_seconds;

/// SHA-256 of a secret that the program made: all that is kept of it.
struct SecretHash {
    std::array<std::byte, 32> bytes{};

    friend auto operator<=>(const SecretHash&, const SecretHash&) = default;
};

/// A user with what only the server needs.
struct StoredUser {
    model::User user;
    std::string password; ///< argon2id in its text form; empty = none set yet, nobody can sign in
    Instant created_at;

    friend bool operator==(const StoredUser&, const StoredUser&) = default;
};

struct StoredSession {
    SecretHash secret;
    std::string user;
    std::string device; ///< what the browser calls itself
    Instant signed_in_at;
    Instant last_seen_at; ///< may lie behind

    friend bool operator==(const StoredSession&, const StoredSession&) = default;
};

/// What an application password is good for.
enum class PasswordScope : std::uint8_t { read, edit };

[[nodiscard]] std::string_view to_text(PasswordScope scope) noexcept;
[[nodiscard]] std::optional<PasswordScope> password_scope(std::string_view text) noexcept;

/// A password for a program, such as QGIS, that acts for a user.
struct ApplicationPassword {
    SecretHash secret;
    std::string user;
    std::string label; ///< what it is for, in the user's words
    PasswordScope scope = PasswordScope::read;
    Instant created_at;
    std::optional<Instant> expires_at;   ///< absent = never
    std::optional<Instant> last_used_at; ///< may lie behind
    bool revoked = false;

    friend bool operator==(const ApplicationPassword&, const ApplicationPassword&) = default;
};

/// A link that lets somebody set a password once.
struct SetupLink {
    SecretHash secret;
    std::string user; ///< whose; empty = makes the first administrator
    Instant expires_at;

    friend bool operator==(const SetupLink&, const SetupLink&) = default;
};

/// One line of what was done with accounts.
struct AccountEvent {
    std::int64_t id = 0; ///< given by the store
    Instant at;
    std::string actor; ///< sign-in name; empty = nobody signed in
    std::string event; ///< "signed_in", "user_added"...
    std::string user;  ///< whose account
    std::string detail;
    std::string address; ///< where the request came from; empty = the command line

    friend bool operator==(const AccountEvent&, const AccountEvent&) = default;
};

/// All accounts, each list in the order in which its entries were added.
struct AccountData {
    std::vector<StoredUser> users;
    std::vector<StoredSession> sessions;
    std::vector<ApplicationPassword> passwords;
    std::vector<SetupLink> links;

    friend bool operator==(const AccountData&, const AccountData&) = default;
};

/// Users are known by name, all else by secret. What is there already is replaced.
struct EndSession {
    SecretHash secret;
};
struct EndSetupLink {
    SecretHash secret;
};
using AccountChange = std::variant<StoredUser, StoredSession, ApplicationPassword, SetupLink,
                                   EndSession, EndSetupLink>;

/// Where accounts are kept: a part of the Store, with its rules. One thread at a time.
class Accounts {
public:
    virtual ~Accounts() = default;

    /// @throws Error{storage, code "damaged-store"} when a row cannot be what we wrote
    [[nodiscard]] virtual AccountData load() const = 0;

    /// Writes changes and events, all or nothing; on return they survive power loss.
    /// @throws Error{storage}; the store is unchanged then. A session or password of a user that is
    /// not there is "store-refused"
    virtual void apply(std::span<const AccountChange> changes,
                       std::span<const AccountEvent> events) = 0;

    /// Newest first; at most `limit` before event `before` (absent: the newest).
    [[nodiscard]] virtual std::vector<AccountEvent>
    events(std::size_t limit, std::optional<std::int64_t> before) const = 0;

protected:
    Accounts() = default;
    Accounts(const Accounts&) = default;
    Accounts& operator=(const Accounts&) = default;
    Accounts(Accounts&&) = default;
    Accounts& operator=(Accounts&&) = default;
};

} // namespace gis::store
