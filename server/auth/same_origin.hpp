#pragma once

#include "server/auth/peer.hpp"
#include "server/request.hpp"

namespace server {

/// False for GET, HEAD, OPTIONS and TRACE, which change nothing.
[[nodiscard]] bool is_unsafe(Method method) noexcept;

/// How sure we must be that our own page made a request.
enum class Proof : std::uint8_t {
    /// It must not look like another site's: enough where the browser adds nothing that we trust.
    none_against,
    /// The browser added a session cookie by itself: it must also say that the page is ours, and
    /// the page must have set X-Requested-With, which another site's form cannot.
    needed,
};

/// Refuses what another site made a browser send (CSRF). @pre is_unsafe(request.method)
/// @throws gis::Error{forbidden, "cross-site"} or {forbidden, "not-from-viewer"}
void require_same_origin(const Request& request, const Peer& peer, Proof proof);

} // namespace server
