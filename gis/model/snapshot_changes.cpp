// How one snapshot follows from another: forward by a changeset, back to an earlier revision.
#include "gis/geometry/geodesic.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/model/snapshot_parts.hpp"
#include "gis/model/withdrawn.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace gis::model {

using snapshot_parts::part_for;
using snapshot_parts::PartIndex;
using snapshot_parts::put_by_id;
using snapshot_parts::remove_by_id;
using snapshot_parts::RoadParts;

/// What is different afterwards.
struct Snapshot::Difference {
    Revision revision;
    std::map<UnitCode, Unit> units;
    std::set<UnitCode> gone_units;
    std::map<RoadId, Road> roads; ///< with their surfaces, as they are afterwards
    std::set<RoadId> gone_roads;
    std::map<FacilityId, Facility> facilities;
    std::set<FacilityId> gone_facilities;
    std::map<PopulationPointId, PopulationPoint> population;
    std::set<PopulationPointId> gone_population;
    std::map<PlanEntryId, PlanEntry> plan_entries;
    std::set<PlanEntryId> gone_plan_entries;
};

namespace {

bool earlier(const SurfaceRecord& a, const SurfaceRecord& b) {
    return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
}

void remove_surface(Road& road, SurfaceRecordId id) {
    std::erase_if(road.surfaces, [&](const SurfaceRecord& old) { return old.id == id; });
}

void put_surface(Road& road, const SurfaceRecord& record) {
    remove_surface(road, record.id);
    road.surfaces.insert(
        std::upper_bound(road.surfaces.begin(), road.surfaces.end(), record, earlier), record);
}

/// The roads that change, each copied from the snapshot before at its first change.
class ChangedRoads {
public:
    ChangedRoads(const Snapshot& before, std::map<RoadId, Road>& roads)
        : m_before(before), m_roads(roads) {}

    Road& of(RoadId id) {
        const auto [at, is_new] = m_roads.try_emplace(id);
        if (is_new) {
            if (const auto* known = m_before.find_road(id)) {
                at->second = *known;
            } else if (const auto* withdrawn_road = m_before.find_withdrawn(id)) {
                at->second = *withdrawn_road;
            }
        }
        return at->second;
    }

    void put(const Road& road) {
        auto& changed = of(road.id);
        auto surfaces = std::move(changed.surfaces);
        changed = road;
        changed.surfaces = std::move(surfaces);
        changed.length_m = geometry::length_m(changed.line);
    }

private:
    const Snapshot& m_before;
    std::map<RoadId, Road>& m_roads;
};

template <class Difference>
struct PutRow {
    Difference& difference;
    ChangedRoads roads;

    void operator()(const Unit& unit) { difference.units[unit.key()] = unit; }
    void operator()(const Road& road) { roads.put(road); }
    void operator()(const SurfaceRecord& record) { put_surface(roads.of(record.road), record); }
    void operator()(const Facility& facility) { difference.facilities[facility.id] = facility; }
    void operator()(const PopulationPoint& point) { difference.population[point.id] = point; }
    void operator()(const PlanEntry& entry) { difference.plan_entries[entry.id] = entry; }
};

template <class Difference>
struct RemoveRow {
    Difference& difference;
    ChangedRoads roads;

