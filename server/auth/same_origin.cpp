#include "server/auth/same_origin.hpp"

#include "gis/core/error.hpp"

#include <string>

namespace server {

namespace {

[[noreturn]] void refuse_cross_site() {
    throw gis::Error{gis::ErrorKind::forbidden,
                     "cross-site",
                     {"Yêu cầu này do một trang web khác gửi nên bị từ chối.",
                      "This request was made by another web site and is refused."}};
}

[[noreturn]] void refuse_unproven(std::string_view field) {
    throw gis::Error{
        gis::ErrorKind::forbidden,
        "not-from-viewer",
        {"Yêu cầu thay đổi bằng phiên đăng nhập phải có trường Origin (hoặc Sec-Fetch-Site) và "
         "X-Requested-With. Chương trình khác hãy dùng mật khẩu ứng dụng.",
         "A change by a session needs the fields Origin (or Sec-Fetch-Site) and X-Requested-With. "
         "Programs use an application password instead."},
        std::string{field}};
}

bool is_ours(std::string_view origin, const Request& request, const Peer& peer) {
    const std::string scheme = peer.encrypted ? "https://" : "http://";
    return equal_ignoring_case(origin, scheme + std::string{request.field("Host")});
}

} // namespace

bool is_unsafe(Method method) noexcept {
    switch (method) {
    case Method::get:
    case Method::head:
    case Method::options:
    case Method::trace:
        return false;
    case Method::post:
    case Method::put:
    case Method::patch:
    case Method::del:
        break;
    }
    return true;
}

void require_same_origin(const Request& request, const Peer& peer, Proof proof) {
    const auto site = request.field("Sec-Fetch-Site");
    const auto origin = request.field("Origin");
    if (!site.empty() && !equal_ignoring_case(site, "same-origin")) {
        refuse_cross_site();
    }
    if (!origin.empty() && !is_ours(origin, request, peer)) {
        refuse_cross_site();
    }
    if (proof == Proof::needed) {
        if (site.empty() && origin.empty()) {
            refuse_unproven("Origin");
        }
        if (request.field("X-Requested-With").empty()) {
            refuse_unproven("X-Requested-With");
        }
    }
}

} // namespace server
