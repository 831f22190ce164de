#include "server/coverage_json.hpp"
#include "server/coverage_question.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/tables.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"

namespace server::handlers {

namespace analysis = gis::analysis;

namespace {

/// Unit of a question that has no rows by commune.
std::optional<gis::UnitCode> unit_of(const Query& query, const View& view) {
    return place_parameters(query, view).unit;
}

/// A report in the format that is asked for: `json` makes the body, to_table() the rest.
template <class Report, class ToJson>
Response report_response(const Request& request, const View& view, const Report& report,
                         std::string_view format, const std::string& name, const ToJson& json) {
    return format == "json" ? json_response(json().dump())
                            : table_response(request, view, to_table(report), format, name);
}

[[noreturn]] void wrong_place(std::string_view field) {
    throw gis::Error{gis::ErrorKind::invalid_argument,
                     "bad-place",
                     {"Hãy cho biết nơi đi: một ấp (unit) hoặc một điểm (at), chỉ một trong hai.",
                      "Say where from: a hamlet (unit) or a point (at), one of the two."},
                     std::string{field}};
}

/// The people's centre of a hamlet, or the point that is given.
gis::geometry::Point start_of(const Query& query, const View& view) {
    const auto* unit = unit_parameter(query, view);
    const auto at = point_parameter(query, "at");
    if ((unit == nullptr) == !at) {
        wrong_place("at");
    }
    if (at) {
        return *at;
    }
    const auto hamlet = view.snapshot->units().find_hamlet(unit->code);
    if (!hamlet) {
        wrong_place("unit");
    }
    return view.coverage->population()->centre(*hamlet);
}

Response sites_response(const App& app, const Request& request, const Query& query,
                        const std::vector<gis::geometry::Point>& candidates) {
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto unit = unit_of(query, *view);
    const auto count = number_parameter(query, "count", 1, analysis::max_sites, 3);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = analysis::best_sites(*view->coverage, question, unit,
                                             static_cast<std::size_t>(count), candidates);
    return report_response(request, *view, report, format,
                           table_name("noi-dat-them", unit, question.as_of),
                           [&] { return sites_json(report, app.norms()); });
}

} // namespace

Response norms(const App& app, const Request& request) {
    request.target.query.allow_only({});
    return json_response(norms_json(app.norms()).dump());
}

Response coverage_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit", "by", "format"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto place = place_parameters(query, *view);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx", "geojson"});
    const auto report = analysis::coverage_report(*view->coverage, question, place);
    const auto name = table_name("do-phu-" + question.service->code, place.unit, question.as_of);
    if (format == "geojson") {
        return geojson_response(coverage_geojson(report).dump(), name);
    }
    return report_response(request, *view, report, format, name,
                           [&] { return coverage_json(report, app.norms()); });
}

Response access_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "by", "distance_m", "rules", "as_of", "units_as_of", "format"});
    const auto view = dated_view(query, app);
    const auto place = place_parameters(query, *view);
    const auto as_of = day_parameter(query);
    const double distance_m =
        decimal_parameter(query, "distance_m", 1, 100'000, app.norms().access_index_m);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = analysis::access_report(*view->coverage, rules_parameter(query, app), as_of,
                                                distance_m, place);
    return report_response(request, *view, report, format, table_name("rai", place.unit, as_of),
                           [&] { return access_json(report); });
}

Response assignment_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"facility", "unit", "as_of", "units_as_of", "format"});
    const auto view = dated_view(query, app);
    const auto& service = service_parameter(query, app, "cultural_house");
    const auto unit = unit_of(query, *view);
    const auto as_of = day_parameter(query);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = analysis::assignment_report(view->snapshot, service, as_of, unit);
    return report_response(request, *view, report, format,
                           table_name("phan-cong-" + service.code, unit, as_of),
                           [&] { return assignment_json(report); });
}

Response capacity_report(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit", "format"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto unit = unit_of(query, *view);
    const auto format = word_parameter(query, "format", {"json", "csv", "xlsx"});
    const auto report = analysis::capacity_report(*view->coverage, question, unit);
    return report_response(request, *view, report, format,
                           table_name("suc-chua-" + question.service->code, unit, question.as_of),
                           [&] { return capacity_json(report, app.norms()); });
}

Response best_sites(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit", "count", "format"});
    return sites_response(app, request, query, {});
}

Response best_of_sites(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto body = json_body(request);
    const auto query = parameters_of(body, {"unit", "count", "format"}, {"candidates"});
    return sites_response(app, request, query,
                          body.has("candidates")
                              ? body.points("candidates", analysis::max_candidates)
                              : std::vector<gis::geometry::Point>{});
}

Response nearest_way(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit", "at"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto from = start_of(query, *view);
    const auto way = analysis::nearest_way(*view->coverage, question, from);
    return json_response(way_json(question, from, way).dump());
}

Response service_areas(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto unit = unit_of(query, *view);
    const auto reached = view->coverage->reached(question);
    const auto areas = analysis::service_areas(*view->coverage, question, unit);
    return geojson_response(service_areas_geojson(*reached, areas).dump(),
                            table_name("vung-" + question.service->code, unit, question.as_of));
}

Response reached_roads(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"unit"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto unit = unit_of(query, *view);
    auto pieces = analysis::reached_roads(*view->coverage, question);
    if (unit) {
        pieces =
            analysis::pieces_in(view->snapshot->units(), *view->ledger, std::move(pieces), *unit);
    }
    return geojson_response(
        reached_roads_geojson(*view->snapshot, pieces).dump(),
        table_name("duong-toi-" + question.service->code, unit, question.as_of));
}

} // namespace server::handlers
