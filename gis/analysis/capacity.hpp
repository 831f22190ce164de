#pragma once

#include "gis/analysis/coverage_report.hpp"

namespace gis::analysis {

/// What one facility holds and who would use it.
struct CapacityRow {
    std::uint32_t facility = 0;           ///< in CapacityReport::reached->facilities
    const model::Unit* commune = nullptr; ///< that it stands in, when known
    std::optional<int> seats;             ///< absent = unknown
    double assigned = 0;                  ///< people whose nearest it is
    double within = 0;                    ///< of them, inside the distance

    /// People assigned to a seat; nothing without seats.
    [[nodiscard]] std::optional<double> ratio() const noexcept;
};

struct CapacityReport {
    const model::Unit* unit = nullptr; ///< null: the whole atlas
    CoverageQuestion question;
    std::vector<CapacityRow> rows; ///< facilities in the scope, by id
    double nobody = 0;             ///< people of the whole atlas who reach none
    std::shared_ptr<const Reached> reached;
    std::shared_ptr<const model::Snapshot> snapshot;
};

/// Seats against the people whose nearest facility it is, from the whole atlas: people cross
/// borders. @param unit  facilities in this commune only
[[nodiscard]] CapacityReport capacity_report(const CoverageBasis& basis,
                                             const CoverageQuestion& question,
                                             const std::optional<UnitCode>& unit);

[[nodiscard]] model::Table to_table(const CapacityReport& report);

} // namespace gis::analysis
