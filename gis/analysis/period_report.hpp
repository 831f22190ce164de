#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/plan_progress.hpp"
#include "gis/analysis/road_report.hpp"
#include "gis/model/report_period.hpp"
#include "gis/model/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gis::analysis {

/// Kilometres of a class now and at the end of the period before; without a class: of all.
struct PeriodRoads {
    std::optional<model::RoadClass> road_class;
    RoadFigures now;
    RoadFigures before;
};

/// How a criterion stands in a commune.
struct PeriodCriterion {
    const model::Criterion* criterion = nullptr;
    model::CriterionState now = model::CriterionState::no_data;
    model::CriterionState before = model::CriterionState::no_data;
};

/// How many criteria a commune meets; those without data may be met.
struct PeriodCommune {
    const model::Unit* unit = nullptr;
    Range now;
    Range before;
};

struct PeriodTarget {
    const model::Target* target = nullptr;
    std::string unit; ///< of the figures: "m", "percent", "household"...; empty: none
    std::optional<Range> now;
    std::optional<Range> before;
    std::optional<bool> reached; ///< on the day; absent = unknown
};

struct PeriodWorks {
    model::WorkKind kind = model::WorkKind::road;
    std::size_t works = 0; ///< of the plan, without those that are cancelled
    std::size_t accepted_now = 0;
    std::size_t accepted_before = 0;
};

/// People within the norm of a service.
struct PeriodCoverage {
    const ServiceNorm* service = nullptr;
    PeopleFigures now;
    PeopleFigures before;
};

struct PeriodQuestion {
    model::ReportPeriod period;
    std::optional<UnitCode> unit; ///< a commune; absent: the whole atlas
    /// Of a period that is not over: the day that figures hold for instead of its end.
    Date today;
    const HardeningRules* rules = nullptr;
    const model::CriteriaSet* set = nullptr;
    const model::Plan* plan = nullptr; ///< null: none of that year
    const CriteriaBook* sets = nullptr;
    std::vector<model::CriterionResult> results; ///< declared, of any set, unit and day
};

/// The figures of a periodic report, computed from the records: those of a past day can be made
/// again for ever. Everything that is asked about must outlive it.
struct PeriodReport {
    model::ReportPeriod period;
    model::ReportPeriod compared_with;
    const model::Unit* unit = nullptr; ///< null: the whole atlas
    Date as_of;                        ///< the period's last day, or today before that
    Date before;                       ///< last day of the period that it is compared with
    Revision revision;
    const HardeningRules* rules = nullptr;
    const model::CriteriaSet* set = nullptr;
    const model::Plan* plan = nullptr;
    std::vector<PeriodRoads> roads;        ///< classes that there are, then all together
    std::vector<PeriodCriterion> criteria; ///< of a commune that the set judges
    std::vector<PeriodCommune> communes;   ///< of the whole atlas
    std::vector<PeriodTarget> targets;
    std::vector<PeriodWorks> works;
    std::vector<PeriodCoverage> coverage;
};

/// @param basis  on any day: its snapshot, ledger and coverage are used
/// @throws Error{not_found, "unknown-unit"}; Error{invalid_argument, "period-not-begun"} when the
/// period begins after `today`
[[nodiscard]] PeriodReport period_report(const MeasureBasis& basis, const PeriodQuestion& question);

/// One table for each part, for a workbook: roads, criteria or communes, targets, works, coverage.
/// Columns of now, before and the difference.
[[nodiscard]] std::vector<model::Table> to_tables(const PeriodReport& report);

} // namespace gis::analysis
