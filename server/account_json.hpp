#pragma once

#include "server/auth/accounts.hpp"
#include "server/json.hpp"

namespace server {

/// `2024-11-05T07:00:00Z`
[[nodiscard]] std::string iso_time(Instant instant);

/// The body of GET /api/session: who is signed in and what they may do where.
/// @param session  of this browser; absent when nobody is signed in by one
[[nodiscard]] Json session_json(const Accounts& accounts, const Actor& actor, const Peer& peer,
                                const std::optional<StoredSession>& session);

[[nodiscard]] Json to_json(const StoredUser& stored);
/// @param current  is marked as the caller's own
[[nodiscard]] Json to_json(const StoredSession& session, const std::optional<SecretHash>& current);
[[nodiscard]] Json to_json(const ApplicationPassword& password, Instant now);
[[nodiscard]] Json to_json(const AccountEvent& event);

} // namespace server
