#pragma once

#include "gis/core/error.hpp"
#include "gis/editing/operation.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/changeset.hpp"
#include "gis/model/snapshot.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gis::editing {

/// What one edit may be at most.
inline constexpr std::size_t max_operations = 500;
inline constexpr std::size_t max_vertices = 10'000; ///< of a line
inline constexpr double min_road_m = 1.0;
inline constexpr double max_road_m = 300'000.0;
inline constexpr double max_tolerance_m = 500.0; ///< RedrawRoad::tolerance_m
inline constexpr std::size_t max_text_bytes = 1000;
inline constexpr std::size_t max_entry_bytes = 1'000'000; ///< SetPlanEntry::body
inline constexpr std::size_t max_key_bytes = 200;

/// A stretch of a road that something else than a surface record speaks of, such as a work that is
/// planned: when the road changes its measure it goes where records go.
struct Follower {
    std::optional<RoadId> road; ///< absent: by its code
    std::string code;
    Stretch stretch;

    [[nodiscard]] bool is_on(const model::Road& other) const {
        return road ? *road == other.id : !code.empty() && code == other.code;
    }
};

/// Where an edit is made.
struct Context {
    /// Where positions may be, lon/lat; empty: anywhere on Earth.
    geometry::Box box = {};
    /// The JSON pointer of the list of operations, for errors: a wrong `to_m` of the third is
    /// `<list>/2/to_m`. Empty: the only operation stands alone, its field is `/to_m`.
    std::string_view list = "/operations";
    std::span<const Follower> followers = {};
};

/// Why an edit cannot be made as it is: what would be lost or overwritten.
struct Conflict {
    std::string
        code; ///< kebab-case: "stretch-gone", "stretch-moved", "order-turned", "changed-since"
    Message message;
    model::EntityRef entity;
    std::optional<Stretch> stretch = {}; ///< of the entity's chainage before
    std::string field = {};              ///< of the entity; empty = as a whole
    std::size_t operation = 0;           ///< position in the list
};

/// A stretch of a road; one that the edit makes has an id below zero.
struct Place {
    RoadId road;
    Stretch stretch;
};

/// An edit that is ready to be stored, if there are no conflicts.
struct Edit {
    /// Rows and lineage; author, comment and source are the caller's.
    model::ChangesetDraft draft;
    std::vector<Conflict> conflicts;
    /// Communes in which anything changes, of before and after, by code; an empty code stands for
    /// what is outside all of them.
    std::vector<UnitCode> communes;
    /// Parallel to Context::followers: where it is now. Absent: where it was; empty: a part of it
    /// is nowhere.
    std::vector<std::optional<std::vector<Place>>> followed;
};

/// Works out what operations do, one after the other, each on what the ones before it left.
/// @throws Error{invalid_data} or Error{not_found} that names the operation's field and says what
/// to do
[[nodiscard]] Edit plan(const model::Snapshot& snapshot, std::span<const Operation> operations,
                        const Context& context);

/// The draft as if it were stored, with ids that no row has: to look at what it would lead to.
[[nodiscard]] model::Applied preview(const Edit& edit, const model::Snapshot& snapshot);

} // namespace gis::editing
