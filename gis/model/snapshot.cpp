#include "gis/model/snapshot.hpp"

#include "gis/geometry/geodesic.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace gis::model {

namespace {

using PartIndex = std::uint32_t;
using RoadParts = std::vector<std::pair<RoadId, PartIndex>>;

std::optional<UnitIndex> find_unit(const std::vector<Unit>& units, const UnitCode& code) {
    const auto at =
        std::lower_bound(units.begin(), units.end(), code,
                         [](const Unit& unit, const UnitCode& c) { return unit.code < c; });
    if (at == units.end() || at->code != code) {
        return std::nullopt;
    }
    return static_cast<UnitIndex>(at - units.begin());
}

template <class Entity, class Id>
auto lower_bound_by_id(std::vector<Entity>& entities, Id id) {
    return std::lower_bound(entities.begin(), entities.end(), id,
                            [](const Entity& entity, Id wanted) { return entity.id < wanted; });
}

template <class Entity, class Id>
const Entity* find_by_id(const std::vector<Entity>& entities, Id id) {
    const auto at =
        std::lower_bound(entities.begin(), entities.end(), id,
                         [](const Entity& entity, Id wanted) { return entity.id < wanted; });
    return at != entities.end() && at->id == id ? &*at : nullptr;
}

template <class Entity>
void put_by_id(std::vector<Entity>& entities, Entity entity) {
    const auto at = lower_bound_by_id(entities, entity.id);
    if (at != entities.end() && at->id == entity.id) {
        *at = std::move(entity);
    } else {
        entities.insert(at, std::move(entity));
    }
}

std::vector<geometry::MultiPolygon> boundaries(const std::vector<Unit>& units) {
    std::vector<geometry::MultiPolygon> areas;
    areas.reserve(units.size());
    for (const auto& unit : units) {
        areas.push_back(unit.boundary);
    }
    return areas;
}

std::shared_ptr<const Units> make_units(std::vector<Unit> all, Revision revision) {
    const auto today = Date::today();
    std::vector<Unit> communes;
    std::vector<Unit> hamlets;
    for (auto& unit : all) {
        if (unit.valid_to && *unit.valid_to < today) {
            continue;
        }
        (unit.level == UnitLevel::commune ? communes : hamlets).push_back(std::move(unit));
    }
    const auto by_code = [](const Unit& a, const Unit& b) {
        return a.code < b.code;
    };
    std::sort(communes.begin(), communes.end(), by_code);
    std::sort(hamlets.begin(), hamlets.end(), by_code);
    std::vector<UnitIndex> commune_of_hamlet;
    commune_of_hamlet.reserve(hamlets.size());
    for (const auto& hamlet : hamlets) {
        const auto commune = find_unit(communes, hamlet.parent);
        commune_of_hamlet.push_back(commune.value_or(static_cast<UnitIndex>(communes.size())));
    }
    geometry::CoverageIndex commune_index{boundaries(communes)};
    geometry::CoverageIndex hamlet_index{boundaries(hamlets)};
    return std::make_shared<const Units>(
        Units{std::move(communes), std::move(hamlets), std::move(commune_of_hamlet),
              std::move(commune_index), std::move(hamlet_index), revision});
}

PartIndex outside_part(const Units& units) {
    return static_cast<PartIndex>(units.communes.size());
}

PartIndex part_for(const Units& units, const Road& road) {
    if (const auto given = units.find_commune(road.managing_commune)) {
        return *given;
    }
    std::map<PartIndex, double> metres;
    for (const auto& piece : units.commune_index.cut(road.line, road.length_m)) {
        if (!piece.areas.empty()) {
            metres[piece.areas.front()] += piece.to_m - piece.from_m;
        }
    }
    auto best = outside_part(units);
    double most = 0;
    for (const auto& [part, length] : metres) {
        if (length > most) {
            best = part;
            most = length;
        }
    }
    return best;
}

PartIndex part_for(const Units& units, const Facility& facility) {
    if (const auto given = units.find_commune(facility.commune)) {
        return *given;
    }
    const auto areas = units.commune_index.at(facility.location);
    return areas.empty() ? outside_part(units) : areas.front();
}

/// Calls body(i) for every i below count, in blocks that are worth handing to a thread.
template <class Body>
void for_each_in_blocks(std::size_t count, const ParallelFor& parallel_for, const Body& body) {
    constexpr std::size_t block = 1024;
    parallel_for((count + block - 1) / block, [&](std::size_t which) {
        const auto end = std::min(count, (which + 1) * block);
        for (auto i = which * block; i < end; ++i) {
            body(i);
        }
    });
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

bool earlier(const SurfaceRecord& a, const SurfaceRecord& b) {
    return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
}

void put_surface(Road& road, const SurfaceRecord& record) {
    std::erase_if(road.surfaces, [&](const SurfaceRecord& old) { return old.id == record.id; });
    road.surfaces.insert(
        std::upper_bound(road.surfaces.begin(), road.surfaces.end(), record, earlier), record);
}

/// What a changeset changes, apart from units.
struct Changes {
    std::vector<Unit> units;
    std::map<RoadId, Road> roads; ///< with their surfaces, as they are afterwards
    std::vector<Facility> facilities;
    std::vector<PopulationPoint> population;
};

class ChangeCollector {
public:
    explicit ChangeCollector(const Snapshot& before) : m_before(before) {}

    void operator()(const Unit& unit) { m_changes.units.push_back(unit); }
    void operator()(const Facility& facility) { m_changes.facilities.push_back(facility); }
    void operator()(const PopulationPoint& point) { m_changes.population.push_back(point); }
    void operator()(const Road& road) {
        auto& changed = road_of(road.id);
        auto surfaces = std::move(changed.surfaces);
        changed = road;
        changed.surfaces = std::move(surfaces);
        changed.length_m = geometry::length_m(changed.line);
    }
    void operator()(const SurfaceRecord& record) { put_surface(road_of(record.road), record); }

    [[nodiscard]] Changes take() { return std::move(m_changes); }

private:
    Road& road_of(RoadId id) {
        const auto [at, is_new] = m_changes.roads.try_emplace(id);
        if (is_new) {
            if (const auto* known = m_before.find_road(id)) {
                at->second = *known;
            }
        }
        return at->second;
    }

    const Snapshot& m_before;
    Changes m_changes;
};

} // namespace

std::optional<UnitIndex> Units::find_commune(const UnitCode& code) const {
    return find_unit(communes, code);
}

std::optional<UnitIndex> Units::find_hamlet(const UnitCode& code) const {
    return find_unit(hamlets, code);
}

const Unit* Units::find(const UnitCode& code) const {
    if (const auto commune = find_commune(code)) {
        return &communes[*commune];
    }
    const auto hamlet = find_hamlet(code);
    return hamlet ? &hamlets[*hamlet] : nullptr;
}

std::shared_ptr<const Snapshot> Snapshot::build(AtlasData data, const ParallelFor& parallel_for) {
    const std::shared_ptr<Snapshot> snapshot{new Snapshot};
    snapshot->m_revision = data.revision;
    snapshot->m_units = make_units(std::move(data.units), data.revision);
    const auto& units = *snapshot->m_units;
    auto parts = empty_parts(units, data.revision);

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
        std::sort(part.roads.begin(), part.roads.end(), by_id);
        std::sort(part.facilities.begin(), part.facilities.end(), by_id);
        snapshot->m_parts.push_back(std::make_shared<const Part>(std::move(part)));
    }
    std::sort(part_of_road.begin(), part_of_road.end());
    snapshot->m_part_of_road = std::make_shared<const RoadParts>(std::move(part_of_road));
    snapshot->m_population =
        std::make_shared<const std::vector<PopulationPoint>>(std::move(data.population_points));
    return snapshot;
}

