#pragma once

#include "gis/core/error.hpp"
#include "gis/model/unit_reform.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// A reform of administrative units, as its file states it.
struct UnitReform {
    struct Made {
        model::Unit unit; ///< predecessors are codes; area and people are those of the predecessors
        std::vector<std::string> from_outside; ///< what it was also made from, outside the atlas
    };

    std::string id;
    Message title;
    Date first_day; ///< on which the new units exist
    std::vector<std::string> documents;
    std::vector<Made> made;
};

/// Reads a reform file (data/reforms/README.md says what is in it).
/// @throws Error{invalid_data, "bad-reform"} that names file and JSON path
[[nodiscard]] UnitReform parse_unit_reform(std::string_view json, const std::string& file);

/// The rows of a reform in the atlas that has these units, to be written as one changeset: a new
/// unit covers what its predecessors covered and has their people, unknown as soon as those of one
/// are unknown or one lies outside the atlas.
/// @throws what model::reform_rows() throws
[[nodiscard]] std::vector<model::Unit> rows_of(const UnitReform& reform,
                                               const model::UnitsInTime& units);

} // namespace gis::analysis
