#include "gis/store/sqlite_accounts.hpp"

#include "gis/core/text.hpp"
#include "gis/model/enum_text.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/row_json.hpp"
#include "gis/store/seals.hpp"
#include "gis/store/statement.hpp"

#include <algorithm>
#include <limits>

namespace gis::store {

namespace {

constexpr std::array<std::string_view, 2> scope_texts{"read", "edit"};

constexpr std::string_view select_users =
    "SELECT id, name, display_name, role, communes, enabled, password, created_at FROM users"
    " ORDER BY id";
constexpr std::string_view select_sessions =
    "SELECT id, secret, user, device, signed_in_at, last_seen_at FROM sessions ORDER BY id";
constexpr std::string_view select_passwords =
    "SELECT id, secret, user, label, scope, created_at, expires_at, last_used_at, revoked"
    " FROM application_passwords ORDER BY id";
constexpr std::string_view select_links =
    "SELECT id, secret, user, expires_at FROM setup_links ORDER BY id";
constexpr std::string_view select_events =
    "SELECT id, at, actor, event, user, detail, address FROM account_events WHERE id < ?1"
    " ORDER BY id DESC LIMIT ?2";

constexpr std::string_view put_user =
    "INSERT INTO users (name, display_name, role, communes, enabled, password, created_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (name) DO UPDATE SET"
    " display_name = excluded.display_name, role = excluded.role, communes = excluded.communes,"
    " enabled = excluded.enabled, password = excluded.password, created_at = excluded.created_at"
    " RETURNING id";
constexpr std::string_view put_session =
    "INSERT INTO sessions (secret, user, device, signed_in_at, last_seen_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (secret) DO UPDATE SET user = excluded.user,"
    " device = excluded.device, signed_in_at = excluded.signed_in_at,"
    " last_seen_at = excluded.last_seen_at RETURNING id";
constexpr std::string_view put_password =
    "INSERT INTO application_passwords (secret, user, label, scope, created_at, expires_at,"
    " last_used_at, revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (secret) DO UPDATE SET user = excluded.user, label = excluded.label,"
    " scope = excluded.scope, created_at = excluded.created_at, expires_at = excluded.expires_at,"
    " last_used_at = excluded.last_used_at, revoked = excluded.revoked"
    " RETURNING id";
constexpr std::string_view put_link =
    "INSERT INTO setup_links (secret, user, expires_at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (secret) DO UPDATE SET user = excluded.user, expires_at = excluded.expires_at"
    " RETURNING id";
constexpr std::string_view end_session = "DELETE FROM sessions WHERE secret = ?1";
constexpr std::string_view end_link = "DELETE FROM setup_links WHERE secret = ?1";
constexpr std::string_view add_event =
    "INSERT INTO account_events (at, actor, event, user, detail, address)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id";

std::int64_t seconds(Instant instant) {
    return instant.time_since_epoch().count();
}

std::optional<std::int64_t> seconds(const std::optional<Instant>& instant) {
    return instant ? std::optional{seconds(*instant)} : std::nullopt;
}

std::span<const std::byte> bytes(const SecretHash& secret) {
    return secret.bytes;
}

/// Columns of one row, read strictly: a damaged file may say anything.
class Row {
public:
    Row(const Statement& row, std::string_view table) : m_row(row), m_table(table) {}

    [[noreturn]] void damaged(std::string_view column) const {
        throw damaged_row(m_table, std::to_string(m_row.integer(0)), column);
    }

    [[nodiscard]] std::string text(int at, std::string_view column) const {
        const auto value = of_type(at, ValueType::text, column).text(at);
        if (!is_utf8(value)) {
            damaged(column);
        }
        return std::string{value};
    }

    [[nodiscard]] bool flag(int at, std::string_view column) const {
        const auto value = of_type(at, ValueType::integer, column).integer(at);
        if (value != 0 && value != 1) {
            damaged(column);
        }
        return value == 1;
    }

    [[nodiscard]] Instant instant(int at, std::string_view column) const {
        return Instant{std::chrono::seconds{of_type(at, ValueType::integer, column).integer(at)}};
    }

    [[nodiscard]] std::optional<Instant> optional_instant(int at, std::string_view column) const {
        return m_row.type(at) == ValueType::null ? std::nullopt
                                                 : std::optional{instant(at, column)};
    }

    [[nodiscard]] SecretHash secret(int at) const {
        SecretHash hash;
        const auto value = of_type(at, ValueType::blob, "secret").blob(at);
        if (value.size() != hash.bytes.size()) {
            damaged("secret");
        }
        std::copy(value.begin(), value.end(), hash.bytes.begin());
        return hash;
    }

    template <class Parse>
    [[nodiscard]] auto parsed(int at, std::string_view column, const Parse& parse) const {
        auto value = parse(of_type(at, ValueType::text, column).text(at));
        if (!value) {
            damaged(column);
        }
        return *std::move(value);
    }

private:
    [[nodiscard]] const Statement& of_type(int at, ValueType type, std::string_view column) const {
        if (m_row.type(at) != type) {
            damaged(column);
        }
        return m_row;
    }

