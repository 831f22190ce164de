#pragma once

#include "gis/model/snapshot.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

// What snapshot.cpp and snapshot_changes.cpp share; nobody else's.

namespace gis::model::snapshot_parts {

using PartIndex = std::uint32_t;
using RoadParts = std::vector<std::pair<RoadId, PartIndex>>; ///< by road

// Of vectors and shared lists of entities by id.

template <class List, class Id>
[[nodiscard]] auto lower_bound_by_id(List& entities, Id id) {
    return std::lower_bound(entities.begin(), entities.end(), id,
                            [](const auto& entity, Id wanted) { return entity.id < wanted; });
}

template <class List, class Id>
[[nodiscard]] auto find_by_id(const List& entities, Id id) -> const typename List::value_type* {
    const auto at = lower_bound_by_id(entities, id);
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

template <class Entity>
void put_by_id(SharedList<Entity>& entities, Entity entity) {
    const auto at = lower_bound_by_id(entities, entity.id);
    if (at != entities.end() && at->id == entity.id) {
        entities.replace(at, std::move(entity));
    } else {
        entities.insert(at, std::move(entity));
    }
}

template <class List, class Id>
void remove_by_id(List& entities, Id id) {
    const auto at = lower_bound_by_id(entities, id);
    if (at != entities.end() && at->id == id) {
        entities.erase(at);
    }
}

/// Position in Snapshot::parts() of the part that a road or facility belongs to.
[[nodiscard]] PartIndex part_for(const Units& units, const Road& road);
[[nodiscard]] PartIndex part_for(const Units& units, const Facility& facility);

} // namespace gis::model::snapshot_parts
