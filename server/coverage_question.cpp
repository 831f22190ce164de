#include "server/coverage_question.hpp"

#include "gis/core/error.hpp"
#include "server/parameters.hpp"

#include <set>
#include <string>

namespace server {

namespace analysis = gis::analysis;

namespace {

constexpr double longest_distance_m = 100'000;
constexpr double longest_access_m = 10'000;

} // namespace

const analysis::ServiceNorm& service_parameter(const Query& query, const App& app,
                                               std::string_view otherwise) {
    const auto service = query.get("facility").value_or(otherwise);
    if (service.empty()) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "missing-parameter",
                         {"Thiếu tham số “facility”: loại dịch vụ, như primary.",
                          "The parameter “facility” is missing: a service, like primary."},
                         "facility"};
    }
    return app.norms().find(service);
}

analysis::CoverageQuestion coverage_question(const Query& query, const App& app) {
    const auto& service = service_parameter(query, app);
    auto question = analysis::CoverageQuestion::standard(service, rules_parameter(query, app),
                                                         day_parameter(query));
    question.distance_m =
        decimal_parameter(query, "distance_m", 1, longest_distance_m, question.distance_m);
    question.access_m =
        decimal_parameter(query, "access_m", 1, longest_access_m, question.access_m);
    if (query.get("along")) {
        question.along = *analysis::along(word_parameter(query, "along", {"road", "straight"}));
    }
    question.roads = *analysis::roads_used(word_parameter(query, "roads", {"all", "all_season"}));
    question.threshold = decimal_parameter(query, "threshold", 0, 1, service.threshold);
    return question;
}

analysis::ReportPlace place_parameters(const Query& query, const View& view) {
    analysis::ReportPlace place;
    if (const auto* unit = unit_parameter(query, view)) {
        place.unit = unit->code;
    }
    place.by = *analysis::report_by(word_parameter(query, "by", {"hamlet", "commune"}));
    return place;
}

Query parameters_of(const analysis::JsonObject& body,
                    std::initializer_list<std::string_view> parameters,
                    std::initializer_list<std::string_view> lists) {
    std::set<std::string> known{lists.begin(), lists.end()};
    Query query;
    const auto take = [&](std::string_view name) {
        const std::string key{name};
        known.insert(key);
        if (body.has(key)) {
            query.add(key, body.scalar(key));
        }
    };
    for (const auto name : coverage_keys) {
        take(name);
    }
    for (const auto name : parameters) {
        take(name);
    }
    body.only(known);
    return query;
}

} // namespace server
