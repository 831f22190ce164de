#include "server/auth/peer.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>

namespace server {

namespace {

/// Takes the last element off a comma separated list.
std::string_view take_last(std::string_view& list) noexcept {
    const auto comma = list.rfind(',');
    const auto element = list.substr(comma == std::string_view::npos ? 0 : comma + 1);
    list = list.substr(0, comma == std::string_view::npos ? 0 : comma);
    return trim(element);
}

std::optional<in_addr> ipv4(const std::string& address) noexcept {
    in_addr bytes{};
    return inet_pton(AF_INET, address.c_str(), &bytes) == 1 ? std::optional{bytes} : std::nullopt;
}

std::optional<std::array<unsigned char, 16>> ipv6(const std::string& address) noexcept {
    in6_addr bytes{};
    if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1) {
        return std::nullopt;
    }
    std::array<unsigned char, 16> result{};
    std::memcpy(result.data(), &bytes, result.size());
    return result;
}

/// All fields of a name as one list: a proxy may append a field of its own to what a client sent.
std::string list_of(const Request& request, std::string_view name) {
    std::string list;
    for (const auto& field : request.fields) {
        if (equal_ignoring_case(field.name, name)) {
            list.append(list.empty() ? "" : ",").append(field.value);
        }
    }
    return list;
}

bool is_loopback_name(std::string_view host) noexcept {
    const auto bracket = host.find(']');
    const auto name = host.starts_with('[') && bracket != std::string_view::npos
                          ? host.substr(1, bracket - 1)
                          : host.substr(0, host.find(':'));
    return equal_ignoring_case(name, "localhost") || is_loopback(name);
}

} // namespace

bool is_address(std::string_view text) {
    const std::string address{text};
    return ipv4(address) || ipv6(address);
}

bool is_loopback(std::string_view address) noexcept {
    constexpr std::string_view mapped = "::ffff:";
    if (address.starts_with(mapped)) {
        address.remove_prefix(mapped.size());
    }
    return address == "::1" || (address.starts_with("127.") && ipv4(std::string{address}));
}

Peer peer_of(const Request& request, std::span<const std::string> trusted_proxies) {
    const auto trusted = [&](std::string_view address) {
        return std::find(trusted_proxies.begin(), trusted_proxies.end(), address) !=
               trusted_proxies.end();
    };
    const auto forwarded_for = list_of(request, "X-Forwarded-For");
    const auto forwarded_proto = list_of(request, "X-Forwarded-Proto");
    std::string_view forwarded = forwarded_for;
    std::string_view protocol = forwarded_proto;
    const bool through_proxy =
        !forwarded.empty() || !protocol.empty() || !request.field("Forwarded").empty();
    Peer peer;
    peer.address = request.remote;
    peer.encrypted = request.encrypted;
    if (!through_proxy || !trusted(request.remote)) {
        peer.local = !through_proxy && is_loopback(request.remote) &&
                     is_loopback_name(request.field("Host"));
        return peer;
    }
    // Each proxy appends whom it talked to; what stands left of the first that is not ours may be
    // invented.
    while (!forwarded.empty() && trusted(peer.address)) {
        const auto before = take_last(forwarded);
        if (!is_address(before)) {
            break;
        }
        peer.address = before;
    }
    peer.encrypted = equal_ignoring_case(take_last(protocol), "https");
    return peer;
}

std::string network_of(std::string_view address) {
    const std::string text{address};
    const auto bytes = ipv6(text);
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (!bytes || std::equal(mapped.begin(), mapped.end(), bytes->begin())) {
        return text;
    }
    return {bytes->begin(), bytes->begin() + 8};
}

} // namespace server
