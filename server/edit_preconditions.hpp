#pragma once

#include "gis/editing/operation.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/store.hpp"
#include "server/app.hpp"
#include "server/json.hpp"
#include "server/request.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace server {

/// `"r12"`: the entity tag of what was last changed at a revision.
[[nodiscard]] std::string entity_tag(gis::Revision revision);

/// What the client saw.
struct SeenState {
    std::optional<gis::Revision> revision; ///< absent: `*`, whatever there is
};

/// If-Match: `"r12"` of an entity or of the whole atlas, also as it came in an ETag field
/// (`W/"r12-5f…"`), or `*`. Absent when there is no such field.
/// @throws gis::Error{invalid_argument, "bad-if-match"}
[[nodiscard]] std::optional<SeenState> if_match(const Request& request);
/// @throws also gis::Error{precondition_required, "if-match-required"}
[[nodiscard]] SeenState required_if_match(const Request& request);

/// What an operation changes of an entity that exists, or relies on.
struct Claim {
    gis::model::EntityRef entity;
    std::set<std::string> fields;
    /// Of the field `surfaces`: where; absent: anywhere.
    std::optional<gis::editing::Stretch> stretch;
};

[[nodiscard]] std::vector<Claim> claims_of(std::span<const gis::editing::Operation> operations,
                                           const gis::model::Snapshot& snapshot);

/// A field that somebody else changed after the client looked.
struct ChangedField {
    gis::model::EntityRef entity;
    std::string field;
    Json before; ///< what the client saw
    Json now;
    gis::model::ChangesetSummary by; ///< the last that changed it
};

/// The fields of the claims that have changed since a revision. Other fields of the same entities
/// do not matter: two editors of different fields both succeed.
[[nodiscard]] std::vector<ChangedField> changed_since(const gis::store::Store& store,
                                                      const View& view,
                                                      std::span<const Claim> claims,
                                                      gis::Revision since);

/// `[{"entity":…,"id":…,"field":…,"before":…,"now":…,"by":…,"at":…,"changeset":…}]`
[[nodiscard]] Json to_json(const std::vector<ChangedField>& fields);

} // namespace server
