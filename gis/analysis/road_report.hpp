#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/report_scope.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/model/table.hpp"

#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Kilometres of a class in a place, in metres: total = hardened + remaining + unknown.
struct RoadFigures {
    double total_m = 0;
    double hardened_m = 0;
    double remaining_m = 0; ///< the surface is known and does not count as hardened
    double unknown_m = 0;   ///< the surface is not known: neither hardened nor remaining
    double pending_m = 0; ///< would become hardened if all proposals were accepted; part of the two
                          ///< above, in no total
    std::array<double, model::surfaces.size()> by_surface_m{};

    RoadFigures& operator+=(const RoadFigures& other) noexcept;
};

/// Figures of all classes together and of each class that has any road.
struct RoadSummary {
    RoadFigures all;
    std::array<std::optional<RoadFigures>, model::road_classes.size()> by_class;

    void add(model::RoadClass road_class, const RoadFigures& figures);

    /// Remaining and unknown metres and all else, over some classes.
    [[nodiscard]] RoadFigures of(const std::vector<model::RoadClass>& classes) const;
};

/// Surface records that are proposed and not decided, by road; ids above those of all others.
using PendingSurfaces = std::map<RoadId, std::vector<model::SurfaceRecord>>;

struct RoadReportQuery {
    std::optional<UnitCode> unit; ///< a commune or hamlet; absent: the whole atlas
    ReportBy by = ReportBy::hamlet;
    Date as_of;
    const PendingSurfaces* pending = nullptr; ///< null: none
};

struct RoadReportRow {
    const model::Unit* unit = nullptr; ///< of the snapshot
    RoadSummary summary;
};

/// The road ledger of a unit on a day by a rule set. Totals are the rows plus `outside`. Units and
/// rules are pointed at: the snapshot and the rule book must outlive the report.
struct RoadReport {
    const model::Unit* unit = nullptr; ///< null: the whole atlas
    ReportBy by =
        ReportBy::hamlet; ///< commune when by hamlet was asked and the unit has no hamlets
    Date as_of;
    Revision revision;
    const HardeningRules* rules = nullptr;
    std::vector<RoadReportRow>
        rows;            ///< every unit in scope, in the order of names within their commune
    RoadSummary outside; ///< in the scope but in none of the rows' units
    RoadSummary totals;
};

/// @throws Error{not_found, "unknown-unit"} with field "unit"
[[nodiscard]] RoadReport road_report(const model::Snapshot& snapshot, const Ledger& ledger,
                                     const HardeningRules& rules, const RoadReportQuery& query);

/// The report as a flat table, one row per unit and class, in kilometres, with totals below.
[[nodiscard]] model::Table to_table(const RoadReport& report);

} // namespace gis::analysis
