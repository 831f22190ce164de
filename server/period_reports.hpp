#pragma once

#include "gis/analysis/period_report.hpp"
#include "gis/model/report_period.hpp"
#include "gis/model/table.hpp"
#include "server/app.hpp"
#include "server/json.hpp"
#include "server/request.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Periodic reports. What is handed in is an entry of a plan (PlanEntryKind::period_report): an edit
// like any other, so a commune's report waits as a proposal until the district accepts or returns
// it, and is one changeset of the history when it is accepted. Its tables are kept as they were.

namespace server {

/// A period of the path. @throws gis::Error{not_found, "unknown-period"}
[[nodiscard]] gis::model::ReportPeriod period_parameter(const Request& request);

/// The plan that a period's reports belong to: that of its year, else the latest before.
/// @throws gis::Error{not_found, "no-plan"} when there is none
[[nodiscard]] const gis::model::Plan& plan_of_period(const View& view,
                                                     const gis::model::ReportPeriod& period);

/// The key of a report among the entries of its plan.
[[nodiscard]] std::string report_key(const std::optional<gis::UnitCode>& unit,
                                     const gis::model::ReportPeriod& period);

/// The figures of a period as they are now, as the body of a report: everything that is kept when
/// it is handed in but who did so and when.
/// @throws what gis::analysis::period_report() throws; gis::Error{invalid_argument,
/// "not-a-commune"}
[[nodiscard]] Json draft_report(const App& app, const View& view,
                                const gis::model::ReportPeriod& period,
                                const gis::model::Unit* unit,
                                const gis::analysis::HardeningRules& rules);

/// The tables of a body, for a workbook or a page; the notes end with who handed it in.
/// @throws gis::Error{invalid_data} for a body that is none
[[nodiscard]] std::vector<gis::model::Table> tables_of(const Json& body);

/// How the report of a unit for a period stands.
struct ReportStanding {
    enum class State : std::uint8_t { missing, waiting, returned, accepted };

    State state = State::missing;
    std::optional<gis::ProposalId> proposal; ///< waiting or returned
    std::string by;                          ///< who handed it in
    std::string at;                          ///< UTC, or the day
    std::string reason;                      ///< why it was returned
    std::string body;                        ///< JSON; empty when missing
};

[[nodiscard]] std::string_view to_text(ReportStanding::State state) noexcept;

/// How reports of a plan stand, by their key; those that are missing are not in it. What waits or
/// was returned stands before what was accepted earlier.
[[nodiscard]] std::map<std::string, ReportStanding>
report_standings(const App& app, const View& view, const std::string& plan);

} // namespace server
