#pragma once

#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

namespace gis::editing {

/// Calls visit(name, pointer to member) for every field that an edit may change.
template <class Visit>
void for_each_field(const model::Road&, const Visit& visit) {
    visit("name", &model::Road::name);
    visit("code", &model::Road::code);
    visit("class", &model::Road::road_class);
    visit("managing_commune", &model::Road::managing_commune);
    visit("geometry", &model::Road::line);
    visit("valid_from", &model::Road::valid_from);
    visit("valid_to", &model::Road::valid_to);
}

template <class Visit>
void for_each_field(const model::Facility&, const Visit& visit) {
    visit("kind", &model::Facility::kind);
    visit("code", &model::Facility::code);
    visit("name", &model::Facility::name);
    visit("location", &model::Facility::location);
    visit("commune", &model::Facility::commune);
    visit("serves", &model::Facility::serves);
    visit("standard_met", &model::Facility::standard_met);
    visit("rooms", &model::Facility::rooms);
    visit("seats", &model::Facility::seats);
    visit("area_m2", &model::Facility::area_m2);
    visit("toilet", &model::Facility::toilet);
    visit("well", &model::Facility::well);
    visit("condition", &model::Facility::condition);
    visit("valid_from", &model::Facility::valid_from);
    visit("valid_to", &model::Facility::valid_to);
}

template <class Visit>
void for_each_field(const model::Unit&, const Visit& visit) {
    visit("level", &model::Unit::level);
    visit("kind", &model::Unit::kind);
    visit("name", &model::Unit::name);
    visit("parent", &model::Unit::parent);
    visit("population", &model::Unit::population);
    visit("households", &model::Unit::households);
    visit("boundary", &model::Unit::boundary);
    visit("valid_from", &model::Unit::valid_from);
    visit("valid_to", &model::Unit::valid_to);
    visit("predecessors", &model::Unit::predecessors);
}

template <class Visit>
void for_each_field(const model::PopulationPoint&, const Visit& visit) {
    visit("location", &model::PopulationPoint::location);
    visit("persons", &model::PopulationPoint::persons);
}

} // namespace gis::editing
