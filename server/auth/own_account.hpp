#pragma once

#include "server/auth/account_book.hpp"
#include "server/auth/user_admin.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace server {

/// What a user asks of an application password.
struct PasswordRequest {
    std::string label;
    gis::store::PasswordScope scope = gis::store::PasswordScope::read;
    std::optional<std::chrono::days> life; ///< absent = until it is revoked
};

struct NewPassword {
    std::string secret; ///< shown once, kept nowhere
    ApplicationPassword stored;
};

/// What somebody does with the sessions and application passwords of their own account, or the
/// command line with another's. On the writer's thread.
class OwnAccount {
public:
    explicit OwnAccount(AccountBook& book) : m_book(book) {}

    /// @throws gis::Error{invalid_data} with "bad-label" or "too-many-passwords"
    NewPassword make_password(const Doer& doer, const PasswordRequest& request) {
        return make_password(doer.user, doer, request);
    }
    /// For somebody else, whose account must be there.
    NewPassword make_password(const std::string& owner, const Doer& doer,
                              const PasswordRequest& request);
    /// @param id  id_of() a password. @throws gis::Error{not_found}
    void revoke_password(const Doer& doer, std::string_view id) {
        revoke_password(doer.user, doer, id);
    }
    void revoke_password(const std::string& owner, const Doer& doer, std::string_view id);

    /// @param id  id_of() a session. @throws gis::Error{not_found}
    void end_session(const Doer& doer, std::string_view id);
    /// All but `current`.
    void end_other_sessions(const Doer& doer, const SecretHash& current);

    static constexpr std::chrono::days longest_life{3650};

private:
    AccountBook& m_book;
};

/// What names a session or application password to its owner: the first 16 hexadecimal digits of
/// its hash, of which nobody learns the secret.
[[nodiscard]] std::string id_of(const SecretHash& secret);

} // namespace server
