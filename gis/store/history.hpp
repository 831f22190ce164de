#pragma once

#include "gis/model/changeset.hpp"
#include "gis/store/connection.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace gis::store {

/// As Store::history().
[[nodiscard]] std::vector<model::ChangesetSummary>
read_history(Connection& connection, std::size_t limit, std::optional<ChangesetId> before);

/// As Store::changes().
[[nodiscard]] std::vector<model::Change> read_changes(Connection& connection, ChangesetId id);

/// As Store::entity_history().
[[nodiscard]] std::vector<model::EntityVersion>
read_entity_history(Connection& connection, model::EntityRef entity, std::size_t limit,
                    std::optional<ChangesetId> before);

/// As Store::lineage().
[[nodiscard]] std::vector<model::Lineage> read_lineage(const Connection& connection,
                                                       model::EntityRef entity);

/// As Store::last_changes().
[[nodiscard]] std::vector<model::LastChange> read_last_changes(const Connection& connection);

/// As Store::rewind().
[[nodiscard]] model::Rewind read_rewind(Connection& connection, Revision revision);

/// As Store::revision_on().
[[nodiscard]] Revision read_revision_on(const Connection& connection, Date day);

} // namespace gis::store
