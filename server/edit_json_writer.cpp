#include "server/edit_json.hpp"

#include <utility>
#include <variant>

namespace server {

namespace editing = gis::editing;

namespace {

template <class T>
void put(Json& json, const char* key, const std::optional<T>& value) {
    if (value) {
        json[key] = *value;
    }
}
void put(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) {
        json[key] = text;
    }
}
void put(Json& json, const char* key, const std::optional<gis::UnitCode>& code) {
    if (code) {
        json[key] = code->get();
    }
}
void put(Json& json, const char* key, const std::optional<gis::Date>& day) {
    if (day) {
        json[key] = day->iso();
    }
}
template <class T>
void put(Json& json, const char* key, const std::optional<std::optional<T>>& value) {
    if (value) {
        json[key] = *value ? Json(**value) : Json(nullptr);
    }
}
void put(Json& json, const char* key, const std::optional<std::optional<gis::Date>>& day) {
    if (day) {
        json[key] = *day ? Json((*day)->iso()) : Json(nullptr);
    }
}

Json line_json(const gis::geometry::Line& line) {
    auto coordinates = Json::array();
    for (const auto& point : line) {
        coordinates.push_back(to_json(point));
    }
    return {{"type", "LineString"}, {"coordinates", std::move(coordinates)}};
}

void put_fields(Json& json, const editing::RoadFields& fields) {
    put(json, "name", fields.name);
    put(json, "code", fields.code);
    if (fields.road_class) {
        json["class"] = to_text(*fields.road_class);
    }
    put(json, "managing_commune", fields.managing_commune);
    put(json, "valid_from", fields.valid_from);
    put(json, "valid_to", fields.valid_to);
}

void put_fields(Json& json, const editing::FacilityFields& fields) {
    if (fields.kind) {
        json["kind"] = to_text(*fields.kind);
    }
    put(json, "code", fields.code);
    put(json, "name", fields.name);
    put(json, "commune", fields.commune);
    if (fields.serves) {
        auto& list = json["serves"] = Json::array();
        for (const auto& code : *fields.serves) {
            list.push_back(code.get());
        }
    }
    put(json, "standard_met", fields.standard_met);
    if (fields.rooms) {
        json["rooms"] = Json::object();
        for (const auto& [type, number] : *fields.rooms) {
            json["rooms"][type] = number;
        }
    }
    put(json, "seats", fields.seats);
    put(json, "area_m2", fields.area_m2);
    put(json, "toilet", fields.toilet);
    put(json, "well", fields.well);
    put(json, "condition", fields.condition);
    put(json, "valid_from", fields.valid_from);
    put(json, "valid_to", fields.valid_to);
}

template <class Id>
Json ids_json(const std::vector<Id>& ids) {
    auto list = Json::array();
    for (const auto id : ids) {
        list.push_back(id.get());
    }
    return list;
}

struct Writer {
    Json operator()(const editing::AddSurface& o) const {
        Json json{{"op", "add_surface"}, {"road", o.road.get()}};
        if (o.stretch) {
            json["from_m"] = o.stretch->from_m;
            json["to_m"] = o.stretch->to_m;
        }
        json["surface"] = to_text(o.surface);
        put(json, "width_m", o.width_m);
        put(json, "condition", o.condition);
        json["effective_on"] = o.effective_on.iso();
        put(json, "work", o.work);
        put(json, "evidence", o.evidence);
        return json;
    }
    Json operator()(const editing::RetractSurface& o) const {
        return {{"op", "retract_surface"}, {"road", o.road.get()}, {"record", o.record.get()}};
    }
    Json operator()(const editing::AddRoad& o) const {
        Json json{{"op", "add_road"}, {"geometry", line_json(o.line)}};
        put_fields(json, o.fields);
        return json;
    }
    Json operator()(const editing::RedrawRoad& o) const {
        Json json{{"op", "redraw_road"}, {"road", o.road.get()}, {"geometry", line_json(o.line)}};
        if (o.tolerance_m != editing::RedrawRoad{}.tolerance_m) {
            json["tolerance_m"] = o.tolerance_m;
        }
        if (!o.give_up.empty()) {
            json["give_up"] = ids_json(o.give_up);
        }
        return json;
    }
    Json operator()(const editing::SplitRoad& o) const {
        return {{"op", "split_road"}, {"road", o.road.get()}, {"at_m", o.at_m}};
    }
    Json operator()(const editing::JoinRoads& o) const {
        return {{"op", "join_roads"}, {"roads", ids_json(o.roads)}};
    }
    Json operator()(const editing::RetireRoad& o) const {
        return {{"op", "retire_road"}, {"road", o.road.get()}, {"last_day", o.last_day.iso()}};
    }
    Json operator()(const editing::EditRoad& o) const {
        Json json{{"op", "edit_road"}, {"road", o.road.get()}};
        put_fields(json, o.fields);
        return json;
    }
    Json operator()(const editing::AddFacility& o) const {
        Json json{{"op", "add_facility"}, {"location", to_json(o.location)}};
        put_fields(json, o.fields);
        return json;
    }
    Json operator()(const editing::MoveFacility& o) const {
        return {{"op", "move_facility"},
                {"facility", o.facility.get()},
                {"location", to_json(o.location)}};
    }
    Json operator()(const editing::EditFacility& o) const {
        Json json{{"op", "edit_facility"}, {"facility", o.facility.get()}};
        put_fields(json, o.fields);
        return json;
    }
    Json operator()(const editing::RetireFacility& o) const {
        return {{"op", "retire_facility"},
                {"facility", o.facility.get()},
                {"last_day", o.last_day.iso()}};
    }
    Json operator()(const editing::SetPlanEntry& o) const {
        Json json{{"op", "set_plan_entry"}, {"plan", o.plan}, {"kind", to_text(o.kind)}};
        if (o.body.empty()) {
            json["key"] = o.key;
            json["body"] = nullptr;
        } else {
            json["body"] = Json::parse(o.body);
        }
        if (o.is_new) {
            json["is_new"] = true;
        }
        return json;
    }
};

} // namespace

Json to_json(const editing::Operation& operation) {
    return std::visit(Writer{}, operation);
}

std::string operations_text(std::span<const editing::Operation> operations) {
    auto list = Json::array();
    for (const auto& operation : operations) {
        list.push_back(to_json(operation));
    }
    return Json{{"operations", std::move(list)}}.dump();
}

} // namespace server
