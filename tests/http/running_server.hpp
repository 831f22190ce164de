#pragma once

#include "server/http/server.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace http_test {

/// Short answers of several kinds; `/gate` waits for the gate, `/worker/{name}` answers from a
/// worker.
[[nodiscard]] std::vector<server::Route> test_routes(std::shared_future<void> gate);
[[nodiscard]] server::Route not_found();

/// Everybody is somebody new, who is forgotten after their request.
struct NewcomerGate final : server::Gate {
    [[nodiscard]] std::shared_ptr<const server::Actor>
    identify(const server::Request&) const override {
        auto actor = std::make_shared<server::Actor>();
        actor->user = "newcomer-with-a-name-on-the-heap";
        return actor;
    }
};

/// A server on a free port with short times.
class RunningServer {
public:
    explicit RunningServer(server::http::ServerOptions options = quick())
        : m_router(test_routes(m_gate.get_future().share()), not_found()),
          m_metrics(names(m_router)),
          m_server(with_port(std::move(options)), m_router, m_gate_keeper, m_metrics),
          m_thread([this] { m_server.run(); }) {}

    ~RunningServer() {
        open_gate();
        stop();
    }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;
    RunningServer(RunningServer&&) = delete;
    RunningServer& operator=(RunningServer&&) = delete;

    static server::http::ServerOptions quick() {
        using namespace std::chrono_literals;
        server::http::ServerOptions options;
        options.hosts = {"test", "localhost"};
        options.head_time = 400ms;
        options.idle_time = 1500ms;
        options.body_time = 500ms;
        options.drain_time = 2s;
        return options;
    }

    [[nodiscard]] std::uint16_t port() const { return m_server.port(); }
    [[nodiscard]] std::string metrics() const { return m_metrics.text(); }
    void begin_stop() { m_server.stop(); }
    void open_gate() {
        if (!m_open.exchange(true)) {
            m_gate.set_value();
        }
    }
    void stop() {
        m_server.stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    static server::http::ServerOptions with_port(server::http::ServerOptions options) {
        options.port = 0;
        return options;
    }
    static std::vector<std::string> names(const server::Router& router) {
        std::vector<std::string> result;
        for (const auto& route : router.routes()) {
            result.push_back(route.pattern);
        }
        return result;
    }

    std::promise<void> m_gate;
    std::atomic<bool> m_open = false;
    server::Router m_router;
    NewcomerGate m_gate_keeper;
    server::Metrics m_metrics;
    server::http::Server m_server;
    std::thread m_thread;
};

[[nodiscard]] inline std::string get(std::string_view path, std::string_view fields = {}) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n" + std::string{fields} +
           "\r\n";
}

} // namespace http_test
