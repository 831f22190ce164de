#pragma once

#include "server/auth/account_book.hpp"
#include "server/auth/account_gate.hpp"
#include "server/auth/own_account.hpp"
#include "server/auth/password_rules.hpp"
#include "server/auth/sign_in.hpp"
#include "server/auth/user_admin.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace server {

/// What accounts stand on.
struct AccountParts {
    gis::store::Accounts& store; ///< must outlive the accounts
    AccountPolicy policy = {};
    PasswordRules rules = {};
    HashCost cost = {};
    ThrottleLimits limits = {};
    std::vector<std::string> trusted_proxies = {};
    KnowsCommune knows_commune = [](const gis::UnitCode&) {
        return true;
    };
    /// Names that everybody knows and no password may consist of.
    std::function<std::vector<std::string>()> names = [] {
        return std::vector<std::string>{};
    };
    WallClock clock = system_now;
};

/// Everything about accounts that requests need, put together.
class Accounts {
public:
    /// @throws what store::Accounts::load() throws
    explicit Accounts(AccountParts parts)
        : m_names(std::move(parts.names)),
          m_book(parts.store, parts.policy, std::move(parts.clock)),
          m_gate(m_book, std::move(parts.trusted_proxies)),
          m_sign_in(m_book, std::move(parts.rules), parts.cost, parts.limits),
          m_admin(m_book, std::move(parts.knows_commune)), m_own(m_book) {}

    [[nodiscard]] AccountBook& book() noexcept { return m_book; }
    [[nodiscard]] const AccountPolicy& policy() const noexcept { return m_book.policy(); }
    [[nodiscard]] std::size_t session_count() const { return m_book.session_count(); }
    [[nodiscard]] bool has_administrator() const { return m_book.has_administrator(); }
    [[nodiscard]] const AccountGate& gate() const noexcept { return m_gate; }
    [[nodiscard]] SignIn& sign_in() noexcept { return m_sign_in; }
    [[nodiscard]] const SignIn& sign_in() const noexcept { return m_sign_in; }
    [[nodiscard]] UserAdmin& admin() noexcept { return m_admin; }
    [[nodiscard]] OwnAccount& own() noexcept { return m_own; }

    /// Names that the password of a user may not consist of.
    [[nodiscard]] std::vector<std::string> names_for(const gis::model::User& user) const {
        auto names = m_names();
        names.push_back(user.name);
        names.push_back(user.display_name);
        return names;
    }

private:
    std::function<std::vector<std::string>()> m_names;
    AccountBook m_book;
    AccountGate m_gate;
    SignIn m_sign_in;
    UserAdmin m_admin;
    OwnAccount m_own;
};

} // namespace server
