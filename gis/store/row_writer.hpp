#pragma once

#include "gis/core/sha256.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/box_index.hpp"
#include "gis/store/statement.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gis::store {

/// The prepared statements of one table with a geometry or without: a new row, a changed row, a row
/// as it stands.
struct TableStatements {
    Statement insert;
    Statement update; ///< the same parameters as insert
    Statement select; ///< ids from ?1 to ?2
    Statement newest; ///< the greatest id, NULL when empty
};

/// Writes rows and keeps the R*Trees. Everything happens inside the transaction of the caller.
class RowWriter {
public:
    explicit RowWriter(Connection& connection);

    /// The id that the next new row of this type gets. @param entity  as entity_of()
    [[nodiscard]] std::int64_t next_id(const model::Row& like);
    /// units.id of a code.
    [[nodiscard]] std::optional<std::int64_t> unit_id(const UnitCode& key);
    [[nodiscard]] bool has_road(RoadId id);

    /// The row as it stands; nothing when there is none of that id.
    [[nodiscard]] std::optional<model::Row> find(const model::Row& like, std::int64_t id);

    /// Both return the row's hash, which is written with it.
    Digest insert(const model::Row& row, std::int64_t id);
    Digest update(const model::Row& row, std::int64_t id);

    /// Brings the R*Trees up to date with all rows since the last call.
    void write_boxes();
    /// Forgets what write_boxes() would write: the rows were rolled back.
    void discard_boxes() noexcept;

private:
    [[nodiscard]] TableStatements& table_of(const model::Row& row) noexcept;
    static void write(Statement& statement, const model::Row& row, std::int64_t id,
                      std::span<const std::byte> hash);
    void note_box(const model::Row& row, std::int64_t id);

    TableStatements m_units;
    TableStatements m_roads;
    TableStatements m_surface_records;
    TableStatements m_facilities;
    TableStatements m_population_points;
    TableStatements m_plan_entries;
    BoxIndex m_unit_boxes;
    BoxIndex m_road_boxes;
    BoxIndex m_facility_boxes;
    BoxIndex m_population_boxes;
    Statement m_unit_by_code;
};

} // namespace gis::store
