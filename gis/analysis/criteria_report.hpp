#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/findings.hpp"
#include "gis/analysis/measurement.hpp"
#include "gis/model/criteria.hpp"
#include "gis/model/table.hpp"
#include "gis/model/withdrawn.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gis::analysis {

/// Whether a value reaches a threshold; nothing where value or threshold is not known well enough.
[[nodiscard]] std::optional<bool> reaches(const model::Threshold& threshold, const Range& value);

struct IndicatorRow {
    const model::Indicator* indicator = nullptr;
    std::optional<Measured> measured; ///< absent: a declared indicator
    ThresholdChoice choice;
    std::optional<bool> met; ///< by measurement; absent = unknown
};

/// A criterion in a unit: what the map says beside what is declared.
struct CriterionRow {
    const model::Criterion* criterion = nullptr;
    std::vector<IndicatorRow> indicators;
    /// By measurement alone: not met when one indicator surely is not, met when all are measured
    /// and surely are, else no data.
    model::CriterionState measured = model::CriterionState::no_data;
    const model::CriterionResult* declared = nullptr; ///< the latest on the day; null: none
    /// As declared, else as measured.
    model::CriterionState state = model::CriterionState::no_data;
    bool disagree = false; ///< declared as met and surely not, or the other way round
    /// `measured` would be another without the thresholds that are not confirmed.
    bool tentative = false;
};

struct UnitCriteria {
    const model::Unit* unit = nullptr; ///< of the snapshot
    std::vector<CriterionRow> criteria;
    std::size_t met = 0; ///< counts_as_met
    std::size_t no_data = 0;

    /// How many criteria are met: those without data may be.
    [[nodiscard]] Range met_range() const noexcept {
        return {static_cast<double>(met), static_cast<double>(met + no_data)};
    }
};

struct CriteriaQuestion {
    const model::CriteriaSet* set = nullptr;
    std::optional<UnitCode> unit; ///< absent: all units that the set judges
    Conditions conditions;        ///< what holds for all units: {"region": "dong_nam_bo"}
    std::map<UnitCode, Conditions> unit_conditions; ///< beside those
};

/// How the units stand by a set of criteria on a day. Sets, results and basis must outlive it.
struct CriteriaReport {
    const model::CriteriaSet* set = nullptr;
    const model::Unit* unit = nullptr; ///< null: all
    Date as_of;
    Revision revision;
    const HardeningRules* rules = nullptr;
    std::vector<UnitCriteria> rows; ///< in the order of names
    std::optional<Range> mean_met;  ///< criteria met a unit; absent without units
};

/// @param results  what is declared, of any set, unit and day
/// @throws Error{not_found, "unknown-unit"}; Error{invalid_argument, "set-does-not-judge"} for a
/// unit of another level or kind
[[nodiscard]] CriteriaReport criteria_report(const MeasureBasis& basis,
                                             const CriteriaQuestion& question,
                                             std::span<const model::CriterionResult> results);

/// Where what is declared and what is measured surely disagree: "criterion-disagrees", a warning;
/// for information only where the measurement is tentative.
[[nodiscard]] std::vector<Finding> disagreements(const CriteriaReport& report);

/// How many criteria are declared as met a unit, over units: sums divided by their number. Of what
/// is not declared nothing is in `least` and everything in `most`.
/// @pre units is not empty
[[nodiscard]] Range mean_declared(const model::CriteriaSet& set,
                                  std::span<const model::CriterionResult> results,
                                  std::span<const UnitCode> units, Date as_of);

/// The latest result of a criterion in a unit on a day; null: none.
/// @param since  the first day on which the code is that of this unit
[[nodiscard]] const model::CriterionResult*
latest_result(std::span<const model::CriterionResult> results, const std::string& set,
              const UnitCode& unit, const std::string& criterion, Date as_of,
              Date since = model::withdrawn_day);

/// A row an indicator, or a criterion without any.
[[nodiscard]] model::Table to_table(const CriteriaReport& report);

} // namespace gis::analysis
