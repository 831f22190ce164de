#pragma once

#include "server/app.hpp"
#include "server/auth/accounts.hpp"
#include "server/metrics.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <optional>

// One plain function per address: takes a checked request, answers or throws gis::Error. No
// sockets, no threads.

namespace server::handlers {

/// GET /api/atlas
[[nodiscard]] Response atlas(const App& app, const Request& request);
/// GET /api/rules
[[nodiscard]] Response rules(const App& app, const Request& request);
/// GET /api/units
[[nodiscard]] Response units(const App& app, const Request& request);
/// GET /api/search?q=&limit=
[[nodiscard]] Response search(const App& app, const Request& request);
/// GET /api/reports/roads?unit=&by=&as_of=&rules=&format=
[[nodiscard]] Response road_report(const App& app, const Request& request);
/// GET /api/roads/{id}?as_of=&rules=
[[nodiscard]] Response road(const App& app, const Request& request);
/// GET /api/facilities?unit=&kind=
[[nodiscard]] Response facilities(const App& app, const Request& request);
/// GET /api/facilities/{id}
[[nodiscard]] Response facility(const App& app, const Request& request);
/// GET /api/norms
[[nodiscard]] Response norms(const App& app, const Request& request);
/// GET /api/reports/coverage?facility=&unit=&by=&distance_m=&along=&roads=&…&format=
[[nodiscard]] Response coverage_report(const App& app, const Request& request);
/// GET /api/reports/access?unit=&by=&distance_m=&rules=&as_of=&format=
[[nodiscard]] Response access_report(const App& app, const Request& request);
/// GET /api/reports/assignment?facility=&unit=&as_of=&format=
[[nodiscard]] Response assignment_report(const App& app, const Request& request);
/// GET /api/reports/capacity?facility=&unit=&…&format=
[[nodiscard]] Response capacity_report(const App& app, const Request& request);
/// GET /api/coverage/sites?facility=&unit=&count=&…&format=
[[nodiscard]] Response best_sites(const App& app, const Request& request);
/// POST /api/coverage/sites with candidates
[[nodiscard]] Response best_of_sites(const App& app, const Request& request);
/// GET /api/coverage/way?facility=&unit=|at=&…
[[nodiscard]] Response nearest_way(const App& app, const Request& request);
/// GET /api/coverage/roads.geojson?facility=&unit=&…
[[nodiscard]] Response reached_roads(const App& app, const Request& request);
/// GET /api/coverage/areas.geojson?facility=&unit=&…
[[nodiscard]] Response service_areas(const App& app, const Request& request);
/// POST /api/coverage/what-if
[[nodiscard]] Response what_if(const App& app, const Request& request);

/// GET /api/reports/criteria?unit=&set=&as_of=&rules=&format=: how units stand by a set of criteria
[[nodiscard]] Response criteria_report(const App& app, const Request& request);
/// GET /api/reports/plan?unit=&plan=&as_of=&rules=&format=: how far a plan has come
[[nodiscard]] Response plan_report(const App& app, const Request& request);
/// GET /api/period-reports?year=: which reports are due, handed in, returned, accepted
[[nodiscard]] Response period_reports(const App& app, const Request& request);
/// GET /api/period-reports/{period}?unit=&version=&rules=&format=
[[nodiscard]] Response period_report(const App& app, const Request& request);
/// POST /api/period-reports: hands one in with the figures of now
[[nodiscard]] Response submit_period_report(App& app, const Request& request);
/// POST /api/plan-maker: which roads to harden for the money; nothing is stored
[[nodiscard]] Response plan_maker(const App& app, const Request& request);
/// GET /api/criteria-sets
[[nodiscard]] Response criteria_sets(const App& app, const Request& request);
/// GET /api/plans
[[nodiscard]] Response plans(const App& app, const Request& request);
/// GET /api/plans/{id}
[[nodiscard]] Response plan(const App& app, const Request& request);
/// GET /api/plans/{id}/progress?unit=&as_of=: works that are late, and what is done by each month
[[nodiscard]] Response plan_course(const App& app, const Request& request);

/// GET /api/works?plan=&unit=&state=&year=&kind=: works as they stand
[[nodiscard]] Response works(const App& app, const Request& request);
/// GET /api/works/{id}
[[nodiscard]] Response work(const App& app, const Request& request);
/// GET /api/cooperatives?unit=
[[nodiscard]] Response cooperatives(const App& app, const Request& request);
[[nodiscard]] Response add_cooperatives(App& app, const Request& request);
[[nodiscard]] Response edit_cooperative(App& app, const Request& request);
[[nodiscard]] Response withdraw_cooperative(App& app, const Request& request);
/// GET /api/products?unit=
[[nodiscard]] Response products(const App& app, const Request& request);
[[nodiscard]] Response add_products(App& app, const Request& request);
[[nodiscard]] Response edit_product(App& app, const Request& request);
[[nodiscard]] Response withdraw_product(App& app, const Request& request);
/// GET /api/capital?plan=&unit=&work=: the ledger of one plan
[[nodiscard]] Response capital(const App& app, const Request& request);
[[nodiscard]] Response add_capital(App& app, const Request& request);
[[nodiscard]] Response edit_capital(App& app, const Request& request);
[[nodiscard]] Response withdraw_capital(App& app, const Request& request);
/// GET /api/reports/capital?unit=&plan=&as_of=&by=&format=
[[nodiscard]] Response capital_report(const App& app, const Request& request);
/// GET /api/guidance?plan=&unit=&department=&state=
[[nodiscard]] Response guidance(const App& app, const Request& request);
/// POST /api/guidance: a commune asks a department
[[nodiscard]] Response ask_guidance(App& app, const Request& request);
/// POST /api/guidance/{id}/answer: of those who act for the district
[[nodiscard]] Response answer_guidance(App& app, const Request& request);
[[nodiscard]] Response withdraw_guidance(App& app, const Request& request);
/// GET /api/hamlet-titles?title=&year=&unit=&as_of=: every hamlet, also of which nothing is known
[[nodiscard]] Response hamlet_titles(const App& app, const Request& request);
/// POST /api/hamlet-titles: records, or records anew
[[nodiscard]] Response put_hamlet_titles(App& app, const Request& request);
[[nodiscard]] Response withdraw_hamlet_title(App& app, const Request& request);

/// GET /api/households?unit=&plan=: those that the actor may see
[[nodiscard]] Response households(const App& app, const Request& request);

/// GET /api/checks
[[nodiscard]] Response checks(const App& app, const Request& request);
/// GET /api/history?limit=&before=&entity=&id=
[[nodiscard]] Response history(const App& app, const Request& request);
/// GET /api/changesets/{id}
[[nodiscard]] Response changeset(const App& app, const Request& request);
/// GET /api/events
[[nodiscard]] Response events(const App& app, const Request& request);
/// GET /api/proposals?state=&unit=&author=&limit=&before=
[[nodiscard]] Response proposals(const App& app, const Request& request);
/// GET /api/pending.geojson?rules=
[[nodiscard]] Response pending(const App& app, const Request& request);
/// GET /api/proposals/{id}
[[nodiscard]] Response proposal(const App& app, const Request& request);

// What changes the atlas: read on a worker, carried out on the writer's thread.

/// POST /api/changesets?dry_run=
[[nodiscard]] Response add_changeset(App& app, const Request& request);
/// POST /api/changesets/{id}/revert?dry_run=
[[nodiscard]] Response revert_changeset(App& app, const Request& request);
/// POST /api/roads/{id}/surfaces?dry_run=
[[nodiscard]] Response add_surface(App& app, const Request& request);
/// DELETE /api/roads/{id}/surfaces/{record}?comment=&dry_run=
[[nodiscard]] Response retract_surface(App& app, const Request& request);
/// POST /api/roads?dry_run=
[[nodiscard]] Response add_road(App& app, const Request& request);
/// PATCH /api/roads/{id}?dry_run=
[[nodiscard]] Response edit_road(App& app, const Request& request);
/// PUT /api/roads/{id}/geometry?dry_run=
[[nodiscard]] Response redraw_road(App& app, const Request& request);
/// POST /api/roads/{id}/split?dry_run=
[[nodiscard]] Response split_road(App& app, const Request& request);
/// POST /api/roads/join?dry_run=
[[nodiscard]] Response join_roads(App& app, const Request& request);
/// DELETE /api/roads/{id}?last_day=&comment=&dry_run=
[[nodiscard]] Response retire_road(App& app, const Request& request);
/// POST /api/facilities?dry_run=
[[nodiscard]] Response add_facility(App& app, const Request& request);
/// PATCH /api/facilities/{id}?dry_run=
[[nodiscard]] Response edit_facility(App& app, const Request& request);
/// DELETE /api/facilities/{id}?last_day=&comment=&dry_run=
[[nodiscard]] Response retire_facility(App& app, const Request& request);
/// POST /api/works?dry_run=: drafts, several at once
[[nodiscard]] Response add_works(App& app, const Request& request);
/// PATCH /api/works/{id}?dry_run=
[[nodiscard]] Response edit_work(App& app, const Request& request);
/// DELETE /api/works/{id}?comment=&dry_run=: of a draft
[[nodiscard]] Response withdraw_work(App& app, const Request& request);
/// POST /api/works/{id}/accept?dry_run=: the work's state and what it changes on the map
[[nodiscard]] Response accept_work(App& app, const Request& request);
/// POST /api/works/accept?dry_run=: several in one changeset
[[nodiscard]] Response accept_works(App& app, const Request& request);
/// POST /api/results?dry_run=: how a criterion stands in a unit
[[nodiscard]] Response add_result(App& app, const Request& request);
/// POST /api/targets/{id}/results?dry_run=
[[nodiscard]] Response add_target_result(App& app, const Request& request);
/// PATCH /api/tasks/{id}?dry_run=
[[nodiscard]] Response edit_task(App& app, const Request& request);
/// POST /api/difficulties?dry_run=
[[nodiscard]] Response raise_difficulty(App& app, const Request& request);
/// POST /api/difficulties/{id}/answer?dry_run=
[[nodiscard]] Response answer_difficulty(App& app, const Request& request);
/// POST /api/contributions?dry_run=
[[nodiscard]] Response add_contribution(App& app, const Request& request);
/// POST /api/households?dry_run=: a new one, or how it stands now
[[nodiscard]] Response put_household(App& app, const Request& request);
[[nodiscard]] Response withdraw_household(App& app, const Request& request);
/// POST /api/proposals/{id}/accept
[[nodiscard]] Response accept_proposal(App& app, const Request& request);
/// POST /api/proposals/{id}/return
[[nodiscard]] Response return_proposal(App& app, const Request& request);
/// POST /api/proposals/{id}/withdraw
[[nodiscard]] Response withdraw_proposal(App& app, const Request& request);

// A file becomes a plan, and the plan a changeset. Read on GDAL's lane.

/// POST /api/imports?file=&layer=&map=&crs=&encoding=&source_layer=&effective_on=&invalid_polygons=
[[nodiscard]] Response add_import(App& app, const Request& request);
/// POST /api/imports/{id}/commit
[[nodiscard]] Response commit_import(App& app, const Request& request);
/// DELETE /api/imports/{id}
[[nodiscard]] Response drop_import(App& app, const Request& request);

/// GET /api/exports/{layer}.{format}?unit=&crs=&as_of=&rules= ; on GDAL's lane
[[nodiscard]] Response exports(const App& app, const Request& request);

/// GET /tiles/{z}/{x}/{y}.mvt?v=&as_of=&rules=&layers=
[[nodiscard]] Response tile(const App& app, const Request& request);
/// The same when it takes microseconds: not changed, empty or in memory; absent otherwise.
[[nodiscard]] std::optional<Response> tile_at_hand(const App& app, const Request& request);
/// GET /tiles/coverage/{z}/{x}/{y}.mvt?v=&facility=&distance_m=&…
[[nodiscard]] Response coverage_tile(const App& app, const Request& request);
/// The same when it takes microseconds.
[[nodiscard]] std::optional<Response> coverage_tile_at_hand(const App& app, const Request& request);
/// GET /tiles/coverage.json?facility=&distance_m=&…
[[nodiscard]] Response coverage_tile_json(const App& app, const Request& request);
/// GET /tiles.json?as_of=&rules=
[[nodiscard]] Response tile_json(const App& app, const Request& request);
/// GET /style.json?as_of=&rules=
[[nodiscard]] Response style(const App& app, const Request& request);

/// GET /healthz: the process answers.
[[nodiscard]] Response health(const Request& request);
/// GET /readyz: the data are loaded.
[[nodiscard]] Response readiness(const App& app, const Request& request);
/// GET /metrics
[[nodiscard]] Response metrics(const App& app, const Accounts& accounts, const Metrics& metrics,
                               const Request& request);
/// GET /openapi.yaml
[[nodiscard]] Response openapi(const Request& request);

/// 200 with a JSON body, to be revalidated each time.
[[nodiscard]] Response json_response(std::string body);

} // namespace server::handlers
