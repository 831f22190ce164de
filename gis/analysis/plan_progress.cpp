#include "gis/analysis/plan_progress.hpp"

#include "gis/analysis/plan_counts.hpp"
#include "gis/analysis/plan_places.hpp"
#include "gis/analysis/report_scope.hpp"

#include <algorithm>
#include <array>

namespace gis::analysis {

namespace {

using model::Target;
using model::Work;
using model::WorkAction;
using model::WorkState;

using StretchesByRoad = std::map<RoadId, std::vector<MeasuredStretch>>;

StretchesByRoad by_road(const std::vector<MeasuredStretch>& stretches) {
    StretchesByRoad result;
    for (const auto& stretch : stretches) {
        result[stretch.road].push_back(stretch);
    }
    return result;
}

/// Metres that two lists have in common. @pre the stretches of each do not overlap
double common_m(const std::vector<MeasuredStretch>& some, const StretchesByRoad& others) {
    double metres = 0;
    for (const auto& one : some) {
        const auto at = others.find(one.road);
        if (at == others.end()) {
            continue;
        }
        for (const auto& other : at->second) {
            metres +=
                std::max(0.0, std::min(one.to_m, other.to_m) - std::max(one.from_m, other.from_m));
        }
    }
    return metres;
}

/// What was gained between two days, stretch by stretch: surely what was known not to be there;
/// perhaps also what was not known then, or is not known now and was known then.
Range gained(const Measured& before, const Measured& now) {
    const auto had = by_road(before.evidence.stretches);
    const auto unknown_then = by_road(before.open.stretches);
    const double new_m = now.chosen - common_m(now.evidence.stretches, had);
    const double found_m = common_m(now.evidence.stretches, unknown_then);
    const double lost_sight_m = now.undecided - common_m(now.open.stretches, had) -
                                common_m(now.open.stretches, unknown_then);
    return {std::max(0.0, new_m - found_m), std::max(0.0, new_m + lost_sight_m)};
}

std::optional<bool> reaches_amount(const Target& target, const Range& value) {
    const auto& amount = target.amount;
    if (!amount) {
        return std::nullopt;
    }
    model::Threshold threshold;
    const auto& bound = target.direction == model::Direction::up ? amount->least : amount->most;
    if (!bound) {
        return std::nullopt;
    }
    threshold.bound =
        target.direction == model::Direction::up ? model::Bound::at_least : model::Bound::at_most;
    threshold.value = *bound;
    return reaches(threshold, value);
}

class TargetMeter {
public:
    TargetMeter(const model::Plan& plan, const MeasureBasis& basis, const CriteriaBook& sets)
        : m_plan(plan), m_basis(basis), m_sets(sets) {}

    [[nodiscard]] TargetProgress progress(const Target& target) const {
        TargetProgress result;
        result.target = &target;
        for (const auto& other : m_plan.targets) {
            if (other.part_of == target.id) {
                result.possible_parts.push_back(&other);
            }
        }
        if (target.criteria) {
            by_criteria(target, result);
        } else if (target.measurement) {
            by_measurement(target, result);
        } else if (target.counting) {
            by_register(target, result);
        } else {
            by_declaration(target, result);
        }
        if (!result.reached && result.value) {
            result.reached = reaches_amount(target, *result.value);
        }
        return result;
    }

private:
    void by_criteria(const Target& target, TargetProgress& result) const {
        const auto& goal = *target.criteria;
        const auto& set = m_sets.find(goal.set);
        result.method = ProgressMethod::declared;
        const auto units = goal.mean ? m_plan.judged_by(set) : target.units;
        if (units.empty()) {
            result.method = ProgressMethod::none;
            result.reason = {"Không có đơn vị nào.", "There are no units."};
            return;
        }
        bool all = true;
        bool some_not = false;
        for (const auto& unit : units) {
            const auto met = mean_declared(set, m_plan.results, std::array{unit}, m_basis.as_of);
            result.by_unit.push_back({unit, met});
            all = all && met.least >= goal.least_met;
            some_not = some_not || met.most < goal.least_met;
        }
        if (goal.mean || units.size() == 1) {
            result.value = mean_declared(set, m_plan.results, units, m_basis.as_of);
            result.baseline = mean_declared(set, m_plan.results, units, m_plan.baseline_day());
        }
        if (!goal.mean && (all || some_not)) {
            result.reached = !some_not;
        }
    }

