#include "gis/analysis/road_report.hpp"

#include "gis/model/existence.hpp"

#include <algorithm>
#include <tuple>

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

using PendingMetres = std::array<double, model::road_classes.size()>; ///< by class

RoadSummary summary_of(const MetresTable& metres, const PendingMetres& pending,
                       const HardeningRules& rules) {
    RoadSummary summary;
    for (const auto road_class : model::road_classes) {
        const auto index = static_cast<std::size_t>(road_class);
        auto figures = figures_of(metres[index], road_class, rules);
        figures.pending_m = pending[index];
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

/// Metres of a piece that `after` says are hardened and `before` does not.
double gained_m(const LedgerPiece& piece, const std::vector<model::SurfaceInterval>& before,
                const std::vector<model::SurfaceInterval>& after, RoadClass road_class,
                const HardeningRules& rules) {
    double metres = 0;
    for (const auto& now : after) {
        if (rules.verdict(road_class, now.surface) != true) {
            continue;
        }
        for (const auto& old : before) {
            const double from_m = std::max({piece.from_m, now.from_m, old.from_m});
            const double to_m = std::min({piece.to_m, now.to_m, old.to_m});
            if (from_m < to_m && rules.verdict(road_class, old.surface) != true) {
                metres += to_m - from_m;
            }
        }
    }
    return metres;
}

/// Adds what proposals would harden to the rows of the pieces; the last is outside all.
void add_pending(std::vector<PendingMetres>& rows, const ReportScope& scope,
                 const Snapshot& snapshot, const Ledger& ledger, const HardeningRules& rules,
                 const RoadReportQuery& query) {
    for (const auto& [id, proposed] : *query.pending) {
        const auto* road = snapshot.find_road(id);
        if (road == nullptr || !exists_on(*road, query.as_of)) {
            continue;
        }
        auto all = road->surfaces;
        all.insert(all.end(), proposed.begin(), proposed.end());
        for (auto& record : all) {
            if (record.state == model::RecordState::proposed) {
                record.state = model::RecordState::accepted;
            }
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
        });
        const auto before = surfaces_on(road->surfaces, road->length_m, query.as_of);
        const auto after = surfaces_on(all, road->length_m, query.as_of);
        for (const auto& piece : ledger.pieces_of(snapshot, id)) {
            if (const auto row = scope.row_of(piece.hamlet, piece.commune)) {
                rows[*row][static_cast<std::size_t>(road->road_class)] +=
                    gained_m(piece, before, after, road->road_class, rules);
            }
        }
    }
}

} // namespace

RoadFigures& RoadFigures::operator+=(const RoadFigures& other) noexcept {
    total_m += other.total_m;
    hardened_m += other.hardened_m;
    remaining_m += other.remaining_m;
    unknown_m += other.unknown_m;
    pending_m += other.pending_m;
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
        for (const auto& place : is_latest ? part->latest() : earlier) {
            if (const auto row = scope.row_of(place.hamlet, place.commune)) {
                add(metres[*row], place.metres);
            }
        }
    }
    std::vector<PendingMetres> pending(metres.size(), PendingMetres{});
    if (query.pending != nullptr) {
        add_pending(pending, scope, snapshot, ledger, rules, query);
    }
    RoadReport report;
    report.unit = scope.unit();
    report.by = scope.by();
    report.as_of = query.as_of;
    report.revision = snapshot.revision();
    report.rules = &rules;
    MetresTable total{};
    PendingMetres all_pending{};
    const auto add_to_total = [&](std::size_t row) {
        add(total, metres[row]);
        for (std::size_t i = 0; i < all_pending.size(); ++i) {
            all_pending[i] += pending[row][i];
        }
        return summary_of(metres[row], pending[row], rules);
    };
    for (std::size_t row = 0; row < scope.rows().size(); ++row) {
        report.rows.push_back({scope.rows()[row], add_to_total(row)});
    }
    report.outside = add_to_total(scope.rows().size());
    report.totals = summary_of(total, all_pending, rules);
    return report;
}

} // namespace gis::analysis
