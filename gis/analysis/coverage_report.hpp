#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/report_scope.hpp"
#include "gis/model/table.hpp"

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace gis::analysis {

/// Persons: population = covered + uncovered + unknown.
struct PeopleFigures {
    double population = 0;
    double covered = 0;
    double uncovered = 0;
    /// Covered only if roads of unknown surface are hardened, or living nobody knows where.
    double unknown = 0;

    PeopleFigures& operator+=(const PeopleFigures& other) noexcept;
    /// Of the population; nothing where nobody lives.
    [[nodiscard]] std::optional<double> share() const noexcept;
    /// Were all unknown people covered.
    [[nodiscard]] std::optional<double> possible_share() const noexcept;
};

/// What holds for the people at a point.
enum class Verdict : std::uint8_t { covered, uncovered, unknown };

/// The nearest facility of most people of a unit.
struct NearestFacility {
    std::uint32_t facility = no_facility; ///< in CoverageReport::reached->facilities
    double mean_m = 0;                    ///< of the people whose nearest it is
    double share = 0;                     ///< of the unit's people
};

struct CoverageRow {
    const model::Unit* unit = nullptr;    ///< of the snapshot
    std::optional<PeopleFigures> figures; ///< absent: nobody knows how many people live there
    std::optional<PeopleSource> source;   ///< of a hamlet
    std::optional<NearestFacility> nearest;
    std::optional<bool> below_threshold;
    bool rural = true; ///< in a commune of kind xã
};

/// People by place. Rows and `elsewhere` add up to `totals`.
struct PeopleRows {
    const model::Unit* unit = nullptr; ///< null: the whole atlas
    ReportBy by = ReportBy::hamlet;
    std::vector<CoverageRow> rows;
    /// People of communes whose hamlets' populations are not all known: the commune's own figure
    /// less what its hamlets say. By commune that is inside the rows, and here are the people of
    /// hamlets whose commune is not loaded.
    PeopleFigures elsewhere;
    PeopleFigures totals;
    std::size_t units_without_population = 0;
    std::array<std::size_t, 3> hamlets_by_source{}; ///< by PeopleSource
};

struct CoverageReport {
    PeopleRows people;
    CoverageQuestion question;
    double threshold = 0;
    std::size_t units_below_threshold = 0;
    std::shared_ptr<const Reached> reached;
    std::shared_ptr<const Population> population;
    std::shared_ptr<const model::Snapshot> snapshot;
};

struct ReportPlace {
    std::optional<UnitCode> unit;
    ReportBy by = ReportBy::hamlet;
};

/// Counts people by what holds at their points. Exact: a hamlet's lattice carries its population
/// evenly, so shares are counts.
/// @param verdict  asked from several threads at once
/// @throws Error{not_found, "unknown-unit"}
[[nodiscard]] PeopleRows count_people(const model::Units& units, const Population& population,
                                      const ReportPlace& place,
                                      const std::function<Verdict(std::size_t point)>& verdict,
                                      const ParallelFor& parallel_for);

/// Who reaches the nearest facility of a service within the question's distance.
[[nodiscard]] CoverageReport coverage_report(const CoverageBasis& basis,
                                             const CoverageQuestion& question,
                                             const ReportPlace& place);
/// The same of an answer at hand.
[[nodiscard]] CoverageReport coverage_report(const CoverageBasis& basis,
                                             const CoverageQuestion& question,
                                             const ReportPlace& place,
                                             std::shared_ptr<const Reached> reached);

/// The Rural Access Index (SDG 9.1.1): who lives within question.distance_m, straight, of an
/// all-season road. Units that are not rural have rows but are not in the totals.
struct AccessReport {
    PeopleRows people;
    PeopleFigures not_rural;
    double distance_m = 0;
    Date as_of;
    const HardeningRules* rules = nullptr;
    std::shared_ptr<const model::Snapshot> snapshot;
};

[[nodiscard]] AccessReport access_report(const CoverageBasis& basis, const HardeningRules& rules,
                                         Date as_of, double distance_m, const ReportPlace& place);

[[nodiscard]] model::Table to_table(const CoverageReport& report);
[[nodiscard]] model::Table to_table(const AccessReport& report);

} // namespace gis::analysis
