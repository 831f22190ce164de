#pragma once

#include "server/auth/account_book.hpp"
#include "server/auth/password_rules.hpp"
#include "server/auth/secrets.hpp"
#include "server/auth/throttle.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace server {

/// Where a request about accounts came from, for the record.
struct Origin {
    std::string address; ///< the client's; empty = the command line
    std::string device;  ///< what the browser calls itself
};

/// A new session: its secret goes to the browser and is kept nowhere else.
struct NewSession {
    std::string secret;
    std::string user;
};

/// Somebody has to wait before the next try.
struct MustWait {
    std::chrono::seconds time;
};

/// A password that was right, not yet acted upon.
struct Verified {
    StoredUser user;                     ///< as it was when the password was compared
    std::optional<std::string> new_hash; ///< when the cost of hashing has changed
};

/// What a set-up link and a first password make.
struct FirstPassword {
    std::string link;         ///< the link's secret
    std::string name;         ///< of the first administrator; else empty
    std::string display_name; ///< likewise
    std::string password;
};

/// Signing in and out, passwords and set-up links. What takes long (verify, hash) and what writes
/// (the rest) are separate calls: the former belong on Lane::password, the latter on Lane::write.
class SignIn {
public:
    /// @pre `book` outlives it
    SignIn(AccountBook& book, PasswordRules rules, HashCost cost = {}, ThrottleLimits limits = {})
        : m_book(book), m_rules(std::move(rules)), m_hasher(cost), m_throttle(limits) {}

    /// Compares a password, slowing down who guesses.
    /// @param name  as sent; unknown ones take as long as known ones
    /// @return a time to wait; nothing is compared then
    /// @throws gis::Error{unauthenticated, "wrong-password"}, the same for unknown names;
    /// gis::Error{forbidden, "account-disabled"} for the right password of a disabled account
    [[nodiscard]] std::variant<Verified, MustWait>
    verify(std::string_view name, std::string_view password, const Origin& origin);

    /// A hash of a new password. @param names  see PasswordRules::check()
    /// @throws gis::Error{invalid_data, "weak-password"}
    [[nodiscard]] std::string hash(std::string_view password,
                                   std::span<const std::string> names) const;

    /// Signs in; ends `old`, the session that the browser had before.
    /// @throws gis::Error{unauthenticated, "wrong-password"} when the account has changed since
    NewSession begin(const Verified& verified, const Origin& origin,
                     const std::optional<SecretHash>& old);

    void end(const SecretHash& session, const Origin& origin);

    /// Changes one's own password, ends all other sessions and gives this one a new secret.
    NewSession change_password(const Verified& verified, std::string hash, const Origin& origin,
                               const SecretHash& session);

    /// The link of a secret; and whether a first administrator is to be made.
    /// @throws gis::Error{forbidden, "bad-setup-link"} when there is none in force
    [[nodiscard]] SetupLink require_link(std::string_view secret) const;

    /// Uses a set-up link: sets the password, or makes the first administrator, and signs in. The
    /// account's other sessions end.
    /// @throws as require_link(); gis::Error{invalid_data, "user-exists"}
    NewSession use_link(const FirstPassword& first, std::string hash, const Origin& origin);

    /// A link with which the first administrator is made, in place of older ones.
    /// @return its secret; absent when there is an administrator already
    [[nodiscard]] std::optional<std::string> first_link();

    struct Figures {
        std::uint64_t accepted = 0;
        std::uint64_t refused = 0;
        std::uint64_t slowed = 0;
    };
    /// Tries since the start. From any thread.
    [[nodiscard]] Figures figures() const noexcept;

    static constexpr std::chrono::hours link_life{24};

private:
    void note_failure(const std::string& account, const Origin& origin, const std::string& network);
    [[nodiscard]] NewSession open_session(const std::string& user, const Origin& origin,
                                          std::vector<AccountChange> changes,
                                          std::vector<AccountEvent> events);
    [[nodiscard]] AccountEvent event(std::string what, const std::string& user,
                                     const Origin& origin, std::string detail = {}) const;
    void require_unchanged(const Verified& verified) const;

    AccountBook& m_book;
    PasswordRules m_rules;
    PasswordHasher m_hasher;
    Throttle m_throttle;
    std::atomic<std::uint64_t> m_accepted{0};
    std::atomic<std::uint64_t> m_refused{0};
    std::atomic<std::uint64_t> m_slowed{0};
};

} // namespace server
