#include "server/coverage_json.hpp"

#include "gis/geometry/chainage.hpp"

#include <algorithm>

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;
using analysis::CoverageQuestion;
using analysis::CoverageRow;
using analysis::PeopleFigures;
using analysis::PeopleRows;

namespace {

Json title_of(const analysis::ServiceNorm& service) {
    return {{"code", service.code}, {"title", to_json(service.title)}};
}

Json rules_of(const analysis::HardeningRules& rules) {
    return {{"id", rules.id}, {"title", to_json(rules.title)}};
}

Json parameters_json(const CoverageQuestion& question, const analysis::Norms& norms) {
    return {{"distance_m", question.distance_m},
            {"along", to_text(question.along)},
            {"roads", to_text(question.roads)},
            {"access_m", question.access_m},
            {"threshold", question.threshold.value_or(question.service->threshold)},
            {"spacing_m", norms.spacing_m},
            {"snap_m", norms.snap_m}};
}

/// Where the answer stands: unit, day, revision, rule set, service, parameters.
Json head(const model::Unit* unit, const CoverageQuestion& question,
          const model::Snapshot& snapshot, const analysis::Norms& norms) {
    return {{"unit", unit_reference(unit)},
            {"as_of", question.as_of.iso()},
            {"revision", snapshot.revision().get()},
            {"rules", rules_of(*question.rules)},
            {"facility", title_of(*question.service)},
            {"parameters", parameters_json(question, norms)}};
}

Json figures_or_null(const std::optional<PeopleFigures>& figures) {
    if (figures) {
        return figures_json(*figures);
    }
    Json json;
    for (const auto* key :
         {"population", "covered", "uncovered", "unknown", "share", "possible_share"}) {
        json[key] = nullptr;
    }
    return json;
}

Json unit_with_parent(const model::Unit& unit) {
    return {{"code", unit.code.get()}, {"name", unit.name}, {"parent", or_null(unit.parent.get())}};
}

Json row_json(const CoverageRow& row) {
    Json json{{"unit", unit_with_parent(*row.unit)}};
    json.update(figures_or_null(row.figures));
    json["source"] = row.source ? Json(to_text(*row.source)) : Json(nullptr);
    json["rural"] = row.rural;
    return json;
}

Json facility_title(const model::Facility& facility) {
    Json json{{"id", facility.id.get() > 0 ? Json(facility.id.get()) : Json(nullptr)},
              {"name", facility.name},
              {"kind", to_text(facility.kind)}};
    return json;
}

Json facility_place(const model::Facility& facility) {
    auto json = facility_title(facility);
    json["location"] = to_json(facility.location);
    return json;
}

/// What reports about people share, beside their rows.
void add_people(Json& json, const PeopleRows& people) {
    json["by"] = to_text(people.by);
    json["method"]["population"] = {{"imported", people.hamlets_by_source[0]},
                                    {"lattice", people.hamlets_by_source[1]},
                                    {"unknown", people.hamlets_by_source[2]}};
    json["elsewhere"] = figures_json(people.elsewhere);
    json["totals"] = figures_json(people.totals);
    json["units_without_population"] = people.units_without_population;
}

Json coordinates(const gis::geometry::Line& line) {
    auto list = Json::array();
    for (const auto& point : line) {
        list.push_back(to_json(point));
    }
    return list;
}

Json line_string(const gis::geometry::Line& line) {
    return {{"type", "LineString"}, {"coordinates", coordinates(line)}};
}

enum class Turn : std::uint8_t { left, right };

/// A ring as RFC 7946 wants it: outer ones turn left, holes right.
gis::geometry::Ring turned(gis::geometry::Ring ring, Turn turn) {
    double doubled_area = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto& a = ring[i - 1];
        const auto& b = ring[i];
        doubled_area += (a.lon - ring[0].lon) * (b.lat - ring[0].lat) -
                        (b.lon - ring[0].lon) * (a.lat - ring[0].lat);
    }
    if ((doubled_area > 0) != (turn == Turn::left)) {
        std::reverse(ring.begin(), ring.end());
    }
    return ring;
}

