#include "server/account_routes.hpp"

#include "server/handlers/accounts.hpp"

namespace server {

namespace {

constexpr std::uint64_t most_body_bytes = 16U * 1024U;

using AccountHandler = Response (*)(Accounts&, const Request&);

} // namespace

std::vector<Route> account_routes(Accounts& accounts) {
    std::vector<Route> routes;
    const auto add = [&](Method method, const char* pattern, Lane lane, Operation operation,
                         AccountHandler handler) {
        routes.emplace_back(
            method, pattern, lane, operation,
            [&accounts, handler](const Request& request) { return handler(accounts, request); });
        const bool takes_body = method == Method::post || method == Method::patch;
        routes.back().max_body = takes_body ? most_body_bytes : 0;
    };
    constexpr auto open = Operation::open_to_all;
    constexpr auto own = Operation::manage_own;
    constexpr auto others = Operation::manage_users;
    add(Method::get, "/api/session", Lane::io, open, handlers::session);
    add(Method::post, "/api/session", Lane::password, open, handlers::sign_in);
    add(Method::del, "/api/session", Lane::write, open, handlers::sign_out);
    add(Method::post, "/api/setup", Lane::password, open, handlers::set_up);
    add(Method::post, "/api/account/password", Lane::password, own, handlers::change_password);
    add(Method::get, "/api/account/sessions", Lane::read, own, handlers::own_sessions);
    add(Method::del, "/api/account/sessions", Lane::write, own, handlers::end_other_sessions);
    add(Method::del, "/api/account/sessions/{id}", Lane::write, own, handlers::end_session);
    add(Method::get, "/api/account/passwords", Lane::read, own, handlers::own_passwords);
    add(Method::post, "/api/account/passwords", Lane::write, own, handlers::make_password);
    add(Method::del, "/api/account/passwords/{id}", Lane::write, own, handlers::revoke_password);
    add(Method::get, "/api/people", Lane::read, Operation::read_names, handlers::people);
    add(Method::get, "/api/users", Lane::read, others, handlers::users);
    add(Method::post, "/api/users", Lane::write, others, handlers::add_user);
    add(Method::patch, "/api/users/{name}", Lane::write, others, handlers::change_user);
    add(Method::post, "/api/users/{name}/setup-link", Lane::write, others,
        handlers::make_setup_link);
    add(Method::get, "/api/account-events", Lane::write, others, handlers::account_events);
    return routes;
}

} // namespace server
