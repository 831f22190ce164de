#pragma once

#include "gis/model/changeset.hpp"

#include <concepts>
#include <type_traits>
#include <utility>

// The fields of every type of row, in an order that never changes: the history's JSON and the
// hashes are made from these lists. A new field goes to the end, with a new version of the hashes.
//
// `fields(key, value)` is called for each, `fields(key, value, parse)` for enumerators; the row may
// be const.

namespace gis::store {

template <class T>
concept Enumerated = std::is_enum_v<T>;

template <class Fields>
void visit_fields(Fields& fields, auto& unit) requires
    std::same_as<std::remove_cvref_t<decltype(unit)>, model::Unit> {
    if constexpr (std::is_const_v<std::remove_reference_t<decltype(unit)>>) {
        fields("code", unit.key());
    } else {
        UnitCode key;
        fields("code", key);
        unit.name_by(std::move(key));
    }
    fields("level", unit.level, model::unit_level);
    fields("kind", unit.kind, model::unit_kind);
    fields("name", unit.name);
    fields("parent", unit.parent);
    fields("population", unit.population);
    fields("households", unit.households);
    fields("boundary", unit.boundary);
    fields("valid_from", unit.valid_from);
    fields("valid_to", unit.valid_to);
    fields("predecessors", unit.predecessors);
}

template <class Fields>
void visit_fields(Fields& fields, auto& road) requires
    std::same_as<std::remove_cvref_t<decltype(road)>, model::Road> {
    fields("id", road.id);
    fields("code", road.code);
    fields("name", road.name);
    fields("road_class", road.road_class, model::road_class);
    fields("managing_commune", road.managing_commune);
    fields("line", road.line);
    fields("length_m", road.length_m);
    fields("valid_from", road.valid_from);
    fields("valid_to", road.valid_to);
}

template <class Fields>
void visit_fields(Fields& fields, auto& record) requires
    std::same_as<std::remove_cvref_t<decltype(record)>, model::SurfaceRecord> {
    fields("id", record.id);
    fields("road", record.road);
    fields("from_m", record.from_m);
    fields("to_m", record.to_m);
    fields("surface", record.surface, model::surface);
    fields("width_m", record.width_m);
    fields("condition", record.condition);
    fields("effective_on", record.effective_on);
    fields("work", record.work);
    fields("evidence", record.evidence);
    fields("state", record.state, model::record_state);
}

template <class Fields>
void visit_fields(Fields& fields, auto& facility) requires
    std::same_as<std::remove_cvref_t<decltype(facility)>, model::Facility> {
    fields("id", facility.id);
    fields("kind", facility.kind, model::facility_kind);
    fields("code", facility.code);
    fields("name", facility.name);
    fields("location", facility.location);
    fields("commune", facility.commune);
    fields("serves", facility.serves);
    fields("standard_met", facility.standard_met);
    fields("rooms", facility.rooms);
    fields("seats", facility.seats);
    fields("area_m2", facility.area_m2);
    fields("toilet", facility.toilet);
    fields("well", facility.well);
    fields("condition", facility.condition);
    fields("valid_from", facility.valid_from);
    fields("valid_to", facility.valid_to);
}

template <class Fields>
void visit_fields(Fields& fields, auto& point) requires
    std::same_as<std::remove_cvref_t<decltype(point)>, model::PopulationPoint> {
    fields("id", point.id);
    fields("location", point.location);
    fields("persons", point.persons);
}

template <class Fields>
void visit_fields(Fields& fields, auto& entry) requires
    std::same_as<std::remove_cvref_t<decltype(entry)>, model::PlanEntry> {
    fields("id", entry.id);
    fields("plan", entry.plan);
    fields("kind", entry.kind, model::plan_entry_kind);
    fields("key", entry.key);
    fields("commune", entry.commune);
    fields("body", entry.body);
}

} // namespace gis::store
