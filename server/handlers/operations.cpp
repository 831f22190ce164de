#include "server/handlers/handlers.hpp"
#include "server/openapi.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <fstream>
#include <iterator>

namespace server::handlers {

namespace {

Response uncached(std::string_view content_type, std::string body) {
    Response response;
    response.content_type = content_type;
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

/// Bytes of this process in memory.
long resident_bytes() {
    long total = 0;
    long resident = 0;
    std::ifstream{"/proc/self/statm"} >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

void gauge(std::string& out, std::string_view name, std::string_view help, long long value) {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} gauge\n{} {}\n", name, help,
                   name, name, value);
}

void add_accounts(std::string& out, const Accounts& accounts) {
    gauge(out, "ntm_sessions", "People signed in.",
          static_cast<long long>(accounts.session_count()));
    const auto tries = accounts.sign_in().figures();
    constexpr std::string_view name = "ntm_sign_ins_total";
    fmt::format_to(std::back_inserter(out),
                   "# HELP {0} Tries to sign in.\n# TYPE {0} counter\n"
                   "{0}{{result=\"accepted\"}} {1}\n{0}{{result=\"refused\"}} {2}\n"
                   "{0}{{result=\"slowed\"}} {3}\n",
                   name, tries.accepted, tries.refused, tries.slowed);
}

} // namespace

Response health(const Request& request) {
    request.target.query.allow_only({});
    return uncached(json_type, R"({"status":"ok"})");
}

Response readiness(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    return uncached(json_type, fmt::format(R"({{"status":"ok","revision":{}}})",
                                           view->snapshot->revision().get()));
}

Response metrics(const App& app, const Accounts& accounts, const Metrics& metrics,
                 const Request& request) {
    request.target.query.allow_only({});
    auto text = metrics.text();
    gauge(text, "process_resident_memory_bytes", "Resident memory.", resident_bytes());
    const auto view = app.view_if_ready();
    gauge(text, "ntm_ready", "1 when the data are loaded.", view ? 1 : 0);
    if (view) {
        long long roads = 0;
        for (const auto& part : view->snapshot->parts()) {
            roads += static_cast<long long>(part->roads.size());
        }
        gauge(text, "ntm_revision", "Revision of the atlas.", view->snapshot->revision().get());
        gauge(text, "ntm_roads", "Roads of the atlas.", roads);
    }
    add_accounts(text, accounts);
    const auto tiles = app.tile_cache().figures();
    gauge(text, "ntm_tile_cache_bytes", "Finished tiles in memory.",
          static_cast<long long>(tiles.bytes));
    gauge(text, "ntm_tile_cache_hits", "Tiles found in memory since the start.",
          static_cast<long long>(tiles.hits));
    gauge(text, "ntm_tile_cache_misses", "Tiles made since the start.",
          static_cast<long long>(tiles.misses));
    return uncached("text/plain; version=0.0.4; charset=utf-8", std::move(text));
}

Response openapi(const Request& request) {
    request.target.query.allow_only({});
    Response response;
    response.content_type = "application/yaml; charset=utf-8";
    response.headers.add("Cache-Control", "no-cache");
    response.body = std::string{openapi_text()};
    return response;
}

} // namespace server::handlers
