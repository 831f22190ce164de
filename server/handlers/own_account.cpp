#include "server/account_json.hpp"
#include "server/auth/session_cookie.hpp"
#include "server/handlers/accounts.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"

namespace server::handlers {

namespace {

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

} // namespace

Response own_sessions(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto current = session_secret(request, accounts.gate().peer(request));
    auto sessions = Json::array();
    for (const auto& session : accounts.book().sessions_of(request.actor->user)) {
        sessions.push_back(to_json(session, current));
    }
    return json_response(Json{{"sessions", std::move(sessions)}}.dump());
}

Response end_other_sessions(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto current = session_secret(request, accounts.gate().peer(request));
    accounts.own().end_other_sessions(doer_of(accounts, request), current.value_or(SecretHash{}));
    return no_content();
}

Response end_session(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    accounts.own().end_session(doer_of(accounts, request), request.parameter("id"));
    return no_content();
}

Response own_passwords(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    auto passwords = Json::array();
    const auto now = accounts.book().now();
    for (const auto& password : accounts.book().passwords_of(request.actor->user)) {
        passwords.push_back(to_json(password, now));
    }
    return json_response(Json{{"passwords", std::move(passwords)}}.dump());
}

Response make_password(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto body = json_body(request);
    body.only({"label", "scope", "days"});
    PasswordRequest wanted;
    wanted.label = body.text("label");
    wanted.scope = body.word("scope", gis::store::password_scope);
    if (body.has("days")) {
        wanted.life = std::chrono::days{body.whole("days", 1, OwnAccount::longest_life.count())};
    }
    const auto made = accounts.own().make_password(doer_of(accounts, request), wanted);
    auto json = to_json(made.stored, accounts.book().now());
    json["user"] = made.stored.user;
    json["secret"] = made.secret;
    auto response = json_response(json.dump());
    response.status = 201;
    return response;
}

Response revoke_password(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    accounts.own().revoke_password(doer_of(accounts, request), request.parameter("id"));
    return no_content();
}

} // namespace server::handlers
