#include "gis/analysis/road_report.hpp"

#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace gis::analysis {

namespace {

using model::RoadClass;
using model::Snapshot;
using model::Surface;
using model::Unit;
using model::UnitIndex;
using model::UnitLevel;

/// Which row of the report a place belongs to; one past the last row is `outside`, beyond that out
/// of scope.
class Scope {
public:
    Scope(const Snapshot& snapshot, const RoadReportQuery& query);

    [[nodiscard]] const Unit* unit() const { return m_unit; }
    [[nodiscard]] ReportBy by() const { return m_by; }
    [[nodiscard]] const std::vector<const Unit*>& rows() const { return m_rows; }

    /// The row, rows().size() for outside, nothing when the place is not in the report.
    [[nodiscard]] std::optional<std::size_t> row_of(const PlaceTotals& place) const;

private:
    void choose_rows(const Snapshot& snapshot);
    void add_rows(const std::vector<Unit>& units);

    const Unit* m_unit = nullptr;
    ReportBy m_by;
    UnitIndex m_commune = no_unit; ///< the only commune in scope
    UnitIndex m_hamlet = no_unit;  ///< the only hamlet in scope
    std::vector<const Unit*> m_rows;
    const Unit* m_first_unit = nullptr; ///< of the units that the rows are taken from
    std::vector<std::size_t> m_row_of_unit;
};

Scope::Scope(const Snapshot& snapshot, const RoadReportQuery& query) : m_by(query.by) {
    const auto& units = snapshot.units();
    if (query.unit) {
        m_unit = units.find(*query.unit);
        if (m_unit == nullptr) {
            throw Error{ErrorKind::not_found,
                        "unknown-unit",
                        {fmt::format("Không có đơn vị mã “{}”.", query.unit->get()),
                         fmt::format("There is no unit with code \"{}\".", query.unit->get())},
                        "unit"};
        }
        if (m_unit->level == UnitLevel::hamlet) {
            m_hamlet = static_cast<UnitIndex>(m_unit - units.hamlets.data());
            m_by = ReportBy::hamlet;
        } else {
            m_commune = static_cast<UnitIndex>(m_unit - units.communes.data());
        }
    }
    choose_rows(snapshot);
    if (m_rows.empty() && m_by == ReportBy::hamlet) {
        m_by = ReportBy::commune;
        choose_rows(snapshot);
    }
}

void Scope::choose_rows(const Snapshot& snapshot) {
    add_rows(m_by == ReportBy::hamlet ? snapshot.units().hamlets : snapshot.units().communes);
}

void Scope::add_rows(const std::vector<Unit>& units) {
    m_first_unit = units.data();
    // A key takes longer to make than to compare, so each is made once.
    std::vector<std::tuple<UnitCode, std::string, const Unit*>> keyed;
    for (const auto& candidate : units) {
        const bool in_scope =
            m_unit == nullptr || &candidate == m_unit || candidate.parent == m_unit->code;
        if (in_scope) {
            keyed.emplace_back(candidate.parent, sort_key(candidate.name), &candidate);
        }
    }
    std::sort(keyed.begin(), keyed.end()); // equal names: by code, the order of the units
    for (const auto& [parent, key, unit] : keyed) {
        m_rows.push_back(unit);
    }
    m_row_of_unit.assign(units.size(), m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_row_of_unit[static_cast<std::size_t>(m_rows[row] - m_first_unit)] = row;
    }
}

std::optional<std::size_t> Scope::row_of(const PlaceTotals& place) const {
    if ((m_hamlet != no_unit && place.hamlet != m_hamlet) ||
        (m_commune != no_unit && place.commune != m_commune)) {
        return std::nullopt;
    }
    const auto unit = m_by == ReportBy::hamlet ? place.hamlet : place.commune;
    return unit == no_unit ? m_rows.size() : m_row_of_unit[unit];
}

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

std::string_view to_text(ReportBy by) noexcept {
    return by == ReportBy::hamlet ? "hamlet" : "commune";
}

std::optional<ReportBy> report_by(std::string_view text) noexcept {
    for (const auto by : {ReportBy::hamlet, ReportBy::commune}) {
        if (to_text(by) == text) {
            return by;
        }
    }
    return std::nullopt;
}

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
    const Scope scope{snapshot, query};
    std::vector<MetresTable> metres(scope.rows().size() + 1);
    for (const auto& part : ledger.parts()) {
        const bool is_latest = query.as_of >= part->latest_from;
        const auto earlier = is_latest ? std::vector<PlaceTotals>{} : part->totals_on(query.as_of);
        for (const auto& place : is_latest ? part->latest : earlier) {
            if (const auto row = scope.row_of(place)) {
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
