#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/hardening_plan.hpp"

#include <algorithm>
#include <set>

namespace gis::analysis {

namespace {

/// The snapshot with the plan's records and what is measured on it.
struct Built {
    std::shared_ptr<const model::Snapshot> snapshot;
    std::shared_ptr<const Ledger> ledger;
    std::unique_ptr<const CoverageBasis> coverage;

    Built(const HardeningPlan& plan, const MeasureBasis& basis) {
        model::Applied applied;
        applied.revision = basis.snapshot->revision();
        for (auto& record : records_of(plan, *basis.snapshot)) {
            applied.rows.emplace_back(std::move(record));
        }
        snapshot = basis.snapshot->apply(applied, basis.coverage->parallel_for());
        ledger = basis.ledger->update(*snapshot, basis.coverage->parallel_for());
        coverage = std::make_unique<const CoverageBasis>(
            snapshot,
            std::shared_ptr<const Norms>{std::shared_ptr<const Norms>{}, &basis.coverage->norms()},
            basis.coverage->parallel_for(), basis.coverage);
    }

    [[nodiscard]] MeasureBasis basis(const MeasureBasis& now) const {
        return {snapshot.get(), ledger.get(), coverage.get(), now.rules, now.as_of};
    }
};

std::vector<std::optional<UnitCode>> scopes_of(const HardeningQuestion& question) {
    std::vector<std::optional<UnitCode>> scopes{question.units.begin(), question.units.end()};
    if (scopes.empty()) {
        scopes.emplace_back();
    }
    return scopes;
}

RoadSummary roads_in(const MeasureBasis& basis, const HardeningQuestion& question) {
    RoadSummary sum;
    for (const auto& unit : scopes_of(question)) {
        const auto report = road_report(*basis.snapshot, *basis.ledger, *basis.rules,
                                        {unit, ReportBy::commune, basis.as_of, nullptr});
        for (const auto road_class : model::road_classes) {
            const auto& figures = report.totals.by_class[static_cast<std::size_t>(road_class)];
            if (figures) {
                sum.add(road_class, *figures);
            }
        }
    }
    return sum;
}

PeopleFigures reached_in(const MeasureBasis& basis, const HardeningQuestion& question,
                         const ServiceNorm& service) {
    auto asked = CoverageQuestion::standard(service, *basis.rules, basis.as_of);
    asked.along = Along::road;
    asked.roads = RoadsUsed::all_season;
    PeopleFigures sum;
    for (const auto& unit : scopes_of(question)) {
        sum += coverage_report(*basis.coverage, asked, {unit, ReportBy::hamlet}).people.totals;
    }
    return sum;
}

PeopleFigures access_in(const MeasureBasis& basis, const HardeningQuestion& question) {
    PeopleFigures sum;
    for (const auto& unit : scopes_of(question)) {
        sum += access_report(*basis.coverage, *basis.rules, basis.as_of,
                             basis.coverage->norms().access_index_m, {unit, ReportBy::hamlet})
                   .people.totals;
    }
    return sum;
}

/// Communes of the units, in the order of codes.
std::vector<const model::Unit*> communes_of(const model::Units& units,
                                            const HardeningQuestion& question) {
    std::set<UnitCode> codes;
    for (const auto& unit : question.units) {
        const auto* found = units.find(unit);
        codes.insert(found->level == model::UnitLevel::hamlet ? found->parent : found->code);
    }
    std::vector<const model::Unit*> communes;
    for (const auto& commune : units.communes) {
        if (question.units.empty() || codes.contains(commune.code)) {
            communes.push_back(&commune);
        }
    }
    return communes;
}

Conditions conditions_of(const IndicatorsAsked& asked, const UnitCode& commune) {
    auto conditions = asked.conditions;
    const auto own = asked.unit_conditions.find(commune);
    if (own != asked.unit_conditions.end()) {
        for (const auto& [key, value] : own->second) {
            conditions[key] = value;
        }
    }
    return conditions;
}

std::optional<bool> met(const model::Threshold* threshold, const Measured& measured) {
    return threshold != nullptr && measured.value ? reaches(*threshold, *measured.value)
                                                  : std::nullopt;
}

} // namespace

std::vector<model::SurfaceRecord> records_of(const HardeningPlan& plan,
                                             const model::Snapshot& snapshot) {
    std::int64_t last = 0;
    for (const auto& part : snapshot.parts()) {
        for (const auto& road : part->roads) {
            for (const auto& record : road.surfaces) {
                last = std::max(last, record.id.get());
            }
        }
    }
    std::vector<model::SurfaceRecord> records;
    for (const auto& interval : plan.intervals) {
        model::SurfaceRecord record;
        record.id = SurfaceRecordId{++last};
        record.road = interval.road->id;
        record.from_m = interval.from_m;
        record.to_m = interval.to_m;
        record.surface = interval.new_surface;
        record.width_m = interval.width_m;
        record.effective_on = plan.question.as_of;
        records.push_back(std::move(record));
    }
    return records;
}

HardeningEffect effect_of(const HardeningPlan& plan, const MeasureBasis& basis,
                          const IndicatorsAsked& asked) {
    const auto& question = plan.question;
    const Built built{plan, basis};
    const auto after = built.basis(basis);
    HardeningEffect effect;
    effect.roads_before = roads_in(basis, question);
    effect.roads_after = roads_in(after, question);
    for (const auto* commune : communes_of(basis.snapshot->units(), question)) {
        for (const auto* indicator : asked.indicators) {
            IndicatorEffect row;
            row.commune = commune;
            row.indicator = indicator;
            row.threshold =
                choose_threshold(*indicator, conditions_of(asked, commune->code), basis.as_of)
                    .threshold;
            row.before = measure(*indicator->measurement, basis, commune->code);
            row.after = measure(*indicator->measurement, after, commune->code);
            row.met_before = met(row.threshold, row.before);
            row.met_after = met(row.threshold, row.after);
            effect.indicators.push_back(std::move(row));
        }
        if (question.keep_going) {
            question.keep_going();
        }
    }
    for (const auto* service : question.services) {
        effect.reached.push_back(
            {reached_in(basis, question, *service), reached_in(after, question, *service)});
        if (question.keep_going) {
            question.keep_going();
        }
    }
    effect.access = {access_in(basis, question), access_in(after, question)};
    return effect;
}

} // namespace gis::analysis
