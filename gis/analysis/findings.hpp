#pragma once

#include "gis/analysis/road_ledger.hpp"
#include "gis/core/error.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gis::analysis {

/// Something in the data that a planner should look at. Nothing is changed because of it.
struct Finding {
    enum class Severity : std::uint8_t { error, warning, info };

    std::string code; ///< kebab-case: "unit-overlap"
    Severity severity = Severity::warning;
    Message message;
    UnitCode unit;  ///< empty: none
    UnitCode other; ///< the second unit of a pair; empty: none
    std::optional<RoadId> road;
    std::optional<double> length_m;
    std::optional<double> area_m2;
    std::optional<geometry::Point> at;
};

[[nodiscard]] std::string_view to_text(Finding::Severity severity) noexcept;

/// Checks boundaries (overlaps and gaps, hamlets that leave their commune), roads (outside every
/// hamlet or commune, on shared borders or in overlaps, records beyond the road's end, kilometres
/// of unknown surface) and units without a population. By severity, then code, then unit. Takes
/// time in proportion to the number of units and roads.
[[nodiscard]] std::vector<Finding> find_problems(const model::Snapshot& snapshot,
                                                 const Ledger& ledger);

} // namespace gis::analysis
