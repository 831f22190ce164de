#pragma once

#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"
#include "gis/store/statement.hpp"

#include <cstdint>
#include <limits>
#include <string_view>

namespace gis::store {

/// Rows with ids from ?1 to ?2, by id; the readers below take their rows. One statement serves both
/// "all" and "this one".
inline constexpr std::string_view select_units =
    "SELECT id, code, level, kind, name, parent, population, households, valid_from, valid_to,"
    " predecessors, geometry FROM units WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_roads =
    "SELECT id, code, name, road_class, managing_commune, length_m, valid_from, valid_to, geometry"
    " FROM roads WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_surface_records =
    "SELECT id, road, from_m, to_m, surface, width_m, condition, effective_on, work, evidence, "
    "state"
    " FROM surface_records WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_facilities =
    "SELECT id, kind, code, name, commune, serves, standard_met, rooms, seats, area_m2, toilet,"
    " well, condition, valid_from, valid_to, geometry"
    " FROM facilities WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_population_points =
    "SELECT id, persons, geometry FROM population_points WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

inline constexpr std::int64_t first_id = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t last_id = std::numeric_limits<std::int64_t>::max();

/// Each reads the row that the statement stands on, trusting nothing: types, enumerators, days,
/// ranges, geometry.
/// @throws Error{storage, "damaged-store"} naming table, row and column
[[nodiscard]] model::Unit read_unit(const Statement& row);
[[nodiscard]] model::Road read_road(const Statement& row);
[[nodiscard]] model::SurfaceRecord read_surface_record(const Statement& row);
[[nodiscard]] model::Facility read_facility(const Statement& row);
[[nodiscard]] model::PopulationPoint read_population_point(const Statement& row);

} // namespace gis::store