    void by_measurement(const Target& target, TargetProgress& result) const {
        result.method = ProgressMethod::measured;
        const auto then = sum(target, m_plan.baseline_day());
        auto now = sum(target, m_basis.as_of);
        result.reason = now.reason;
        if (target.mode == model::ProgressMode::gain) {
            result.value = now.value ? std::optional{gained(then, now)} : std::nullopt;
            result.baseline = now.value ? std::optional{Range{}} : std::nullopt;
        } else {
            result.value = now.value;
            result.baseline = then.value;
        }
        result.measured = std::move(now);
    }

    /// While nothing is recorded, what is declared counts.
    void by_register(const Target& target, TargetProgress& result) const {
        const auto count = [&](int year) {
            return count_register(m_plan, target, *m_basis.snapshot, m_basis.as_of, year);
        };
        auto now = count(m_plan.year);
        if (!now.value) {
            by_declaration(target, result);
            if (!result.value) {
                result.reason = now.reason;
            }
            return;
        }
        result.method = ProgressMethod::measured;
        result.value = now.value;
        const bool gained = target.counting->of != model::Counting::Register::hamlet_titles;
        result.baseline = gained ? std::optional{Range{}} : count(m_plan.year - 1).value;
        result.measured = std::move(now);
    }

    /// In the only unit of a target, or in the whole atlas; of several units nothing is added.
    [[nodiscard]] Measured sum(const Target& target, Date day) const {
        auto basis = m_basis;
        basis.as_of = day;
        if (target.units.size() > 1) {
            Measured none;
            none.reason = {"Mục tiêu của nhiều đơn vị không đo chung được.",
                           "A target of several units is not measured as one."};
            return none;
        }
        const auto& units = basis.snapshot->units();
        if (!target.units.empty() && units.find(target.units.front()) == nullptr) {
            Measured none;
            none.reason = {"Đơn vị không có trong dữ liệu.", "The unit is not in the atlas."};
            return none;
        }
        return measure(*target.measurement, basis,
                       target.units.empty() ? std::nullopt : std::optional{target.units.front()});
    }

    void by_declaration(const Target& target, TargetProgress& result) const {
        const model::TargetResult* latest = nullptr;
        for (const auto& one : m_plan.progress) {
            const bool fits = one.target == target.id && one.as_of <= m_basis.as_of;
            if (fits && (latest == nullptr || latest->as_of <= one.as_of)) {
                latest = &one;
            }
        }
        if (latest == nullptr) {
            result.reason = {"Chưa có số liệu kê khai.", "Nothing is declared yet."};
            return;
        }
        result.method = ProgressMethod::declared;
        result.value = Range{latest->value, latest->value};
    }

