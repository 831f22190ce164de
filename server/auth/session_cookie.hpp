#pragma once

#include "gis/store/accounts.hpp"
#include "server/auth/peer.hpp"
#include "server/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace server {

/// Over TLS `__Host-ntm-session`, which a browser sends to this host alone, on every path, over TLS
/// alone, and lets nobody else set; on this machine itself, without TLS, `ntm-session`.
[[nodiscard]] std::string_view session_cookie_name(const Peer& peer) noexcept;

/// What the session cookie of a request says, hashed; absent without one, and over a line that does
/// not keep secrets.
[[nodiscard]] std::optional<gis::store::SecretHash> session_secret(const Request& request,
                                                                   const Peer& peer);

/// Value of a Set-Cookie field that keeps a secret until the browser is closed.
/// @pre peer.keeps_secrets()
[[nodiscard]] std::string keep_session(std::string_view secret, const Peer& peer);

/// Value of a Set-Cookie field that makes the browser forget it.
[[nodiscard]] std::string forget_session(const Peer& peer);

} // namespace server
