#include "server/auth/sign_in.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "server/auth/peer.hpp"
#include "server/auth/user_names.hpp"

#include <spdlog/spdlog.h>

namespace server {

namespace {

constexpr std::size_t most_sessions = 20; // of one user; the oldest ends
constexpr std::size_t most_device_bytes = 200;
constexpr std::size_t most_password_bytes = 1024;

gis::Error wrong_password() {
    return {gis::ErrorKind::unauthenticated,
            "wrong-password",
            {"Tên đăng nhập hoặc mật khẩu sai.", "The name or the password is wrong."}};
}

gis::Error bad_link() {
    return {gis::ErrorKind::forbidden,
            "bad-setup-link",
            {"Liên kết này đã được dùng hoặc đã hết hạn. Hãy nhờ quản trị viên tạo liên kết mới.",
             "This link has been used or has expired. Ask an administrator for a new one."}};
}

std::string device_of(const Origin& origin) {
    return gis::is_utf8(origin.device)
               ? gis::clean(gis::truncate_utf8(origin.device, most_device_bytes))
               : std::string{};
}

} // namespace

std::variant<Verified, MustWait> SignIn::verify(std::string_view name, std::string_view password,
                                                const Origin& origin) {
    const auto account = folded_user_name(name);
    const auto network = network_of(origin.address);
    if (const auto time = m_throttle.wait(account, network, m_book.now())) {
        m_slowed.fetch_add(1, std::memory_order_relaxed);
        return MustWait{*time};
    }
    const auto stored = m_book.user(account);
    const bool has_password = stored && !stored->password.empty();
    const auto& hash = has_password ? stored->password : m_hasher.of_nobody();
    const auto given = password.size() <= most_password_bytes && gis::is_utf8(password)
                           ? gis::compose(password)
                           : std::string{};
    const bool right = m_hasher.verify(hash, given);
    if (!right || !has_password) {
        note_failure(account, origin, network);
        throw wrong_password();
    }
    m_throttle.succeeded(account, network);
    if (!stored->user.enabled) {
        m_refused.fetch_add(1, std::memory_order_relaxed);
        throw gis::Error{gis::ErrorKind::forbidden,
                         "account-disabled",
                         {"Tài khoản này đã bị khoá. Hãy hỏi quản trị viên.",
                          "This account is disabled. Ask an administrator."}};
    }
    m_accepted.fetch_add(1, std::memory_order_relaxed);
    Verified verified{*stored, std::nullopt};
    if (m_hasher.outdated(stored->password)) {
        verified.new_hash = m_hasher.hash(given);
    }
    return verified;
}

void SignIn::note_failure(const std::string& account, const Origin& origin,
                          const std::string& network) {
    m_refused.fetch_add(1, std::memory_order_relaxed);
    const bool suspicious = m_throttle.failed(account, network, m_book.now());
    spdlog::warn("wrong password for the account “{}” from {}{}", account, origin.address,
                 suspicious ? "; the account is being guessed at" : "");
}

std::string SignIn::hash(std::string_view password, std::span<const std::string> names) const {
    const auto normal = normal_password(password);
    m_rules.check(normal, names);
    return m_hasher.hash(normal);
}

AccountEvent SignIn::event(std::string what, const std::string& user, const Origin& origin,
                           std::string detail) const {
    return {0, m_book.now(), user, std::move(what), user, std::move(detail), origin.address};
}

void SignIn::require_unchanged(const Verified& verified) const {
    const auto now = m_book.user(verified.user.user.name);
    if (!now || !now->user.enabled || now->password != verified.user.password) {
        throw wrong_password();
    }
}

NewSession SignIn::open_session(const std::string& user, const Origin& origin,
                                std::vector<AccountChange> changes,
                                std::vector<AccountEvent> events) {
    NewSession session{new_secret(), user};
    const auto now = m_book.now();
    changes.emplace_back(StoredSession{hash_of(session.secret), user, device_of(origin), now, now});
    m_book.commit(std::move(changes), events);
    return session;
}

NewSession SignIn::begin(const Verified& verified, const Origin& origin,
                         const std::optional<SecretHash>& old) {
    require_unchanged(verified);
    const auto& name = verified.user.user.name;
    std::vector<AccountChange> changes;
    if (verified.new_hash) {
        auto user = *m_book.user(name);
        user.password = *verified.new_hash;
        changes.emplace_back(std::move(user));
    }
    if (old) {
        changes.emplace_back(gis::store::EndSession{*old});
    }
    const auto sessions = m_book.sessions_of(name);
    for (std::size_t i = most_sessions - 1; i < sessions.size(); ++i) {
        changes.emplace_back(gis::store::EndSession{sessions[i].secret});
    }
    return open_session(name, origin, std::move(changes), {event("signed_in", name, origin)});
}

void SignIn::end(const SecretHash& session, const Origin& origin) {
    const auto stored = m_book.session(session);
    if (stored) {
        m_book.commit({gis::store::EndSession{session}},
                      {event("signed_out", stored->user, origin)});
    }
}

NewSession SignIn::change_password(const Verified& verified, std::string hash, const Origin& origin,
                                   const SecretHash& session) {
    require_unchanged(verified);
    auto user = *m_book.user(verified.user.user.name);
    user.password = std::move(hash);
    const auto name = user.user.name;
    std::vector<AccountChange> changes{std::move(user), gis::store::EndSession{session}};
    for (const auto& other : m_book.sessions_of(name)) {
        changes.emplace_back(gis::store::EndSession{other.secret});
    }
    return open_session(name, origin, std::move(changes),
                        {event("password_changed", name, origin)});
}

SetupLink SignIn::require_link(std::string_view secret) const {
    const auto link = m_book.link(hash_of(secret));
    if (!link || (link->user.empty() && m_book.has_administrator())) {
        throw bad_link();
    }
    return *link;
}

NewSession SignIn::use_link(const FirstPassword& first, std::string hash, const Origin& origin) {
    const auto link = require_link(first.link);
    StoredUser stored;
    if (link.user.empty()) {
        stored.user.name = new_user_name(first.name);
        stored.user.display_name = display_name_of(first.display_name);
        stored.user.role = Role::administrator;
        stored.created_at = m_book.now();
        if (m_book.user(stored.user.name)) {
            throw gis::Error{gis::ErrorKind::invalid_data,
                             "user-exists",
                             {"Tên đăng nhập này đã có. Hãy chọn tên khác.",
                              "This sign-in name is taken. Choose another one."},
                             "name"};
        }
    } else {
        const auto known = m_book.user(link.user);
        if (!known || !known->user.enabled) {
            throw bad_link();
        }
        stored = *known;
    }
    stored.password = std::move(hash);
    const auto name = stored.user.name;
    std::vector<AccountChange> changes{std::move(stored)};
    for (const auto& other : m_book.links_of(link.user)) {
        changes.emplace_back(gis::store::EndSetupLink{other.secret});
    }
    for (const auto& session : m_book.sessions_of(name)) {
        changes.emplace_back(gis::store::EndSession{session.secret});
    }
    return open_session(name, origin, std::move(changes), {event("setup_link_used", name, origin)});
}

std::optional<std::string> SignIn::first_link() {
    if (m_book.has_administrator()) {
        return std::nullopt;
    }
    auto secret = new_secret();
    std::vector<AccountChange> changes;
    for (const auto& older : m_book.links_of("")) {
        changes.emplace_back(gis::store::EndSetupLink{older.secret});
    }
    changes.emplace_back(SetupLink{hash_of(secret), "", m_book.now() + link_life});
    m_book.commit(std::move(changes), {event("setup_link_made", "", {})});
    return secret;
}

SignIn::Figures SignIn::figures() const noexcept {
    constexpr auto relaxed = std::memory_order_relaxed;
    return {m_accepted.load(relaxed), m_refused.load(relaxed), m_slowed.load(relaxed)};
}

} // namespace server