Json multi_polygon(const gis::geometry::MultiPolygon& areas) {
    auto polygons = Json::array();
    for (const auto& area : areas) {
        auto rings = Json::array({coordinates(turned(area.outer, Turn::left))});
        for (const auto& hole : area.holes) {
            rings.push_back(coordinates(turned(hole, Turn::right)));
        }
        polygons.push_back(std::move(rings));
    }
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

Json feature(Json geometry, Json properties) {
    return {{"type", "Feature"},
            {"geometry", std::move(geometry)},
            {"properties", std::move(properties)}};
}

Json collection(Json features) {
    return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

Json verdict_json(analysis::Verdict verdict) {
    return verdict == analysis::Verdict::unknown ? Json(nullptr)
                                                 : Json(verdict == analysis::Verdict::covered);
}

Json nearest_json(const analysis::CoverageReport& report, const CoverageRow& row) {
    if (!row.nearest) {
        return nullptr;
    }
    const auto& facility = report.reached->facilities[row.nearest->facility];
    return {{"facility", facility.id.get() > 0 ? Json(facility.id.get()) : Json(nullptr)},
            {"name", facility.name},
            {"mean_m", row.nearest->mean_m},
            {"share", row.nearest->share}};
}

Json coverage_row(const analysis::CoverageReport& report, const CoverageRow& row) {
    auto json = row_json(row);
    json["nearest"] = nearest_json(report, row);
    json["below_threshold"] = or_null(row.below_threshold);
    return json;
}

} // namespace

Json figures_json(const PeopleFigures& figures) {
    return {
        {"population", figures.population},  {"covered", figures.covered},
        {"uncovered", figures.uncovered},    {"unknown", figures.unknown},
        {"share", or_null(figures.share())}, {"possible_share", or_null(figures.possible_share())}};
}

Json norms_json(const analysis::Norms& norms) {
    auto services = Json::array();
    for (const auto& service : norms.services) {
        auto kinds = Json::array();
        for (const auto kind : service.kinds) {
            kinds.push_back(to_text(kind));
        }
        services.push_back({{"code", service.code},
                            {"title", to_json(service.title)},
                            {"kinds", std::move(kinds)},
                            {"distance_m", service.distance_m},
                            {"along", to_text(service.along)},
                            {"access_m", service.access_m},
                            {"threshold", service.threshold},
                            {"sources", service.sources}});
    }
    return {{"id", norms.id},
            {"title", to_json(norms.title)},
            {"spacing_m", norms.spacing_m},
            {"snap_m", norms.snap_m},
            {"access_index_m", norms.access_index_m},
            {"sources", norms.sources},
            {"services", std::move(services)}};
}

Json coverage_json(const analysis::CoverageReport& report, const analysis::Norms& norms) {
    auto json = head(report.people.unit, report.question, *report.snapshot, norms);
    auto rows = Json::array();
    for (const auto& row : report.people.rows) {
        rows.push_back(coverage_row(report, row));
    }
    json["rows"] = std::move(rows);
    add_people(json, report.people);
    json["units_below_threshold"] = report.units_below_threshold;
    auto facilities = Json::array();
    for (const auto& facility : report.reached->facilities) {
        facilities.push_back(facility_place(facility));
    }
    json["facilities"] = std::move(facilities);
    return json;
}

Json access_json(const analysis::AccessReport& report) {
    Json json{{"unit", unit_reference(report.people.unit)},
              {"as_of", report.as_of.iso()},
              {"revision", report.snapshot->revision().get()},
              {"rules", rules_of(*report.rules)},
              {"parameters", {{"distance_m", report.distance_m}}}};
    auto rows = Json::array();
    for (const auto& row : report.people.rows) {
        rows.push_back(row_json(row));
    }
    json["rows"] = std::move(rows);
    add_people(json, report.people);
    json["not_rural"] = figures_json(report.not_rural);
    return json;
}

Json assignment_json(const analysis::AssignmentReport& report) {
    const auto places = [](const std::vector<const model::Facility*>& list) {
        auto json = Json::array();
        for (const auto* facility : list) {
            json.push_back({{"id", facility->id.get()}, {"name", facility->name}});
        }
        return json;
    };
    auto rows = Json::array();
    for (const auto& row : report.rows) {
        rows.push_back({{"unit", unit_with_parent(*row.unit)},
                        {"assigned", to_text(row.assigned)},
                        {"places", places(row.places)},
                        {"planned", places(row.planned)},
                        {"needs", row.places.empty() ? Json(nullptr)
                                                     : Json{{"repair", or_null(row.needs.repair)},
                                                            {"toilet", or_null(row.needs.toilet)},
                                                            {"well", or_null(row.needs.well)}}}});
    }
    return {{"unit", unit_reference(report.unit)},
            {"as_of", report.as_of.iso()},
            {"revision", report.snapshot->revision().get()},
            {"facility", title_of(*report.service)},
            {"rows", std::move(rows)},
            {"totals",
             {{"hamlets", report.rows.size()},
              {"own", report.own},
              {"shared", report.shared},
              {"none", report.none},
              {"needs_repair", report.needs_repair},
              {"needs_toilet", report.needs_toilet},
              {"needs_well", report.needs_well}}}};
}

Json capacity_json(const analysis::CapacityReport& report, const analysis::Norms& norms) {
    auto json = head(report.unit, report.question, *report.snapshot, norms);
    auto rows = Json::array();
    for (const auto& row : report.rows) {
        rows.push_back({{"facility", facility_title(report.reached->facilities[row.facility])},
                        {"commune", unit_reference(row.commune)},
                        {"seats", or_null(row.seats)},
                        {"assigned", row.assigned},
                        {"within", row.within},
                        {"ratio", or_null(row.ratio())}});
    }
    json["rows"] = std::move(rows);
    json["nobody"] = report.nobody;
    return json;
}

Json sites_json(const analysis::SitesReport& report, const analysis::Norms& norms) {
    auto json = head(report.unit, report.question, *report.snapshot, norms);
    auto sites = Json::array();
    for (const auto& site : report.sites) {
        sites.push_back({{"location", to_json(site.location)},
                         {"hamlet", unit_reference(site.hamlet)},
                         {"gained", site.gained}});
    }
    json["candidates"] = report.candidates;
    json["given"] = report.given;
    json["sites"] = std::move(sites);
    json["before"] = figures_json(report.before);
    json["after"] = figures_json(report.after);
    return json;
}

Json way_json(const CoverageQuestion& question, const gis::geometry::Point& from,
              const std::optional<analysis::NearestWay>& way) {
    Json json{{"facility", nullptr}, {"from", to_json(from)}, {"along", to_text(question.along)},
              {"metres", nullptr},   {"access_m", nullptr},   {"road_m", nullptr},
              {"egress_m", nullptr}, {"geometry", nullptr}};
    if (way) {
        json["facility"] = facility_place(way->reached->facilities[way->facility]);
        json["metres"] = way->metres;
        json["access_m"] = way->access_m;
        json["road_m"] = way->road_m;
        json["egress_m"] = way->egress_m;
        json["geometry"] = line_string(way->line);
    }
    return json;
}

Json what_if_json(const analysis::CoverageReport& before, const analysis::CoverageReport& after,
                  const analysis::Norms& norms) {
    auto json = head(before.people.unit, before.question, *before.snapshot, norms);
    const auto& a = before.people.totals;
    const auto& b = after.people.totals;
    json["before"] = figures_json(a);
    json["after"] = figures_json(b);
    json["difference"] = {{"covered", b.covered - a.covered},
                          {"uncovered", b.uncovered - a.uncovered},
                          {"unknown", b.unknown - a.unknown}};
    auto rows = Json::array();
    for (std::size_t i = 0; i < before.people.rows.size(); ++i) {
        const auto& was = before.people.rows[i];
        const auto& is = after.people.rows[i];
        const bool changed = was.figures && is.figures &&
                             (was.figures->covered != is.figures->covered ||
                              was.figures->unknown != is.figures->unknown);
        if (changed) {
            rows.push_back({{"unit", unit_with_parent(*was.unit)},
                            {"before", figures_json(*was.figures)},
                            {"after", figures_json(*is.figures)},
                            {"covered_change", is.figures->covered - was.figures->covered}});
        }
    }
    json["rows"] = std::move(rows);
    return json;
}

Json reached_roads_geojson(const model::Snapshot& snapshot,
                           const std::vector<std::vector<analysis::ReachedPiece>>& pieces) {
    auto features = Json::array();
    for (std::size_t part = 0; part < pieces.size(); ++part) {
        for (const auto& piece : pieces[part]) {
            const auto& road = snapshot.parts()[part]->roads[piece.road];
            const gis::geometry::Chainage chainage{road.line};
            features.push_back(feature(line_string(chainage.slice(piece.from_m, piece.to_m)),
                                       {{"road_id", road.id.get()},
                                        {"name", or_null(road.name)},
                                        {"class", to_text(road.road_class)},
                                        {"from_m", piece.from_m},
                                        {"to_m", piece.to_m},
                                        {"reached", verdict_json(piece.verdict)}}));
        }
    }
    return collection(std::move(features));
}

Json service_areas_geojson(const analysis::Reached& reached,
                           const std::vector<analysis::ServiceArea>& areas) {
    auto features = Json::array();
    for (const auto& service : areas) {
        auto properties = facility_title(reached.facilities[service.facility]);
        properties["population"] = service.population;
        features.push_back(feature(multi_polygon(service.area), std::move(properties)));
    }
    return collection(std::move(features));
}

Json coverage_geojson(const analysis::CoverageReport& report) {
    auto features = Json::array();
    for (const auto& row : report.people.rows) {
        auto properties = coverage_row(report, row);
        const auto unit = properties["unit"];
        properties.erase("unit");
        const auto nearest = properties["nearest"];
        properties.erase("nearest");
        Json flat{{"code", unit["code"]}, {"name", unit["name"]}, {"parent", unit["parent"]}};
        flat.update(properties);
        flat["nearest"] = nearest.is_null() ? Json(nullptr) : nearest["name"];
        flat["nearest_m"] = nearest.is_null() ? Json(nullptr) : nearest["mean_m"];
        features.push_back(
            feature(row.unit->boundary.empty() ? Json(nullptr) : multi_polygon(row.unit->boundary),
                    std::move(flat)));
    }
    return collection(std::move(features));
}

} // namespace server
