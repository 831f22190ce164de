#include "server/edit_json.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "gis/editing/plan.hpp"

#include <fmt/format.h>

#include <limits>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;
using gis::analysis::JsonObject;

namespace {

constexpr double greatest_m = 1e7;
constexpr double greatest_number = 1e12;
constexpr std::size_t most_listed = 1000;

/// An entity by its id, or by the operation that makes it.
template <class Id>
Id id_of(const JsonObject& object, const std::string& key) {
    const auto id =
        object.whole(key, -static_cast<std::int64_t>(editing::max_operations), gis::greatest_id);
    if (id == 0) {
        object.fail(key, "không được là 0", "must not be 0");
    }
    return Id{id};
}

gis::geometry::Line line_of(const JsonObject& object) {
    const auto geometry = object.object("geometry");
    geometry.only({"type", "coordinates"});
    if (geometry.text("type") != "LineString") {
        geometry.fail("type", "phải là LineString", "must be LineString");
    }
    return geometry.points("coordinates", editing::max_vertices);
}

std::vector<gis::UnitCode> codes_of(const JsonObject& object, const std::string& key) {
    std::vector<gis::UnitCode> codes;
    for (auto& text : object.texts(key)) {
        codes.emplace_back(std::move(text));
    }
    return codes;
}

std::map<std::string, int> rooms_of(const JsonObject& object) {
    const auto rooms = object.object("rooms");
    std::map<std::string, int> result;
    for (const auto& type : rooms.keys()) {
        result[type] = static_cast<int>(rooms.whole(type, 0, std::numeric_limits<int>::max()));
    }
    return result;
}

/// Sets a field that is there; null clears one that may be unknown.
template <class T, class Read>
void read_field(const JsonObject& object, const std::string& key, std::optional<T>& field,
                const Read& read) {
    if (object.has(key)) {
        field = read();
    } else if (object.is_null(key)) {
        object.fail(key, "không được là null", "must not be null");
    }
}

template <class T, class Read>
void read_nullable(const JsonObject& object, const std::string& key,
                   std::optional<std::optional<T>>& field, const Read& read) {
    if (object.has(key)) {
        field.emplace(read());
    } else if (object.is_null(key)) {
        field.emplace(std::nullopt);
    }
}

editing::RoadFields road_fields_of(const JsonObject& object) {
    editing::RoadFields fields;
    read_field(object, "name", fields.name, [&] { return object.any_text("name"); });
    read_field(object, "code", fields.code, [&] { return object.any_text("code"); });
    read_field(object, "class", fields.road_class,
               [&] { return object.word("class", model::road_class); });
    read_field(object, "managing_commune", fields.managing_commune,
               [&] { return gis::UnitCode{object.any_text("managing_commune")}; });
    read_field(object, "valid_from", fields.valid_from, [&] { return object.day("valid_from"); });
    read_nullable(object, "valid_to", fields.valid_to, [&] { return object.day("valid_to"); });
    return fields;
}

editing::FacilityFields facility_fields_of(const JsonObject& object) {
    editing::FacilityFields fields;
    read_field(object, "kind", fields.kind,
               [&] { return object.word("kind", model::facility_kind); });
    read_field(object, "code", fields.code, [&] { return object.any_text("code"); });
    read_field(object, "name", fields.name, [&] { return object.any_text("name"); });
    read_field(object, "commune", fields.commune,
               [&] { return gis::UnitCode{object.any_text("commune")}; });
    read_field(object, "serves", fields.serves, [&] { return codes_of(object, "serves"); });
    read_nullable(object, "standard_met", fields.standard_met,
                  [&] { return object.flag("standard_met", false); });
    read_field(object, "rooms", fields.rooms, [&] { return rooms_of(object); });
    read_nullable(object, "seats", fields.seats, [&] {
        return static_cast<int>(object.whole("seats", 0, std::numeric_limits<int>::max()));
    });
    read_nullable(object, "area_m2", fields.area_m2,
                  [&] { return object.number("area_m2", 0, greatest_number); });
    read_nullable(object, "toilet", fields.toilet, [&] { return object.flag("toilet", false); });
    read_nullable(object, "well", fields.well, [&] { return object.flag("well", false); });
    read_field(object, "condition", fields.condition, [&] { return object.any_text("condition"); });
    read_field(object, "valid_from", fields.valid_from, [&] { return object.day("valid_from"); });
    read_nullable(object, "valid_to", fields.valid_to, [&] { return object.day("valid_to"); });
    return fields;
}

const std::set<std::string> road_field_names{"name",       "code",    "class", "managing_commune",
                                             "valid_from", "valid_to"};
const std::set<std::string> facility_field_names{
    "kind",  "code",    "name",   "commune", "serves",    "standard_met", "rooms",
    "seats", "area_m2", "toilet", "well",    "condition", "valid_from",   "valid_to"};

std::set<std::string> with(std::set<std::string> names, std::set<std::string> more) {
    names.merge(more);
    return names;
}

struct Reader {
    std::string_view op;
    std::set<std::string> members; ///< besides `op`
    editing::Operation (*read)(const JsonObject&);
};

const std::vector<Reader>& readers() {
    static const std::vector<Reader> all{
        {"add_surface",
         {"road", "from_m", "to_m", "surface", "width_m", "condition", "effective_on", "work",
          "evidence"},
         [](const JsonObject& o) -> editing::Operation {
             return add_surface_of(o, id_of<gis::RoadId>(o, "road"));
         }},
        {"retract_surface",
         {"road", "record"},
         [](const JsonObject& o) -> editing::Operation {
             return editing::RetractSurface{
                 id_of<gis::RoadId>(o, "road"),
                 gis::SurfaceRecordId{o.whole("record", 1, gis::greatest_id)}};
         }},
        {"add_road", with(road_field_names, {"geometry"}),
         [](const JsonObject& o) -> editing::Operation {
             return add_road_of(o);
         }},
        {"redraw_road",
         {"road", "geometry", "tolerance_m", "give_up"},
         [](const JsonObject& o) -> editing::Operation {
             return redraw_road_of(o, id_of<gis::RoadId>(o, "road"));
         }},
        {"split_road",
         {"road", "at_m"},
         [](const JsonObject& o) -> editing::Operation {
             return split_road_of(o, id_of<gis::RoadId>(o, "road"));
         }},
        {"join_roads",
         {"roads"},
         [](const JsonObject& o) -> editing::Operation {
             return join_roads_of(o);
         }},
        {"retire_road",
         {"road", "last_day"},
         [](const JsonObject& o) -> editing::Operation {
             return editing::RetireRoad{id_of<gis::RoadId>(o, "road"), o.day("last_day")};
         }},
        {"edit_road", with(road_field_names, {"road"}),
         [](const JsonObject& o) -> editing::Operation {
             return edit_road_of(o, id_of<gis::RoadId>(o, "road"));
         }},
        {"add_facility", with(facility_field_names, {"location"}),
         [](const JsonObject& o) -> editing::Operation {
             return add_facility_of(o);
         }},
        {"move_facility",
         {"facility", "location"},
         [](const JsonObject& o) -> editing::Operation {
             return editing::MoveFacility{id_of<gis::FacilityId>(o, "facility"),
                                          o.point("location")};
         }},
        {"edit_facility", with(facility_field_names, {"facility"}),
         [](const JsonObject& o) -> editing::Operation {
             return edit_facility_of(o, id_of<gis::FacilityId>(o, "facility"));
         }},
        {"retire_facility",
         {"facility", "last_day"},
         [](const JsonObject& o) -> editing::Operation {
             return editing::RetireFacility{id_of<gis::FacilityId>(o, "facility"),
                                            o.day("last_day")};
         }},
        {"set_plan_entry",
         {"plan", "kind", "key", "body", "is_new"},
         [](const JsonObject& o) -> editing::Operation {
             return set_plan_entry_of(o);
         }}};
    return all;
}

} // namespace

