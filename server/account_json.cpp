#include "server/account_json.hpp"

#include "server/auth/rights.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <array>

namespace server {

namespace {

std::string_view to_text(Reach reach) noexcept {
    constexpr std::array<std::string_view, 3> texts{"nowhere", "own_communes", "everywhere"};
    return texts[static_cast<std::size_t>(reach)];
}

/// What becomes of an edit of this actor's; null when there can be none.
Json edits_of(const Actor& actor) {
    switch (reach(actor, Operation::edit_road)) {
    case Reach::nowhere:
        break;
    case Reach::own_communes:
        return actor.editors_decide ? "decided" : "proposed";
    case Reach::everywhere:
        return "decided";
    }
    return nullptr;
}

Json codes_json(const std::vector<gis::UnitCode>& codes) {
    auto json = Json::array();
    for (const auto& code : codes) {
        json.push_back(code.get());
    }
    return json;
}

Json time_or_null(const std::optional<Instant>& instant) {
    return instant ? Json(iso_time(*instant)) : Json(nullptr);
}

} // namespace

std::string iso_time(Instant instant) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(instant)));
}

Json session_json(const Accounts& accounts, const Actor& actor, const Peer& peer,
                  const std::optional<StoredSession>& session) {
    const auto& times = accounts.policy().session;
    Json user = nullptr;
    if (actor.signed_in()) {
        user = {{"name", actor.user},
                {"display_name", actor.display_name},
                {"role", gis::model::to_text(actor.role)},
                {"communes", codes_json(actor.communes)}};
    }
    auto rights = Json::object();
    for (const auto operation : all_operations) {
        rights[std::string{server::to_text(operation)}] = to_text(reach(actor, operation));
    }
    Json until = nullptr;
    if (session) {
        until = iso_time(
            std::min(session->last_seen_at + times.idle, session->signed_in_at + times.absolute));
    }
    return {{"user", std::move(user)},
            {"rights", std::move(rights)},
            {"edits", edits_of(actor)},
            {"anonymous", accounts.policy().anonymous},
            {"set_up", accounts.has_administrator()},
            {"secure", peer.keeps_secrets()},
            {"until", std::move(until)},
            {"idle_seconds", times.idle.count()}};
}

Json to_json(const StoredUser& stored) {
    return {{"name", stored.user.name},
            {"display_name", stored.user.display_name},
            {"role", gis::model::to_text(stored.user.role)},
            {"communes", codes_json(stored.user.communes)},
            {"enabled", stored.user.enabled},
            {"has_password", !stored.password.empty()},
            {"created_at", iso_time(stored.created_at)}};
}

Json to_json(const StoredSession& session, const std::optional<SecretHash>& current) {
    return {{"id", id_of(session.secret)},
            {"device", session.device},
            {"signed_in_at", iso_time(session.signed_in_at)},
            {"last_seen_at", iso_time(session.last_seen_at)},
            {"current", session.secret == current}};
}

Json to_json(const ApplicationPassword& password, Instant now) {
    const bool expired = password.expires_at && now >= *password.expires_at;
    return {{"id", id_of(password.secret)},
            {"label", password.label},
            {"scope", gis::store::to_text(password.scope)},
            {"created_at", iso_time(password.created_at)},
            {"expires_at", time_or_null(password.expires_at)},
            {"last_used_at", time_or_null(password.last_used_at)},
            {"state", password.revoked ? "revoked"
                      : expired        ? "expired"
                                       : "in_force"}};
}

Json to_json(const AccountEvent& event) {
    return {{"id", event.id},          {"at", iso_time(event.at)}, {"actor", event.actor},
            {"event", event.event},    {"user", event.user},       {"detail", event.detail},
            {"address", event.address}};
}

} // namespace server
