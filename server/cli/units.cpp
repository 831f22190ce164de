#include "gis/analysis/unit_reform_file.hpp"
#include "gis/core/text.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/files.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace server::cli {

namespace model = gis::model;

namespace {

void print_row(const model::Unit& unit, gis::Date first_day) {
    if (unit.valid_from != first_day) {
        fmt::print("- {} ({}): đến hết / until {}\n", unit.name, unit.code.get(),
                   unit.valid_to ? unit.valid_to->vietnamese() : "");
        return;
    }
    std::string before;
    for (const auto& key : unit.predecessors) {
        before += (before.empty() ? "" : ", ") + key.get();
    }
    fmt::print("+ {} ({}) ← {}\n", unit.name, unit.code.get(), before);
}

/// Rights go by codes: whoever may edit a code may edit its new holder.
void print_accounts(const App& app, const std::vector<model::Unit>& rows, gis::Date first_day) {
    for (const auto& stored : app.stored_accounts().load().users) {
        for (const auto& commune : stored.user.communes) {
            for (const auto& unit : rows) {
                if (unit.valid_from != first_day && unit.code == commune) {
                    fmt::print("! Tài khoản {0} được giao xã {1}; hãy giao lại theo xã mới. / "
                               "Account {0} has the commune {1}: give it the new one.\n",
                               stored.user.name, commune.get());
                }
            }
        }
    }
}

} // namespace

int reform_units(const Config& config, const UnitReformOptions& options) {
    const auto app = open_app(config, options.dry_run ? gis::store::Access::read_only
                                                      : gis::store::Access::read_write);
    const auto reform =
        gis::analysis::parse_unit_reform(read_text(options.file), options.file.string());
    const auto& units = *app->view()->snapshot->units().in_time;
    const auto rows = rows_of(reform, units);
    fmt::print("{}\n{}\n", reform.title.vi, reform.title.en);
    for (const auto& unit : rows) {
        print_row(unit, reform.first_day);
    }
    for (const auto& made : reform.made) {
        for (const auto& outside : made.from_outside) {
            fmt::print("! {}: thiếu / lacks {}\n", made.unit.name, outside);
        }
    }
    print_accounts(*app, rows, reform.first_day);
    if (options.dry_run) {
        fmt::print("Chạy thử, chưa ghi gì. / Dry run, nothing was written.\n");
        return 0;
    }
    model::ChangesetDraft draft;
    draft.author = options.author;
    draft.comment = options.comment.empty()
                        ? fmt::format("{} ({})", reform.title.vi, fmt::join(reform.documents, ", "))
                        : options.comment;
    draft.source = "reform";
    draft.rows.assign(rows.begin(), rows.end());
    const auto applied = app->apply(draft);
    fmt::print("Đã lưu, bản số {0}. / Saved, revision {0}.\n", applied.revision.get());
    return 0;
}

} // namespace server::cli
