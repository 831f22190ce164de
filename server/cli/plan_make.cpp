#include "server/cli/plan_make.hpp"

#include "server/cli/commands.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <iostream>

namespace server::cli {

namespace {

[[noreturn]] void wrong_cost(const std::string& text) {
    throw gis::Error{
        gis::ErrorKind::invalid_argument,
        "bad-cost",
        {fmt::format("--cost cần dạng MẶT:BỀ_RỘNG:ĐỒNG_MỖI_MÉT, ví dụ btxm:3.5:1150000, không "
                     "phải “{}”.",
                     text),
         fmt::format("--cost takes SURFACE:WIDTH_M:VND_PER_M like btxm:3.5:1150000, not “{}”.",
                     text)},
        "--cost"};
}

double number_of(std::string_view text, const std::string& whole) {
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (text.empty() || result.ec != std::errc{} || result.ptr != end) {
        wrong_cost(whole);
    }
    return value;
}

Json cost_json(const std::string& text) {
    const auto first = text.find(':');
    const auto second = first == std::string::npos ? first : text.find(':', first + 1);
    if (second == std::string::npos) {
        wrong_cost(text);
    }
    const std::string_view view{text};
    return {{"surface", text.substr(0, first)},
            {"width_m", number_of(view.substr(first + 1, second - first - 1), text)},
            {"vnd_per_m", number_of(view.substr(second + 1), text)}};
}

Json body_of(const PlanMakeOptions& options) {
    constexpr double metres_per_km = 1000;
    Json body{{"format", options.format}};
    const auto put = [&body](const char* key, const auto& value, bool given) {
        if (given) {
            body[key] = value;
        }
    };
    put("units", options.units, !options.units.empty());
    put("budget_vnd", options.budget_vnd.value_or(0), options.budget_vnd.has_value());
    put("length_m", options.km.value_or(0) * metres_per_km, options.km.has_value());
    put("share", options.share.value_or(0), options.share.has_value());
    put("aim", options.aim, !options.aim.empty());
    put("surface", options.surface, !options.surface.empty());
    put("width_m", options.width_m.value_or(0), options.width_m.has_value());
    put("rules", options.rules, !options.rules.empty());
    if (!options.as_of.empty()) {
        body["as_of"] = day_of(options.as_of, "--as-of").iso();
    }
    if (!options.indicator.empty()) {
        body["criterion"] = {{"indicator", options.indicator}};
        if (!options.set.empty()) {
            body["criterion"]["set"] = options.set;
        }
    }
    if (!options.costs.empty()) {
        body["unit_costs"] = Json::array();
        for (const auto& cost : options.costs) {
            body["unit_costs"].push_back(cost_json(cost));
        }
    }
    return body;
}

} // namespace

void add_plan_make(CLI::App& program, PlanMakeOptions& options) {
    const auto known = program.get_subcommands(
        [](const CLI::App* command) { return command->get_name() == "plan"; });
    auto* plan =
        known.empty() ? program.add_subcommand("plan", "Kế hoạch / the plan") : known.front();
    plan->require_subcommand(1);
    auto* make = plan->add_subcommand(
        "make", "Đề xuất các đoạn đường nên cứng hóa / propose which roads to harden; nothing is "
                "stored");
    make->add_option("--unit", options.units,
                     "Code of a commune or hamlet (repeatable); default: the whole atlas");
    make->add_option("--budget", options.budget_vnd, "Money, in đồng");
    make->add_option("--km", options.km, "Kilometres to be hardened");
    make->add_option("--share", options.share, "Per cent to be reached in every commune")
        ->check(CLI::Range(0.0, 100.0));
    make->add_option("--indicator", options.indicator,
                     "Code of a road indicator that is to grow, like 2.2");
    make->add_option("--set", options.set, "Criteria set of the indicator; default: of the day");
    make->add_option("--aim", options.aim, "Most people first, or cheapest kilometres first")
        ->check(CLI::IsMember({"people", "kilometres"}));
    make->add_option("--surface", options.surface, "Surface to build; default: of each class");
    make->add_option("--width", options.width_m, "Width in metres; default: of each class");
    make->add_option("--cost", options.costs,
                     "SURFACE:WIDTH_M:VND_PER_M instead of data/costs (repeatable)");
    make->add_option("--as-of", options.as_of, "State of a day; default: today");
    make->add_option("--rules", options.rules, "Id of a rule set for what is hardened");
    make->add_option("--format", options.format, "Format; default: json")
        ->check(CLI::IsMember({"json", "csv", "xlsx"}));
    make->add_option("-o,--output", options.output, "File; default: standard output");
    make->add_flag("--english", options.english, "English titles in csv and xlsx");
}

int make_plan(const Config& config, const PlanMakeOptions& options) {
    const auto body = body_of(options).dump();
    Request request;
    request.method = Method::post;
    request.raw_target = "/api/plan-maker";
    request.target = Target::parse(request.raw_target);
    request.body = body;
    const std::array fields{Field{"Accept-Language", options.english ? "en" : "vi"},
                            Field{"Content-Type", "application/json"}};
    request.fields = fields;
    const auto app = open_app(config, gis::store::Access::read_only);
    const auto response = handlers::plan_maker(*app, request);
    const auto text = response.content_type == json_type
                          ? Json::parse(response.text()).dump(1) + "\n"
                          : std::string{response.text()};
    if (!options.output) {
        std::cout << text << std::flush;
        return 0;
    }
    std::ofstream stream{*options.output, std::ios::binary};
    stream << text << std::flush;
    if (!stream) {
        throw gis::Error{gis::ErrorKind::storage,
                         "cannot-write",
                         {fmt::format("Không ghi được tệp {}.", options.output->string()),
                          fmt::format("Cannot write {}.", options.output->string())},
                         "-o"};
    }
    return 0;
}

} // namespace server::cli
