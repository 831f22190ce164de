#include "server/routes.hpp"

#include "server/handlers/handlers.hpp"
#include "server/page/page.hpp"

#include <utility>

namespace server {

namespace {

constexpr std::uint64_t most_question_bytes = 256U * 1024U;

using AppHandler = Response (*)(const App&, const Request&);

/// A route whose answers depend on target, language, day and revision alone: made once on a worker,
/// then at hand.
Route kept(std::string pattern, const App& app, Metrics& metrics, Handler handler) {
    Route route;
    route.pattern = std::move(pattern);
    route.lane = Lane::read;
    route.at_hand = [&app, &metrics](const Request& request) -> std::optional<Response> {
        const auto view = app.view_if_ready();
        const auto answer = view ? view->answers->find(cache_key(request)) : nullptr;
        metrics.count_cache(answer != nullptr);
        return answer ? std::optional{to_response(*answer, request)} : std::nullopt;
    };
    route.handler = [&app, handler = std::move(handler)](const Request& request) {
        const auto view =
            app.view(); // before the answer is made: it may be newer than this, never older
        auto response = handler(request);
        if (response.status != 200 || !std::holds_alternative<std::string>(response.body)) {
            return response;
        }
        const auto answer = finish(std::move(response));
        view->answers->put(cache_key(request), answer);
        return to_response(*answer, request);
    };
    return route;
}

Route plain(std::string pattern, Lane lane, Handler handler) {
    Route route;
    route.pattern = std::move(pattern);
    route.lane = lane;
    route.handler = std::move(handler);
    return route;
}

} // namespace

Router make_router(const App& app, Metrics& metrics, const StaticFiles& files) {
    const auto of_app = [&app](AppHandler handler) -> Handler {
        return [&app, handler](const Request& request) {
            return handler(app, request);
        };
    };
    std::vector<Route> routes;
    const auto add_kept = [&](std::string pattern, AppHandler handler) {
        routes.push_back(kept(std::move(pattern), app, metrics, of_app(handler)));
    };
    const auto add = [&](std::string pattern, Lane lane, Handler handler) {
        routes.push_back(plain(std::move(pattern), lane, std::move(handler)));
    };
    // A question too long for a URL: nothing is stored.
    const auto add_question = [&](std::string pattern, AppHandler handler) {
        auto route = plain(std::move(pattern), Lane::read, of_app(handler));
        route.method = Method::post;
        route.max_body = most_question_bytes;
        routes.push_back(std::move(route));
    };
    add_kept("/api/atlas", handlers::atlas);
    add_kept("/api/rules", handlers::rules);
    add_kept("/api/units", handlers::units);
    add("/api/search", Lane::read, of_app(handlers::search));
    add_kept("/api/reports/roads", handlers::road_report);
    add_kept("/api/roads/{id}", handlers::road);
    add_kept("/api/facilities", handlers::facilities);
    add_kept("/api/facilities/{id}", handlers::facility);
    add_kept("/api/norms", handlers::norms);
    add_kept("/api/reports/coverage", handlers::coverage_report);
    add_kept("/api/reports/access", handlers::access_report);
    add_kept("/api/reports/assignment", handlers::assignment_report);
    add_kept("/api/reports/capacity", handlers::capacity_report);
    add_kept("/api/coverage/sites", handlers::best_sites);
    add_kept("/api/coverage/way", handlers::nearest_way);
    add_kept("/api/coverage/roads.geojson", handlers::reached_roads);
    add_kept("/api/coverage/areas.geojson", handlers::service_areas);
    add_question("/api/coverage/sites", handlers::best_of_sites);
    add_question("/api/coverage/what-if", handlers::what_if);
    add_kept("/api/checks", handlers::checks);
    add("/api/history", Lane::write, of_app(handlers::history));
    add("/api/exports/{file}", Lane::files, of_app(handlers::exports));
    auto tile = plain("/tiles/{z}/{x}/{y}.mvt", Lane::read, of_app(handlers::tile));
    tile.at_hand = [&app](const Request& request) {
        return handlers::tile_at_hand(app, request);
    };
    routes.push_back(std::move(tile));
    auto coverage_tile =
        plain("/tiles/coverage/{z}/{x}/{y}.mvt", Lane::read, of_app(handlers::coverage_tile));
    coverage_tile.at_hand = [&app](const Request& request) {
        return handlers::coverage_tile_at_hand(app, request);
    };
    routes.push_back(std::move(coverage_tile));
    add("/tiles/coverage.json", Lane::read, of_app(handlers::coverage_tile_json));
    add("/tiles.json", Lane::read, of_app(handlers::tile_json));
    add("/style.json", Lane::read, of_app(handlers::style));
    add("/healthz", Lane::io, handlers::health);
    add("/readyz", Lane::io, of_app(handlers::readiness));
    add("/metrics", Lane::read, [&app, &metrics](const Request& request) {
        return handlers::metrics(app, metrics, request);
    });
    add("/openapi.yaml", Lane::io, handlers::openapi);
    if (files.index()) {
        routes.push_back(kept("/", app, metrics, [&app, &files](const Request& request) {
            return page::index_page(app, *files.index(), request);
        }));
    }
    return Router{std::move(routes), plain("*", Lane::io, [&files](const Request& request) {
                      return files.answer(request);
                  })};
}

} // namespace server
