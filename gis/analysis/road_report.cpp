#include "gis/analysis/road_report.hpp"

namespace gis::analysis {

namespace {

using model::RoadClass;
using model::Snapshot;
using model::Surface;
using model::Unit;
using model::UnitIndex;
using model::UnitLevel;

RoadFigures figures_of(const std::array<double, model::surfaces.size()>& metres,
                       RoadClass road_class, const HardeningRules& rules) {
    RoadFigures figures;
    figures.by_surface_m = metres;
    for (const auto surface : model::surfaces) {
        const double m = metres[static_cast<std::size_t>(surface)];
        const auto hardened = rules.verdict(road_class, surface);
        figures.total_m += m;
        if (!hardened) {
            figures.unknown_m += m;
        } else {
            (*hardened ? figures.hardened_m : figures.remaining_m) += m;
        }
    }
    return figures;
}

RoadSummary summary_of(const MetresTable& metres, const HardeningRules& rules) {
    RoadSummary summary;
    for (const auto road_class : model::road_classes) {
        const auto figures =
            figures_of(metres[static_cast<std::size_t>(road_class)], road_class, rules);
        if (figures.total_m > 0) {
            summary.add(road_class, figures);
        }
    }
    return summary;
}

void add(MetresTable& sum, const MetresTable& metres) {
    for (std::size_t c = 0; c < metres.size(); ++c) {
        for (std::size_t s = 0; s < metres[c].size(); ++s) {
            sum[c][s] += metres[c][s];
        }
    }
}

} // namespace

RoadFigures& RoadFigures::operator+=(const RoadFigures& other) noexcept {
    total_m += other.total_m;
    hardened_m += other.hardened_m;
    remaining_m += other.remaining_m;
    unknown_m += other.unknown_m;
    for (std::size_t i = 0; i < by_surface_m.size(); ++i) {
        by_surface_m[i] += other.by_surface_m[i];
    }
    return *this;
}

void RoadSummary::add(RoadClass road_class, const RoadFigures& figures) {
    all += figures;
    auto& of_class = by_class[static_cast<std::size_t>(road_class)];
    if (!of_class) {
        of_class.emplace();
    }
    *of_class += figures;
}

RoadFigures RoadSummary::of(const std::vector<RoadClass>& classes) const {
    RoadFigures sum;
    for (const auto road_class : classes) {
        if (const auto& figures = by_class[static_cast<std::size_t>(road_class)]) {
            sum += *figures;
        }
    }
    return sum;
}

RoadReport road_report(const Snapshot& snapshot, const Ledger& ledger, const HardeningRules& rules,
                       const RoadReportQuery& query) {
    const ReportScope scope{snapshot.units(), query.unit, query.by};
    std::vector<MetresTable> metres(scope.rows().size() + 1);
    for (const auto& part : ledger.parts()) {
        const bool is_latest = query.as_of >= part->latest_from;
        const auto earlier = is_latest ? std::vector<PlaceTotals>{} : part->totals_on(query.as_of);
        for (const auto& place : is_latest ? part->latest : earlier) {
            if (const auto row = scope.row_of(place.hamlet, place.commune)) {
                add(metres[*row], place.metres);
            }
        }
    }
    RoadReport report;
    report.unit = scope.unit();
    report.by = scope.by();
    report.as_of = query.as_of;
    report.revision = snapshot.revision();
    report.rules = &rules;
    MetresTable total{};
    for (std::size_t row = 0; row < scope.rows().size(); ++row) {
        report.rows.push_back({scope.rows()[row], summary_of(metres[row], rules)});
        add(total, metres[row]);
    }
    report.outside = summary_of(metres.back(), rules);
    add(total, metres.back());
    report.totals = summary_of(total, rules);
    return report;
}

} // namespace gis::analysis
