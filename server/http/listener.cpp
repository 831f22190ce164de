#include "server/http/listener.hpp"

#include "gis/core/error.hpp"
#include "server/http/session.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <ctime>

namespace server::http {

namespace {

constexpr std::chrono::milliseconds tick{250};
constexpr std::chrono::milliseconds rest_when_out_of_files{100};

[[noreturn]] void listen_failed(const ServerOptions& options, const ErrorCode& error) {
    const auto where = fmt::format("{}:{}", options.address, options.port);
    throw gis::Error{gis::ErrorKind::invalid_argument,
                     "listen",
                     {fmt::format("Không mở được cổng {}: {}. Chọn cổng khác bằng --listen.", where,
                                  error.message()),
                      fmt::format("Cannot listen on {}: {}. Choose another with --listen.", where,
                                  error.message())},
                     "--listen"};
}

/// Whatever a session throws ends that session alone.
struct SessionEnd {
    void operator()(const std::exception_ptr& failure) const {
        try {
            if (failure) {
                std::rethrow_exception(failure);
            }
        } catch (const std::exception& error) {
            spdlog::error("a connection failed: {}", error.what());
        }
    }
};

void update_date(Hub& hub) {
    const auto now = std::time(nullptr);
    hub.date = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
}

bool has_room(const Hub& hub, const net::ip::address& address, const std::string& text) {
    if (hub.sessions.size() >= hub.options.max_connections) {
        return false;
    }
    const auto limit = hub.options.max_connections_per_address;
    if (limit == 0 || address.is_loopback()) {
        return true;
    }
    const auto found = hub.connections_of.find(text);
    return found == hub.connections_of.end() || found->second < limit;
}

void start_session(Socket socket, Hub& hub) {
    ErrorCode error;
    const auto peer = socket.remote_endpoint(error);
    if (error) {
        return; // gone already
    }
    auto text = peer.address().to_string();
    if (!has_room(hub, peer.address(), text)) {
        return;
    }
    socket.set_option(tcp::no_delay{true}, error);
    socket.non_blocking(true, error);
    auto session = std::make_shared<Session>(std::move(socket), hub, std::move(text));
    net::co_spawn(hub.io.get_executor(), Session::run(std::move(session)), SessionEnd{});
}

} // namespace

Acceptor open_acceptor(net::io_context& io, const ServerOptions& options) {
    ErrorCode error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) {
        listen_failed(options, error);
    }
    const tcp::endpoint endpoint{address, options.port};
    Acceptor acceptor{io.get_executor()};
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(net::socket_base::reuse_address{true}, error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(net::socket_base::max_listen_connections, error);
    }
    if (error) {
        listen_failed(options, error);
    }
    return acceptor;
}

Awaitable<void> accept_connections(Acceptor& acceptor, Hub& hub) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    Timer pause{hub.io.get_executor()};
    while (acceptor.is_open()) {
        Socket socket{hub.io.get_executor()};
        co_await acceptor.async_accept(socket, token);
        if (!error) {
            start_session(std::move(socket), hub);
        } else if (error != net::error::operation_aborted) {
            spdlog::warn("accept failed: {}", error.message()); // out of file descriptors, mostly
            pause.expires_after(rest_when_out_of_files);
            co_await pause.async_wait(token);
        }
    }
}

Awaitable<void> keep_time(Timer& timer, Hub& hub) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    while (!hub.draining || !hub.sessions.empty()) {
        hub.now = Clock::now();
        update_date(hub);
        for (auto* session : hub.sessions) {
            if (hub.now >= hub.drain_until) {
                session->abort();
            } else {
                session->sweep(hub.now);
            }
        }
        timer.expires_after(tick);
        co_await timer.async_wait(token);
    }
}

void begin_drain(Acceptor& acceptor, Hub& hub) {
    if (hub.draining) {
        return;
    }
    hub.draining = true;
    hub.drain_until = Clock::now() + hub.options.drain_time;
    ErrorCode ignored;
    acceptor.close(ignored);
    for (auto* session : hub.sessions) {
        session->drain();
    }
}

void use_tls(Hub& hub, std::shared_ptr<TlsContext> tls) {
    constexpr std::chrono::hours soon{24 * 21};
    hub.tls = std::move(tls);
    if (!hub.tls) {
        return;
    }
    const auto last = std::chrono::system_clock::to_time_t(hub.tls->expires);
    hub.metrics.set_certificate_end(last);
    if (hub.tls->expires - std::chrono::system_clock::now() < soon) {
        spdlog::warn("the certificate ends on {:%Y-%m-%d}; renew it, then send SIGHUP",
                     fmt::gmtime(last));
    }
}

Awaitable<void> renew_tls(SignalSet& signals, Hub& hub) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    while (!hub.draining) {
        co_await signals.async_wait(token);
        if (error) {
            co_return;
        }
        try {
            use_tls(hub, load_tls({hub.options.tls_certificate, hub.options.tls_key}));
            spdlog::info("certificate and key were read again");
        } catch (const gis::Error& failure) {
            spdlog::error("the old certificate stays in use: {}", failure.message().en);
        }
    }
}

Awaitable<void> await_signals(SignalSet& signals, Acceptor& acceptor, Hub& hub) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    co_await signals.async_wait(token);
    if (error) {
        co_return;
    }
    spdlog::info("stopping; {} connections open", hub.sessions.size());
    begin_drain(acceptor, hub);
    co_await signals.async_wait(token);
    if (!error) {
        hub.drain_until = Clock::now();
    }
}

} // namespace server::http
