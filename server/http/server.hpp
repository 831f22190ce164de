#pragma once

#include "server/auth/gate.hpp"
#include "server/http/head.hpp"
#include "server/metrics.hpp"
#include "server/router.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace server::http {

/// Where to listen and how much to take.
struct ServerOptions {
    std::string address = "127.0.0.1"; ///< a numeric IPv4 or IPv6 address
    std::uint16_t port = 8080;         ///< 0 = any free one
    std::vector<std::string> hosts;    ///< names that we answer to; empty = any
    unsigned workers = 2;              ///< threads of the pool
    std::size_t max_connections = 10'000;
    std::size_t max_connections_per_address = 64; ///< 0 = no limit; loopback has none
    std::size_t max_in_flight = 256;          ///< requests waiting for or in a lane; over it 503
    std::size_t max_passwords_in_flight = 16; ///< of them, sign-ins; over it 503
    std::filesystem::path tls_certificate;    ///< PEM chain; empty: no TLS
    std::filesystem::path tls_key;            ///< PEM; read again, like the chain, on SIGHUP
    HeadLimits head;
    std::chrono::milliseconds head_time{10'000};  ///< from a head's first byte to its last
    std::chrono::milliseconds idle_time{75'000};  ///< between requests of a connection
    std::chrono::milliseconds body_time{30'000};  ///< and one second more for each 64 KiB
    std::chrono::milliseconds write_time{60'000}; ///< without progress
    std::chrono::milliseconds drain_time{10'000}; ///< for what runs when asked to stop
    /// Runs what it is given so that the changes made by it last together. Throws when they do not;
    /// nothing of it was kept then. On the writer's thread.
    std::function<void(const std::function<void()>&)> together =
        [](const std::function<void()>& work) {
            work();
        };
    bool signals = false; ///< stop on SIGINT and SIGTERM
    bool access_log = false;
};

/// An HTTP/1.1 server: one I/O thread (who calls run()) and a pool of workers.
class Server {
public:
    /// Binds and listens. @param router, gate, metrics  must outlive the server
    /// @throws gis::Error{invalid_argument, "listen"} when the address is none or cannot be bound;
    /// {invalid_argument, "tls"} for a certificate or key that cannot be used
    Server(ServerOptions options, const Router& router, const Gate& gate, Metrics& metrics);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Serves until stop() or a signal; returns when running requests are done or drain_time is
    /// over.
    void run();

    /// Closes the listening socket and idle connections, lets running requests finish. From any
    /// thread.
    void stop();

    /// Runs work on a lane of the pool. From any thread.
    void post(Lane lane, std::function<void()> work);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace server::http
