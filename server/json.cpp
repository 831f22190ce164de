#include "server/json.hpp"

#include "gis/core/date.hpp"
#include "gis/geometry/interior_point.hpp"

#include <fmt/format.h>

namespace server {

namespace model = gis::model;

namespace {

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

Json class_list(const std::vector<model::RoadClass>& classes) {
    auto list = Json::array();
    for (const auto road_class : classes) {
        list.push_back(to_text(road_class));
    }
    return list;
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
