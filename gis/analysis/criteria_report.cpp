#include "gis/analysis/criteria_report.hpp"

#include "gis/analysis/report_scope.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Bound;
using model::CriterionState;

Conditions conditions_of(const CriteriaQuestion& question, const UnitCode& unit) {
    auto conditions = question.conditions;
    const auto own = question.unit_conditions.find(unit);
    if (own != question.unit_conditions.end()) {
        for (const auto& [key, value] : own->second) {
            conditions[key] = value;
        }
    }
    return conditions;
}

IndicatorRow indicator_row(const model::Indicator& indicator, const MeasureBasis& basis,
                           const Conditions& conditions, const UnitCode& unit) {
    IndicatorRow row;
    row.indicator = &indicator;
    row.choice = choose_threshold(indicator, conditions, basis.as_of);
    if (indicator.measurement) {
        row.measured = measure(*indicator.measurement, basis, unit);
        if (row.measured->value && row.choice.threshold != nullptr) {
            row.met = reaches(*row.choice.threshold, *row.measured->value);
        }
    }
    return row;
}

/// What is measured says of a criterion. @param firm  leave out what rests on doubtful thresholds
CriterionState measured_state(const std::vector<IndicatorRow>& rows, bool firm) {
    const auto met = [firm](const IndicatorRow& row) {
        const auto* threshold = row.choice.threshold;
        const bool doubtful = threshold != nullptr && !threshold->trust.confirmed;
        return firm && doubtful ? std::nullopt : row.met;
    };
    const auto some_not =
        std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return met(row) == false; });
    const auto all_met =
        !rows.empty() &&
        std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return met(row) == true; });
    return some_not  ? CriterionState::not_met
           : all_met ? CriterionState::met
                     : CriterionState::no_data;
}

bool contradict(CriterionState declared, CriterionState measured) {
    return (counts_as_met(declared) && measured == CriterionState::not_met) ||
           (declared == CriterionState::not_met && measured == CriterionState::met);
}

CriterionRow criterion_row(const model::Criterion& criterion, const MeasureBasis& basis,
                           const CriteriaQuestion& question, const model::Unit& judged,
                           std::span<const model::CriterionResult> results) {
    const auto& unit = judged.code;
    // What was decided of the holder of the code before a reform is not said of the new one.
    const auto since = judged.predecessors.empty() ? model::withdrawn_day : judged.valid_from;
    CriterionRow row;
    row.criterion = &criterion;
    const auto conditions = conditions_of(question, unit);
    for (const auto& indicator : criterion.indicators) {
        row.indicators.push_back(indicator_row(indicator, basis, conditions, unit));
    }
    row.measured = measured_state(row.indicators, false);
    row.tentative = row.measured != measured_state(row.indicators, true);
    row.declared =
        latest_result(results, question.set->id, unit, criterion.code, basis.as_of, since);
    const bool says = row.declared != nullptr && row.declared->state != CriterionState::no_data;
    row.state = says ? row.declared->state : row.measured;
    row.disagree = says && contradict(row.declared->state, row.measured);
    return row;
}

std::vector<const model::Unit*> judged_units(const model::Units& units,
                                             const CriteriaQuestion& question) {
    const auto& set = *question.set;
    const auto by = set.level == model::UnitLevel::hamlet ? ReportBy::hamlet : ReportBy::commune;
    const ReportScope scope{units, question.unit, by};
    std::vector<const model::Unit*> judged;
    for (const auto* unit : scope.rows()) {
        if (set.judges(*unit)) {
            judged.push_back(unit);
        }
    }
    if (judged.empty() && question.unit) {
        throw Error{
            ErrorKind::invalid_argument,
            "set-does-not-judge",
            {fmt::format("Bộ tiêu chí “{}” không dành cho đơn vị {}.", set.id,
                         question.unit->get()),
             fmt::format("Criteria set \"{}\" is not for unit {}.", set.id, question.unit->get())},
            "unit"};
    }
    return judged;
}

Range mean_of(const std::vector<UnitCriteria>& rows) {
    Range sum;
    for (const auto& row : rows) {
        sum.least += row.met_range().least;
        sum.most += row.met_range().most;
    }
    const auto units = static_cast<double>(rows.size());
    return {sum.least / units, sum.most / units};
}

} // namespace

