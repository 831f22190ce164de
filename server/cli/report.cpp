#include "gis/files/writer.hpp"
#include "server/auth/actor.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/progress.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/plan_edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>

namespace server::cli {

namespace {

const gis::analysis::HardeningRules& rules_of(const App& app,
                                              const std::optional<std::string>& id) {
    return id ? app.rules().find(*id) : app.rules().standard();
}

using Report = Response (*)(const App&, const Request&);

/// The handler whose answer is the report: both give the same, checked in the same way.
Report handler_of(const std::string& report) {
    static const std::map<std::string, Report> handlers{
        {"roads", handlers::road_report},        {"coverage", handlers::coverage_report},
        {"access", handlers::access_report},     {"assignment", handlers::assignment_report},
        {"capacity", handlers::capacity_report}, {"sites", handlers::best_sites},
        {"criteria", handlers::criteria_report}, {"plan", handlers::plan_report},
        {"capital", handlers::capital_report},   {"period", handlers::period_report}};
    return handlers.at(report);
}

/// Who runs the program reads the store as it is.
Actor operator_of_program() {
    Actor actor;
    actor.role = Role::administrator;
    actor.may_read = true;
    actor.identification = Identification::session;
    return actor;
}

void write(const std::string& bytes, const std::optional<std::filesystem::path>& output) {
    if (!output) {
        std::cout << bytes << std::flush;
        return;
    }
    std::ofstream stream{*output, std::ios::binary};
    stream << bytes << std::flush;
    if (!stream) {
        throw gis::Error{gis::ErrorKind::storage,
                         "cannot-write",
                         {fmt::format("Không ghi được tệp {}.", output->string()),
                          fmt::format("Cannot write {}.", output->string())},
                         "-o"};
    }
}

} // namespace

int report(const Config& config, const ReportOptions& options) {
    Request request;
    const auto actor = operator_of_program();
    request.actor = &actor;
    for (const auto& [key, value] : options.parameters) {
        if (key == "period") { // stands in the address itself
            request.parameters.push_back({"period", value});
            continue;
        }
        if (key == "as_of") {
            (void)day_of(value, "--as-of"); // names the option when it is wrong
        }
        request.target.query.add(key, value);
    }
    const std::array fields{Field{"Accept-Language", options.english ? "en" : "vi"}};
    request.fields = fields;
    const auto app = open_app(config, gis::store::Access::read_only);
    const auto response = handler_of(options.report)(*app, request);
    write(response.content_type == json_type ? Json::parse(response.text()).dump(1) + "\n"
                                             : std::string{response.text()},
          options.output);
    return 0;
}

int export_layer(const Config& config, const ExportOptions& options) {
    gis::files::WriteOptions write;
    write.layer = gis::files::parse_layer(options.layer);
    write.format = gis::files::format_of(options.output);
    write.file = options.output;
    write.as_of = day_of(options.as_of, "--as-of");
    write.data_folder = config.product_folder;
    if (!options.unit.empty()) {
        write.unit = gis::UnitCode{options.unit};
    }
    const auto app = open_app(config, gis::store::Access::read_only);
    write.crs = gis::geometry::parse_epsg(options.crs.value_or(app->settings().office_crs));
    const auto& rules = rules_of(*app, options.rules);
    write.is_hardened = [&rules](auto road_class, auto surface) {
        return rules.verdict(road_class, surface);
    };
    write.hardened_by = cited(rules);
    const auto view = app->divided(app->view(), write.as_of);
    write.stretches_in_unit = [&](const gis::model::Road& road) {
        return stretches_in(*view->ledger, *view->snapshot, road.id, *write.unit);
    };
    gis::files::WriteResult result;
    {
        Progress progress{options.output.filename().string()};
        write.progress = [&progress](std::int64_t done, std::int64_t total) {
            progress.update(done, total);
        };
        result = write_layer(*view->snapshot, write);
    }
    for (const auto& warning : result.warnings) {
        fmt::print(stderr, "{}\n", in_two_languages(warning));
    }
    fmt::print(stderr, "{}: {} đối tượng / features", options.output.string(), result.features);
    if (write.layer == gis::files::Layer::roads) {
        fmt::print(stderr, ", {:.3f} km", result.length_m / 1000);
    }
    fmt::print(stderr, "\n");
    return 0;
}

int check(const Config& config, const CheckOptions& options) {
    const auto app = open_app(config, gis::store::Access::read_only);
    const auto view = app->view();
    const auto findings = all_findings(*view, gis::Date::today());
    auto list = Json::array();
    for (const auto& finding : findings) {
        if (!options.json) {
            fmt::print("{}: {}: {}\n  {}\n", to_text(finding.severity), finding.code,
                       finding.message.vi, finding.message.en);
            continue;
        }
        list.push_back({{"code", finding.code},
                        {"severity", to_text(finding.severity)},
                        {"message", to_json(finding.message)},
                        {"unit", or_null(finding.unit.get())},
                        {"other", or_null(finding.other.get())},
                        {"road", finding.road ? Json(finding.road->get()) : Json(nullptr)}});
    }
    if (options.json) {
        fmt::print("{}\n", Json{{"findings", std::move(list)}}.dump(1));
    }
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.severity == gis::analysis::Finding::Severity::error;
    });
    fmt::print(stderr,
               "{0} điểm cần kiểm tra, trong đó {1} lỗi.\n{0} findings, {1} of them errors.\n",
               findings.size(), errors);
    return errors > 0 ? 1 : 0;
}

} // namespace server::cli