editing::AddSurface add_surface_of(const JsonObject& object, gis::RoadId road) {
    editing::AddSurface operation;
    operation.road = road;
    if (object.has("from_m") || object.has("to_m")) {
        operation.stretch = {object.number("from_m", 0, greatest_m),
                             object.number("to_m", 0, greatest_m)};
    }
    operation.surface = object.word("surface", model::surface);
    if (object.has("width_m")) {
        operation.width_m = object.number("width_m", 0, greatest_m);
    }
    const auto text = [&object](const std::string& key) {
        return object.has(key) ? object.any_text(key) : std::string{};
    };
    operation.condition = text("condition");
    operation.effective_on = object.day("effective_on");
    operation.work = text("work");
    operation.evidence = text("evidence");
    return operation;
}

editing::AddRoad add_road_of(const JsonObject& object) {
    return {line_of(object), road_fields_of(object)};
}

editing::RedrawRoad redraw_road_of(const JsonObject& object, gis::RoadId road) {
    editing::RedrawRoad operation;
    operation.road = road;
    operation.line = line_of(object);
    if (object.has("tolerance_m")) {
        operation.tolerance_m = object.number("tolerance_m", 0, editing::max_tolerance_m);
    }
    if (object.has("give_up")) {
        for (const auto id : object.whole_numbers("give_up", 1, gis::greatest_id, most_listed)) {
            operation.give_up.emplace_back(id);
        }
    }
    return operation;
}

