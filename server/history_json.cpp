#include "server/history_json.hpp"

#include "gis/model/withdrawn.hpp"

namespace server {

namespace model = gis::model;

namespace {

Json line_of(const model::Road& road, LineDetail detail) {
    if (detail == LineDetail::summary) {
        return {{"vertices", road.line.size()}, {"length_m", road.length_m}};
    }
    auto coordinates = Json::array();
    for (const auto& point : road.line) {
        coordinates.push_back(to_json(point));
    }
    return {{"type", "LineString"}, {"coordinates", std::move(coordinates)}};
}

Json codes_json(const std::vector<gis::UnitCode>& codes) {
    auto list = Json::array();
    for (const auto& code : codes) {
        list.push_back(code.get());
    }
    return list;
}

struct RowWriter {
    LineDetail detail;

    Json operator()(const model::Unit& unit) const {
        std::size_t vertices = 0;
        for (const auto& polygon : unit.boundary) {
            vertices += polygon.outer.size();
        }
        return {{"code", unit.code.get()},
                {"level", to_text(unit.level)},
                {"kind", to_text(unit.kind)},
                {"name", unit.name},
                {"parent", or_null(unit.parent.get())},
                {"population", or_null(unit.population)},
                {"households", or_null(unit.households)},
                {"boundary", {{"vertices", vertices}}},
                {"valid_from", unit.valid_from.iso()},
                {"valid_to", or_null(unit.valid_to)},
                {"predecessors", codes_json(unit.predecessors)}};
    }
    Json operator()(const model::Road& road) const {
        return {{"name", road.name},
                {"code", road.code},
                {"class", to_text(road.road_class)},
                {"managing_commune", or_null(road.managing_commune.get())},
                {"geometry", line_of(road, detail)},
                {"valid_from", road.valid_from.iso()},
                {"valid_to", or_null(road.valid_to)}};
    }
    Json operator()(const model::SurfaceRecord& record) const {
        return {{"road", record.road.get()},
                {"from_m", record.from_m},
                {"to_m", record.to_m},
                {"surface", to_text(record.surface)},
                {"width_m", or_null(record.width_m)},
                {"condition", or_null(record.condition)},
                {"effective_on", record.effective_on.iso()},
                {"work", or_null(record.work)},
                {"evidence", or_null(record.evidence)},
                {"state", to_text(record.state)}};
    }
    Json operator()(const model::Facility& facility) const {
        auto rooms = Json::object();
        for (const auto& [type, number] : facility.rooms) {
            rooms[type] = number;
        }
        return {{"kind", to_text(facility.kind)},
                {"code", facility.code},
                {"name", facility.name},
                {"location", to_json(facility.location)},
                {"commune", or_null(facility.commune.get())},
                {"serves", codes_json(facility.serves)},
                {"standard_met", or_null(facility.standard_met)},
                {"rooms", std::move(rooms)},
                {"seats", or_null(facility.seats)},
                {"area_m2", or_null(facility.area_m2)},
                {"toilet", or_null(facility.toilet)},
                {"well", or_null(facility.well)},
                {"condition", or_null(facility.condition)},
                {"valid_from", facility.valid_from.iso()},
                {"valid_to", or_null(facility.valid_to)}};
    }
    Json operator()(const model::PopulationPoint& point) const {
        return {{"location", to_json(point.location)}, {"persons", point.persons}};
    }
    /// Of a household nothing is told but that there is one.
    Json operator()(const model::PlanEntry& entry) const {
        Json json{{"plan", entry.plan},
                  {"kind", to_text(entry.kind)},
                  {"commune", or_null(entry.commune.get())}};
        if (entry.kind == model::PlanEntryKind::household) {
            return json;
        }
        json["key"] = entry.key;
        const auto body = entry.body.empty() || entry.kind == model::PlanEntryKind::plan
                              ? Json::object()
                              : Json::parse(entry.body, nullptr, false);
        for (const auto& [member, value] : body.items()) {
            if (entry.kind == model::PlanEntryKind::period_report && member == "tables") {
                continue; // long; they are in the report itself
            }
            json[member] = value;
        }
        return json;
    }
};

/// Two lines of the same length and number of vertices differ too.
bool same_line(const model::Change& change) {
    const auto* before = change.before ? std::get_if<model::Road>(&*change.before) : nullptr;
    const auto* after = change.after ? std::get_if<model::Road>(&*change.after) : nullptr;
    return before == nullptr || after == nullptr || before->line == after->line;
}

bool is_withdrawn_row(const model::Row& row) {
    if (const auto* road = std::get_if<model::Road>(&row)) {
        return model::is_withdrawn(*road);
    }
    if (const auto* facility = std::get_if<model::Facility>(&row)) {
        return model::is_withdrawn(*facility);
    }
    if (const auto* entry = std::get_if<model::PlanEntry>(&row)) {
        return entry->body.empty();
    }
    const auto* unit = std::get_if<model::Unit>(&row);
    return unit != nullptr && model::is_withdrawn(*unit);
}

bool is_retracted(const model::Row& row) {
    const auto* record = std::get_if<model::SurfaceRecord>(&row);
    return record != nullptr && record->state == model::RecordState::retracted;
}

std::string_view action_of(const model::Change& change) {
    if (!change.before) {
        return "added";
    }
    if (change.after && is_withdrawn_row(*change.after)) {
        return "withdrawn";
    }
    return change.after && is_retracted(*change.after) ? "retracted" : "changed";
}

/// Null for what has no name.
Json name_of(const model::Row& row) {
    return std::visit(
        [](const auto& one) -> Json {
            if constexpr (requires { one.name; }) {
                return one.name;
            } else {
                return nullptr;
            }
        },
        row);
}

} // namespace

Json row_json(const model::Row& row, LineDetail detail) {
    return std::visit(RowWriter{detail}, row);
}

std::vector<FieldDifference> differences(const model::Change& change, LineDetail detail) {
    std::vector<FieldDifference> result;
    if (!change.after) {
        return result;
    }
    const auto after = row_json(*change.after, detail);
    const auto before = change.before ? row_json(*change.before, detail) : Json::object();
    for (const auto& [field, value] : before.items()) {
        if (!after.contains(field)) {
            result.push_back({field, value, nullptr});
        }
    }
    for (const auto& [field, value] : after.items()) {
        const auto old = before.find(field);
        const Json was = old == before.end() ? Json(nullptr) : *old;
        const bool redrawn = field == "geometry" && !same_line(change);
        if (was != value || redrawn) {
            result.push_back({field, was, value});
        }
    }
    return result;
}

Json summary_json(const model::ChangesetSummary& summary) {
    return {{"id", summary.id.get()},
            {"author", summary.author},
            {"at", summary.at},
            {"comment", summary.comment},
            {"source", summary.source},
            {"rows", summary.rows},
            {"approved_by", or_null(summary.approved_by)}};
}

Json change_json(const model::Change& change, LineDetail detail, const model::Snapshot& now) {
    Json json{{"entity", to_text(change.entity.kind)}};
    const auto* unit = change.after ? std::get_if<model::Unit>(&*change.after) : nullptr;
    json["id"] = unit == nullptr ? Json(change.entity.id) : Json(unit->code.get());
    json["action"] = action_of(change);
    if (change.is_run()) {
        json["last_id"] = change.last_id;
        return json;
    }
    if (const auto* record = std::get_if<model::SurfaceRecord>(&*change.after)) {
        json["road"] = record->road.get();
        json["from_m"] = record->from_m;
        json["to_m"] = record->to_m;
        const auto* road = now.find_road(record->road);
        json["road_name"] = road == nullptr ? Json(nullptr) : Json(road->name);
    } else if (auto name = name_of(*change.after); !name.is_null()) {
        json["name"] = std::move(name);
    }
    if (const auto* entry = std::get_if<model::PlanEntry>(&*change.after)) {
        json["plan"] = entry->plan;
        json["kind"] = to_text(entry->kind);
        const bool told = entry->kind != model::PlanEntryKind::household;
        json["key"] = told ? Json(entry->key) : Json(nullptr);
    }
    auto& fields = json["fields"] = Json::object();
    for (auto& [field, before, after] : differences(change, detail)) {
        fields[field] = {{"before", std::move(before)}, {"after", std::move(after)}};
    }
    return json;
}

} // namespace server
