#include "gis/model/road.hpp"
#include "server/edit_preconditions.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"
#include "server/proposal_json.hpp"

#include <algorithm>

namespace server::handlers {

namespace model = gis::model;

namespace {

[[noreturn]] void unknown(const Request& request) {
    const std::string id{request.parameter("id")};
    throw gis::Error{
        gis::ErrorKind::not_found,
        "unknown-id",
        {"Không có đối tượng nào mang số “" + id + "”.", "Nothing has the number “" + id + "”."},
        "id"};
}

/// The commune of a part; null outside all communes.
const model::Unit* commune_of(const View& view, std::optional<std::size_t> part) {
    const auto commune = part ? view.snapshot->parts()[*part]->commune : std::nullopt;
    return commune ? &view.snapshot->units().communes[*commune] : nullptr;
}

/// The smallest unit that a piece lies in.
const model::Unit* unit_of(const model::Units& units, const gis::analysis::LedgerPiece& piece) {
    if (piece.hamlet != gis::analysis::no_unit) {
        return &units.hamlets[piece.hamlet];
    }
    return piece.commune == gis::analysis::no_unit ? nullptr : &units.communes[piece.commune];
}

/// `"r12"`; null in a view of an earlier revision, which nobody edits.
template <class Entity>
Json tag_or_null(const View& view, const Entity& entity) {
    return view.last_changes ? Json(entity_tag(view.last_changes->of(entity))) : Json(nullptr);
}

/// Bears the entity's tag, when it has one.
Response tagged(Response response, const Json& tag) {
    if (tag.is_string()) {
        response.etag = tag.get<std::string>();
    }
    return response;
}

Json surfaces_json(const model::Road& road, gis::Date as_of,
                   const gis::analysis::HardeningRules& rules) {
    auto list = Json::array();
    for (const auto& interval : model::surfaces_on(road.surfaces, road.length_m, as_of)) {
        const auto record =
            std::find_if(road.surfaces.begin(), road.surfaces.end(),
                         [&](const auto& each) { return each.id == interval.record; });
        const bool known = record != road.surfaces.end();
        list.push_back({{"from_m", interval.from_m},
                        {"to_m", interval.to_m},
                        {"record", known ? Json(interval.record.get()) : Json(nullptr)},
                        {"surface", to_text(interval.surface)},
                        {"width_m", or_null(interval.width_m)},
                        {"hardened", or_null(rules.verdict(road.road_class, interval.surface))},
                        {"effective_on", known ? Json(record->effective_on.iso()) : Json(nullptr)},
                        {"evidence", known ? or_null(record->evidence) : Json(nullptr)}});
    }
    return list;
}

Json pieces_json(const View& view, gis::RoadId road) {
    auto list = Json::array();
    for (const auto& piece : view.ledger->pieces_of(*view.snapshot, road)) {
        list.push_back({{"from_m", piece.from_m},
                        {"to_m", piece.to_m},
                        {"unit", unit_reference(unit_of(view.snapshot->units(), piece))}});
    }
    return list;
}

Json facility_json(const View& view, const model::Facility& facility, std::size_t part) {
    auto serves = Json::array();
    for (const auto& code : facility.serves) {
        const auto* unit = view.snapshot->units().find(code);
        serves.push_back(
            {{"code", code.get()}, {"name", unit == nullptr ? code.get() : unit->name}});
    }
    auto rooms = Json::object();
    for (const auto& [type, count] : facility.rooms) {
        rooms[type] = count;
    }
    return {{"id", facility.id.get()},
            {"etag", tag_or_null(view, facility)},
            {"kind", to_text(facility.kind)},
            {"code", facility.code},
            {"name", facility.name},
            {"location", to_json(facility.location)},
            {"commune", unit_reference(commune_of(view, part))},
            {"serves", std::move(serves)},
            {"standard_met", or_null(facility.standard_met)},
            {"rooms", std::move(rooms)},
            {"seats", or_null(facility.seats)},
            {"area_m2", or_null(facility.area_m2)},
            {"toilet", or_null(facility.toilet)},
            {"well", or_null(facility.well)},
            {"condition", facility.condition},
            {"valid_from", facility.valid_from.iso()},
            {"valid_to", facility.valid_to ? Json(facility.valid_to->iso()) : Json(nullptr)}};
}

/// Whether a facility is of a unit: lies in the commune; lies in the hamlet or serves it.
bool belongs(const View& view, const model::Facility& facility, std::size_t part,
             const model::Unit& unit) {
    if (unit.level == model::UnitLevel::commune) {
        return commune_of(view, part) == &unit;
    }
    if (std::find(facility.serves.begin(), facility.serves.end(), unit.code) !=
        facility.serves.end()) {
        return true;
    }
    const auto hamlet = view.snapshot->units().find_hamlet(unit.code);
    const auto at = view.snapshot->units().hamlet_index.at(facility.location);
    return hamlet && std::find(at.begin(), at.end(), *hamlet) != at.end();
}

std::optional<model::FacilityKind> kind_parameter(const Query& query) {
    const auto text = query.get("kind");
    if (!text) {
        return std::nullopt;
    }
    const auto kind = model::facility_kind(*text);
    if (!kind) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "bad-parameter",
                         {"Không có loại công trình “" + std::string{*text} + "”.",
                          "There is no kind of facility “" + std::string{*text} + "”."},
                         "kind"};
    }
    return kind;
}

} // namespace

