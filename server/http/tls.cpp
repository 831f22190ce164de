#include "server/http/tls.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>
#include <string>

namespace server::http {

namespace {

[[noreturn]] void refuse(const char* option, const std::filesystem::path& file,
                         const gis::Message& why) {
    throw gis::Error{gis::ErrorKind::invalid_argument,
                     "tls",
                     {fmt::format("{} “{}”: {}", option, file.string(), why.vi),
                      fmt::format("{} “{}”: {}", option, file.string(), why.en)},
                     option};
}

std::chrono::system_clock::time_point end_of(SSL_CTX* context) {
    const auto* certificate = SSL_CTX_get0_certificate(context);
    std::tm utc{};
    if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1) {
        return {};
    }
    return std::chrono::system_clock::from_time_t(::timegm(&utc));
}

} // namespace

std::shared_ptr<TlsContext> load_tls(const TlsFiles& files) {
    if (files.empty()) {
        return nullptr;
    }
    if (files.certificate.empty() || files.key.empty()) {
        refuse(files.certificate.empty() ? "--tls-cert" : "--tls-key",
               files.certificate.empty() ? files.key : files.certificate,
               {"cần cả --tls-cert và --tls-key.", "both --tls-cert and --tls-key are needed."});
    }
    auto tls = std::make_shared<TlsContext>();
    auto& context = tls->context;
    ErrorCode error;
    context.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_compression |
                        SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS); // idle ones are many
    context.set_password_callback([](std::size_t, auto) { return std::string{}; }, error);
    context.use_certificate_chain_file(files.certificate.string(), error);
    if (error) {
        refuse("--tls-cert", files.certificate,
               {"không đọc được chứng chỉ PEM (" + error.message() + ").",
                "cannot be read as a PEM certificate (" + error.message() + ")."});
    }
    context.use_private_key_file(files.key.string(), net::ssl::context::pem, error);
    if (error) {
        refuse("--tls-key", files.key,
               {"không đọc được khoá PEM không mật khẩu, hoặc khoá không khớp chứng chỉ (" +
                    error.message() + ").",
                "is no PEM key without a password, or does not belong to the certificate (" +
                    error.message() + ")."});
    }
    tls->expires = end_of(context.native_handle());
    if (tls->expires <= std::chrono::system_clock::now()) {
        refuse("--tls-cert", files.certificate,
               {"chứng chỉ đã hết hạn.", "the certificate has expired."});
    }
    return tls;
}

} // namespace server::http