AtlasData Snapshot::data() const {
    AtlasData data;
    data.revision = m_revision;
    data.units = m_units->communes;
    data.units.insert(data.units.end(), m_units->hamlets.begin(), m_units->hamlets.end());
    for (const auto& part : m_parts) {
        data.roads.insert(data.roads.end(), part->roads.begin(), part->roads.end());
        data.facilities.insert(data.facilities.end(), part->facilities.begin(),
                               part->facilities.end());
    }
    data.population_points = *m_population;
    return data;
}

namespace {

void put_unit(std::vector<Unit>& units, const Unit& unit) {
    const auto same = std::find_if(units.begin(), units.end(),
                                   [&](const Unit& old) { return old.code == unit.code; });
    if (same != units.end()) {
        *same = unit;
    } else {
        units.push_back(unit);
    }
}

/// With new borders every road may belong elsewhere.
AtlasData changed_data(AtlasData data, const Changes& changes) {
    for (const auto& unit : changes.units) {
        put_unit(data.units, unit);
    }
    const auto by_id = [](const auto& a, const auto& b) {
        return a.id < b.id;
    };
    std::sort(data.roads.begin(), data.roads.end(), by_id);
    std::sort(data.facilities.begin(), data.facilities.end(), by_id);
    for (const auto& [id, road] : changes.roads) {
        put_by_id(data.roads, road);
    }
    for (const auto& facility : changes.facilities) {
        put_by_id(data.facilities, facility);
    }
    return data;
}

/// Copies a part on its first change.
class PartEditor {
public:
    PartEditor(std::vector<std::shared_ptr<const Part>>& parts, Revision revision)
        : m_parts(parts), m_revision(revision) {}

