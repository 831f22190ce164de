#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"

namespace server::handlers {

namespace {

constexpr std::int64_t most_results = 50;
constexpr std::size_t longest_query = 200;

Json to_json(const SearchEntry& entry, const View& view) {
    constexpr std::array<std::string_view, 3> types{"unit", "road", "facility"};
    return {{"type", types[static_cast<std::size_t>(entry.type)]},
            {"id", entry.id},
            {"name", entry.name},
            {"kind", entry.kind},
            {"parent", unit_reference(view.snapshot->units().find(entry.parent))},
            {"bbox", server::to_json(entry.box)},
            {"center", server::to_json(entry.center)}};
}

} // namespace

Response json_response(std::string body) {
    Response response;
    response.content_type = json_type;
    response.headers.add("Cache-Control", "no-cache");
    response.body = std::move(body);
    return response;
}

Response atlas(const App& app, const Request& request) {
    request.target.query.allow_only({});
    return json_response(atlas_json(app, *app.view()).dump());
}

Response rules(const App& app, const Request& request) {
    request.target.query.allow_only({});
    return json_response(rules_json(app.rules()).dump());
}

Response units(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"as_of", "recorded_as_of"});
    return json_response(units_json(*dated_view(query, app)).dump());
}

Response search(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"q", "limit"});
    const auto text = query.get("q").value_or("");
    if (text.size() > longest_query) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "bad-parameter",
                         {"Chuỗi cần tìm quá dài.", "The text to search for is too long."},
                         "q"};
    }
    const auto limit = number_parameter(query, "limit", 1, most_results, 10);
    const auto view = dated_view(query, app);
    auto results = Json::array();
    for (const auto* entry : view->search->find(text, static_cast<std::size_t>(limit))) {
        results.push_back(to_json(*entry, *view));
    }
    return json_response(Json{{"results", std::move(results)}}.dump());
}

} // namespace server::handlers
