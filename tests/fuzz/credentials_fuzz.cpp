// What a request says about who makes it: cookies, Basic, origin, forwarded addresses. The input is
// the values of these fields, one a line.

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "server/auth/credentials.hpp"
#include "server/auth/peer.hpp"
#include "server/auth/same_origin.hpp"
#include "server/auth/session_cookie.hpp"
#include "server/auth/user_names.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace server;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

void check_credentials(std::string_view cookie, std::string_view authorization) {
    if (const auto value = cookie_value(cookie, "ntm-session")) {
        require(value->size() <= most_secret_bytes);
        require(value->find(';') == std::string_view::npos);
        require(cookie.find(*value) != std::string_view::npos);
    }
    if (const auto credentials = basic_credentials(authorization)) {
        require(credentials->user.find(':') == std::string::npos);
        require(gis::is_utf8(credentials->user) && gis::is_utf8(credentials->password));
        const auto name = folded_user_name(credentials->user);
        require(folded_user_name(name) == name);
    }
}

void check_origin(const Request& request) {
    const std::vector<std::string> trusted{"127.0.0.1"};
    const auto peer = peer_of(request, trusted);
    require(!(peer.local && peer.encrypted));
    require(network_of(peer.address).size() <= peer.address.size() + 8);
    if (!peer.keeps_secrets()) {
        require(!session_secret(request, peer));
    }
    const auto taken = [&](Proof proof) {
        try {
            require_same_origin(request, peer, proof);
            return true;
        } catch (const gis::Error& error) {
            require(error.kind() == gis::ErrorKind::forbidden);
            return false;
        }
    };
    require(!taken(Proof::needed) || taken(Proof::none_against));
    const auto site = request.field("Sec-Fetch-Site");
    require(!taken(Proof::needed) || !site.empty() || !request.field("Origin").empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text{reinterpret_cast<const char*>(data), size};
    constexpr std::array<std::string_view, 7> names{
        "Cookie",          "Authorization",    "Host", "Origin", "Sec-Fetch-Site",
        "X-Forwarded-For", "X-Forwarded-Proto"};
    std::vector<Field> fields;
    for (const auto name : names) {
        fields.push_back({name, take_line(text)});
    }
    Request request;
    request.method = Method::post;
    request.fields = fields;
    request.remote = "127.0.0.1";
    check_credentials(fields[0].value, fields[1].value);
    check_origin(request);
    return 0;
}