    const model::Plan& m_plan;
    const MeasureBasis& m_basis;
    const CriteriaBook& m_sets;
};

/// Conditions of a facility: "good" stands, "new" is to be built, others wait for repair.
std::optional<bool> stands_well(const model::Facility& facility) {
    if (facility.condition == "good") {
        return true;
    }
    const bool waits = facility.condition == "new" || facility.condition == "repair" ||
                       facility.condition == "degraded";
    return waits ? std::optional{false} : std::nullopt;
}

std::optional<bool> on_map(const Work& work, const model::Facility& facility) {
    if (work.adds_toilet || work.adds_well) {
        const auto toilet = work.adds_toilet ? facility.toilet : std::optional{true};
        const auto well = work.adds_well ? facility.well : std::optional{true};
        if (toilet == false || well == false) {
            return false;
        }
        return toilet && well ? std::optional{true} : std::nullopt;
    }
    // How many rooms there were before is not known, so rooms cannot be seen.
    return work.rooms.empty() ? stands_well(facility) : std::nullopt;
}

WorkProgress work_progress(const Work& work, const MeasureBasis& basis) {
    WorkProgress result;
    result.work = &work;
    result.state = state_on(work, basis.as_of);
    for (const auto& stretch : work.stretches) {
        const auto roads = roads_of(stretch, *basis.snapshot);
        if (roads.size() == 1) {
            result.stretches.push_back({roads.front()->id, stretch.from_m, stretch.to_m});
        }
    }
    result.places = places_of(work, *basis.snapshot, basis.as_of);
    if (result.places.size() == 1) {
        result.on_map = on_map(work, *result.places.front());
    }
    return result;
}

bool concerns(const std::vector<UnitCode>& units, const std::optional<UnitCode>& unit) {
    return !unit || std::find(units.begin(), units.end(), *unit) != units.end();
}

} // namespace

std::string_view to_text(ProgressMethod method) noexcept {
    constexpr std::array<std::string_view, 3> texts{"none", "measured", "declared"};
    return texts[static_cast<std::size_t>(method)];
}

std::string unit_of(const Target& target) {
    if (target.amount) {
        return target.amount->unit;
    }
    if (target.baseline) {
        return target.baseline->unit;
    }
    if (target.criteria) {
        return "criterion";
    }
    return target.measurement ? std::string{model::unit_of(target.measurement->measure)} : "";
}

WorkState state_on(const Work& work, Date day) {
    const bool later = work.state == WorkState::accepted && work.accepted_on > day;
    if (!later) {
        return work.state;
    }
    if (work.finished_on && *work.finished_on <= day) {
        return WorkState::done;
    }
    return work.started_on && *work.started_on <= day ? WorkState::under_way : WorkState::planned;
}

WorkTotals total_of(const std::vector<const Work*>& works, std::optional<Date> as_of) {
    WorkTotals totals;
    totals.cost_vnd = 0;
    for (const auto* work : works) {
        if (work->state == WorkState::cancelled) {
            continue;
        }
        const auto state = as_of ? state_on(*work, *as_of) : work->state;
        const bool accepted = state == WorkState::accepted;
        ++totals.works;
        totals.accepted += accepted ? 1 : 0;
        for (const auto& [type, count] : work->rooms) {
            totals.rooms[type] += count;
            totals.rooms_accepted[type] += accepted ? count : 0;
        }
        totals.rooms_at_least = totals.rooms_at_least || work->rooms_at_least;
        if (work->kind == model::WorkKind::road && work->amount) {
            const double metres = work->amount->least.value_or(0);
            totals.road_m += metres;
            totals.road_accepted_m += accepted ? metres : 0;
        }
        totals.toilets += work->adds_toilet ? 1 : 0;
        totals.wells += work->adds_well ? 1 : 0;
        totals.cost_vnd = totals.cost_vnd && work->cost_vnd
                              ? std::optional{*totals.cost_vnd + *work->cost_vnd}
                              : std::nullopt;
        if (!work->may_overlap.empty()) {
            totals.may_overlap.push_back(work->id);
        }
    }
    return totals;
}

GoalMean goal_mean(const model::Plan& plan, const model::CriteriaSet& set) {
    GoalMean mean;
    const auto units = plan.judged_by(set);
    double sum = 0;
    for (const auto& unit : units) {
        std::optional<int> goal;
        for (const auto& target : plan.targets) {
            const bool about = target.criteria && !target.criteria->mean &&
                               target.criteria->set == set.id && concerns(target.units, unit);
            if (about) {
                goal = std::max(goal.value_or(0), target.criteria->least_met);
            }
        }
        sum += goal.value_or(0);
        if (!goal) {
            mean.no_goal.push_back(unit);
        }
    }
    mean.least = units.empty() ? 0 : sum / static_cast<double>(units.size());
    return mean;
}

PlanProgress plan_progress(const model::Plan& plan, const MeasureBasis& basis,
                           const CriteriaBook& sets, const std::optional<UnitCode>& unit) {
    PlanProgress progress;
    progress.plan = &plan;
    progress.as_of = basis.as_of;
    progress.revision = basis.snapshot->revision();
    progress.rules = basis.rules;
    progress.unit = ReportScope{basis.snapshot->units(), unit, ReportBy::commune}.unit();
    const TargetMeter meter{plan, basis, sets};
    for (const auto& target : plan.targets) {
        if (concerns(target.units, unit)) {
            progress.targets.push_back(meter.progress(target));
        }
    }
    std::map<model::WorkKind, std::vector<const Work*>> by_kind;
    for (const auto& work : plan.works) {
        if (concerns({work.unit}, unit)) {
            progress.works.push_back(work_progress(work, basis));
            by_kind[work.kind].push_back(&work);
        }
    }
    for (const auto& [kind, works] : by_kind) {
        progress.totals.emplace(kind, total_of(works, basis.as_of));
    }
    return progress;
}

} // namespace gis::analysis
