#pragma once

#include "server/cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace server::cli {

/// The subcommand `report` and one below it for each report.
void add_reports(CLI::App& program, ReportOptions& report);
/// The report of the plan, as the subcommand `progress` of `plan`.
void add_plan_progress(CLI::App& plan, ReportOptions& report);
/// The subcommand `plan`: import, export, progress.
void add_plan_commands(CLI::App& program, PlanOptions& options, ReportOptions& report);

} // namespace server::cli
