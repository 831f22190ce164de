#pragma once

#include "gis/model/atlas_data.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/connection.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace gis::store {

/// As Store::load(): everything as of one moment, whatever a writer does meanwhile.
[[nodiscard]] model::AtlasData load_atlas(Connection& connection);

/// As Store::history().
[[nodiscard]] std::vector<model::ChangesetSummary>
read_history(Connection& connection, std::size_t limit, std::optional<ChangesetId> before);

} // namespace gis::store
