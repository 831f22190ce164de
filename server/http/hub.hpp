#pragma once

#include "server/http/asio.hpp"
#include "server/http/lanes.hpp"
#include "server/http/server.hpp"
#include "server/http/tls.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace server::http {

class Session;
using Clock = std::chrono::steady_clock;

/// What all sessions share. The I/O thread's alone.
struct Hub {
    Hub(ServerOptions server_options, const Router& routes, const Gate& who, Metrics& counters)
        : options(std::move(server_options)), router(routes), gate(who), metrics(counters),
          lanes(options.workers, options.together, counters) {}

    ServerOptions options;
    std::shared_ptr<TlsContext> tls; ///< of connections to come; null: none
    const Router& router;
    const Gate& gate;
    Metrics& metrics;
    Lanes lanes;
    std::list<Session*> sessions;
    std::unordered_map<std::string, std::size_t> connections_of; ///< by address
    std::uint64_t requests = 0;                                  ///< so far
    std::size_t in_flight = 0;
    std::size_t passwords_in_flight = 0; ///< of in_flight, those that begin on Lane::password
    bool draining = false;
    Clock::time_point now = Clock::now(); ///< as of the last sweep; good enough for deadlines
    Clock::time_point drain_until = Clock::time_point::max();
    std::string date; ///< a finished Date field
    net::io_context io{
        1}; ///< last: destroying it ends the sessions, which look at all of the above
};

} // namespace server::http
