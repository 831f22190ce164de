#include "server/handlers/handlers.hpp"
#include "server/history_json.hpp"
#include "server/parameters.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace model = gis::model;

namespace {

/// Of a changeset so many changes are told one by one.
constexpr std::size_t most_changes = 1000;

std::optional<gis::ChangesetId> before_parameter(const Query& query) {
    if (!query.get("before")) {
        return std::nullopt;
    }
    return gis::ChangesetId{number_parameter(query, "before", 1, gis::greatest_id, 1)};
}

Json changes_json(const std::vector<model::Change>& changes, LineDetail detail,
                  const model::Snapshot& now) {
    auto list = Json::array();
    for (const auto& change : changes) {
        if (list.size() == most_changes) {
            break;
        }
        list.push_back(change_json(change, detail, now));
    }
    return list;
}

Json lineage_json(const std::vector<model::Lineage>& lines, std::int64_t id) {
    Json json{{"made_from", Json::array()}, {"became", Json::array()}};
    for (const auto& line : lines) {
        (line.child == id ? json["made_from"] : json["became"])
            .push_back(line.child == id ? line.parent : line.child);
    }
    return json;
}

Response entity_history(const App& app, const Query& query, std::size_t limit) {
    const model::EntityRef entity{
        word_parameter(query, "entity", {"road", "facility", "surface_record", "plan_entry"}) ==
                "road"
            ? model::EntityKind::road
            : *model::entity_kind(*query.get("entity")),
        number_parameter(query, "id", 1, gis::greatest_id, 0)};
    if (entity.id == 0) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "bad-parameter",
                         {"Cần số của đối tượng.", "The number of the entity is needed."},
                         "id"};
    }
    const auto before = before_parameter(query);
    auto list = Json::array();
    Json lineage;
    const auto view = app.view();
    app.ask([&](const gis::store::Store& store) {
        for (const auto& version : store.entity_history(entity, limit, before)) {
            auto json = summary_json(version.changeset);
            json["changes"] = changes_json(version.changes, LineDetail::summary, *view->snapshot);
            list.push_back(std::move(json));
        }
        lineage = lineage_json(store.lineage(entity), entity.id);
    });
    if (list.empty() && !before) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-id",
                         {fmt::format("Chưa từng có đối tượng nào mang số {}.", entity.id),
                          fmt::format("There never was anything with the number {}.", entity.id)},
                         "id"};
    }
    Json body{{"entity", to_text(entity.kind)}, {"id", entity.id}};
    body.update(lineage);
    body["changesets"] = std::move(list);
    return json_response(body.dump());
}

} // namespace

Response history(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"limit", "before", "entity", "id"});
    const auto limit = static_cast<std::size_t>(number_parameter(query, "limit", 1, 500, 50));
    if (query.get("entity") || query.get("id")) {
        return entity_history(app, query, limit);
    }
    const auto before = before_parameter(query);
    auto list = Json::array();
    const auto page =
        app.ask([&](const gis::store::Store& store) { return store.history(limit, before); });
    for (const auto& change : page) {
        list.push_back(summary_json(change));
    }
    return json_response(Json{{"changesets", std::move(list)}}.dump());
}

Response changeset(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const gis::ChangesetId id{id_parameter(request)};
    std::vector<model::ChangesetSummary> summary;
    const auto changes = app.ask([&](const gis::store::Store& store) {
        auto found = store.changes(id); // throws when there is none
        summary = store.history(1, id.get() == gis::greatest_id
                                       ? std::nullopt
                                       : std::optional{gis::ChangesetId{id.get() + 1}});
        return found;
    });
    auto body = summary_json(summary.at(0));
    body["changes"] = changes_json(changes, LineDetail::whole, *app.view()->snapshot);
    body["more_changes"] = changes.size() - body["changes"].size();
    return json_response(body.dump());
}

} // namespace server::handlers
