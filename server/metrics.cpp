#include "server/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace server {

namespace {

void describe(std::string& out, std::string_view name, std::string_view type,
              std::string_view help) {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

std::string status_label(int status) {
    return status == 0 ? std::string{"other"} : fmt::format("{}", status);
}

} // namespace

Metrics::Metrics(std::vector<std::string> routes) {
    name_routes(std::move(routes));
}

void Metrics::name_routes(std::vector<std::string> routes) {
    m_routes = std::move(routes);
    m_routes.emplace_back("static");
    m_by_route = std::make_unique<std::array<Counter, statuses.size()>[]>(m_routes.size());
}

std::size_t Metrics::slot_of(int status) noexcept {
    const auto* const found = std::find(statuses.begin(), statuses.end(), status);
    return found == statuses.end() ? statuses.size() - 1
                                   : static_cast<std::size_t>(found - statuses.begin());
}

void Metrics::count(std::size_t route, int status, std::chrono::nanoseconds latency,
                    std::uint64_t bytes) noexcept {
    constexpr auto relaxed = std::memory_order_relaxed;
    m_by_route[route][slot_of(status)].fetch_add(1, relaxed);
    const double seconds = std::chrono::duration<double>(latency).count();
    const auto* const bound = std::lower_bound(bounds.begin(), bounds.end(), seconds);
    m_latency[static_cast<std::size_t>(bound - bounds.begin())].fetch_add(1, relaxed);
    m_latency_ns.fetch_add(static_cast<std::uint64_t>(latency.count()), relaxed);
    m_bytes.fetch_add(bytes, relaxed);
}

void Metrics::count_refused(int status) noexcept {
    m_refused[slot_of(status)].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::backup_made() noexcept {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    m_backup_at.store(
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
}

std::string Metrics::text() const {
    std::string out;
    const auto append = std::back_inserter(out);
    describe(out, "ntm_http_requests_total", "counter", "Answers by route and status.");
    for (std::size_t route = 0; route < m_routes.size(); ++route) {
        for (std::size_t slot = 0; slot < statuses.size(); ++slot) {
            if (const auto value = m_by_route[route][slot].load(); value > 0) {
                fmt::format_to(append, "ntm_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                               m_routes[route], status_label(statuses[slot]), value);
            }
        }
    }
    describe(out, "ntm_http_refused_total", "counter",
             "Requests refused before routing, by status.");
    for (std::size_t slot = 0; slot < statuses.size(); ++slot) {
        if (const auto value = m_refused[slot].load(); value > 0) {
            fmt::format_to(append, "ntm_http_refused_total{{status=\"{}\"}} {}\n",
                           status_label(statuses[slot]), value);
        }
    }
    describe(out, "ntm_http_request_seconds", "histogram",
             "From the last byte of a request to its answer.");
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        total += m_latency[i].load();
        fmt::format_to(append, "ntm_http_request_seconds_bucket{{le=\"{}\"}} {}\n", bounds[i],
                       total);
    }
    total += m_latency.back().load();
    fmt::format_to(append, "ntm_http_request_seconds_bucket{{le=\"+Inf\"}} {}\n", total);
    fmt::format_to(append, "ntm_http_request_seconds_sum {:.9f}\n",
                   static_cast<double>(m_latency_ns.load()) * 1e-9);
    fmt::format_to(append, "ntm_http_request_seconds_count {}\n", total);
    describe(out, "ntm_http_body_bytes_total", "counter", "Body bytes answered.");
    fmt::format_to(append, "ntm_http_body_bytes_total {}\n", m_bytes.load());
    describe(out, "ntm_http_connections", "gauge", "Open connections.");
    fmt::format_to(append, "ntm_http_connections {}\n", m_connections.load());
    describe(out, "ntm_jobs", "gauge",
             "Requests that wait for or are in a lane; write is the queue of the single writer.");
    for (std::size_t lane = 1; lane < lanes.size(); ++lane) {
        fmt::format_to(append, "ntm_jobs{{lane=\"{}\"}} {}\n", lanes[lane], m_jobs[lane].load());
    }
    if (const auto end = m_certificate_end.load(); end != 0) {
        describe(out, "ntm_tls_certificate_end_seconds", "gauge", "When the certificate ends.");
        fmt::format_to(append, "ntm_tls_certificate_end_seconds {}\n", end);
    }
    describe(out, "ntm_cache_lookups_total", "counter", "Lookups of finished answers.");
    fmt::format_to(append, "ntm_cache_lookups_total{{result=\"hit\"}} {}\n", m_cache_hits.load());
    fmt::format_to(append, "ntm_cache_lookups_total{{result=\"miss\"}} {}\n",
                   m_cache_misses.load());
    describe(out, "ntm_backup_failures_total", "counter", "Daily backups that failed.");
    fmt::format_to(append, "ntm_backup_failures_total {}\n", m_backup_failures.load());
    describe(out, "ntm_backup_last_success_timestamp_seconds", "gauge",
             "When the newest daily backup was made; 0 = none since the start.");
    fmt::format_to(append, "ntm_backup_last_success_timestamp_seconds {}\n", m_backup_at.load());
    return out;
}

} // namespace server
