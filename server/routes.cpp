#include "server/routes.hpp"

#include "server/account_routes.hpp"
#include "server/handlers/handlers.hpp"
#include "server/page/page.hpp"

#include <iterator>
#include <utility>

namespace server {

namespace {

constexpr std::uint64_t most_question_bytes = 256U * 1024U;
constexpr std::uint64_t most_edit_bytes = 2U * 1024U * 1024U;
constexpr std::uint64_t most_import_bytes = 64U * 1024U * 1024U;

using AppHandler = Response (*)(const App&, const Request&);
using EditHandler = Response (*)(App&, const Request&);

/// A route whose answers depend on target, language, day and revision alone: made once on a worker,
/// then at hand.
Route kept(std::string pattern, Operation operation, const App& app, Metrics& metrics,
           const Handler& handler) {
    const auto make = [&app, handler](const Request& request) {
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
    Route route{Method::get, std::move(pattern), Lane::read, operation, make};
    route.at_hand = [&app, &metrics](const Request& request) -> std::optional<Response> {
        const auto view = app.view_if_ready();
        const auto answer = view ? view->answers->find(cache_key(request)) : nullptr;
        metrics.count_cache(answer != nullptr);
        return answer ? std::optional{to_response(*answer, request)} : std::nullopt;
    };
    return route;
}

/// Collects the routes that answer from the atlas.
class RouteTable {
public:
    RouteTable(const App& app, Metrics& metrics) : m_app(app), m_metrics(metrics) {}

    Handler of_app(AppHandler handler) const {
        return [&app = m_app, handler](const Request& request) {
            return handler(app, request);
        };
    }

    void add(std::string pattern, Lane lane, Operation operation, Handler handler) {
        m_routes.emplace_back(Method::get, std::move(pattern), lane, operation, std::move(handler));
    }
    void add(std::string pattern, Lane lane, Operation operation, AppHandler handler) {
        add(std::move(pattern), lane, operation, of_app(handler));
    }
    void add_kept(std::string pattern, Operation operation, Handler handler) {
        m_routes.push_back(kept(std::move(pattern), operation, m_app, m_metrics, handler));
    }
    void add_kept(std::string pattern, Operation operation, AppHandler handler) {
        add_kept(std::move(pattern), operation, of_app(handler));
    }
    /// A question too long for a URL: nothing is stored.
    void add_question(std::string pattern, Operation operation, AppHandler handler) {
        m_routes.emplace_back(Method::post, std::move(pattern), Lane::read, operation,
                              of_app(handler));
        m_routes.back().max_body = most_question_bytes;
    }
    /// What changes the atlas: its body is read on a worker.
    void add_edit(App& app, Method method, std::string pattern, Operation operation,
                  EditHandler handler) {
        m_routes.emplace_back(
            method, std::move(pattern), Lane::read, operation,
            [&app, handler](const Request& request) { return handler(app, request); });
        m_routes.back().max_body = method == Method::del ? 0 : most_edit_bytes;
    }
    /// A file on its way in: read on GDAL's lane.
    void add_import(App& app, Method method, std::string pattern, std::uint64_t most_bytes,
                    EditHandler handler) {
        m_routes.emplace_back(
            method, std::move(pattern), Lane::files, Operation::import_data,
            [&app, handler](const Request& request) { return handler(app, request); });
        m_routes.back().max_body = most_bytes;
    }
    /// The newest route has its answer at hand at times.
    void look_first(InlineHandler at_hand) { m_routes.back().at_hand = std::move(at_hand); }

    void add_all(std::vector<Route> routes) {
        m_routes.insert(m_routes.end(), std::make_move_iterator(routes.begin()),
                        std::make_move_iterator(routes.end()));
    }
    /// The page itself is open to all, so that people can sign in; its figures are not.
    void add_page(const std::string& index_html);

    [[nodiscard]] std::vector<Route> take() { return std::move(m_routes); }

private:
    const App& m_app;
    Metrics& m_metrics;
    std::vector<Route> m_routes;
};

/// Who signs out must not find the page with its figures in a cache.
Response closed_page(Response response) {
    response.headers.set("Cache-Control", "no-store");
    response.headers.add("Vary", "Cookie, Authorization");
    return response;
}

void RouteTable::add_page(const std::string& index_html) {
    auto page = kept("/", Operation::open_to_all, m_app, m_metrics,
                     [&app = m_app, &index_html](const Request& request) {
                         return page::index_page(app, index_html, request);
                     });
    page.handler = [make = std::move(page.handler), &index_html](const Request& request) {
        if (reach(*request.actor, Operation::read) == Reach::nowhere) {
            return closed_page(page::empty_page(index_html, request));
        }
        auto response = make(request);
        return request.actor->atlas_is_public ? std::move(response)
                                              : closed_page(std::move(response));
    };
    page.at_hand = [look = std::move(page.at_hand)](const Request& request) {
        return request.actor->atlas_is_public ? look(request) : std::nullopt;
    };
    m_routes.push_back(std::move(page));
}

void add_atlas(RouteTable& table) {
    table.add_kept("/api/atlas", Operation::read, handlers::atlas);
    table.add_kept("/api/rules", Operation::read, handlers::rules);
    table.add_kept("/api/units", Operation::read, handlers::units);
    table.add("/api/search", Lane::read, Operation::read, handlers::search);
    table.add_kept("/api/roads/{id}", Operation::read, handlers::road);
    table.add_kept("/api/facilities", Operation::read, handlers::facilities);
    table.add_kept("/api/facilities/{id}", Operation::read, handlers::facility);
    table.add_kept("/api/norms", Operation::read, handlers::norms);
    table.add("/api/history", Lane::read, Operation::read_history, handlers::history);
    table.add("/api/changesets/{id}", Lane::read, Operation::read_history, handlers::changeset);
    table.add("/api/proposals", Lane::read, Operation::propose, handlers::proposals);
    table.add("/api/proposals/{id}", Lane::read, Operation::propose, handlers::proposal);
    table.add_kept("/api/pending.geojson", Operation::read, handlers::pending);
    table.add("/api/events", Lane::io, Operation::read, handlers::events);
    table.add("/api/exports/{file}", Lane::files, Operation::export_data, handlers::exports);
}

void add_reports(RouteTable& table) {
    constexpr auto report = Operation::report;
    table.add_kept("/api/reports/roads", report, handlers::road_report);
    table.add_kept("/api/reports/coverage", report, handlers::coverage_report);
    table.add_kept("/api/reports/access", report, handlers::access_report);
    table.add_kept("/api/reports/assignment", report, handlers::assignment_report);
    table.add_kept("/api/reports/capacity", report, handlers::capacity_report);
    table.add_kept("/api/reports/criteria", report, handlers::criteria_report);
    table.add_kept("/api/reports/plan", report, handlers::plan_report);
    table.add_kept("/api/criteria-sets", report, handlers::criteria_sets);
    table.add_kept("/api/plans", report, handlers::plans);
    table.add_kept("/api/plans/{id}", report, handlers::plan);
    table.add_kept("/api/plans/{id}/progress", report, handlers::plan_course);
    table.add("/api/period-reports", Lane::read, report, handlers::period_reports);
    table.add("/api/period-reports/{period}", Lane::read, report, handlers::period_report);
    table.add_kept("/api/works", report, handlers::works);
    table.add_kept("/api/works/{id}", report, handlers::work);
    table.add_kept("/api/cooperatives", report, handlers::cooperatives);
    table.add_kept("/api/products", report, handlers::products);
    table.add_kept("/api/capital", report, handlers::capital);
    table.add_kept("/api/reports/capital", report, handlers::capital_report);
    table.add_kept("/api/guidance", report, handlers::guidance);
    table.add_kept("/api/hamlet-titles", report, handlers::hamlet_titles);
    table.add("/api/households", Lane::read, Operation::read_household, handlers::households);
    table.add_kept("/api/coverage/sites", report, handlers::best_sites);
    table.add_kept("/api/coverage/way", report, handlers::nearest_way);
    table.add_kept("/api/coverage/roads.geojson", report, handlers::reached_roads);
    table.add_kept("/api/coverage/areas.geojson", report, handlers::service_areas);
    table.add_question("/api/coverage/sites", report, handlers::best_of_sites);
    table.add_question("/api/coverage/what-if", report, handlers::what_if);
    table.add_question("/api/plan-maker", report, handlers::plan_maker);
    table.add_kept("/api/checks", report, handlers::checks);
}

void add_edits(RouteTable& table, App& app) {
    const auto add = [&](Method method, std::string pattern, Operation operation,
                         EditHandler handler) {
        table.add_edit(app, method, std::move(pattern), operation, handler);
    };
    add(Method::post, "/api/changesets", Operation::record_surface, handlers::add_changeset);
    add(Method::post, "/api/changesets/{id}/revert", Operation::revert, handlers::revert_changeset);
    add(Method::post, "/api/roads/{id}/surfaces", Operation::record_surface, handlers::add_surface);
    add(Method::del, "/api/roads/{id}/surfaces/{record}", Operation::record_surface,
        handlers::retract_surface);
    add(Method::post, "/api/roads", Operation::edit_road, handlers::add_road);
    add(Method::post, "/api/roads/join", Operation::edit_road, handlers::join_roads);
    add(Method::patch, "/api/roads/{id}", Operation::edit_road, handlers::edit_road);
    add(Method::del, "/api/roads/{id}", Operation::edit_road, handlers::retire_road);
    add(Method::put, "/api/roads/{id}/geometry", Operation::edit_road, handlers::redraw_road);
    add(Method::post, "/api/roads/{id}/split", Operation::edit_road, handlers::split_road);
    add(Method::post, "/api/facilities", Operation::edit_facility, handlers::add_facility);
    add(Method::patch, "/api/facilities/{id}", Operation::edit_facility, handlers::edit_facility);
    add(Method::del, "/api/facilities/{id}", Operation::edit_facility, handlers::retire_facility);
    add(Method::post, "/api/proposals/{id}/accept", Operation::decide_proposal,
        handlers::accept_proposal);
    add(Method::post, "/api/proposals/{id}/return", Operation::decide_proposal,
        handlers::return_proposal);
    add(Method::post, "/api/proposals/{id}/withdraw", Operation::propose,
        handlers::withdraw_proposal);
}

void add_imports(RouteTable& table, App& app) {
    table.add_import(app, Method::post, "/api/imports", most_import_bytes, handlers::add_import);
    table.add_import(app, Method::post, "/api/imports/{id}/commit", most_question_bytes,
                     handlers::commit_import);
    table.add_import(app, Method::del, "/api/imports/{id}", 0, handlers::drop_import);
}

void add_plan_edits(RouteTable& table, App& app) {
    const auto add = [&](Method method, std::string pattern, EditHandler handler,
                         Operation operation = Operation::edit_plan) {
        table.add_edit(app, method, std::move(pattern), operation, handler);
    };
    add(Method::post, "/api/period-reports", handlers::submit_period_report);
    add(Method::post, "/api/works", handlers::add_works);
    add(Method::post, "/api/works/accept", handlers::accept_works);
    add(Method::patch, "/api/works/{id}", handlers::edit_work);
    add(Method::del, "/api/works/{id}", handlers::withdraw_work);
    add(Method::post, "/api/works/{id}/accept", handlers::accept_work);
    add(Method::post, "/api/results", handlers::add_result);
    add(Method::post, "/api/targets/{id}/results", handlers::add_target_result);
    add(Method::patch, "/api/tasks/{id}", handlers::edit_task);
    add(Method::post, "/api/difficulties", handlers::raise_difficulty);
    add(Method::post, "/api/difficulties/{id}/answer", handlers::answer_difficulty);
    add(Method::post, "/api/contributions", handlers::add_contribution);
    add(Method::post, "/api/cooperatives", handlers::add_cooperatives);
    add(Method::patch, "/api/cooperatives/{id}", handlers::edit_cooperative);
    add(Method::del, "/api/cooperatives/{id}", handlers::withdraw_cooperative);
    add(Method::post, "/api/products", handlers::add_products);
    add(Method::patch, "/api/products/{id}", handlers::edit_product);
    add(Method::del, "/api/products/{id}", handlers::withdraw_product);
    add(Method::post, "/api/capital", handlers::add_capital);
    add(Method::patch, "/api/capital/{id}", handlers::edit_capital);
    add(Method::del, "/api/capital/{id}", handlers::withdraw_capital);
    add(Method::post, "/api/guidance", handlers::ask_guidance);
    add(Method::del, "/api/guidance/{id}", handlers::withdraw_guidance);
    add(Method::post, "/api/guidance/{id}/answer", handlers::answer_guidance);
    add(Method::post, "/api/hamlet-titles", handlers::put_hamlet_titles);
    add(Method::del, "/api/hamlet-titles/{hamlet}/{title}/{year}", handlers::withdraw_hamlet_title);
    add(Method::post, "/api/households", handlers::put_household, Operation::edit_household);
    add(Method::del, "/api/households", handlers::withdraw_household, Operation::edit_household);
}

void add_map(RouteTable& table, const App& app) {
    table.add("/tiles/{z}/{x}/{y}.mvt", Lane::read, Operation::read, handlers::tile);
    table.look_first(
        [&app](const Request& request) { return handlers::tile_at_hand(app, request); });
    table.add("/tiles/coverage/{z}/{x}/{y}.mvt", Lane::read, Operation::report,
              handlers::coverage_tile);
    table.look_first(
        [&app](const Request& request) { return handlers::coverage_tile_at_hand(app, request); });
    table.add("/tiles/coverage.json", Lane::read, Operation::report, handlers::coverage_tile_json);
    table.add("/tiles.json", Lane::read, Operation::read, handlers::tile_json);
    table.add("/style.json", Lane::read, Operation::read, handlers::style);
}

void add_operation(RouteTable& table, const App& app, const Accounts& accounts,
                   const Metrics& metrics) {
    table.add("/healthz", Lane::io, Operation::open_to_all, handlers::health);
    table.add("/readyz", Lane::io, Operation::open_to_all, handlers::readiness);
    table.add("/metrics", Lane::read, Operation::read,
              [&app, &accounts, &metrics](const Request& request) {
                  return handlers::metrics(app, accounts, metrics, request);
              });
    table.add("/openapi.yaml", Lane::io, Operation::open_to_all, handlers::openapi);
}

} // namespace

Router make_router(App& app, Accounts& accounts, Metrics& metrics, const StaticFiles& files) {
    RouteTable table{app, metrics};
    add_atlas(table);
    add_reports(table);
    add_edits(table, app);
    add_imports(table, app);
    add_plan_edits(table, app);
    add_map(table, app);
    add_operation(table, app, accounts, metrics);
    if (files.index()) {
        table.add_page(*files.index());
    }
    table.add_all(account_routes(accounts));
    Route fallback{Method::get, "*", Lane::io, Operation::open_to_all,
                   [&files](const Request& request) {
                       return files.answer(request);
                   }};
    return Router{table.take(), std::move(fallback)};
}

} // namespace server
