#pragma once

#include "server/cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace server::cli {

/// The subcommand `report` and one below it for each report.
void add_reports(CLI::App& program, ReportOptions& report);

} // namespace server::cli
