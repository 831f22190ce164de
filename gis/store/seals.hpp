#pragma once

#include "gis/store/connection.hpp"
#include "gis/store/statement.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;

namespace gis::store {

/// A table whose rows have a seal: a hash of all their columns, made anew whenever the row is
/// written. It shows damage; what the chain of changesets does not cover, it does not protect from
/// somebody who makes a seal too.
struct SealedTable {
    std::string_view name;
    std::string_view columns; ///< that are sealed, the id first
};

inline constexpr SealedTable sealed_users{
    "users", "id, name, display_name, role, communes, enabled, password, created_at"};
inline constexpr SealedTable sealed_sessions{
    "sessions", "id, secret, user, device, signed_in_at, last_seen_at"};
inline constexpr SealedTable sealed_passwords{
    "application_passwords",
    "id, secret, user, label, scope, created_at, expires_at, last_used_at, revoked"};
inline constexpr SealedTable sealed_links{"setup_links", "id, secret, user, expires_at"};
inline constexpr SealedTable sealed_events{"account_events",
                                           "id, at, actor, event, user, detail, address"};
inline constexpr SealedTable sealed_proposals{
    "proposals", "id, author, at, comment, base, operations, communes, state, decided_by,"
                 " decided_at, reason, changeset"};
inline constexpr SealedTable sealed_keys{"request_keys",
                                         "id, author, key, content, changeset, proposal"};

inline constexpr std::array sealed_tables{sealed_users, sealed_sessions, sealed_passwords,
                                          sealed_links, sealed_events,   sealed_proposals,
                                          sealed_keys};

/// Gives a connection the SQL function `ntm_hash(...)`: SHA-256 over its arguments with their
/// types.
void add_hash_function(sqlite3* database);

/// `ntm_hash(<columns>)`
[[nodiscard]] std::string seal_expression(const SealedTable& table);

/// Seals a row as it stands, in the transaction that has written it. @throws Error{storage}
void seal(const Connection& connection, const SealedTable& table, std::int64_t id);
/// Seals every row. @throws Error{storage}
void seal_all(Connection& connection);

/// Runs a statement that writes one row of the table and RETURNs its id, then seals the row.
template <class... Values>
void run_sealed(const Connection& connection, const SealedTable& table, std::string_view sql,
                const Values&... values) {
    Statement statement{connection, sql};
    statement.bind_all(values...);
    std::int64_t id = 0;
    while (statement.step()) {
        id = statement.integer(0);
    }
    seal(connection, table, id);
}

} // namespace gis::store
