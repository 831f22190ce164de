#pragma once

#include "server/http/asio.hpp"

#include <chrono>
#include <filesystem>
#include <memory>

namespace server::http {

/// Where the certificate of the server is; both empty: no TLS.
struct TlsFiles {
    std::filesystem::path certificate; ///< PEM: the server's own first, then those that signed it
    std::filesystem::path key;         ///< PEM, without a password

    [[nodiscard]] bool empty() const noexcept { return certificate.empty() && key.empty(); }
};

/// A certificate and key, ready for handshakes: TLS 1.2 and later.
struct TlsContext {
    net::ssl::context context{net::ssl::context::tls_server};
    std::chrono::system_clock::time_point expires; ///< the certificate's last moment
};

/// Null without files. @throws gis::Error{invalid_argument, "tls"} that names the option and the
/// file when one cannot be read, does not fit the other or is no longer valid
[[nodiscard]] std::shared_ptr<TlsContext> load_tls(const TlsFiles& files);

} // namespace server::http
