#include "server/dispatch.hpp"
#include "server/edits.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"
#include "server/proposal_json.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace model = gis::model;

namespace {

constexpr std::size_t longest_reason = 2000;
constexpr std::size_t most_pending_features = 5000;

Json counts_json(const std::array<std::int64_t, 4>& counts) {
    auto json = Json::object();
    for (const auto state : {model::ProposalState::open, model::ProposalState::accepted,
                             model::ProposalState::returned, model::ProposalState::withdrawn}) {
        json[std::string{to_text(state)}] = counts.at(static_cast<std::size_t>(state));
    }
    return json;
}

std::string reason_of(const Request& request) {
    request.target.query.allow_only({});
    if (request.body.empty()) {
        return {};
    }
    const auto body = json_body(request);
    body.only({"reason"});
    auto reason = body.has("reason") ? body.any_text("reason") : std::string{};
    if (reason.size() > longest_reason) {
        body.fail("reason", fmt::format("dài quá {} byte", longest_reason),
                  fmt::format("is longer than {} bytes", longest_reason));
    }
    return reason;
}

Response no_store(Response response) {
    response.headers.set("Cache-Control", "no-store");
    return response;
}

[[noreturn]] void not_yours() {
    throw gis::Error{
        gis::ErrorKind::forbidden,
        "not-the-author",
        {"Chỉ người đề xuất được rút đề xuất.", "Only its author may withdraw a proposal."}};
}

Response decide(App& app, const Request& request, model::ProposalState state) {
    const gis::ProposalId id{id_parameter(request)};
    const auto reason = reason_of(request);
    if (state == model::ProposalState::returned && reason.empty()) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "reason-needed",
                         {"Trả lại cần có lý do.", "Returning needs a reason."},
                         "/reason"};
    }
    return continue_on(Lane::write, [&app, &request, id, state, reason] {
        const auto& actor = *request.actor;
        if (state == model::ProposalState::withdrawn &&
            app.open_proposal(id).proposal.draft.author != actor.user) {
            not_yours();
        }
        const auto decided = app.decide(id, {state, actor.user, reason});
        return no_store(json_response(proposal_json(decided, *app.latest()).dump()));
    });
}

} // namespace

Response proposals(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"state", "unit", "author", "limit", "before"});
    const auto view = app.view();
    model::ProposalQuery wanted;
    if (query.get("state")) {
        wanted.state = model::proposal_state(
            word_parameter(query, "state", {"open", "accepted", "returned", "withdrawn"}));
    }
    if (const auto* unit = unit_parameter(query, *view)) {
        wanted.commune = unit->level == model::UnitLevel::commune ? unit->code : unit->parent;
    }
    wanted.author = query.get("author").value_or("");
    wanted.limit = static_cast<std::size_t>(number_parameter(query, "limit", 1, 200, 50));
    if (query.get("before")) {
        wanted.before = gis::ProposalId{number_parameter(query, "before", 1, gis::greatest_id, 1)};
    }
    auto list = Json::array();
    Json counts;
    app.ask([&](gis::store::Store& store) {
        for (const auto& proposal : store.proposals().list(wanted)) {
            list.push_back(proposal_json(proposal, *view));
        }
        counts = counts_json(store.proposals().counts(wanted.commune));
    });
    return no_store(
        json_response(Json{{"counts", std::move(counts)}, {"proposals", std::move(list)}}.dump()));
}

Response proposal(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const gis::ProposalId id{id_parameter(request)};
    const auto found =
        app.ask([id](gis::store::Store& store) { return store.proposals().find(id); });
    if (!found) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-proposal",
                         {fmt::format("Không có đề xuất số {}.", id.get()),
                          fmt::format("There is no proposal {}.", id.get())},
                         "id"};
    }
    return no_store(json_response(proposal_json(*found, *app.view()).dump()));
}

Response pending(const App& app, const Request& request) {
    request.target.query.allow_only({"rules"});
    const auto& rules = rules_parameter(request.target.query, app);
    auto response =
        json_response(pending_features(*app.view(), rules, most_pending_features).dump());
    response.content_type = "application/geo+json; charset=utf-8";
    return response;
}

Response accept_proposal(App& app, const Request& request) {
    const gis::ProposalId id{id_parameter(request)};
    const auto reason = reason_of(request);
    return continue_on(Lane::write,
                       [&app, &request, id, reason] { return accept(app, request, id, reason); });
}

Response return_proposal(App& app, const Request& request) {
    return decide(app, request, model::ProposalState::returned);
}

Response withdraw_proposal(App& app, const Request& request) {
    return decide(app, request, model::ProposalState::withdrawn);
}

} // namespace server::handlers
