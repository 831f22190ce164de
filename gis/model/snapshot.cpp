#include "gis/model/snapshot.hpp"

#include "gis/geometry/geodesic.hpp"
#include "gis/model/snapshot_parts.hpp"
#include "gis/model/withdrawn.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace gis::model {

namespace {

using snapshot_parts::find_by_id;
using snapshot_parts::part_for;
using snapshot_parts::PartIndex;
using snapshot_parts::RoadParts;

PartIndex outside_part(const Units& units) {
    return static_cast<PartIndex>(units.communes.size());
}

std::vector<Part> empty_parts(const Units& units, Revision revision) {
    std::vector<Part> parts(units.communes.size() + 1);
    for (PartIndex i = 0; i < parts.size(); ++i) {
        parts[i].revision = revision;
        if (i < units.communes.size()) {
            parts[i].commune = i;
        }
    }
    return parts;
}

/// Takes what is withdrawn out of a list.
template <class Entity>
std::vector<Entity> take_withdrawn(std::vector<Entity>& entities) {
    std::vector<Entity> taken;
    std::erase_if(entities, [&taken](Entity& entity) {
        const bool out = is_withdrawn(entity);
        if (out) {
            taken.push_back(std::move(entity));
        }
        return out;
    });
    std::sort(taken.begin(), taken.end(),
              [](const Entity& a, const Entity& b) { return a.id < b.id; });
    return taken;
}

} // namespace

namespace snapshot_parts {

PartIndex part_for(const Units& units, const Road& road) {
    return commune_for(units, road).value_or(outside_part(units));
}

PartIndex part_for(const Units& units, const Facility& facility) {
    return commune_for(units, facility).value_or(outside_part(units));
}

} // namespace snapshot_parts

std::optional<UnitIndex> commune_for(const Units& units, const Road& road) {
    if (const auto given = units.commune_of_key(road.managing_commune)) {
        return given;
    }
    std::map<UnitIndex, double> metres;
    for (const auto& piece : units.commune_index.cut(road.line, road.length_m)) {
        if (!piece.areas.empty()) {
            metres[units.settle(piece.areas)] += piece.to_m - piece.from_m;
        }
    }
    std::optional<UnitIndex> best;
    double most = 0;
    for (const auto& [commune, length] : metres) {
        if (length > most) {
            best = commune;
            most = length;
        }
    }
    return best;
}

std::optional<UnitIndex> commune_for(const Units& units, const Facility& facility) {
    if (const auto given = units.commune_of_key(facility.commune)) {
        return given;
    }
    const auto areas = units.commune_index.at(facility.location);
    return areas.empty() ? std::nullopt : std::optional{units.settle(areas)};
}

std::shared_ptr<const Snapshot> Snapshot::build(AtlasData data, const ParallelFor& parallel_for,
                                                Date units_of) {
    const std::shared_ptr<Snapshot> snapshot{new Snapshot};
    snapshot->m_revision = data.revision;
    snapshot->m_units = Units::build(std::move(data.units), data.revision, units_of);
    const auto& units = *snapshot->m_units;
    auto parts = empty_parts(units, data.revision);
    Withdrawn withdrawn;
    withdrawn.roads = take_withdrawn(data.roads);
    withdrawn.facilities = take_withdrawn(data.facilities);
    snapshot->m_withdrawn = std::make_shared<const Withdrawn>(std::move(withdrawn));

    RoadParts part_of_road(data.roads.size());
    for_each_in_blocks(data.roads.size(), parallel_for, [&](std::size_t i) {
        auto& road = data.roads[i];
        road.length_m = geometry::length_m(road.line);
        part_of_road[i] = {road.id, part_for(units, road)};
    });
    for (std::size_t i = 0; i < data.roads.size(); ++i) {
        parts[part_of_road[i].second].roads.push_back(std::move(data.roads[i]));
    }
    for (auto& facility : data.facilities) {
        parts[part_for(units, facility)].facilities.push_back(std::move(facility));
    }
    const auto by_id = [](const auto& a, const auto& b) {
        return a.id < b.id;
    };
    for (auto& part : parts) {
        part.roads.sort(by_id);
        part.facilities.sort(by_id);
        snapshot->m_parts.push_back(std::make_shared<const Part>(std::move(part)));
    }
    std::sort(part_of_road.begin(), part_of_road.end());
    snapshot->m_part_of_road = std::make_shared<const RoadParts>(std::move(part_of_road));
    snapshot->m_population =
        std::make_shared<const std::vector<PopulationPoint>>(std::move(data.population_points));
    snapshot->m_plan_entries =
        std::make_shared<const std::vector<PlanEntry>>(std::move(data.plan_entries));
    return snapshot;
}

AtlasData Snapshot::data() const {
    AtlasData data;
    data.revision = m_revision;
    data.units = m_units->in_time->all();
    for (const auto& part : m_parts) {
        data.roads.insert(data.roads.end(), part->roads.begin(), part->roads.end());
        data.facilities.insert(data.facilities.end(), part->facilities.begin(),
                               part->facilities.end());
    }
    data.roads.insert(data.roads.end(), m_withdrawn->roads.begin(), m_withdrawn->roads.end());
    data.facilities.insert(data.facilities.end(), m_withdrawn->facilities.begin(),
                           m_withdrawn->facilities.end());
    const auto by_id = [](const auto& a, const auto& b) {
        return a.id < b.id;
    };
    std::sort(data.roads.begin(), data.roads.end(), by_id);
    std::sort(data.facilities.begin(), data.facilities.end(), by_id);
    data.population_points = *m_population;
    data.plan_entries = *m_plan_entries;
    return data;
}

std::shared_ptr<const Snapshot> Snapshot::with_units_of(Date day,
                                                        const ParallelFor& parallel_for) const {
    return build(data(), parallel_for, day);
}

std::optional<std::size_t> Snapshot::part_of(RoadId id) const {
    const auto at =
        std::lower_bound(m_part_of_road->begin(), m_part_of_road->end(), id,
                         [](const auto& place, RoadId wanted) { return place.first < wanted; });
    if (at == m_part_of_road->end() || at->first != id) {
        return std::nullopt;
    }
    return at->second;
}

std::optional<std::size_t> Snapshot::part_of(FacilityId id) const {
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (find_by_id(m_parts[i]->facilities, id) != nullptr) {
            return i;
        }
    }
    return std::nullopt;
}

const Road* Snapshot::find_road(RoadId id) const {
    const auto part = part_of(id);
    return part ? find_by_id(m_parts[*part]->roads, id) : nullptr;
}

const Facility* Snapshot::find_facility(FacilityId id) const {
    const auto part = part_of(id);
    return part ? find_by_id(m_parts[*part]->facilities, id) : nullptr;
}

const PlanEntry* Snapshot::find_plan_entry(PlanEntryId id) const {
    return find_by_id(*m_plan_entries, id);
}

const PlanEntry* Snapshot::find_plan_entry(std::string_view plan, PlanEntryKind kind,
                                           std::string_view key) const {
    const auto at =
        std::find_if(m_plan_entries->begin(), m_plan_entries->end(), [&](const PlanEntry& entry) {
            return entry.kind == kind && entry.key == key && entry.plan == plan;
        });
    return at == m_plan_entries->end() ? nullptr : &*at;
}

const Road* Snapshot::find_withdrawn(RoadId id) const {
    return find_by_id(m_withdrawn->roads, id);
}

const Facility* Snapshot::find_withdrawn(FacilityId id) const {
    return find_by_id(m_withdrawn->facilities, id);
}

} // namespace gis::model
