#include "gis/core/error.hpp"
#include "server/account_json.hpp"
#include "server/auth/password_rules.hpp"
#include "server/auth/session_cookie.hpp"
#include "server/dispatch.hpp"
#include "server/handlers/accounts.hpp"
#include "server/json_body.hpp"
#include "server/problem.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace {

Response never_stored(std::string_view content_type, std::string body) {
    Response response;
    response.content_type = content_type;
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

Origin origin_of(const Request& request, const Peer& peer) {
    return {peer.address, std::string{request.field("User-Agent")}};
}

Peer require_secrets(const Accounts& accounts, const Request& request) {
    auto peer = accounts.gate().peer(request);
    if (!peer.keeps_secrets()) {
        throw insecure_line();
    }
    return peer;
}

/// Who has just signed in, with the cookie that says so.
Response welcome(Accounts& accounts, const NewSession& session, const Peer& peer) {
    const auto secret = hash_of(session.secret);
    const auto actor = accounts.book().by_session(secret);
    const auto& who = actor ? *actor : *accounts.book().nobody();
    auto response = never_stored(
        json_type, session_json(accounts, who, peer, accounts.book().session(secret)).dump());
    response.headers.add("Set-Cookie", keep_session(session.secret, peer));
    return response;
}

Response wait_first(std::chrono::seconds time, const Request& request) {
    auto response =
        problem(429, "too-many-attempts",
                {fmt::format("Sai mật khẩu quá nhiều lần. Hãy thử lại sau {} giây.", time.count()),
                 fmt::format("Too many wrong passwords. Try again in {} seconds.", time.count())},
                language_of(request));
    response.headers.add("Retry-After", fmt::format("{}", time.count()));
    return response;
}

/// @pre current is right, or the answer would tell it
void require_other(std::string_view current, std::string_view replacement) {
    if (normal_password(replacement) == normal_password(current)) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "same-password",
                         {"Mật khẩu mới trùng với mật khẩu đang dùng; hãy chọn mật khẩu khác.",
                          "The new password is the present one; choose another."},
                         "new"};
    }
}

} // namespace

Response session(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto peer = accounts.gate().peer(request);
    const auto secret = session_secret(request, peer);
    const bool by_session = request.actor->identification == Identification::session;
    const auto stored = by_session && secret ? accounts.book().session(*secret) : std::nullopt;
    auto response =
        never_stored(json_type, session_json(accounts, *request.actor, peer, stored).dump());
    if (secret && !by_session) {
        response.headers.add("Set-Cookie", forget_session(peer)); // it has run out
    }
    return response;
}

Response sign_in(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto peer = require_secrets(accounts, request);
    const auto body = json_body(request);
    body.only({"name", "password"});
    const auto origin = origin_of(request, peer);
    auto outcome = accounts.sign_in().verify(body.text("name"), body.text("password"), origin);
    if (const auto* wait = std::get_if<MustWait>(&outcome)) {
        return wait_first(wait->time, request);
    }
    return continue_on(Lane::write, [&accounts, peer, origin, old = session_secret(request, peer),
                                     verified = std::get<Verified>(std::move(outcome))] {
        return welcome(accounts, accounts.sign_in().begin(verified, origin, old), peer);
    });
}

Response sign_out(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto peer = accounts.gate().peer(request);
    if (const auto secret = session_secret(request, peer)) {
        accounts.sign_in().end(*secret, origin_of(request, peer));
    }
    auto response = never_stored({}, {});
    response.status = 204;
    response.body = std::monostate{};
    response.headers.add("Set-Cookie", forget_session(peer));
    return response;
}

Response set_up(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto peer = require_secrets(accounts, request);
    const auto body = json_body(request);
    body.only({"link", "name", "display_name", "password"});
    FirstPassword first;
    first.link = body.text("link");
    const auto link = accounts.sign_in().require_link(first.link);
    gis::model::User user;
    if (link.user.empty()) {
        user.name = first.name = body.text("name");
        user.display_name = first.display_name = body.text("display_name");
    } else {
        user = accounts.book().user(link.user).value_or(StoredUser{}).user;
    }
    auto hash = accounts.sign_in().hash(body.text("password"), accounts.names_for(user));
    return continue_on(Lane::write, [&accounts, peer, first = std::move(first),
                                     hash = std::move(hash), origin = origin_of(request, peer)] {
        return welcome(accounts, accounts.sign_in().use_link(first, hash, origin), peer);
    });
}

Response change_password(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto peer = require_secrets(accounts, request);
    const auto secret = session_secret(request, peer);
    const auto body = json_body(request);
    body.only({"current", "new"});
    const auto origin = origin_of(request, peer);
    auto outcome = accounts.sign_in().verify(request.actor->user, body.text("current"), origin);
    if (const auto* wait = std::get_if<MustWait>(&outcome)) {
        return wait_first(wait->time, request);
    }
    auto verified = std::get<Verified>(std::move(outcome));
    require_other(body.text("current"), body.text("new"));
    auto hash = accounts.sign_in().hash(body.text("new"), accounts.names_for(verified.user.user));
    return continue_on(Lane::write, [&accounts, peer, origin,
                                     secret = secret.value_or(SecretHash{}),
                                     verified = std::move(verified), hash = std::move(hash)] {
        return welcome(accounts, accounts.sign_in().change_password(verified, hash, origin, secret),
                       peer);
    });
}

} // namespace server::handlers
