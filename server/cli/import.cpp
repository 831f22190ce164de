#include "gis/files/reader.hpp"
#include "gis/files/table_writer.hpp"
#include "gis/model/import_plan.hpp"
#include "gis/store/store_file.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/progress.hpp"

#include <fmt/format.h>

#include <fstream>
#include <map>

namespace server::cli {

namespace files = gis::files;
namespace model = gis::model;

namespace {

constexpr std::size_t shown_issues = 20;

files::ReadOptions read_options(const Config& config, const ImportOptions& options) {
    files::ReadOptions read;
    read.file = options.file;
    read.layer = files::parse_layer(options.layer);
    read.data_folder = config.product_folder;
    read.source_layer = options.source_layer;
    if (options.map) {
        read.map = files::load_field_map(*options.map, read.layer, config.product_folder);
    }
    if (options.crs) {
        read.crs = gis::geometry::parse_epsg(*options.crs);
    }
    if (options.encoding) {
        read.encoding = files::parse_encoding(*options.encoding);
    }
    if (options.effective_on) {
        read.effective_on = day_of(options.effective_on, "--effective-on");
    }
    if (options.repair) {
        read.invalid_polygons = files::InvalidPolygons::repair;
    }
    return read;
}

model::ImportBatch read_with_progress(files::ReadOptions options) {
    Progress progress{options.file.filename().string()};
    options.progress = [&progress](std::int64_t done, std::int64_t total) {
        progress.update(done, total);
    };
    return files::read_batch(options);
}

std::string_view to_text(model::ImportIssue::Severity severity) noexcept {
    return severity == model::ImportIssue::Severity::error ? "error" : "warning";
}

/// Everything that was noticed, a row each.
model::Table issue_table(const std::vector<model::ImportIssue>& issues, const std::string& file) {
    model::Table table;
    table.title = {"Kết quả nạp " + file, "Import of " + file};
    table.columns = {{"severity", {"Mức", "Severity"}},  {"code", {"Mã", "Code"}},
                     {"row", {"Dòng", "Row"}, 0},        {"field", {"Cột", "Column"}},
                     {"vi", {"Nội dung", "Vietnamese"}}, {"en", {"Tiếng Anh", "English"}}};
    for (const auto& issue : issues) {
        table.rows.push_back({std::string{to_text(issue.severity)}, issue.code, issue.row,
                              issue.field, issue.message.vi, issue.message.en});
    }
    return table;
}

void write_issues(const model::ImportPlan& plan, const ImportOptions& options) {
    if (!options.report) {
        return;
    }
    std::ofstream stream{*options.report, std::ios::binary};
    stream << files::to_csv(issue_table(plan.issues, options.file.filename().string()))
           << std::flush;
    if (!stream) {
        throw gis::Error{gis::ErrorKind::storage,
                         "cannot-write",
                         {fmt::format("Không ghi được tệp {}.", options.report->string()),
                          fmt::format("Cannot write {}.", options.report->string())},
                         "--report"};
    }
}

void print_issues(const model::ImportPlan& plan) {
    std::map<std::string, std::int64_t> counts;
    std::size_t shown = 0;
    for (const auto& issue : plan.issues) {
        ++counts[issue.code];
        if (shown < shown_issues) {
            ++shown;
            const auto where =
                issue.row > 0 ? fmt::format("dòng/row {}", issue.row) : std::string{"tệp/file"};
            fmt::print(stderr, "{} {}{}: {}\n    {}\n", to_text(issue.severity), where,
                       issue.field.empty() ? "" : ", " + issue.field, issue.message.vi,
                       issue.message.en);
        }
    }
    if (plan.issues.size() > shown) {
        fmt::print(stderr,
                   "… và {0} nữa; --report TỆP.csv ghi tất cả.\n… and {0} more; --report FILE.csv "
                   "has them all.\n",
                   plan.issues.size() - shown);
    }
    for (const auto& [code, count] : counts) {
        fmt::print(stderr, "  {}: {}\n", code, count);
    }
}

void print_unmapped(const model::ImportBatch& batch) {
    for (const auto& [field, values] : batch.unmapped) {
        fmt::print(
            stderr,
            "{}: giá trị chưa có trong bảng đối chiếu / values that the field map does not know:\n",
            field);
        for (const auto& [value, count] : values) {
            fmt::print(stderr, "  “{}”: {}\n", value, count);
        }
    }
}

void print_counts(const model::ImportBatch& batch, const model::ImportPlan& plan) {
    fmt::print("Đọc / read: {} ({}{}{})\n", batch.read, batch.driver, batch.crs.empty() ? "" : ", ",
               batch.crs);
    fmt::print(
        "Thêm / added: {}\nSửa / changed: {}\nKhông đổi / unchanged: {}\nBỏ qua / skipped: {}\n",
        plan.added, plan.changed, plan.unchanged, plan.skipped);
    if (plan.surface_records > 0) {
        fmt::print("Bản ghi mặt đường mới / new surface records: {}\n", plan.surface_records);
    }
}

model::ChangesetDraft draft_of(model::ImportPlan plan, const ImportOptions& options,
                               std::string source) {
    model::ChangesetDraft draft;
    draft.author = options.author;
    draft.comment =
        options.comment.empty() ? "import " + options.file.filename().string() : options.comment;
    draft.source = std::move(source);
    draft.bulk = true;
    draft.rows = std::move(plan.rows);
    return draft;
}

} // namespace

int import_file(const Config& config, const ImportOptions& options) {
    const auto read = read_options(config, options);
    // Before the file is read: a locked atlas should not cost minutes first.
    const auto app = open_app(
        config, options.dry_run && std::filesystem::exists(config.data_folder / "atlas.sqlite")
                    ? gis::store::Access::read_only
                    : gis::store::Access::read_write);
    const auto batch = read_with_progress(read);
    auto plan = model::plan_import(batch, *app->view()->snapshot);
    write_issues(plan, options);
    print_issues(plan);
    print_unmapped(batch);
    print_counts(batch, plan);
    if (options.dry_run) {
        fmt::print("Chạy thử, chưa ghi gì. / Dry run, nothing was written.\n");
        return 0;
    }
    if (plan.rows.empty()) {
        fmt::print("Không có gì mới để ghi. / Nothing new to write.\n");
        return batch.read > 0 && plan.skipped == batch.read ? 1 : 0;
    }
    const auto applied = app->apply(draft_of(std::move(plan), options, "import"));
    fmt::print("Đã lưu, bản số {0}. / Saved, revision {0}.\n", applied.revision.get());
    return 0;
}

void load_demo(App& app, const std::filesystem::path& data_folder) {
    if (app.view()->snapshot->revision().get() != 0) {
        return;
    }
    const auto demo = app.product_folder() / "demo";
    for (const auto layer : {files::Layer::communes, files::Layer::hamlets, files::Layer::roads,
                             files::Layer::facilities}) {
        files::ReadOptions read;
        read.file = demo / (std::string{to_text(layer)} + ".geojson");
        read.layer = layer;
        read.data_folder = app.product_folder();
        const auto batch = read_with_progress(read);
        ImportOptions options;
        options.file = read.file;
        options.author = "ntm-atlas";
        app.apply(draft_of(model::plan_import(batch, *app.view()->snapshot), options, "demo"));
    }
    const auto settings = demo / "atlas.json";
    const auto own = gis::store::settings_file(data_folder); // somebody who wrote one meant it
    if (std::filesystem::exists(settings) && !std::filesystem::exists(own)) {
        std::filesystem::copy_file(settings, own);
        app.set_settings(load_settings(settings));
    }
}

} // namespace server::cli
