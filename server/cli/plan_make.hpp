#pragma once

#include "server/config.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace server::cli {

struct PlanMakeOptions {
    std::vector<std::string> units; ///< none: the whole atlas
    std::optional<double> budget_vnd;
    std::optional<double> km;
    std::optional<double> share; ///< per cent
    std::string indicator;       ///< code; empty: none
    std::string set;             ///< empty: that of the day
    std::string aim;             ///< empty: people
    std::string surface;         ///< empty: the standard of each class
    std::optional<double> width_m;
    std::vector<std::string> costs; ///< SURFACE:WIDTH:VND_PER_M
    std::string as_of;
    std::string rules;
    std::string format = "json";
    std::optional<std::filesystem::path> output; ///< absent: stdout
    bool english = false;
};

/// The subcommand `plan make`.
void add_plan_make(CLI::App& program, PlanMakeOptions& options);

/// Which roads to harden for the money; nothing is stored.
[[nodiscard]] int make_plan(const Config& config, const PlanMakeOptions& options);

} // namespace server::cli
