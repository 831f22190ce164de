#pragma once

#include "gis/model/import_batch.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <vector>

namespace gis::model {

/// The difference between a batch and the atlas.
struct ImportPlan {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t surface_records = 0; ///< new ones, besides the three counts above
    std::int64_t skipped = 0; ///< rows of the file, and rows that name what the atlas does not know
    std::vector<ImportIssue> issues; ///< the batch's and the plan's own
    std::vector<Row> rows;           ///< what to write; empty when nothing is new
};

/// Compares every row with the atlas. Units are the same by code, else by level and folded name;
/// roads and facilities by code, else by name and geometry within 1 mm. An equal row is not written
/// again. A population row (a Unit without boundary) changes only population and households. A
/// hamlet without parent gets the commune that holds its interior point. What a row does not say of
/// a thing that the atlas has stays as it is. Rows of units, hamlets or facilities that name an
/// unknown commune are skipped with an issue.
[[nodiscard]] ImportPlan plan_import(const ImportBatch& batch, const Snapshot& snapshot);

} // namespace gis::model
