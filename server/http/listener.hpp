#pragma once

#include "server/http/hub.hpp"

namespace server::http {

/// Takes a certificate into use, and says so when it ends soon.
void use_tls(Hub& hub, std::shared_ptr<TlsContext> tls);

/// Binds and listens. @throws gis::Error{invalid_argument, "listen"}
[[nodiscard]] Acceptor open_acceptor(net::io_context& io, const ServerOptions& options);

/// Takes connections until the acceptor is closed.
[[nodiscard]] Awaitable<void> accept_connections(Acceptor& acceptor, Hub& hub);

/// Twice a second: the clock, the Date field, the deadlines; when draining, until the last session
/// is gone.
[[nodiscard]] Awaitable<void> keep_time(Timer& timer, Hub& hub);

/// Reads certificate and key again when asked to (SIGHUP), for the connections to come; keeps the
/// old ones when the new cannot be used.
[[nodiscard]] Awaitable<void> renew_tls(SignalSet& signals, Hub& hub);

/// Begins the drain on SIGINT or SIGTERM; a second one ends everything.
[[nodiscard]] Awaitable<void> await_signals(SignalSet& signals, Acceptor& acceptor, Hub& hub);

/// Stops listening, closes idle sessions, gives the others their time.
void begin_drain(Acceptor& acceptor, Hub& hub);

} // namespace server::http
