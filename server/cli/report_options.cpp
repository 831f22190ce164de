#include "server/cli/report_options.hpp"

#include <string>
#include <utility>
#include <vector>

namespace server::cli {

namespace {

/// A report of its own name with the options that all reports have.
CLI::App* add_report(CLI::App& reports, ReportOptions& report, const std::string& name,
                     const std::string& description) {
    auto* command = reports.add_subcommand(name, description);
    command->parse_complete_callback([&report, name] { report.report = name; });
    command->add_option("-o,--output", report.output, "File; default: standard output");
    command->add_flag("--english", report.english, "English titles in csv and xlsx");
    return command;
}

void add_parameter(CLI::App& command, ReportOptions& report, const std::string& option,
                   const std::string& key, const std::string& description,
                   const CLI::Validator& check = CLI::Validator{""}) {
    auto& parameters = report.parameters;
    command
        .add_option_function<std::string>(
            option, [&parameters, key](const std::string& value) { parameters[key] = value; },
            description)
        ->check(check);
}

void add_place_and_format(CLI::App& command, ReportOptions& report,
                          std::vector<std::string> formats = {"json", "csv", "xlsx"}) {
    add_parameter(command, report, "--unit", "unit", "Code of a commune or hamlet");
    add_parameter(command, report, "--as-of", "as_of", "State of a day; default: today");
    add_parameter(command, report, "--units-as-of", "units_as_of",
                  "Communes and hamlets of a day; default: of --as-of");
    add_parameter(command, report, "--format", "format", "Format; default: json",
                  CLI::IsMember(std::move(formats)));
}

/// What a question about coverage may say; what it does not is as the norm of the service has it.
void add_question(CLI::App& command, ReportOptions& report) {
    add_parameter(command, report, "--facility", "facility",
                  "Service of data/norms: kindergarten, primary, cultural_house...");
    command.get_option("--facility")->required();
    add_parameter(command, report, "--distance", "distance_m",
                  "Metres within which people are covered");
    add_parameter(command, report, "--along", "along", "Along the roads, or straight",
                  CLI::IsMember({"road", "straight"}));
    add_parameter(command, report, "--access", "access_m",
                  "Metres that people and facilities may be from a road");
    add_parameter(command, report, "--roads", "roads", "Roads that people may take",
                  CLI::IsMember({"all", "all_season"}));
    add_parameter(command, report, "--threshold", "threshold",
                  "Share below which a unit is marked, 0 to 1");
    add_parameter(command, report, "--rules", "rules", "Id of a rule set for what is hardened");
}

void add_plan_parameters(CLI::App& command, ReportOptions& report) {
    add_place_and_format(command, report);
    add_parameter(command, report, "--plan", "plan", "Id of a plan; default: of the year");
    add_parameter(command, report, "--rules", "rules", "Id of a rule set for what is hardened");
}

} // namespace

void add_plan_progress(CLI::App& plan, ReportOptions& report) {
    auto* command = add_report(plan, report, "progress", "Tiến độ kế hoạch / progress of the plan");
    command->parse_complete_callback([&report] { report.report = "plan"; });
    add_plan_parameters(*command, report);
}

void add_reports(CLI::App& program, ReportOptions& report) {
    auto* reports = program.add_subcommand("report", "Lập báo cáo / make a report");
    reports->require_subcommand(1);
    const auto add_by = [&](CLI::App& command) {
        add_parameter(command, report, "--by", "by", "One row a hamlet or commune",
                      CLI::IsMember({"hamlet", "commune"}));
    };
    const auto add = [&](const std::string& name, const std::string& description) {
        return add_report(*reports, report, name, description);
    };
    auto* roads = add("roads", "Km đường theo đơn vị / kilometres of road by unit");
    add_place_and_format(*roads, report);
    add_by(*roads);
    add_parameter(*roads, report, "--rules", "rules", "Id of a rule set for what is hardened");
    auto* coverage = add("coverage", "Ai tới được trường, nhà văn hóa / who reaches a facility");
    add_place_and_format(*coverage, report, {"json", "csv", "xlsx", "geojson"});
    add_by(*coverage);
    add_question(*coverage, report);
    auto* access = add("access", "Chỉ số tiếp cận đường nông thôn / Rural Access Index");
    add_place_and_format(*access, report);
    add_by(*access);
    add_parameter(*access, report, "--distance", "distance_m", "Metres to an all-season road");
    add_parameter(*access, report, "--rules", "rules", "Id of a rule set for what is hardened");
    auto* assignment =
        add("assignment", "Ấp có nhà văn hóa riêng hay chung / hamlets with a place of their own");
    add_place_and_format(*assignment, report);
    add_parameter(*assignment, report, "--facility", "facility",
                  "Service of data/norms; default: cultural_house");
    auto* criteria = add("criteria", "Tiêu chí của xã, ấp / criteria of communes and hamlets");
    add_place_and_format(*criteria, report);
    add_parameter(*criteria, report, "--set", "set",
                  "Id of a set of data/criteria; default: of the day");
    add_parameter(*criteria, report, "--rules", "rules", "Id of a rule set for what is hardened");
    add_plan_parameters(*add("plan", "Tiến độ kế hoạch / progress of the plan"), report);
    auto* capital =
        add("capital", "Vốn: bố trí, giải ngân, quyết toán / capital by work and source");
    add_place_and_format(*capital, report);
    add_parameter(*capital, report, "--plan", "plan", "Id of a plan; default: of the year");
    add_parameter(*capital, report, "--by", "by", "One row a work, commune or source",
                  CLI::IsMember({"work", "commune", "source"}));
    auto* period = add("period", "Báo cáo định kỳ của xã, huyện / a periodic report");
    add_parameter(*period, report, "--period", "period",
                  "2024-Q3, 2024-6T, 2024-9T, 2024, 2024-11-05");
    period->get_option("--period")->required();
    add_parameter(*period, report, "--unit", "unit", "Code of a commune; default: the district");
    add_parameter(*period, report, "--version", "version",
                  "As it was accepted, as it would be now, or as it waits; default: accepted",
                  CLI::IsMember({"accepted", "draft", "waiting"}));
    add_parameter(*period, report, "--rules", "rules",
                  "Id of a rule set for what is hardened, of a draft");
    add_parameter(*period, report, "--format", "format", "Format; default: json",
                  CLI::IsMember({"json", "xlsx", "html"}));
    auto* capacity = add("capacity", "Sức chứa so với số người / seats against people");
    add_place_and_format(*capacity, report);
    add_question(*capacity, report);
    auto* sites = add("sites", "Nơi nên đặt thêm / best places for one more");
    add_place_and_format(*sites, report);
    add_question(*sites, report);
    add_parameter(*sites, report, "--count", "count", "How many; default: 3");
}

} // namespace server::cli