Response road(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"as_of", "recorded_as_of", "rules"});
    const auto as_of = day_parameter(query);
    const auto& rules = rules_parameter(query, app);
    const gis::RoadId id{id_parameter(request)};
    const auto view = dated_view(query, app);
    const auto* road = view->snapshot->find_road(id);
    if (road == nullptr) {
        unknown(request);
    }
    auto coordinates = Json::array();
    for (const auto& point : road->line) {
        coordinates.push_back(to_json(point));
    }
    const auto* commune = commune_of(*view, view->snapshot->part_of(id));
    const auto tag = tag_or_null(*view, *road);
    const Json body{{"id", id.get()},
                    {"etag", tag},
                    {"code", road->code},
                    {"name", road->name},
                    {"class", to_text(road->road_class)},
                    {"length_m", road->length_m},
                    {"managing_commune", unit_reference(commune)},
                    {"bbox", to_json(gis::geometry::box_of(road->line))},
                    {"geometry", {{"type", "LineString"}, {"coordinates", std::move(coordinates)}}},
                    {"valid_from", road->valid_from.iso()},
                    {"valid_to", road->valid_to ? Json(road->valid_to->iso()) : Json(nullptr)},
                    {"as_of", as_of.iso()},
                    {"recorded_as_of", or_null(query.get("recorded_as_of"))},
                    {"revision", view->snapshot->revision().get()},
                    {"rules", rules.id},
                    {"surfaces", surfaces_json(*road, as_of, rules)},
                    {"pending", pending_json(*view, *road, rules)},
                    {"pieces", pieces_json(*view, id)}};
    return tagged(json_response(body.dump()), tag);
}

Response facilities(const App& app, const Request& request) {
    request.target.query.allow_only({"unit", "kind", "as_of", "recorded_as_of"});
    const auto kind = kind_parameter(request.target.query);
    const auto view = dated_view(request.target.query, app);
    const auto* unit = unit_parameter(request.target.query, *view);
    auto list = Json::array();
    const auto parts = view->snapshot->parts();
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (const auto& facility : parts[part]->facilities) {
            if ((!kind || facility.kind == *kind) &&
                (unit == nullptr || belongs(*view, facility, part, *unit))) {
                list.push_back(facility_json(*view, facility, part));
            }
        }
    }
    return json_response(Json{{"facilities", std::move(list)}}.dump());
}

Response facility(const App& app, const Request& request) {
    request.target.query.allow_only({"as_of", "recorded_as_of"});
    const gis::FacilityId id{id_parameter(request)};
    const auto view = dated_view(request.target.query, app);
    const auto* facility = view->snapshot->find_facility(id);
    if (facility == nullptr) {
        unknown(request);
    }
    const auto body = facility_json(*view, *facility, *view->snapshot->part_of(id));
    return tagged(json_response(body.dump()), body["etag"]);
}

} // namespace server::handlers
