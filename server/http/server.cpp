#include "server/http/server.hpp"

#include "server/http/hub.hpp"
#include "server/http/listener.hpp"

#include <csignal>
#include <exception>

namespace server::http {

namespace {

/// The loops of the listener must not fail; if one does, so does the server.
struct LoopEnd {
    void operator()(const std::exception_ptr& failure) const {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
};

} // namespace

struct Server::Impl {
    Impl(ServerOptions options, const Router& router, const Gate& gate, Metrics& metrics)
        : hub(std::move(options), router, gate, metrics),
          acceptor(open_acceptor(hub.io, hub.options)), timer(hub.io.get_executor()),
          signals(hub.io.get_executor()), hangup(hub.io.get_executor()) {
        use_tls(hub, load_tls({hub.options.tls_certificate, hub.options.tls_key}));
        port = acceptor.local_endpoint().port();
        if (hub.options.signals) {
            signals.add(SIGINT);
            signals.add(SIGTERM);
            if (hub.tls) {
                hangup.add(SIGHUP);
            }
        }
    }

    Hub hub;
    Acceptor acceptor;
    Timer timer;
    SignalSet signals;
    SignalSet hangup;
    std::uint16_t port = 0;
};

Server::Server(ServerOptions options, const Router& router, const Gate& gate, Metrics& metrics)
    : m_impl(std::make_unique<Impl>(std::move(options), router, gate, metrics)) {}

Server::~Server() {
    if (m_impl) {
        m_impl->hub.lanes.join();
    }
}

std::uint16_t Server::port() const noexcept {
    return m_impl->port;
}

void Server::run() {
    auto& hub = m_impl->hub;
    const auto executor = hub.io.get_executor();
    net::co_spawn(executor, keep_time(m_impl->timer, hub), LoopEnd{});
    net::co_spawn(executor, accept_connections(m_impl->acceptor, hub), LoopEnd{});
    if (hub.options.signals) {
        net::co_spawn(executor, await_signals(m_impl->signals, m_impl->acceptor, hub), LoopEnd{});
        if (hub.tls) {
            net::co_spawn(executor, renew_tls(m_impl->hangup, hub), LoopEnd{});
        }
    }
    // The signal wait alone must not keep the loop alive once the drain is over.
    while (!(hub.draining && hub.sessions.empty()) && hub.io.run_one() > 0) {
    }
    hub.lanes.join();
}

void Server::stop() {
    net::post(m_impl->hub.io, [this] { begin_drain(m_impl->acceptor, m_impl->hub); });
}

void Server::post(Lane lane, std::function<void()> work) {
    m_impl->hub.lanes.post(lane, std::move(work));
}

} // namespace server::http
