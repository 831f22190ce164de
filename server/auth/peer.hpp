#pragma once

#include "server/request.hpp"

#include <span>
#include <string>
#include <string_view>

namespace server {

/// Who is at the other end of a request, and whether somebody between could listen.
struct Peer {
    std::string address; ///< the client's, without port
    bool encrypted = false;
    bool local = false; ///< from this machine itself, through no proxy

    /// Whether passwords and sessions may go over the line.
    [[nodiscard]] bool keeps_secrets() const noexcept { return encrypted || local; }
};

/// True for 127.0.0.0/8 and ::1.
[[nodiscard]] bool is_loopback(std::string_view address) noexcept;

/// True for an IPv4 or IPv6 address in numbers.
[[nodiscard]] bool is_address(std::string_view text);

/// @param trusted_proxies  addresses whose X-Forwarded-For and X-Forwarded-Proto are believed. Of
/// other peers these fields are not: but then the request came through a proxy and is not local
[[nodiscard]] Peer peer_of(const Request& request, std::span<const std::string> trusted_proxies);

/// What a throttle counts by: an IPv4 address, or the /64 network that one household or office has
/// of IPv6.
[[nodiscard]] std::string network_of(std::string_view address);

} // namespace server
