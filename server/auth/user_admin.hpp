#pragma once

#include "server/auth/account_book.hpp"
#include "server/auth/sign_in.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace server {

/// Who does something with an account, for the record.
struct Doer {
    std::string user; ///< empty = the command line
    std::string address;
};

/// What is to be different about a user; absent = as it is.
struct UserChange {
    std::optional<std::string> display_name;
    std::optional<Role> role;
    std::optional<std::vector<gis::UnitCode>> communes;
    std::optional<bool> enabled;
};

/// A link for somebody to set a password with, once.
struct NewLink {
    std::string secret;
    Instant expires_at;
};

/// True for the code of a commune of this atlas.
using KnowsCommune = std::function<bool(const gis::UnitCode&)>;

/// What administrators do with the accounts of others. On the writer's thread.
class UserAdmin {
public:
    UserAdmin(AccountBook& book, KnowsCommune knows_commune)
        : m_book(book), m_knows_commune(std::move(knows_commune)) {}

    /// Adds a user, without a password.
    /// @throws gis::Error{invalid_data} with "bad-user-name", "bad-display-name", "user-exists",
    /// "unknown-commune", "communes-and-role" or "too-many-users", naming the field
    StoredUser add(const gis::model::User& user, const Doer& doer);

    /// Changes a user. A new role, other communes and disabling end all sessions of the user.
    /// @throws as add(); gis::Error{not_found, "unknown-user"}; gis::Error{invalid_data,
    /// "last-administrator"} when nobody would be left to manage users
    StoredUser change(const std::string& name, const UserChange& change, const Doer& doer);

    /// Sets a password; ends all sessions of the user. @throws gis::Error{not_found}
    void set_password(const std::string& name, std::string hash, const Doer& doer);

    /// A link in place of older ones. @throws gis::Error{not_found, "unknown-user"};
    /// gis::Error{invalid_data, "account-disabled"}
    NewLink make_link(const std::string& name, const Doer& doer);

    /// A user by any spelling of the name. @throws gis::Error{not_found, "unknown-user"}
    [[nodiscard]] StoredUser require_user(const std::string& name) const;

private:
    void check(const gis::model::User& user) const;
    void require_administrator_left(const StoredUser& after) const;
    [[nodiscard]] std::vector<AccountChange> end_sessions(const std::string& user) const;
    [[nodiscard]] AccountEvent event(std::string what, const std::string& user, const Doer& doer,
                                     std::string detail = {}) const;

    AccountBook& m_book;
    KnowsCommune m_knows_commune;
};

} // namespace server
