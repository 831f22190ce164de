#pragma once

#include "gis/store/accounts.hpp"
#include "server/auth/actor.hpp"
#include "server/settings.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

using gis::store::AccountChange;
using gis::store::AccountEvent;
using gis::store::ApplicationPassword;
using gis::store::Instant;
using gis::store::SecretHash;
using gis::store::SetupLink;
using gis::store::StoredSession;
using gis::store::StoredUser;

using WallClock = std::function<Instant()>;

/// Now, UTC.
[[nodiscard]] Instant system_now();

/// The settings that accounts depend on.
struct AccountPolicy {
    bool anonymous = true; ///< who is not signed in may look
    Approval approval = Approval::proposals;
    SessionTimes session;
};

/// All accounts in memory, as the store has them. Who makes a request is answered from here, from
/// any thread, without the store; changes are durable in the store before they are seen here.
class AccountBook {
public:
    /// Reads everything. @pre `store` outlives the book
    /// @throws what store::Accounts::load() throws
    AccountBook(gis::store::Accounts& store, AccountPolicy policy, WallClock clock = system_now);

    /// Whoever is not signed in.
    [[nodiscard]] std::shared_ptr<const Actor> nobody() const { return m_nobody; }

    /// Whose session a secret is, and that it was used just now; null for none that is in force.
    [[nodiscard]] std::shared_ptr<const Actor> by_session(const SecretHash& secret);

    /// Whose application password a secret is; null for none that is in force, or another user's.
    [[nodiscard]] std::shared_ptr<const Actor> by_password(const std::string& user,
                                                           const SecretHash& secret);

    [[nodiscard]] Instant now() const { return m_clock(); }
    [[nodiscard]] const AccountPolicy& policy() const noexcept { return m_policy; }

    [[nodiscard]] std::optional<StoredUser> user(const std::string& name) const;
    /// By name.
    [[nodiscard]] std::vector<StoredUser> users() const;
    /// In force; the newest first.
    [[nodiscard]] std::vector<StoredSession> sessions_of(const std::string& user) const;
    [[nodiscard]] std::optional<StoredSession> session(const SecretHash& secret) const;
    /// Revoked ones too, the newest first.
    [[nodiscard]] std::vector<ApplicationPassword> passwords_of(const std::string& user) const;
    /// In force.
    [[nodiscard]] std::optional<SetupLink> link(const SecretHash& secret) const;
    [[nodiscard]] std::vector<SetupLink> links_of(const std::string& user) const;
    /// In force, of all users.
    [[nodiscard]] std::size_t session_count() const;
    /// True when somebody can sign in who may manage users.
    [[nodiscard]] bool has_administrator() const;

    /// Writes to the store what was changed, then shows it. Along with it goes what the store does
    /// not know yet of last uses, and what has run out leaves. On the writer's thread.
    /// @throws what store::Accounts::apply() throws; nothing has changed then
    void commit(std::vector<AccountChange> changes, const std::vector<AccountEvent>& events);

    /// On the writer's thread.
    [[nodiscard]] std::vector<AccountEvent> events(std::size_t limit,
                                                   std::optional<std::int64_t> before) const {
        return m_store.events(limit, before);
    }

private:
    struct SessionEntry {
        StoredSession stored;
        std::shared_ptr<const Actor> actor;
        bool used = false; ///< since the store was told
    };
    struct PasswordEntry {
        ApplicationPassword stored;
        std::shared_ptr<const Actor> actor;
        bool used = false;
    };

    [[nodiscard]] bool in_force(const StoredSession& session, Instant now) const;
    [[nodiscard]] std::shared_ptr<const Actor> actor_of(const std::string& user,
                                                        Identification identification) const;
    /// What the store must be told besides.
    [[nodiscard]] std::vector<AccountChange> pending(Instant now) const;
    void show(const AccountChange& change);
    void put(const StoredUser& stored);
    void put(const StoredSession& stored);
    void put(const ApplicationPassword& stored);
    void put(const SetupLink& stored);
    void put(const gis::store::EndSession& end);
    void put(const gis::store::EndSetupLink& end);

    gis::store::Accounts& m_store;
    AccountPolicy m_policy;
    WallClock m_clock;
    std::shared_ptr<const Actor> m_nobody;
    mutable std::mutex m_mutex; ///< guards all below, for the length of a look-up
    std::map<std::string, StoredUser> m_users;
    std::map<SecretHash, SessionEntry> m_sessions;
    std::map<SecretHash, PasswordEntry> m_passwords;
    std::map<SecretHash, SetupLink> m_links;
};

} // namespace server
