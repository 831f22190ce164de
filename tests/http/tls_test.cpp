// TLS of the program's own, spoken to by OpenSSL's client.

#include "gis/core/error.hpp"
#include "server/http/server.hpp"

#include "raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using server::Lane;
using server::Method;
using server::Request;
using server::Response;

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* value) const { Free(value); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using ClientContext = std::unique_ptr<SSL_CTX, Freed<SSL_CTX, SSL_CTX_free>>;

/// A certificate that vouches for itself, and its key, as files.
class Identity {
public:
    explicit Identity(const std::string& name, long valid_seconds = 3600)
        : m_folder(fs::temp_directory_path() /
                   ("ntm-tls-" + name + "-" + std::to_string(::getpid()))) {
        fs::create_directories(m_folder);
        write(name, valid_seconds);
    }
    ~Identity() { fs::remove_all(m_folder); }
    Identity(const Identity&) = delete;
    Identity& operator=(const Identity&) = delete;
    Identity(Identity&&) = delete;
    Identity& operator=(Identity&&) = delete;

    void write(const std::string& name, long valid_seconds = 3600) const {
        const Key key{EVP_EC_gen("P-256")};
        const Certificate certificate{X509_new()};
        X509_set_version(certificate.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -7200);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_seconds);
        X509_set_pubkey(certificate.get(), key.get());
        auto* subject = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), subject);
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        auto* file = std::fopen(this->certificate().c_str(), "w");
        PEM_write_X509(file, certificate.get());
        std::fclose(file);
        file = std::fopen(this->key().c_str(), "w");
        PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
    }

    [[nodiscard]] fs::path certificate() const { return m_folder / "chain.pem"; }
    [[nodiscard]] fs::path key() const { return m_folder / "key.pem"; }

private:
    fs::path m_folder;
};

Response text_answer(std::string text) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(text);
    return response;
}

server::Router routes() {
    std::vector<server::Route> list;
    list.push_back({Method::get, "/line", Lane::io, server::Operation::open_to_all,
                    [](const Request& request) {
                        return text_answer(request.encrypted ? "TLS" : "open");
                    }});
    list.push_back(
        {Method::get, "/big", Lane::read, server::Operation::open_to_all, [](const Request&) {
             return text_answer(std::string(3'000'000, 'x'));
         }});
    list.push_back({Method::post, "/echo", Lane::read, server::Operation::open_to_all,
                    [](const Request& request) {
                        return text_answer(std::string{request.body});
                    }});
    list.back().max_body = 500'000;
    return server::Router{
        std::move(list),
        {Method::get, "*", Lane::io, server::Operation::open_to_all, [](const Request&) {
             return text_answer("?");
         }}};
}

class RunningServer {
public:
    explicit RunningServer(const Identity& identity, bool signals = false)
        : m_router(routes()), m_metrics(m_router.patterns()),
          m_server(options(identity, signals), m_router, m_gate, m_metrics),
          m_thread([this] { m_server.run(); }) {}
    ~RunningServer() {
        m_server.stop();
        m_thread.join();
    }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;
    RunningServer(RunningServer&&) = delete;
    RunningServer& operator=(RunningServer&&) = delete;

    static server::http::ServerOptions options(const Identity& identity, bool signals) {
        server::http::ServerOptions options;
        options.port = 0;
        options.head_time = 400ms;
        options.idle_time = 1500ms;
        options.drain_time = 2s;
        options.signals = signals;
        options.tls_certificate = identity.certificate();
        options.tls_key = identity.key();
        return options;
    }

    [[nodiscard]] std::uint16_t port() const { return m_server.port(); }
    [[nodiscard]] std::string metrics() const { return m_metrics.text(); }

private:
    server::Router m_router;
    server::Metrics m_metrics;
    server::FixedGate m_gate{server::Actor{}};
    server::http::Server m_server;
    std::thread m_thread;
};

class TlsClient {
public:
    explicit TlsClient(std::uint16_t port, int newest = TLS1_3_VERSION)
        : m_context(SSL_CTX_new(TLS_client_method())) {
        SSL_CTX_set_max_proto_version(m_context.get(), newest);
        SSL_CTX_set_security_level(m_context.get(), 0); // old versions are for the server to refuse
        m_bio = BIO_new_ssl_connect(m_context.get());
        BIO_set_conn_hostname(m_bio, ("127.0.0.1:" + std::to_string(port)).c_str());
        m_connected = BIO_do_connect(m_bio) == 1 && BIO_do_handshake(m_bio) == 1;
    }
    ~TlsClient() { BIO_free_all(m_bio); }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;
    TlsClient(TlsClient&&) = delete;
    TlsClient& operator=(TlsClient&&) = delete;

    [[nodiscard]] bool connected() const { return m_connected; }

