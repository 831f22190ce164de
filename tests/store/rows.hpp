#pragma once

#include "gis/model/changeset.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace gis::store::testing {

/// A commune, two hamlets, a road with two records, a facility and a point, every field filled in,
/// Vietnamese and other scripts in the texts.
[[nodiscard]] std::vector<model::Row> full_rows();

/// The same types with every optional absent and every text that may be empty empty.
[[nodiscard]] std::vector<model::Row> bare_rows();

/// Any rows that the store must take; references stay inside the list. Ids are 0.
[[nodiscard]] std::vector<model::Row> random_rows(std::mt19937& random, std::size_t count);

/// `count` roads of `vertices` positions, each followed by one or two surface records.
[[nodiscard]] std::vector<model::Row> many_roads(std::size_t count, std::size_t vertices);

[[nodiscard]] model::ChangesetDraft draft_of(std::vector<model::Row> rows);
[[nodiscard]] model::ChangesetDraft bulk_draft_of(std::vector<model::Row> rows);

[[nodiscard]] geometry::Polygon square(double lon, double lat, double size);

} // namespace gis::store::testing
