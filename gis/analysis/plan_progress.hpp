#pragma once

#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/measurement.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Where a figure of a target comes from.
enum class ProgressMethod : std::uint8_t { none, measured, declared };

[[nodiscard]] std::string_view to_text(ProgressMethod method) noexcept;

/// How many criteria a unit meets by what is declared.
struct UnitMet {
    UnitCode unit;
    Range met;
};

/// A target on a day.
struct TargetProgress {
    const model::Target* target = nullptr;
    ProgressMethod method = ProgressMethod::none;
    /// Measured or counted on the plan's baseline day; what the plan itself says is in the target.
    std::optional<Range> baseline;
    std::optional<Range> value;       ///< in unit_of(target)
    std::optional<bool> reached;      ///< absent = unknown, or the plan names no amount
    Message reason;                   ///< why there is no value
    std::optional<Measured> measured; ///< on the day; ProgressMethod::measured
    std::vector<UnitMet> by_unit;     ///< of a target about criteria
    /// Targets that may be part of this one. Nothing of them is added to it.
    std::vector<const model::Target*> possible_parts;
};

/// The unit of a target's figures: "m", "percent", "household"...; empty: it has none.
[[nodiscard]] std::string unit_of(const model::Target& target);

/// A work on a day.
struct WorkProgress {
    const model::Work* work = nullptr;
    /// Facilities that may be its place; exactly one: found.
    std::vector<const model::Facility*> places;
    /// Where its roads are: those of its stretches that are found.
    std::vector<MeasuredStretch> stretches;
    model::WorkState state = model::WorkState::planned; ///< on the day
    /// Whether the map shows that it is there; absent = unknown.
    std::optional<bool> on_map;
};

/// Sums over works that are not cancelled. A work that may be the same as another is counted, and
/// listed in `may_overlap`.
struct WorkTotals {
    std::size_t works = 0;
    std::size_t accepted = 0;
    std::map<std::string, int> rooms; ///< by type
    std::map<std::string, int> rooms_accepted;
    bool rooms_at_least = false;
    double road_m = 0; ///< as the plan says
    double road_accepted_m = 0;
    std::size_t toilets = 0;
    std::size_t wells = 0;
    std::optional<double> cost_vnd; ///< absent: of some the cost is not known
    std::vector<std::string> may_overlap;
};

struct PlanProgress {
    const model::Plan* plan = nullptr;
    Date as_of;
    Revision revision;
    const HardeningRules* rules = nullptr;
    const model::Unit* unit = nullptr; ///< null: all
    std::vector<TargetProgress> targets;
    std::vector<WorkProgress> works;
    std::map<model::WorkKind, WorkTotals> totals;
};

/// Plan, basis and sets must outlive the answer.
/// @param unit  targets and works of this commune alone; absent: all
/// @throws Error{not_found, "unknown-unit"}
[[nodiscard]] PlanProgress plan_progress(const model::Plan& plan, const MeasureBasis& basis,
                                         const CriteriaBook& sets,
                                         const std::optional<UnitCode>& unit = {});

/// How a work stood at the end of a day: one that was accepted later was what its own days say.
[[nodiscard]] model::WorkState state_on(const model::Work& work, Date day);

/// Sums of works. @param as_of  when they count as accepted; absent: whatever the day
[[nodiscard]] WorkTotals total_of(const std::vector<const model::Work*>& works,
                                  std::optional<Date> as_of = {});

/// How many criteria of a set the plan's own goals come to a unit: the sum of least_met over the
/// units that the set judges, divided by their number.
struct GoalMean {
    double least = 0;              ///< units without a goal counted as none
    std::vector<UnitCode> no_goal; ///< units of which the plan says nothing
};
[[nodiscard]] GoalMean goal_mean(const model::Plan& plan, const model::CriteriaSet& set);

/// A row a target, then a row a work.
[[nodiscard]] model::Table to_table(const PlanProgress& progress);

} // namespace gis::analysis
