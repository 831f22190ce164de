#pragma once

#include "gis/core/date.hpp"

namespace gis::model {

/// Nothing is deleted. What is taken back as if it had never been (a road drawn by mistake, the
/// second of two roads that were joined) exists on the first day of the calendar only, a day that
/// no report is of; a snapshot leaves it out.
inline const Date withdrawn_day{1, 1, 1};

/// @tparam Entity  Unit, Road or Facility: has valid_from and valid_to
template <class Entity>
[[nodiscard]] bool is_withdrawn(const Entity& entity) {
    return entity.valid_to && *entity.valid_to <= withdrawn_day;
}

/// The entity as one that never was.
template <class Entity>
[[nodiscard]] Entity withdrawn(Entity entity) {
    entity.valid_from = withdrawn_day;
    entity.valid_to = withdrawn_day;
    return entity;
}

} // namespace gis::model
