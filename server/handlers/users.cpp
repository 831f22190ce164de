#include "server/account_json.hpp"
#include "server/handlers/accounts.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace {

constexpr std::int64_t most_events = 500;

std::vector<gis::UnitCode> communes_of(const gis::analysis::JsonObject& body) {
    std::vector<gis::UnitCode> communes;
    for (const auto& code : body.texts("communes")) {
        communes.emplace_back(code);
    }
    return communes;
}

/// The link is a fragment: browsers send it to no server and put it into no Referer.
Json link_json(const std::string& user, const NewLink& link) {
    return {{"user", user},
            {"path", fmt::format("/#setup={}&user={}", link.secret, percent_encode(user))},
            {"expires_at", iso_time(link.expires_at)}};
}

Response created(const Json& json) {
    auto response = json_response(json.dump());
    response.status = 201;
    return response;
}

} // namespace

Response users(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    auto users = Json::array();
    for (const auto& stored : accounts.book().users()) {
        users.push_back(to_json(stored));
    }
    return json_response(Json{{"users", std::move(users)}}.dump());
}

Response people(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    auto people = Json::array();
    for (const auto& [user, password, created_at] : accounts.book().users()) {
        people.push_back({{"name", user.name}, {"display_name", user.display_name}});
    }
    return json_response(Json{{"people", std::move(people)}}.dump());
}

Response add_user(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto body = json_body(request);
    body.only({"name", "display_name", "role", "communes"});
    gis::model::User user;
    user.name = body.text("name");
    user.display_name = body.text("display_name");
    user.role = body.word("role", gis::model::role);
    if (body.has("communes")) {
        user.communes = communes_of(body);
    }
    const auto doer = doer_of(accounts, request);
    const auto stored = accounts.admin().add(user, doer);
    auto json = to_json(stored);
    json["setup_link"] =
        link_json(stored.user.name, accounts.admin().make_link(stored.user.name, doer));
    return created(json);
}

Response change_user(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto body = json_body(request);
    body.only({"display_name", "role", "communes", "enabled"});
    UserChange change;
    if (body.has("display_name")) {
        change.display_name = body.text("display_name");
    }
    if (body.has("role")) {
        change.role = body.word("role", gis::model::role);
    }
    if (body.has("communes")) {
        change.communes = communes_of(body);
    }
    if (body.has("enabled")) {
        change.enabled = body.flag("enabled", true);
    }
    const auto stored = accounts.admin().change(std::string{request.parameter("name")}, change,
                                                doer_of(accounts, request));
    return json_response(to_json(stored).dump());
}

Response make_setup_link(Accounts& accounts, const Request& request) {
    request.target.query.allow_only({});
    const auto name = accounts.admin().require_user(std::string{request.parameter("name")});
    return created(link_json(
        name.user.name, accounts.admin().make_link(name.user.name, doer_of(accounts, request))));
}

Response account_events(Accounts& accounts, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"limit", "before"});
    const auto limit = number_parameter(query, "limit", 1, most_events, 50);
    std::optional<std::int64_t> before;
    if (query.get("before")) {
        before = number_parameter(query, "before", 1, gis::greatest_id, 1);
    }
    auto events = Json::array();
    for (const auto& event : accounts.book().events(static_cast<std::size_t>(limit), before)) {
        events.push_back(to_json(event));
    }
    return json_response(Json{{"events", std::move(events)}}.dump());
}

} // namespace server::handlers
