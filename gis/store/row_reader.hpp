#pragma once

#include "gis/core/sha256.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/statement.hpp"

#include <cstdint>
#include <limits>
#include <string_view>

namespace gis::store {

/// Rows with ids from ?1 to ?2, by id; the readers below take their rows. One statement serves both
/// "all" and "this one".
inline constexpr std::string_view select_units =
    "SELECT id, code, level, kind, name, parent, population, households, valid_from, valid_to,"
    " predecessors, geometry, hash FROM units WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_roads =
    "SELECT id, code, name, road_class, managing_commune, length_m, valid_from, valid_to, geometry,"
    " hash FROM roads WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_surface_records =
    "SELECT id, road, from_m, to_m, surface, width_m, condition, effective_on, work, evidence, "
    "state, hash"
    " FROM surface_records WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_facilities =
    "SELECT id, kind, code, name, commune, serves, standard_met, rooms, seats, area_m2, toilet,"
    " well, condition, valid_from, valid_to, geometry, hash"
    " FROM facilities WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
inline constexpr std::string_view select_plan_entries =
    "SELECT id, plan, kind, key, commune, body, hash FROM plan_entries WHERE id BETWEEN ?1 AND ?2 "
    "ORDER BY id";
inline constexpr std::string_view select_population_points =
    "SELECT id, persons, geometry, hash FROM population_points WHERE id BETWEEN ?1 AND ?2 ORDER BY "
    "id";

inline constexpr std::int64_t first_id = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t last_id = std::numeric_limits<std::int64_t>::max();

/// The one of them for a type of row.
[[nodiscard]] std::string_view select_rows(model::EntityKind kind) noexcept;
/// The table of a type of row: "units", "roads"...
[[nodiscard]] std::string_view table_of(model::EntityKind kind) noexcept;

/// Each reads the row that the statement stands on, trusting nothing: types, enumerators, days,
/// ranges, geometry.
/// @throws Error{storage, "damaged-store"} naming table, row and column
[[nodiscard]] model::Unit read_unit(const Statement& row);
[[nodiscard]] model::Road read_road(const Statement& row);
[[nodiscard]] model::SurfaceRecord read_surface_record(const Statement& row);
[[nodiscard]] model::Facility read_facility(const Statement& row);
[[nodiscard]] model::PopulationPoint read_population_point(const Statement& row);
[[nodiscard]] model::PlanEntry read_plan_entry(const Statement& row);
[[nodiscard]] model::Row read_row(model::EntityKind kind, const Statement& row);

/// The hash that the table has of the row that the statement stands on; nothing when there is none.
[[nodiscard]] std::optional<Digest> stored_hash(const Statement& row);
/// A hash in any column; nothing for what is not 32 bytes.
[[nodiscard]] std::optional<Digest> digest_at(const Statement& row, int column);

} // namespace gis::store
