#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/plan_entry.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gis::model {

/// A new or changed row as a whole. An id of 0 asks the store for a new one. A Road carries no
/// surfaces here: they are rows of their own. A SurfaceRecord is only ever added, or added again
/// under its id with another state. A new SurfaceRecord of a Road that is new in the same changeset
/// names it by `road` = -(1 + position of that road among the changeset's rows).
using Row = std::variant<Unit, Road, SurfaceRecord, Facility, PopulationPoint, PlanEntry>;

/// The types of Row, in its order.
enum class EntityKind : std::uint8_t {
    unit,
    road,
    surface_record,
    facility,
    population_point,
    plan_entry
};

/// "unit", "road", "surface_record", "facility", "population_point" or "plan_entry".
[[nodiscard]] std::string_view to_text(EntityKind kind) noexcept;
[[nodiscard]] std::optional<EntityKind> entity_kind(std::string_view text) noexcept;
[[nodiscard]] inline EntityKind kind_of(const Row& row) noexcept {
    return static_cast<EntityKind>(row.index());
}

/// A row by type and id. A unit's id is the store's own number, which no row carries.
struct EntityRef {
    EntityKind kind = EntityKind::road;
    std::int64_t id = 0;

    friend auto operator<=>(const EntityRef&, const EntityRef&) = default;
};

/// The id that a row carries: 0 for one that asks for a new one, and for units.
[[nodiscard]] std::int64_t id_of(const Row& row) noexcept;

/// What an entity of a changeset was made from: the second part of a road that was split, a surface
/// record that was carried to another line. New rows are named by -(1 + position).
struct Lineage {
    EntityKind kind = EntityKind::road;
    std::int64_t parent = 0;
    std::int64_t child = 0;

    friend auto operator<=>(const Lineage&, const Lineage&) = default;
};

/// Makes a repeated request harmless: of one author, the same key is carried out once.
struct RequestKey {
    std::string key;     ///< the client's own, e.g. a UUID
    std::string content; ///< what was asked for, or a digest of it: the same key with another
                         ///< content is a mistake
};

/// A proposal that a changeset carries out.
struct Acceptance {
    ProposalId proposal;
    std::string by; ///< who accepted it
    std::string reason;
};

/// What is to be written as one: all or nothing.
struct ChangesetDraft {
    std::string author;
    std::string comment;
    std::string source; ///< "import", "edit", "revert", "demo"...
    /// A bulk import keeps, instead of each row's before and after, only the entities' ids.
    bool bulk = false;
    std::vector<Row> rows;
    std::vector<Lineage> lineage = {};
    std::optional<RequestKey> key = {};
    std::optional<Acceptance> acceptance = {};
};

/// What became of a draft.
struct Applied {
    Revision revision;
    std::string at;        ///< UTC, ISO 8601
    std::vector<Row> rows; ///< as stored, with ids, in the order of the draft
    /// The request had been carried out before, as this changeset; nothing was written now.
    bool repeated = false;
};

/// One line of the history.
struct ChangesetSummary {
    ChangesetId id;
    std::string author;
    std::string at; ///< UTC, ISO 8601
    std::string comment;
    std::string source;
    std::int64_t rows = 0;
    std::string approved_by = {}; ///< who accepted the proposal that it carries out; empty = none
};

/// What a changeset did to one row. Of a bulk changeset the new rows stand as runs of ids, without
/// `after`: they are to be looked up where they are needed.
struct Change {
    EntityRef entity;          ///< the first of a run
    std::int64_t last_id = 0;  ///< entity.id but for a run
    std::optional<Row> before; ///< absent: the row was new
    std::optional<Row> after;  ///< absent: a run

    [[nodiscard]] bool is_run() const noexcept { return !after; }
};

/// A changeset and what it did to an entity: to a road also by changing its surface records. Here
/// no change is a run.
struct EntityVersion {
    ChangesetSummary changeset;
    std::vector<Change> changes;
};

/// When a row, or a run of rows, was last written.
struct LastChange {
    EntityKind kind = EntityKind::road;
    std::int64_t first_id = 0;
    std::int64_t last_id = 0;
    Revision revision;
};

/// What leads from the atlas of now back to an earlier revision.
struct Rewind {
    Revision revision;         ///< where it leads
    std::vector<Row> restored; ///< rows as they were then
    std::vector<Row> removed;  ///< rows that did not exist then, as they are now
};

} // namespace gis::model