    Part& edit(PartIndex index) {
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
    std::map<PartIndex, std::shared_ptr<Part>> m_copies;
};

template <class Entity>
void remove_by_id(std::vector<Entity>& entities, decltype(Entity::id) id) {
    const auto at = lower_bound_by_id(entities, id);
    if (at != entities.end() && at->id == id) {
        entities.erase(at);
    }
}

} // namespace

std::shared_ptr<const Snapshot> Snapshot::apply(const Applied& applied,
                                                const ParallelFor& parallel_for) const {
    ChangeCollector collect{*this};
    for (const auto& row : applied.rows) {
        std::visit(collect, row);
    }
    auto changes = collect.take();

    auto population = m_population;
    if (!changes.population.empty()) {
        auto points = *m_population;
        for (const auto& point : changes.population) {
            put_by_id(points, point);
        }
        population = std::make_shared<const std::vector<PopulationPoint>>(std::move(points));
    }
    if (!changes.units.empty()) {
        auto all = changed_data(data(), changes);
        all.revision = applied.revision;
        all.population_points = *population;
        return build(std::move(all), parallel_for);
    }

    const std::shared_ptr<Snapshot> next{new Snapshot{*this}};
    next->m_revision = applied.revision;
    next->m_population = std::move(population);
    next->put_roads(changes.roads, parallel_for);
    PartEditor editor{next->m_parts, applied.revision};
    for (const auto& facility : changes.facilities) {
        const auto part = part_for(*m_units, facility);
        if (const auto before = part_of(facility.id); before && *before != part) {
            remove_by_id(editor.edit(static_cast<PartIndex>(*before)).facilities, facility.id);
        }
        put_by_id(editor.edit(part).facilities, facility);
    }
    editor.finish();
    return next;
}

void Snapshot::put_roads(const std::map<RoadId, Road>& roads, const ParallelFor& parallel_for) {
    std::vector<const Road*> changed;
    for (const auto& [id, road] : roads) {
        changed.push_back(&road);
    }
    RoadParts moved(changed.size());
    for_each_in_blocks(changed.size(), parallel_for, [&](std::size_t i) {
        moved[i] = {changed[i]->id, part_for(*m_units, *changed[i])};
    });

    PartEditor editor{m_parts, m_revision};
    RoadParts new_places;
    for (std::size_t i = 0; i < changed.size(); ++i) {
        const auto& [id, part] = moved[i];
        const auto before = part_of(id);
        if (before && *before != part) {
            remove_by_id(editor.edit(static_cast<PartIndex>(*before)).roads, id);
        }
        if (!before || *before != part) {
            new_places.push_back(moved[i]);
        }
        put_by_id(editor.edit(part).roads, *changed[i]);
    }
    editor.finish();
    if (!new_places.empty()) {
        RoadParts places;
        places.reserve(m_part_of_road->size() + new_places.size());
        const auto by_road = [](const auto& a, const auto& b) {
            return a.first < b.first;
        };
        // A road that moved stands in both lists; set_union takes it from the first.
        std::set_union(new_places.begin(), new_places.end(), m_part_of_road->begin(),
                       m_part_of_road->end(), std::back_inserter(places), by_road);
        m_part_of_road = std::make_shared<const RoadParts>(std::move(places));
    }
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

} // namespace gis::model
