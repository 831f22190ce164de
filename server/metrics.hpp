#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// Counters of the running server. Written by the I/O thread, read by anybody.
class Metrics {
public:
    Metrics() : Metrics(std::vector<std::string>{}) {}
    /// @param routes  patterns in the router's order; one more is kept for what no pattern matches
    explicit Metrics(std::vector<std::string> routes);

    /// Names the routes once the router is made. @pre nothing is counted yet
    void name_routes(std::vector<std::string> routes);

    /// In the order of Lane.
    static constexpr std::array<std::string_view, 7> lanes{"io",      "read",  "write",   "edits",
                                                           "effects", "files", "password"};

    /// Upper bounds of the latency histogram, seconds.
    static constexpr std::array bounds{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05,
                                       0.1,    0.5,    1.0,   5.0,   10.0};

    /// One answer that is on its way. @param route  index in the router
    void count(std::size_t route, int status, std::chrono::nanoseconds latency,
               std::uint64_t bytes) noexcept;
    /// A request that was refused before it had a route.
    void count_refused(int status) noexcept;
    void connection_opened() noexcept { m_connections.fetch_add(1, std::memory_order_relaxed); }
    void connection_closed() noexcept { m_connections.fetch_sub(1, std::memory_order_relaxed); }
    /// @param unix_seconds  when the certificate in use ends
    void set_certificate_end(std::int64_t unix_seconds) noexcept {
        m_certificate_end.store(unix_seconds, std::memory_order_relaxed);
    }
    /// Work that waits for or is in a lane. @param lane  below lanes.size()
    void job_posted(std::size_t lane) noexcept {
        m_jobs[lane].fetch_add(1, std::memory_order_relaxed);
    }
    void job_done(std::size_t lane) noexcept {
        m_jobs[lane].fetch_sub(1, std::memory_order_relaxed);
    }
    void backup_made() noexcept;
    void backup_failed() noexcept { m_backup_failures.fetch_add(1, std::memory_order_relaxed); }
    void count_cache(bool hit) noexcept {
        (hit ? m_cache_hits : m_cache_misses).fetch_add(1, std::memory_order_relaxed);
    }

    /// Prometheus text format 0.0.4.
    [[nodiscard]] std::string text() const;

private:
    static constexpr std::array statuses{200, 201, 202, 204, 304, 400, 401, 403, 404,
                                         405, 408, 409, 412, 413, 414, 415, 417, 422,
                                         428, 429, 431, 500, 501, 503, 507, 0};
    using Counter = std::atomic<std::uint64_t>;

    [[nodiscard]] static std::size_t slot_of(int status) noexcept;

    std::vector<std::string> m_routes;
    std::unique_ptr<std::array<Counter, statuses.size()>[]> m_by_route;
    std::array<Counter, statuses.size()> m_refused{};
    std::array<Counter, bounds.size() + 1> m_latency{};
    Counter m_latency_ns{0};
    Counter m_bytes{0};
    Counter m_cache_hits{0};
    Counter m_cache_misses{0};
    Counter m_connections{0};
    std::array<Counter, lanes.size()> m_jobs{};
    std::atomic<std::int64_t> m_certificate_end{0}; ///< 0: no TLS
    Counter m_backup_failures{0};
    Counter m_backup_at{0}; ///< seconds since 1970; 0 = none since the start
};

} // namespace server