    const Statement& m_row;
    std::string_view m_table;
};

StoredUser user_of(const Row& row) {
    StoredUser stored;
    stored.user.name = row.text(1, "name");
    stored.user.display_name = row.text(2, "display_name");
    stored.user.role = row.parsed(3, "role", model::role);
    stored.user.communes = row.parsed(4, "communes", codes_from_json);
    stored.user.enabled = row.flag(5, "enabled");
    stored.password = row.text(6, "password");
    stored.created_at = row.instant(7, "created_at");
    return stored;
}

StoredSession session_of(const Row& row) {
    return {row.secret(1), row.text(2, "user"), row.text(3, "device"),
            row.instant(4, "signed_in_at"), row.instant(5, "last_seen_at")};
}

ApplicationPassword password_of(const Row& row) {
    return {row.secret(1),
            row.text(2, "user"),
            row.text(3, "label"),
            row.parsed(4, "scope", password_scope),
            row.instant(5, "created_at"),
            row.optional_instant(6, "expires_at"),
            row.optional_instant(7, "last_used_at"),
            row.flag(8, "revoked")};
}

SetupLink link_of(const Row& row) {
    return {row.secret(1), row.text(2, "user"), row.instant(3, "expires_at")};
}

template <class T>
std::vector<T> read_all(const Connection& connection, std::string_view sql, std::string_view table,
                        T (*read)(const Row&)) {
    std::vector<T> rows;
    Statement select{connection, sql};
    while (select.step()) {
        rows.push_back(read(Row{select, table}));
    }
    return rows;
}

/// Writes one change.
class Writer {
public:
    explicit Writer(const Connection& connection) : m_connection(connection) {}

    void operator()(const StoredUser& stored) const {
        const auto& user = stored.user;
        run_sealed(m_connection, sealed_users, put_user, user.name, user.display_name,
                   to_text(user.role), to_json(user.communes), user.enabled, stored.password,
                   seconds(stored.created_at));
    }
    void operator()(const StoredSession& session) const {
        run_sealed(m_connection, sealed_sessions, put_session, bytes(session.secret), session.user,
                   session.device, seconds(session.signed_in_at), seconds(session.last_seen_at));
    }
    void operator()(const ApplicationPassword& password) const {
        run_sealed(m_connection, sealed_passwords, put_password, bytes(password.secret),
                   password.user, password.label, to_text(password.scope),
                   seconds(password.created_at), seconds(password.expires_at),
                   seconds(password.last_used_at), password.revoked);
    }
    void operator()(const SetupLink& link) const {
        run_sealed(m_connection, sealed_links, put_link, bytes(link.secret), link.user,
                   seconds(link.expires_at));
    }
    void operator()(const EndSession& end) const { run(end_session, end.secret); }
    void operator()(const EndSetupLink& end) const { run(end_link, end.secret); }
    void operator()(const AccountEvent& event) const {
        run_sealed(m_connection, sealed_events, add_event, seconds(event.at), event.actor,
                   event.event, event.user, event.detail, event.address);
    }

private:
    void run(std::string_view sql, const SecretHash& secret) const {
        Statement{m_connection, sql}.run(bytes(secret));
    }

    const Connection& m_connection;
};

} // namespace

std::string_view to_text(PasswordScope scope) noexcept {
    return model::text_of(scope_texts, scope);
}

std::optional<PasswordScope> password_scope(std::string_view text) noexcept {
    return model::enum_of<PasswordScope>(scope_texts, text);
}

AccountData SqliteAccounts::load() const {
    const ReadTransaction transaction{m_connection};
    return {read_all(m_connection, select_users, "users", user_of),
            read_all(m_connection, select_sessions, "sessions", session_of),
            read_all(m_connection, select_passwords, "application_passwords", password_of),
            read_all(m_connection, select_links, "setup_links", link_of)};
}

void SqliteAccounts::apply(std::span<const AccountChange> changes,
                           std::span<const AccountEvent> events) {
    m_writing.run([&] {
        Transaction transaction{m_connection};
        const Writer write{m_connection};
        for (const auto& change : changes) {
            std::visit(write, change);
        }
        for (const auto& event : events) {
            write(event);
        }
        transaction.commit();
    });
}

std::vector<AccountEvent> SqliteAccounts::events(std::size_t limit,
                                                 std::optional<std::int64_t> before) const {
    constexpr auto newest = std::numeric_limits<std::int64_t>::max();
    std::vector<AccountEvent> events;
    Statement select{m_connection, select_events};
    select.bind_all(before.value_or(newest), static_cast<std::int64_t>(limit));
    while (select.step()) {
        const Row row{select, "account_events"};
        events.push_back({select.integer(0), row.instant(1, "at"), row.text(2, "actor"),
                          row.text(3, "event"), row.text(4, "user"), row.text(5, "detail"),
                          row.text(6, "address")});
    }
    return events;
}

} // namespace gis::store
