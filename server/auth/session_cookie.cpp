#include "server/auth/session_cookie.hpp"

#include "server/auth/credentials.hpp"
#include "server/auth/secrets.hpp"

#include <fmt/format.h>

namespace server {

namespace {

std::string_view attributes(const Peer& peer) noexcept {
    return peer.encrypted ? "; Path=/; Secure; HttpOnly; SameSite=Lax"
                          : "; Path=/; HttpOnly; SameSite=Lax";
}

} // namespace

std::string_view session_cookie_name(const Peer& peer) noexcept {
    return peer.encrypted ? "__Host-ntm-session" : "ntm-session";
}

std::optional<gis::store::SecretHash> session_secret(const Request& request, const Peer& peer) {
    if (!peer.keeps_secrets()) {
        return std::nullopt;
    }
    const auto value = cookie_value(request.field("Cookie"), session_cookie_name(peer));
    return value ? std::optional{hash_of(*value)} : std::nullopt;
}

std::string keep_session(std::string_view secret, const Peer& peer) {
    return fmt::format("{}={}{}", session_cookie_name(peer), secret, attributes(peer));
}

std::string forget_session(const Peer& peer) {
    return fmt::format("{}={}; Max-Age=0", session_cookie_name(peer), attributes(peer));
}

} // namespace server
