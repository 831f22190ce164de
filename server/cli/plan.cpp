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
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <span>

namespace server::cli {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;

namespace {

constexpr std::size_t most_items = 20'000; ///< of one file

bool ends_with(const std::filesystem::path& file, std::string_view ending) {
    auto extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ending;
}

/// A whole plan: every item is checked before anything is written.
std::vector<editing::Operation> whole_plan(const View& view, const PlanOptions& options,
                                           const std::string& text) {
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

/// Kinds that a file of items has: what is not of single households, and not the server's own.
bool is_told(model::PlanEntryKind kind) {
    return kind != model::PlanEntryKind::plan && kind != model::PlanEntryKind::household &&
           kind != model::PlanEntryKind::period_report;
}

/// Whether a text is a file of items and not a whole plan.
bool has_items(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    return json.is_object() && json.contains("items");
}

/// Items of a plan as export_items() writes them. They may refer to each other.
std::vector<editing::Operation> items_of_file(const App& app, const View& view,
                                              const std::string& text, const std::string& file) {
    const auto root = analysis::JsonObject::parse(text, analysis::JsonOrigin::rules_file(file));
    root.only({"plan", "items"});
    const auto plan = view.planning->find(root.text("plan")).id;
    std::vector<editing::Operation> operations;
    auto entries = *view.snapshot->plan_entries();
    std::set<std::pair<model::PlanEntryKind, std::string>> keys;
    for (const auto& item : root.objects("items", most_items)) {
        item.only({"kind", "body"});
        const auto kind = item.word("kind", [](std::string_view word) {
            const auto known = model::plan_entry_kind(word);
            return known && is_told(*known) ? known : std::nullopt;
        });
        const auto operation = set_plan_entry(plan, kind, item.json("body"));
        if (!keys.emplace(kind, operation.key).second) {
            item.fail("body", "đã có trong tệp", "stands twice in the file");
        }
        entries.push_back({{}, plan, kind, operation.key, operation.commune, operation.body});
        operations.emplace_back(operation);
    }
    auto with_them = view;
    with_them.planning = std::make_shared<const Planning>(app.planning().with(entries));
    check_plan_items(with_them, operations, "/items");
    return operations;
}

/// What is recorded of a plan, in the order of kinds and codes.
void export_items(const View& view, const model::Plan& plan, const std::filesystem::path& file) {
    std::map<std::pair<model::PlanEntryKind, std::string>, std::string> bodies;
    for (const auto& entry : *view.snapshot->plan_entries()) {
        if (entry.plan == plan.id && is_told(entry.kind) && !entry.body.empty()) {
            bodies[{entry.kind, entry.key}] = entry.body;
        }
    }
    auto items = Json::array();
    for (const auto& [item, body] : bodies) {
        items.push_back({{"kind", to_text(item.first)}, {"body", Json::parse(body)}});
    }
    const auto count = items.size();
    std::ofstream stream{file, std::ios::binary};
    stream << Json{{"plan", plan.id}, {"items", std::move(items)}}.dump(1) << '\n' << std::flush;
    if (!stream) {
        throw gis::Error{gis::ErrorKind::storage,
                         "cannot-write",
                         {fmt::format("Không ghi được tệp {}.", file.string()),
                          fmt::format("Cannot write {}.", file.string())},
                         "-o"};
    }
    fmt::print(stderr, "{}: {} mục / items\n", file.string(), count);
}

std::vector<editing::Operation> operations_of_file(const App& app, const View& view,
                                                   const PlanOptions& options) {
    if (ends_with(options.file, ".json")) {
        const auto text = read_text(options.file);
        return has_items(text) ? items_of_file(app, view, text, options.file.string())
                               : whole_plan(view, options, text);
    }
    if (!ends_with(options.file, ".xlsx")) {
        throw gis::Error{
            gis::ErrorKind::unsupported,
            "unknown-format",
            {fmt::format("{}: cần kế hoạch .json hoặc biểu .xlsx.", options.file.string()),
             fmt::format("{}: a plan .json or a form .xlsx is needed.", options.file.string())},
            "FILE"};
    }
    const auto& plan = view.planning->named_or_on(options.plan, gis::Date::today());
    auto form = analysis::read_plan_form(gis::files::read_sheet(options.file));
    if (form.revision && *form.revision < view.snapshot->revision()) {
        const auto then = app.view_at(*form.revision);
        const auto& plans = then->planning->plans;
        if (const auto exported = std::ranges::find(plans, plan.id, &gis::model::Plan::id);
            exported != plans.end()) {
            form.rows = analysis::filled_in(std::move(form.rows), *exported, plan);
        }
    }
    auto operations = form_operations(view, plan, form.rows);
    check_plan_items(view, operations, "/operations");
    return operations;
}

/// One edit, also of more operations than a request may have: items of plans stand each for itself.
editing::Edit planned(const model::Snapshot& snapshot,
                      std::span<const editing::Operation> operations) {
    const bool items = std::ranges::all_of(operations, [](const auto& operation) {
        return std::holds_alternative<editing::SetPlanEntry>(operation);
    });
    const auto most = items ? editing::max_operations : operations.size();
    editing::Edit edit;
    for (std::size_t from = 0; from < operations.size(); from += most) {
        const auto some = operations.subspan(from, std::min(most, operations.size() - from));
        auto more = editing::plan(snapshot, some, {{}, "/operations"});
        if (from == 0) {
            edit = std::move(more);
        } else {
            std::ranges::move(more.draft.rows, std::back_inserter(edit.draft.rows));
        }
    }
    return edit;
}

} // namespace

int import_plan(const Config& config, const PlanOptions& options) {
    const auto app = open_app(config, options.dry_run ? gis::store::Access::read_only
                                                      : gis::store::Access::read_write);
    const auto view = app->view();
    const auto operations = operations_of_file(*app, *view, options);
    if (operations.empty()) {
        fmt::print("Không có gì mới để ghi. / Nothing new to write.\n");
        return 0;
    }
    auto edit = planned(*view->snapshot, operations);
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
    const auto& plan = view->planning->named_or_on(options.plan, gis::Date::today());
    if (ends_with(options.file, ".json")) {
        export_items(*view, plan, options.file);
        return 0;
    }
    const auto table = analysis::plan_form(plan, view->snapshot->revision(), unit);
    gis::files::write_xlsx(table, options.file, gis::files::Language::vi);
    fmt::print(stderr, "{}: {} dòng / rows\n", options.file.string(), table.rows.size());
    return 0;
}

void add_plan_commands(CLI::App& program, PlanOptions& options, ReportOptions& report) {
    auto* plan = program.add_subcommand(
        "plan", "Kế hoạch: nạp, xuất biểu, tiến độ / the plan: take in, form, progress");
    plan->require_subcommand(1);
    auto* import = plan->add_subcommand(
        "import",
        "Nạp kế hoạch, các mục kế hoạch (JSON) hoặc biểu tiến độ XLSX / take in a plan, its "
        "items or a filled form");
    import->add_option("FILE", options.file, "A plan or items .json, or a form .xlsx")->required();
    import->add_option("--author", options.author, "Who, for the history")
        ->default_str(options.author);
    import->add_option("--comment", options.comment, "Why, for the history");
    import->add_flag("--dry-run", options.dry_run, "Say what would be done and write nothing");
    auto* form = plan->add_subcommand(
        "export",
        "Xuất biểu XLSX để các xã điền tiến độ, hoặc các mục đã ghi (JSON) / the form that "
        "communes fill in, or what is recorded of the plan");
    form->add_option("-o,--output", options.file, "File .xlsx or .json")->required();
    form->add_option("--unit", options.unit, "Code of a commune");
    for (auto* command : {import, form}) {
        command->add_option("--plan", options.plan,
                            "Id of the plan; default: of this year, else the latest before it");
    }
    add_plan_progress(*plan, report);
}

} // namespace server::cli