    void operator()(const Unit& unit) { difference.gone_units.insert(unit.key()); }
    void operator()(const Road& road) { difference.gone_roads.insert(road.id); }
    void operator()(const SurfaceRecord& record) {
        remove_surface(roads.of(record.road), record.id);
    }
    void operator()(const Facility& facility) { difference.gone_facilities.insert(facility.id); }
    void operator()(const PopulationPoint& point) { difference.gone_population.insert(point.id); }
    void operator()(const PlanEntry& entry) { difference.gone_plan_entries.insert(entry.id); }
};

/// Lays `changed` over `all`, takes `gone` out. All by id.
template <class Entity, class Id>
void put_all(std::vector<Entity>& all, const std::map<Id, Entity>& changed,
             const std::set<Id>& gone) {
    std::vector<Entity> result;
    result.reserve(all.size() + changed.size());
    auto at = changed.begin();
    for (auto& entity : all) {
        for (; at != changed.end() && at->first < entity.id; ++at) {
            result.push_back(at->second);
        }
        if (at != changed.end() && at->first == entity.id) {
            result.push_back((at++)->second);
        } else {
            result.push_back(std::move(entity));
        }
    }
    for (; at != changed.end(); ++at) {
        result.push_back(at->second);
    }
    std::erase_if(result, [&](const Entity& entity) { return gone.contains(entity.id); });
    all = std::move(result);
}

void put_units(std::vector<Unit>& all, const std::map<UnitCode, Unit>& changed,
               const std::set<UnitCode>& gone) {
    std::erase_if(all, [&](const Unit& unit) {
        return gone.contains(unit.key()) || changed.contains(unit.key());
    });
    for (const auto& [code, unit] : changed) {
        all.push_back(unit);
    }
}

/// Copies a part on its first change.
class PartEditor {
public:
    PartEditor(std::vector<std::shared_ptr<const Part>>& parts, Revision revision)
        : m_parts(parts), m_revision(revision) {}

    Part& edit(std::size_t index) {
        auto& copy = m_copies[index];
        if (!copy) {
            copy = std::make_shared<Part>(*m_parts[index]);
            copy->revision = m_revision;
        }
        return *copy;
    }

    void finish() {
        for (auto& [index, copy] : m_copies) {
            m_parts[index] = std::move(copy);
        }
    }

private:
    std::vector<std::shared_ptr<const Part>>& m_parts;
    Revision m_revision;
    std::map<std::size_t, std::shared_ptr<Part>> m_copies;
};

/// @return `places` without `gone` and with `moved`; all by road, a road of `moved` may stand in it
RoadParts with_places(const RoadParts& places, const RoadParts& moved,
                      const std::set<RoadId>& gone) {
    const auto by_road = [](const auto& a, const auto& b) {
        return a.first < b.first;
    };
    RoadParts result;
    result.reserve(places.size() + moved.size());
    // A road that moved stands in both lists; set_union takes it from the first.
    std::set_union(moved.begin(), moved.end(), places.begin(), places.end(),
                   std::back_inserter(result), by_road);
    std::erase_if(result, [&](const auto& place) { return gone.contains(place.first); });
    return result;
}

} // namespace

std::shared_ptr<const Snapshot> Snapshot::apply(const Applied& applied,
                                                const ParallelFor& parallel_for) const {
    Difference difference;
    difference.revision = applied.revision;
    PutRow<Difference> put{difference, {*this, difference.roads}};
    for (const auto& row : applied.rows) {
        std::visit(put, row);
    }
    return changed(difference, parallel_for);
}

std::shared_ptr<const Snapshot> Snapshot::rewound(const Rewind& rewind,
                                                  const ParallelFor& parallel_for) const {
    Difference difference;
    difference.revision = rewind.revision;
    PutRow<Difference> put{difference, {*this, difference.roads}};
    for (const auto& row : rewind.restored) {
        std::visit(put, row);
    }
    RemoveRow<Difference> remove{difference, {*this, difference.roads}};
    for (const auto& row : rewind.removed) {
        std::visit(remove, row);
    }
    return changed(difference, parallel_for);
}

