// Bodies of POST /api/changesets, by the whole way that they take: an answer always, and only such
// as a client can act on.

#include "server/dispatch.hpp"
#include "tests/http/small_atlas.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static http_test::Asker asker;
    static const auto approver = [] {
        server::Actor actor;
        actor.user = "an";
        actor.role = server::Role::approver;
        actor.identification = server::Identification::session;
        actor.may_read = true;
        return actor;
    }();
    const std::vector<server::Field> fields{
        {"Host", "a"}, {"Content-Type", "application/json"}, {"If-Match", "\"r7\""}};
    server::Request request;
    request.method = server::Method::post;
    request.raw_target = "/api/changesets?dry_run=1"; // nothing is stored
    request.target = server::Target::parse(request.raw_target);
    request.fields = fields;
    request.body = {reinterpret_cast<const char*>(data), size};
    request.actor = &approver;
    const auto match = asker.router().match(request);
    auto response = server::dispatch(*match.route, request);
    while (response.remainder) {
        response = server::dispatch_remainder(response, *match.route, request);
    }
    static const std::set<int> statuses{200, 404, 409, 412, 422};
    const bool good = statuses.contains(response.status) &&
                      nlohmann::json::accept(response.text().begin(), response.text().end());
    if (!good) {
        std::abort();
    }
    return 0;
}
