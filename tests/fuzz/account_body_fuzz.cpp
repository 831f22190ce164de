// Bodies of the addresses about accounts. The first line says which; whatever is sent, the answer
// is one of ours and nobody is let in.

#include "server/account_routes.hpp"
#include "server/auth/accounts.hpp"
#include "server/dispatch.hpp"

#include "support/memory_accounts.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace server;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

/// Accounts with one administrator, whose password no input has.
struct Place {
    test_support::MemoryAccounts store;
    Accounts accounts{parts(store)};
    Router router{account_routes(accounts),
                  {Method::get, "*", Lane::io, Operation::open_to_all, [](const Request&) {
                       return Response{};
                   }}};
    Actor administrator;

    Place() {
        accounts.admin().add({"admin", "Admin", Role::administrator, {}, true}, {});
        accounts.admin().set_password("admin", accounts.sign_in().hash(new_secret(), {}), {});
        administrator.user = "admin";
        administrator.role = Role::administrator;
        administrator.may_read = true;
        administrator.identification = Identification::session;
    }

    static AccountParts parts(gis::store::Accounts& store) {
        AccountParts parts{store};
        parts.cost = {1, 8192};
        return parts;
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::array<std::pair<Method, std::string_view>, 6> addresses{
        {{Method::post, "/api/session"},
         {Method::post, "/api/setup"},
         {Method::post, "/api/account/password"},
         {Method::post, "/api/account/passwords"},
         {Method::post, "/api/users"},
         {Method::patch, "/api/users/admin"}}};
    if (size == 0) {
        return 0;
    }
    Place place;
    const auto& [method, target] = addresses[data[0] % addresses.size()];
    const std::vector<Field> fields{{"Content-Type", "application/json"}, {"Host", "localhost"}};
    Request request;
    request.method = method;
    request.raw_target = target;
    request.target = Target::parse(target);
    request.fields = fields;
    request.remote = "127.0.0.1";
    request.body = {reinterpret_cast<const char*>(data) + 1, size - 1};
    request.actor = &place.administrator;
    const auto& route = *place.router.match(request).route;
    auto response = dispatch(route, request);
    if (response.remainder) {
        response = dispatch_remainder(response, route, request);
    }
    require(response.headers.find("Set-Cookie").empty());
    require(response.status != 500);
    require(response.text().empty() || nlohmann::json::accept(response.text()));
    require(place.accounts.has_administrator());
    return 0;
}
