#pragma once

#include "gis/analysis/norms.hpp"
#include "gis/analysis/report_scope.hpp"
#include "gis/model/table.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace gis::analysis {

/// How a hamlet is provided for: a place that serves it alone, one that serves others too, none.
/// This is the test of the criteria; it says nothing about distance.
enum class Assigned : std::uint8_t { own, shared, none };

[[nodiscard]] std::string_view to_text(Assigned assigned) noexcept;

/// What a hamlet's place lacks; absent = unknown. Of several places the best one counts.
struct Needs {
    std::optional<bool> repair; ///< condition "repair" or "degraded"
    std::optional<bool> toilet; ///< there is none
    std::optional<bool> well;   ///< there is none
};

struct AssignmentRow {
    const model::Unit* unit = nullptr; ///< a hamlet
    Assigned assigned = Assigned::none;
    std::vector<const model::Facility*> places;  ///< that serve it, by id
    std::vector<const model::Facility*> planned; ///< still to be built (condition `new`)
    Needs needs;                                 ///< where there is a place
};

struct AssignmentReport {
    const model::Unit* unit = nullptr; ///< null: the whole atlas
    const ServiceNorm* service = nullptr;
    Date as_of;
    std::vector<AssignmentRow> rows;
    std::size_t own = 0;
    std::size_t shared = 0;
    std::size_t none = 0;
    std::size_t needs_repair = 0;
    std::size_t needs_toilet = 0;
    std::size_t needs_well = 0;
    std::shared_ptr<const model::Snapshot> snapshot; ///< rows point into it
};

/// The hamlets that a place serves: those that it names, else the one that it stands in.
[[nodiscard]] std::vector<UnitCode> hamlets_served(const model::Facility& facility,
                                                   const model::Units& units);

/// Hamlets with a place of a service (Facility::serves) and without. A place that names no hamlet
/// serves the one that it stands in. @throws Error{not_found, "unknown-unit"}
[[nodiscard]] AssignmentReport assignment_report(std::shared_ptr<const model::Snapshot> snapshot,
                                                 const ServiceNorm& service, Date as_of,
                                                 const std::optional<UnitCode>& unit);

[[nodiscard]] model::Table to_table(const AssignmentReport& report);

} // namespace gis::analysis