std::shared_ptr<const Snapshot> Snapshot::changed(const Difference& difference,
                                                  const ParallelFor& parallel_for) const {
    auto population = m_population;
    if (!difference.population.empty() || !difference.gone_population.empty()) {
        auto points = *m_population;
        put_all(points, difference.population, difference.gone_population);
        population = std::make_shared<const std::vector<PopulationPoint>>(std::move(points));
    }
    auto plan_entries = m_plan_entries;
    if (!difference.plan_entries.empty() || !difference.gone_plan_entries.empty()) {
        auto entries = *m_plan_entries;
        put_all(entries, difference.plan_entries, difference.gone_plan_entries);
        plan_entries = std::make_shared<const std::vector<PlanEntry>>(std::move(entries));
    }
    if (!difference.units.empty() || !difference.gone_units.empty()) {
        // With new borders every road may belong elsewhere.
        auto all = data();
        put_units(all.units, difference.units, difference.gone_units);
        put_all(all.roads, difference.roads, difference.gone_roads);
        put_all(all.facilities, difference.facilities, difference.gone_facilities);
        all.revision = difference.revision;
        all.population_points = *population;
        all.plan_entries = *plan_entries;
        return build(std::move(all), parallel_for);
    }
    const std::shared_ptr<Snapshot> next{new Snapshot{*this}};
    next->m_revision = difference.revision;
    next->m_population = std::move(population);
    next->m_plan_entries = std::move(plan_entries);
    next->put_roads(difference, parallel_for);
    next->put_facilities(difference);
    return next;
}

void Snapshot::put_roads(const Difference& difference, const ParallelFor& parallel_for) {
    std::vector<const Road*> present;
    auto absent = difference.gone_roads;
    auto withdrawn_roads = m_withdrawn->roads;
    for (const auto& [id, road] : difference.roads) {
        remove_by_id(withdrawn_roads, id);
        if (absent.contains(id)) {
            continue;
        }
        if (is_withdrawn(road)) {
            absent.insert(id);
            put_by_id(withdrawn_roads, road);
        } else {
            present.push_back(&road);
        }
    }
    for (const auto id : difference.gone_roads) {
        remove_by_id(withdrawn_roads, id);
    }
    if (withdrawn_roads != m_withdrawn->roads) {
        m_withdrawn = std::make_shared<const Withdrawn>(
            Withdrawn{std::move(withdrawn_roads), m_withdrawn->facilities});
    }
    RoadParts places(present.size());
    for_each_in_blocks(present.size(), parallel_for, [&](std::size_t i) {
        places[i] = {present[i]->id, part_for(*m_units, *present[i])};
    });

    PartEditor editor{m_parts, m_revision};
    RoadParts moved;
    bool lost = false;
    for (const auto id : absent) {
        if (const auto before = part_of(id)) {
            remove_by_id(editor.edit(*before).roads, id);
            lost = true;
        }
    }
    for (std::size_t i = 0; i < present.size(); ++i) {
        const auto& [id, part] = places[i];
        const auto before = part_of(id);
        if (before && *before != part) {
            remove_by_id(editor.edit(*before).roads, id);
        }
        if (!before || *before != part) {
            moved.push_back(places[i]);
        }
        put_by_id(editor.edit(part).roads, *present[i]);
    }
    editor.finish();
    if (lost || !moved.empty()) {
        m_part_of_road =
            std::make_shared<const RoadParts>(with_places(*m_part_of_road, moved, absent));
    }
}

void Snapshot::put_facilities(const Difference& difference) {
    PartEditor editor{m_parts, m_revision};
    auto absent = difference.gone_facilities;
    auto withdrawn_facilities = m_withdrawn->facilities;
    for (const auto& [id, facility] : difference.facilities) {
        remove_by_id(withdrawn_facilities, id);
        if (absent.contains(id)) {
            continue;
        }
        if (is_withdrawn(facility)) {
            absent.insert(id);
            put_by_id(withdrawn_facilities, facility);
            continue;
        }
        const auto part = part_for(*m_units, facility);
        if (const auto before = part_of(id); before && *before != part) {
            remove_by_id(editor.edit(*before).facilities, id);
        }
        put_by_id(editor.edit(part).facilities, facility);
    }
    for (const auto id : absent) {
        if (difference.gone_facilities.contains(id)) {
            remove_by_id(withdrawn_facilities, id);
        }
        if (const auto before = part_of(id)) {
            remove_by_id(editor.edit(*before).facilities, id);
        }
    }
    editor.finish();
    if (withdrawn_facilities != m_withdrawn->facilities) {
        m_withdrawn = std::make_shared<const Withdrawn>(
            Withdrawn{m_withdrawn->roads, std::move(withdrawn_facilities)});
    }
}

} // namespace gis::model
