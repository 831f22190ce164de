#include "server/json.hpp"

#include "gis/core/date.hpp"
#include "gis/geometry/interior_point.hpp"

#include <fmt/format.h>

namespace server {

using gis::analysis::RoadFigures;
using gis::analysis::RoadSummary;
namespace model = gis::model;

namespace {

Json with_classes(const RoadSummary& summary) {
    auto json = to_json(summary.all);
    auto& by_class = json["by_class"] = Json::object();
    for (const auto road_class : model::road_classes) {
        if (const auto& figures = summary.by_class[static_cast<std::size_t>(road_class)]) {
            by_class[std::string{to_text(road_class)}] = to_json(*figures);
        }
    }
    return json;
}

Json class_list(const std::vector<model::RoadClass>& classes) {
    auto list = Json::array();
    for (const auto road_class : classes) {
        list.push_back(to_text(road_class));
    }
    return list;
}

Json unit_json(const model::Unit& unit) {
    return {{"code", unit.code.get()},
            {"level", to_text(unit.level)},
            {"kind", to_text(unit.kind)},
            {"name", unit.name},
            {"parent", or_null(unit.parent.get())},
            {"population", or_null(unit.population)},
            {"households", or_null(unit.households)},
            {"bbox", to_json(gis::geometry::box_of(unit.boundary))},
            {"center", unit.boundary.empty()
                           ? Json(nullptr)
                           : to_json(gis::geometry::interior_point(unit.boundary))}};
}

} // namespace

Json to_json(const gis::Message& message) {
    return {{"vi", message.vi}, {"en", message.en}};
}

Json to_json(const gis::geometry::Point& point) {
    return Json::array({point.lon, point.lat});
}

Json to_json(const gis::geometry::Box& box) {
    return box.empty() ? Json(nullptr)
                       : Json::array({box.min_lon, box.min_lat, box.max_lon, box.max_lat});
}

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json unit_reference(const model::Unit* unit) {
    return unit == nullptr ? Json(nullptr) : Json{{"code", unit->code.get()}, {"name", unit->name}};
}

namespace {

/// An object with room for its members: where one grows it copies all that is in it.
Json object_for(std::size_t members) {
    auto json = Json::object();
    json.get_ref<Json::object_t&>().reserve(members);
    return json;
}

/// Adds the members of figures. One by one: a braced list makes an array of each first.
void put(Json& json, const RoadFigures& figures) {
    json["total_m"] = figures.total_m;
    json["hardened_m"] = figures.hardened_m;
    json["remaining_m"] = figures.remaining_m;
    json["unknown_m"] = figures.unknown_m;
    json["pending_m"] = figures.pending_m;
    auto& by_surface = json["by_surface_m"] = object_for(model::surfaces.size());
    for (const auto surface : model::surfaces) {
        if (const double metres = figures.by_surface_m[static_cast<std::size_t>(surface)];
            metres > 0) {
            by_surface[std::string{to_text(surface)}] = metres;
        }
    }
}

} // namespace

Json to_json(const RoadFigures& figures) {
    auto json = object_for(6);
    put(json, figures);
    return json;
}

Json atlas_json(const App& app, const View& view) {
    return {{"name", to_json(app.settings().name)},
            {"demo", app.settings().demo},
            {"revision", view.snapshot->revision().get()},
            {"version", app.version_of(view)},
            {"head", gis::to_hex(view.head)},
            {"as_of", gis::Date::today().iso()},
            {"bbox", to_json(view.box)},
            {"rules", app.rules().standard().id},
            {"office_crs", app.settings().office_crs}};
}

Json rules_json(const gis::analysis::RuleBook& rules) {
    auto list = Json::array();
    for (const auto& set : rules.all()) {
        auto hardened = Json::object();
        for (const auto road_class : model::road_classes) {
            auto surfaces = Json::array();
            for (const auto surface : model::surfaces) {
                if (set.verdict(road_class, surface) == true) {
                    surfaces.push_back(to_text(surface));
                }
            }
            hardened[std::string{to_text(road_class)}] = std::move(surfaces);
        }
        list.push_back({{"id", set.id},
                        {"title", to_json(set.title)},
                        {"source", set.source},
                        {"confirmed", set.confirmed},
                        {"headline_classes", class_list(set.headline_classes)},
                        {"hardened", std::move(hardened)}});
    }
    return {{"default", rules.standard().id}, {"rules", std::move(list)}};
}

Json units_json(const View& view) {
    auto list = Json::array();
    const auto& units = view.snapshot->units();
    for (const auto* level : {&units.communes, &units.hamlets}) {
        for (const auto& unit : *level) {
            list.push_back(unit_json(unit));
        }
    }
    return {{"revision", view.snapshot->revision().get()},
            {"first_day", or_null(units.span.first)},
            {"last_day", or_null(units.span.last)},
            {"units", std::move(list)}};
}

Json report_json(const gis::analysis::RoadReport& report) {
    auto rows = Json::array();
    for (const auto& row : report.rows) {
        const Json unit{{"code", row.unit->code.get()},
                        {"name", row.unit->name},
                        {"parent", or_null(row.unit->parent.get())}};
        for (const auto road_class : model::road_classes) {
            if (const auto& figures = row.summary.by_class[static_cast<std::size_t>(road_class)]) {
                auto& json = rows.emplace_back(object_for(8));
                json["unit"] = unit;
                json["class"] = to_text(road_class);
                put(json, *figures);
            }
        }
    }
    auto json = object_for(10);
    json["unit"] = unit_reference(report.unit);
    json["by"] = to_text(report.by);
    json["as_of"] = report.as_of.iso();
    json["recorded_as_of"] = nullptr;
    json["revision"] = report.revision.get();
    json["rules"] = {{"id", report.rules->id}, {"title", to_json(report.rules->title)}};
    json["headline_classes"] = class_list(report.rules->headline_classes);
    json["rows"] = std::move(rows);
    json["totals"] = with_classes(report.totals);
    json["outside"] = with_classes(report.outside);
    return json;
}

Json revision_json(const App& app, const View& view, const gis::tiles::TouchedTiles& touched) {
    Json tiles = nullptr;
    if (!touched.all) {
        tiles = Json::array();
        for (const auto& tile : touched.tiles) {
            tiles.push_back(fmt::format("{}/{}/{}", tile.zoom, tile.x, tile.y));
        }
    }
    return {{"revision", view.snapshot->revision().get()},
            {"version", app.version_of(view)},
            {"proposals", view.pending->proposals},
            {"tiles", std::move(tiles)}};
}

} // namespace server
