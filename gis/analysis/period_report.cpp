#include "gis/analysis/period_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gis::analysis {

namespace {

MeasureBasis on_day(const MeasureBasis& basis, const PeriodQuestion& question, Date day) {
    return {basis.snapshot, basis.ledger, basis.coverage, question.rules, day};
}

class Drafter {
public:
    Drafter(const MeasureBasis& basis, const PeriodQuestion& question)
        : m_question(question), m_now(on_day(basis, question, end_of(question))),
          m_before(on_day(basis, question, question.period.before().last_day())) {}

    PeriodReport run() {
        PeriodReport report;
        report.period = m_question.period;
        report.compared_with = m_question.period.before();
        report.unit =
            ReportScope{m_now.snapshot->units(), m_question.unit, ReportBy::commune}.unit();
        report.as_of = m_now.as_of;
        report.before = m_before.as_of;
        report.revision = m_now.snapshot->revision();
        report.rules = m_question.rules;
        report.set = m_question.set;
        report.plan = m_question.plan;
        add_roads(report);
        add_criteria(report);
        if (m_question.plan != nullptr) {
            add_targets(report);
            add_works(report);
        }
        add_coverage(report);
        return report;
    }

private:
    static Date end_of(const PeriodQuestion& question) {
        if (question.today < question.period.first_day()) {
            throw Error{ErrorKind::invalid_argument,
                        "period-not-begun",
                        {fmt::format("Kỳ báo cáo {} chưa bắt đầu.", question.period.title().vi),
                         fmt::format("The period has not begun: {}.", question.period.title().en)},
                        "period"};
        }
        return std::min(question.today, question.period.last_day());
    }

    [[nodiscard]] RoadSummary roads_on(const MeasureBasis& basis) const {
        return road_report(*basis.snapshot, *basis.ledger, *basis.rules,
                           {m_question.unit, ReportBy::commune, basis.as_of, nullptr})
            .totals;
    }

    void add_roads(PeriodReport& report) const {
        const auto now = roads_on(m_now);
        const auto before = roads_on(m_before);
        for (const auto road_class : model::road_classes) {
            const auto i = static_cast<std::size_t>(road_class);
            if (now.by_class[i] || before.by_class[i]) {
                report.roads.push_back({road_class, now.by_class[i].value_or(RoadFigures{}),
                                        before.by_class[i].value_or(RoadFigures{})});
            }
        }
        report.roads.push_back({std::nullopt, now.all, before.all});
    }

    [[nodiscard]] CriteriaReport criteria_on(const MeasureBasis& basis) const {
        CriteriaQuestion asked;
        asked.set = m_question.set;
        asked.unit = m_question.unit;
        if (m_question.plan != nullptr) {
            asked.conditions = m_question.plan->conditions;
            for (const auto& unit : m_question.plan->units) {
                asked.unit_conditions[unit.code] = unit.conditions;
            }
        }
        return criteria_report(basis, asked, m_question.results);
    }

    void add_criteria(PeriodReport& report) const {
        if (m_question.set == nullptr ||
            (report.unit != nullptr && !m_question.set->judges(*report.unit))) {
            return;
        }
        const auto now = criteria_on(m_now);
        const auto before = criteria_on(m_before);
        for (std::size_t i = 0; i < now.rows.size() && i < before.rows.size(); ++i) {
            if (report.unit == nullptr) {
                report.communes.push_back(
                    {now.rows[i].unit, now.rows[i].met_range(), before.rows[i].met_range()});
                continue;
            }
            for (std::size_t c = 0; c < now.rows[i].criteria.size(); ++c) {
                report.criteria.push_back({now.rows[i].criteria[c].criterion,
                                           now.rows[i].criteria[c].state,
                                           before.rows[i].criteria[c].state});
            }
        }
    }

    void add_targets(PeriodReport& report) const {
        const auto now = plan_progress(*m_question.plan, m_now, *m_question.sets, m_question.unit);
        const auto before =
            plan_progress(*m_question.plan, m_before, *m_question.sets, m_question.unit);
        for (const auto& target : now.targets) {
            PeriodTarget row;
            row.target = target.target;
            row.unit = unit_of(*target.target);
            row.now = target.value;
            row.reached = target.reached;
            const auto then =
                std::find_if(before.targets.begin(), before.targets.end(),
                             [&](const auto& one) { return one.target == target.target; });
            if (then != before.targets.end()) {
                row.before = then->value;
            }
            report.targets.push_back(std::move(row));
        }
    }

    void add_works(PeriodReport& report) const {
        std::map<model::WorkKind, PeriodWorks> by_kind;
        const auto accepted_by = [](const model::Work& work, Date day) {
            return state_on(work, day) == model::WorkState::accepted;
        };
        for (const auto& work : m_question.plan->works) {
            const bool asked = !m_question.unit || work.unit == *m_question.unit;
            if (!asked || work.state == model::WorkState::cancelled) {
                continue;
            }
            auto& row = by_kind[work.kind];
            row.kind = work.kind;
            ++row.works;
            row.accepted_now += accepted_by(work, m_now.as_of) ? 1 : 0;
            row.accepted_before += accepted_by(work, m_before.as_of) ? 1 : 0;
        }
        for (const auto& [kind, row] : by_kind) {
            report.works.push_back(row);
        }
    }

    void add_coverage(PeriodReport& report) const {
        const auto& coverage = *m_now.coverage;
        const auto people = [&](const ServiceNorm& service, Date day) {
            const auto asked = CoverageQuestion::standard(service, *m_question.rules, day);
            return coverage_report(coverage, asked, {m_question.unit, ReportBy::hamlet})
                .people.totals;
        };
        for (const auto* code : {"primary", "cultural_house", "health_station"}) {
            const auto& services = coverage.norms().services;
            const auto at = std::find_if(services.begin(), services.end(),
                                         [code](const auto& one) { return one.code == code; });
            if (at != services.end()) {
                report.coverage.push_back(
                    {&*at, people(*at, m_now.as_of), people(*at, m_before.as_of)});
            }
        }
    }

    const PeriodQuestion& m_question;
    MeasureBasis m_now;
    MeasureBasis m_before;
};

} // namespace

PeriodReport period_report(const MeasureBasis& basis, const PeriodQuestion& question) {
    return Drafter{basis, question}.run();
}

} // namespace gis::analysis
