#include "server/auth/account_book.hpp"

#include <algorithm>
#include <utility>

namespace server {

namespace {

bool in_force(const ApplicationPassword& password, Instant now) {
    return !password.revoked && (!password.expires_at || now < *password.expires_at);
}

Identification identification_by(const ApplicationPassword& password) {
    return password.scope == gis::store::PasswordScope::edit ? Identification::editing_password
                                                             : Identification::reading_password;
}

/// Entries of one user, the newest first.
template <class T, class Map, class Keep>
std::vector<T> collect(const Map& map, const Keep& keep, Instant T::*age) {
    std::vector<T> found;
    for (const auto& [secret, entry] : map) {
        if (keep(entry.stored)) {
            found.push_back(entry.stored);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [age](const T& a, const T& b) { return a.*age > b.*age; });
    return found;
}

} // namespace

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

AccountBook::AccountBook(gis::store::Accounts& store, AccountPolicy policy, WallClock clock)
    : m_store(store), m_policy(policy), m_clock(std::move(clock)) {
    Actor nobody;
    nobody.may_read = m_policy.anonymous;
    nobody.atlas_is_public = m_policy.anonymous;
    m_nobody = std::make_shared<const Actor>(std::move(nobody));
    const auto data = store.load();
    for (const auto& stored : data.users) {
        put(stored);
    }
    for (const auto& stored : data.sessions) {
        put(stored);
    }
    for (const auto& stored : data.passwords) {
        put(stored);
    }
    for (const auto& stored : data.links) {
        put(stored);
    }
}

bool AccountBook::in_force(const StoredSession& session, Instant now) const {
    return now < session.last_seen_at + m_policy.session.idle &&
           now < session.signed_in_at + m_policy.session.absolute;
}

std::shared_ptr<const Actor> AccountBook::actor_of(const std::string& user,
                                                   Identification identification) const {
    const auto found = m_users.find(user);
    if (found == m_users.end() || !found->second.user.enabled) {
        return nullptr;
    }
    const auto& known = found->second.user;
    Actor actor;
    actor.user = known.name;
    actor.display_name = known.display_name;
    actor.role = known.role;
    actor.communes = known.communes;
    actor.may_read = true;
    actor.atlas_is_public = m_policy.anonymous;
    actor.identification = identification;
    actor.editors_decide = m_policy.approval == Approval::direct;
    return std::make_shared<const Actor>(std::move(actor));
}

std::shared_ptr<const Actor> AccountBook::by_session(const SecretHash& secret) {
    const auto now = m_clock();
    const std::scoped_lock lock{m_mutex};
    const auto found = m_sessions.find(secret);
    if (found == m_sessions.end() || !in_force(found->second.stored, now)) {
        return nullptr;
    }
    auto& entry = found->second;
    if (entry.stored.last_seen_at < now) { // a clock may go back
        entry.stored.last_seen_at = now;
        entry.used = true;
    }
    return entry.actor;
}

std::shared_ptr<const Actor> AccountBook::by_password(const std::string& user,
                                                      const SecretHash& secret) {
    const auto now = m_clock();
    const std::scoped_lock lock{m_mutex};
    const auto found = m_passwords.find(secret);
    if (found == m_passwords.end() || found->second.stored.user != user ||
        !server::in_force(found->second.stored, now)) {
        return nullptr;
    }
    auto& entry = found->second;
    if (entry.stored.last_used_at.value_or(entry.stored.created_at) < now) {
        entry.stored.last_used_at = now;
        entry.used = true;
    }
    return entry.actor;
}

std::optional<StoredUser> AccountBook::user(const std::string& name) const {
    const std::scoped_lock lock{m_mutex};
    const auto found = m_users.find(name);
    return found == m_users.end() ? std::nullopt : std::optional{found->second};
}

std::vector<StoredUser> AccountBook::users() const {
    const std::scoped_lock lock{m_mutex};
    std::vector<StoredUser> users;
    users.reserve(m_users.size());
    for (const auto& [name, stored] : m_users) {
        users.push_back(stored);
    }
    return users;
}

std::vector<StoredSession> AccountBook::sessions_of(const std::string& user) const {
    const auto now = m_clock();
    const std::scoped_lock lock{m_mutex};
    return collect<StoredSession>(
        m_sessions,
        [&](const auto& session) { return session.user == user && in_force(session, now); },
        &StoredSession::signed_in_at);
}

std::size_t AccountBook::session_count() const {
    const auto now = m_clock();
    const std::scoped_lock lock{m_mutex};
    return static_cast<std::size_t>(
        std::count_if(m_sessions.begin(), m_sessions.end(),
                      [&](const auto& entry) { return in_force(entry.second.stored, now); }));
}

std::optional<StoredSession> AccountBook::session(const SecretHash& secret) const {
    const std::scoped_lock lock{m_mutex};
    const auto found = m_sessions.find(secret);
    return found == m_sessions.end() ? std::nullopt : std::optional{found->second.stored};
}

std::vector<ApplicationPassword> AccountBook::passwords_of(const std::string& user) const {
    const std::scoped_lock lock{m_mutex};
    return collect<ApplicationPassword>(
        m_passwords, [&](const auto& password) { return password.user == user; },
        &ApplicationPassword::created_at);
}

std::optional<SetupLink> AccountBook::link(const SecretHash& secret) const {
    const auto now = m_clock();
    const std::scoped_lock lock{m_mutex};
    const auto found = m_links.find(secret);
    return found == m_links.end() || now >= found->second.expires_at ? std::nullopt
                                                                     : std::optional{found->second};
}

std::vector<SetupLink> AccountBook::links_of(const std::string& user) const {
    const std::scoped_lock lock{m_mutex};
    std::vector<SetupLink> links;
    for (const auto& [secret, link] : m_links) {
        if (link.user == user) {
            links.push_back(link);
        }
    }
    return links;
}

bool AccountBook::has_administrator() const {
    const std::scoped_lock lock{m_mutex};
    return std::any_of(m_users.begin(), m_users.end(), [](const auto& entry) {
        const auto& stored = entry.second;
        return stored.user.role == Role::administrator && stored.user.enabled &&
               !stored.password.empty();
    });
}

std::vector<AccountChange> AccountBook::pending(Instant now) const {
    const std::scoped_lock lock{m_mutex};
    std::vector<AccountChange> changes;
    for (const auto& [secret, entry] : m_sessions) {
        if (!in_force(entry.stored, now)) {
            changes.emplace_back(gis::store::EndSession{secret});
        } else if (entry.used) {
            changes.emplace_back(entry.stored);
        }
    }
    for (const auto& [secret, entry] : m_passwords) {
        if (entry.used) {
            changes.emplace_back(entry.stored);
        }
    }
    for (const auto& [secret, link] : m_links) {
        if (now >= link.expires_at) {
            changes.emplace_back(gis::store::EndSetupLink{secret});
        }
    }
    return changes;
}

void AccountBook::commit(std::vector<AccountChange> changes,
                         const std::vector<AccountEvent>& events) {
    // What was asked for comes last: it may end a session that was used a moment ago.
    auto all = pending(m_clock());
    all.insert(all.end(), std::make_move_iterator(changes.begin()),
               std::make_move_iterator(changes.end()));
    if (all.empty() && events.empty()) {
        return;
    }
    m_store.apply(all, events);
    const std::scoped_lock lock{m_mutex};
    for (const auto& change : all) {
        show(change);
    }
}

void AccountBook::show(const AccountChange& change) {
    std::visit([this](const auto& value) { put(value); }, change);
}

void AccountBook::put(const StoredUser& stored) {
    m_users.insert_or_assign(stored.user.name, stored);
    for (auto& [secret, entry] : m_sessions) {
        if (entry.stored.user == stored.user.name) {
            entry.actor = actor_of(stored.user.name, Identification::session);
        }
    }
    for (auto& [secret, entry] : m_passwords) {
        if (entry.stored.user == stored.user.name) {
            entry.actor = actor_of(stored.user.name, identification_by(entry.stored));
        }
    }
}

void AccountBook::put(const StoredSession& stored) {
    auto& entry = m_sessions[stored.secret];
    const auto seen = std::max(entry.stored.last_seen_at, stored.last_seen_at);
    entry = {stored, actor_of(stored.user, Identification::session), seen > stored.last_seen_at};
    entry.stored.last_seen_at = seen;
}

void AccountBook::put(const ApplicationPassword& stored) {
    m_passwords.insert_or_assign(
        stored.secret,
        PasswordEntry{stored, actor_of(stored.user, identification_by(stored)), false});
}

void AccountBook::put(const SetupLink& stored) {
    m_links.insert_or_assign(stored.secret, stored);
}

void AccountBook::put(const gis::store::EndSession& end) {
    m_sessions.erase(end.secret);
}

void AccountBook::put(const gis::store::EndSetupLink& end) {
    m_links.erase(end.secret);
}

} // namespace server
