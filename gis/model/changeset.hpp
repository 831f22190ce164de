#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gis::model {

/// A new or changed row as a whole. An id of 0 asks the store for a new one. A Road carries no
/// surfaces here: they are rows of their own. A SurfaceRecord is only ever added, or added again
/// under its id with another state. A new SurfaceRecord of a Road that is new in the same changeset
/// names it by `road` = -(1 + position of that road among the changeset's rows).
using Row = std::variant<Unit, Road, SurfaceRecord, Facility, PopulationPoint>;

/// What is to be written as one: all or nothing.
struct ChangesetDraft {
    std::string author;
    std::string comment;
    std::string source; ///< "import", "edit", "demo"...
    /// A bulk import keeps, instead of each row's before and after, only the entities' ids.
    bool bulk = false;
    std::vector<Row> rows;
};

/// What became of a draft.
struct Applied {
    Revision revision;
    std::string at;        ///< UTC, ISO 8601
    std::vector<Row> rows; ///< as stored, with ids, in the order of the draft
};

/// One line of the history.
struct ChangesetSummary {
    ChangesetId id;
    std::string author;
    std::string at; ///< UTC, ISO 8601
    std::string comment;
    std::string source;
    std::int64_t rows = 0;
};

} // namespace gis::model