    [[nodiscard]] std::string peer() const {
        SSL* ssl = nullptr;
        BIO_get_ssl(m_bio, &ssl);
        const Certificate certificate{SSL_get1_peer_certificate(ssl)};
        char name[256] = {};
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name,
                                  sizeof name);
        return name;
    }

    http_test::Answer ask(std::string_view request) {
        BIO_write(m_bio, request.data(), static_cast<int>(request.size()));
        http_test::Answer answer;
        std::size_t end = 0;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!more()) {
                return answer;
            }
        }
        answer.head = m_received.substr(0, end + 2);
        m_received.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const auto size = std::stoul(answer.field("Content-Length"));
        while (m_received.size() < size && more()) {
        }
        answer.body = m_received.substr(0, size);
        m_received.erase(0, size);
        return answer;
    }

    /// How the server ended the connection: "closed" with a farewell of TLS, else "cut".
    std::string ending() {
        while (more()) {
        }
        SSL* ssl = nullptr;
        BIO_get_ssl(m_bio, &ssl);
        return (SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN) != 0 ? "closed" : "cut";
    }

private:
    bool more() {
        char bytes[16384];
        const int got = BIO_read(m_bio, bytes, sizeof bytes);
        if (got <= 0) {
            return false;
        }
        m_received.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    ClientContext m_context;
    BIO* m_bio = nullptr;
    bool m_connected = false;
    std::string m_received;
};

constexpr std::string_view get_line = "GET /line HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Tls, AnswersRequestsOfAnySizeOnOneConnection) {
    const Identity identity{"one"};
    const RunningServer running{identity};
    TlsClient client{running.port()};
    ASSERT_TRUE(client.connected());
    EXPECT_EQ(client.peer(), "one");
    const auto line = client.ask(get_line);
    EXPECT_EQ(line.status, 200);
    EXPECT_EQ(line.body, "TLS");
    EXPECT_EQ(line.field("Strict-Transport-Security"), "max-age=31536000");
    const auto big = client.ask("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(big.body, std::string(3'000'000, 'x'));
    const std::string body(400'000, 'y');
    const auto echo =
        client.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n" + body);
    EXPECT_EQ(echo.body, body);
    EXPECT_EQ(client.ask("GET /line HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").body, "TLS");
    EXPECT_EQ(client.ending(), "closed");
    EXPECT_THAT(running.metrics(), testing::HasSubstr("ntm_tls_certificate_end_seconds "));
}

TEST(Tls, RefusesOldVersions) {
    const Identity identity{"old"};
    const RunningServer running{identity};
    EXPECT_FALSE((TlsClient{running.port(), TLS1_1_VERSION}.connected()));
    EXPECT_TRUE((TlsClient{running.port(), TLS1_2_VERSION}.connected()));
}

TEST(Tls, EndsHandshakesThatAreNoneOrNeverEnd) {
    const Identity identity{"slow"};
    const RunningServer running{identity};
    http_test::RawClient plain{running.port()};
    EXPECT_EQ(plain.ask(get_line).status, 0);
    http_test::RawClient silent{running.port()};
    EXPECT_TRUE(silent.closed()); // after head_time
    EXPECT_TRUE((TlsClient{running.port()}.connected()));
}

TEST(Tls, EndsAHeadThatNeverEnds) {
    const Identity identity{"drip"};
    const RunningServer running{identity};
    TlsClient client{running.port()};
    EXPECT_EQ(client.ask("GET /line HTTP/1.1\r\n").status, 408);
}

TEST(Tls, TakesANewCertificateWithoutStopping) {
    const Identity identity{"first"};
    const RunningServer running{identity, true};
    TlsClient before{running.port()};
    ASSERT_EQ(before.peer(), "first");
    ASSERT_EQ(before.ask(get_line).status, 200);
    identity.write("second");
    std::raise(SIGHUP);
    std::string peer;
    for (int i = 0; i < 100 && peer != "second"; ++i) {
        std::this_thread::sleep_for(20ms);
        peer = TlsClient{running.port()}.peer();
    }
    EXPECT_EQ(peer, "second");
    EXPECT_EQ(before.ask(get_line).body, "TLS");

    fs::resize_file(identity.key(), 10);
    std::raise(SIGHUP);
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(TlsClient{running.port()}.peer(), "second");
}

std::string refusal(const fs::path& certificate, const fs::path& key) {
    const auto router = routes();
    server::Metrics metrics{router.patterns()};
    const server::FixedGate gate{server::Actor{}};
    server::http::ServerOptions options;
    options.port = 0;
    options.tls_certificate = certificate;
    options.tls_key = key;
    try {
        const server::http::Server server{options, router, gate, metrics};
    } catch (const gis::Error& error) {
        return error.code() + " " + error.field();
    }
    return "taken";
}

TEST(Tls, RefusesFilesThatCannotServe) {
    const Identity one{"a"};
    const Identity other{"b"};
    const Identity past{"past", -3600};
    EXPECT_EQ(refusal(one.certificate(), one.key()), "taken");
    EXPECT_EQ(refusal(one.certificate(), other.key()), "tls --tls-key");
    EXPECT_EQ(refusal(one.key(), one.key()), "tls --tls-cert");
    EXPECT_EQ(refusal("/no/such/file", one.key()), "tls --tls-cert");
    EXPECT_EQ(refusal(one.certificate(), {}), "tls --tls-key");
    EXPECT_EQ(refusal({}, one.key()), "tls --tls-cert");
    EXPECT_EQ(refusal(past.certificate(), past.key()), "tls --tls-cert");
}

} // namespace