std::optional<bool> reaches(const model::Threshold& threshold, const Range& value) {
    switch (threshold.bound) {
    case Bound::at_least:
        return value.least >= threshold.value ? std::optional{true}
               : value.most < threshold.value ? std::optional{false}
                                              : std::nullopt;
    case Bound::at_most:
        return value.most <= threshold.value   ? std::optional{true}
               : value.least > threshold.value ? std::optional{false}
                                               : std::nullopt;
    case Bound::passed:
    case Bound::unknown:
        break;
    }
    return std::nullopt;
}

const model::CriterionResult* latest_result(std::span<const model::CriterionResult> results,
                                            const std::string& set, const UnitCode& unit,
                                            const std::string& criterion, Date as_of, Date since) {
    const model::CriterionResult* latest = nullptr;
    for (const auto& result : results) {
        const bool fits = result.set == set && result.unit == unit &&
                          result.criterion == criterion && since <= result.as_of &&
                          result.as_of <= as_of;
        if (fits && (latest == nullptr || latest->as_of <= result.as_of)) {
            latest = &result;
        }
    }
    return latest;
}

std::vector<Finding> disagreements(const CriteriaReport& report) {
    std::vector<Finding> findings;
    for (const auto& unit : report.rows) {
        for (const auto& row : unit.criteria) {
            if (!row.disagree) {
                continue;
            }
            const bool met = counts_as_met(row.declared->state);
            Finding finding;
            finding.code = "criterion-disagrees";
            finding.severity = row.tentative ? Finding::Severity::info : Finding::Severity::warning;
            finding.unit = unit.unit->code;
            finding.message = {
                fmt::format("{}, tiêu chí {} ({}): kê khai {}, đo trên bản đồ {}{}.",
                            unit.unit->name, row.criterion->code, row.criterion->title.vi,
                            met ? "đạt" : "chưa đạt", met ? "chưa đạt" : "đạt",
                            row.tentative ? " theo ngưỡng chưa xác nhận" : ""),
                fmt::format("{}, criterion {} ({}): declared {}, measured {}{}.", unit.unit->name,
                            row.criterion->code, row.criterion->title.en, met ? "met" : "not met",
                            met ? "not met" : "met",
                            row.tentative ? " by thresholds that are not confirmed" : "")};
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

Range mean_declared(const model::CriteriaSet& set, std::span<const model::CriterionResult> results,
                    std::span<const UnitCode> units, Date as_of) {
    std::vector<UnitCriteria> rows;
    for (const auto& unit : units) {
        UnitCriteria row;
        for (const auto& criterion : set.criteria) {
            const auto* result = latest_result(results, set.id, unit, criterion.code, as_of);
            const auto state = result != nullptr ? result->state : CriterionState::no_data;
            row.met += counts_as_met(state) ? 1 : 0;
            row.no_data += state == CriterionState::no_data ? 1 : 0;
        }
        rows.push_back(std::move(row));
    }
    return mean_of(rows);
}

CriteriaReport criteria_report(const MeasureBasis& basis, const CriteriaQuestion& question,
                               std::span<const model::CriterionResult> results) {
    CriteriaReport report;
    report.set = question.set;
    report.as_of = basis.as_of;
    report.revision = basis.snapshot->revision();
    report.rules = basis.rules;
    const auto& units = basis.snapshot->units();
    report.unit = question.unit ? units.find(*question.unit) : nullptr;
    for (const auto* unit : judged_units(units, question)) {
        UnitCriteria row;
        row.unit = unit;
        for (const auto& criterion : question.set->criteria) {
            row.criteria.push_back(criterion_row(criterion, basis, question, *unit, results));
            const auto state = row.criteria.back().state;
            row.met += counts_as_met(state) ? 1 : 0;
            row.no_data += state == CriterionState::no_data ? 1 : 0;
        }
        report.rows.push_back(std::move(row));
    }
    if (!report.rows.empty() && !question.set->criteria.empty()) {
        report.mean_met = mean_of(report.rows);
    }
    return report;
}

} // namespace gis::analysis