editing::SplitRoad split_road_of(const JsonObject& object, gis::RoadId road) {
    return {road, object.number("at_m", 0, greatest_m)};
}

editing::JoinRoads join_roads_of(const JsonObject& object) {
    editing::JoinRoads operation;
    for (const auto id :
         object.whole_numbers("roads", -static_cast<std::int64_t>(editing::max_operations),
                              gis::greatest_id, most_listed)) {
        operation.roads.emplace_back(id);
    }
    return operation;
}

editing::EditRoad edit_road_of(const JsonObject& object, gis::RoadId road) {
    return {road, road_fields_of(object)};
}

editing::AddFacility add_facility_of(const JsonObject& object) {
    return {object.point("location"), facility_fields_of(object)};
}

editing::EditFacility edit_facility_of(const JsonObject& object, gis::FacilityId facility) {
    return {facility, facility_fields_of(object)};
}

editing::SetPlanEntry set_plan_entry(const std::string& plan, model::PlanEntryKind kind,
                                     std::string_view body) {
    editing::SetPlanEntry operation;
    operation.plan = plan;
    operation.kind = kind;
    operation.body = gis::analysis::canonical_body(body);
    auto place = gis::analysis::place_of(
        kind, JsonObject::parse(operation.body, gis::analysis::entry_origin()));
    operation.key = std::move(place.key);
    operation.commune = std::move(place.commune);
    return operation;
}

editing::SetPlanEntry set_plan_entry_of(const JsonObject& object) {
    const auto plan = object.text("plan");
    const auto kind = object.word("kind", model::plan_entry_kind);
    if (object.is_null("body")) {
        editing::SetPlanEntry operation;
        operation.plan = plan;
        operation.kind = kind;
        operation.key = object.text("key");
        return operation;
    }
    auto operation = set_plan_entry(plan, kind, object.json("body"));
    if (object.has("key") && object.text("key") != operation.key) {
        object.fail("key", fmt::format("phải là “{}”", operation.key),
                    fmt::format("must be “{}”", operation.key));
    }
    operation.is_new = object.flag("is_new", false);
    return operation;
}

editing::Operation operation_of(const JsonObject& object) {
    const auto op = object.text("op");
    for (const auto& reader : readers()) {
        if (reader.op == op) {
            object.only(with(reader.members, {"op"}));
            return reader.read(object);
        }
    }
    object.fail("op", fmt::format("có thao tác không biết \"{}\"", op),
                fmt::format("has the unknown operation \"{}\"", op));
}

std::vector<editing::Operation> operations_of(const JsonObject& body) {
    std::vector<editing::Operation> operations;
    for (const auto& object : body.objects("operations", editing::max_operations)) {
        operations.push_back(operation_of(object));
    }
    return operations;
}

std::vector<editing::Operation> operations_from_text(std::string_view text) {
    try {
        return operations_of(
            JsonObject::parse(text, {"bad-proposal", {"Đề xuất đã lưu", "A stored proposal"}}));
    } catch (const gis::Error& error) {
        throw gis::Error{gis::ErrorKind::storage, "damaged-store", error.message(), error.field()};
    }
}

} // namespace server
