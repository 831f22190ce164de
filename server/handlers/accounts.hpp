#pragma once

#include "server/auth/accounts.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

// The addresses about accounts. Those that compare or hash a password run on Lane::password and
// leave the writing to Lane::write.

namespace server::handlers {

/// Who does something to accounts, and from where. @pre somebody is signed in
[[nodiscard]] inline Doer doer_of(const Accounts& accounts, const Request& request) {
    return {request.actor->user, accounts.gate().peer(request).address};
}

/// GET /api/session: who is signed in.
[[nodiscard]] Response session(Accounts& accounts, const Request& request);
/// POST /api/session: signs in.
[[nodiscard]] Response sign_in(Accounts& accounts, const Request& request);
/// DELETE /api/session: signs out.
[[nodiscard]] Response sign_out(Accounts& accounts, const Request& request);
/// POST /api/setup: uses a set-up link.
[[nodiscard]] Response set_up(Accounts& accounts, const Request& request);

/// POST /api/account/password: changes one's own.
[[nodiscard]] Response change_password(Accounts& accounts, const Request& request);
/// GET /api/account/sessions
[[nodiscard]] Response own_sessions(Accounts& accounts, const Request& request);
/// DELETE /api/account/sessions: all but this one.
[[nodiscard]] Response end_other_sessions(Accounts& accounts, const Request& request);
/// DELETE /api/account/sessions/{id}
[[nodiscard]] Response end_session(Accounts& accounts, const Request& request);
/// GET /api/account/passwords
[[nodiscard]] Response own_passwords(Accounts& accounts, const Request& request);
/// POST /api/account/passwords
[[nodiscard]] Response make_password(Accounts& accounts, const Request& request);
/// DELETE /api/account/passwords/{id}
[[nodiscard]] Response revoke_password(Accounts& accounts, const Request& request);

/// GET /api/people: full names, for those who are signed in.
[[nodiscard]] Response people(Accounts& accounts, const Request& request);
/// GET /api/users
[[nodiscard]] Response users(Accounts& accounts, const Request& request);
/// POST /api/users
[[nodiscard]] Response add_user(Accounts& accounts, const Request& request);
/// PATCH /api/users/{name}
[[nodiscard]] Response change_user(Accounts& accounts, const Request& request);
/// POST /api/users/{name}/setup-link
[[nodiscard]] Response make_setup_link(Accounts& accounts, const Request& request);
/// GET /api/account-events?limit=&before=
[[nodiscard]] Response account_events(Accounts& accounts, const Request& request);

} // namespace server::handlers
