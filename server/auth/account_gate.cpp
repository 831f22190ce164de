#include "server/auth/account_gate.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "server/auth/credentials.hpp"
#include "server/auth/same_origin.hpp"
#include "server/auth/secrets.hpp"
#include "server/auth/session_cookie.hpp"

namespace server {

gis::Error insecure_line() {
    return {gis::ErrorKind::forbidden,
            "insecure-line",
            {"Kết nối này không được mã hoá nên không nhận mật khẩu. Hãy dùng https, hoặc mở trên "
             "chính máy chủ. Sau proxy, chạy máy chủ với --trust-proxy.",
             "This connection is not encrypted, so passwords are not taken. Use https, or open it "
             "on the server itself. Behind a proxy start the server with --trust-proxy."}};
}

std::shared_ptr<const Actor> AccountGate::by_password(const Request& request,
                                                      const Peer& peer) const {
    if (!peer.keeps_secrets()) {
        throw insecure_line();
    }
    const auto credentials = basic_credentials(request.field("Authorization"));
    auto actor = credentials ? m_book.by_password(gis::lower(credentials->user),
                                                  hash_of(credentials->password))
                             : nullptr;
    if (!actor) {
        throw gis::Error{
            gis::ErrorKind::unauthenticated,
            "wrong-application-password",
            {"Tên hoặc mật khẩu ứng dụng sai, đã hết hạn hoặc đã bị thu hồi. Mật khẩu ứng dụng do "
             "người dùng tạo ở trang tài khoản; mật khẩu đăng nhập không dùng ở đây.",
             "The name or application password is wrong, expired or revoked. An application "
             "password is made on the account page; the password to sign in with does not work "
             "here."}};
    }
    return actor;
}

std::shared_ptr<const Actor> AccountGate::identify(const Request& request) const {
    const auto sender = peer(request);
    const bool changes = is_unsafe(request.method);
    if (!request.field("Authorization").empty()) {
        auto actor = by_password(request, sender);
        if (changes) {
            require_same_origin(request, sender, Proof::none_against);
        }
        return actor;
    }
    const auto secret = session_secret(request, sender);
    auto actor = secret ? m_book.by_session(*secret) : nullptr;
    if (changes) {
        require_same_origin(request, sender, actor ? Proof::needed : Proof::none_against);
    }
    return actor ? actor : m_book.nobody();
}

} // namespace server
