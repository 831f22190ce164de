#include "gis/editing/plan.hpp"
#include "gis/analysis/plan_checks.hpp"
#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/files/sheet_reader.hpp"
#include "gis/files/table_writer.hpp"
#include "server/cli/files.hpp"
#include "server/cli/report_options.hpp"
#include "server/edit_json.hpp"
#include "server/plan_edits.hpp"
#include "server/plan_forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace server::cli {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;

namespace {

bool ends_with(const std::filesystem::path& file, std::string_view ending) {
    auto extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ending;
}

/// A whole plan: every item is checked before anything is written.
std::vector<editing::Operation> whole_plan(const View& view, const PlanOptions& options) {
    const auto text = read_text(options.file);
    const auto plan = analysis::parse_plan(text, options.file.string(), view.planning->sets);
    std::size_t errors = 0;
    for (const auto& finding :
         analysis::check_plan(plan, *view.snapshot, view.planning->sets, gis::Date::today())) {
        const bool error = finding.severity == analysis::Finding::Severity::error;
        errors += error ? 1 : 0;
        fmt::print(stderr, "{}: {}: {}\n", options.file.string(), to_text(finding.severity),
                   finding.message.vi);
    }
    if (errors > 0) {
        throw gis::Error{
            gis::ErrorKind::invalid_data,
            "plan-has-errors",
            {fmt::format("Tệp {} có {} lỗi; chưa ghi gì.", options.file.string(), errors),
             fmt::format("File {} has {} errors; nothing was written.", options.file.string(),
                         errors)},
            "FILE"};
    }
    editing::SetPlanEntry operation = set_plan_entry(plan.id, model::PlanEntryKind::plan, text);
    return {operation};
}

std::vector<editing::Operation> operations_of_file(const View& view, const PlanOptions& options) {
    if (ends_with(options.file, ".json")) {
        return whole_plan(view, options);
    }
    if (!ends_with(options.file, ".xlsx")) {
        throw gis::Error{
            gis::ErrorKind::unsupported,
            "unknown-format",
            {fmt::format("{}: cần kế hoạch .json hoặc biểu .xlsx.", options.file.string()),
             fmt::format("{}: a plan .json or a form .xlsx is needed.", options.file.string())},
            "FILE"};
    }
    const auto rows = analysis::read_plan_form(gis::files::read_sheet(options.file));
    auto operations = form_operations(view, view.planning->named_or_current(options.plan), rows);
    check_plan_items(view, operations, "/operations");
    return operations;
}

} // namespace

int import_plan(const Config& config, const PlanOptions& options) {
    const auto app = open_app(config, options.dry_run ? gis::store::Access::read_only
                                                      : gis::store::Access::read_write);
    const auto view = app->view();
    const auto operations = operations_of_file(*view, options);
    if (operations.empty()) {
        fmt::print("Không có gì mới để ghi. / Nothing new to write.\n");
        return 0;
    }
    auto edit = editing::plan(*view->snapshot, operations, {{}, "/operations"});
    fmt::print("Bản ghi / rows: {}\n", edit.draft.rows.size());
    if (options.dry_run) {
        fmt::print("Chạy thử, chưa ghi gì. / Dry run, nothing was written.\n");
        return 0;
    }
    if (edit.draft.rows.empty()) {
        fmt::print("Không có gì mới để ghi. / Nothing new to write.\n");
        return 0;
    }
    edit.draft.author = options.author;
    edit.draft.comment = options.comment.empty() ? "plan import " + options.file.filename().string()
                                                 : options.comment;
    edit.draft.source = "import";
    const auto applied = app->apply(edit.draft);
    fmt::print("Đã lưu, bản số {0}. / Saved, revision {0}.\n", applied.revision.get());
    return 0;
}

int export_plan(const Config& config, const PlanOptions& options) {
    const auto app = open_app(config, gis::store::Access::read_only);
    const auto view = app->view();
    const auto unit = options.unit ? std::optional{gis::UnitCode{*options.unit}} : std::nullopt;
    if (unit && view->snapshot->units().find(*unit) == nullptr) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "unknown-unit",
                         {fmt::format("Không có đơn vị mang mã {}.", unit->get()),
                          fmt::format("There is no unit {}.", unit->get())},
                         "--unit"};
    }
    const auto table = analysis::plan_form(view->planning->named_or_current(options.plan), unit);
    gis::files::write_xlsx(table, options.file, gis::files::Language::vi);
    fmt::print(stderr, "{}: {} dòng / rows\n", options.file.string(), table.rows.size());
    return 0;
}

void add_plan_commands(CLI::App& program, PlanOptions& options, ReportOptions& report) {
    auto* plan = program.add_subcommand(
        "plan", "Kế hoạch: nạp, xuất biểu, tiến độ / the plan: take in, form, progress");
    plan->require_subcommand(1);
    auto* import = plan->add_subcommand(
        "import", "Nạp kế hoạch JSON hoặc biểu tiến độ XLSX / take in a plan or a filled form");
    import->add_option("FILE", options.file, "A plan .json or a form .xlsx")->required();
    import->add_option("--author", options.author, "Who, for the history")
        ->default_str(options.author);
    import->add_option("--comment", options.comment, "Why, for the history");
    import->add_flag("--dry-run", options.dry_run, "Say what would be done and write nothing");
    auto* form = plan->add_subcommand(
        "export", "Xuất biểu để các xã điền tiến độ / the form that communes fill in");
    form->add_option("-o,--output", options.file, "File .xlsx")->required();
    form->add_option("--unit", options.unit, "Code of a commune");
    for (auto* command : {import, form}) {
        command->add_option("--plan", options.plan,
                            "Id of the plan; default: of this year, else the latest before it");
    }
    add_plan_progress(*plan, report);
}

} // namespace server::cli
