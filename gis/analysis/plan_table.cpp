#include "gis/analysis/plan_progress.hpp"

#include "gis/analysis/hardening_rules.hpp"
#include "gis/model/plan_words.hpp"
#include "gis/model/quantity.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;

std::string amount_text(const std::optional<model::Amount>& amount) {
    return amount ? model::amount_words(*amount, Language::vi) : std::string{};
}

Cell text_or_empty(std::string text) {
    return text.empty() ? Cell{} : Cell{std::move(text)};
}

Cell unit_cell(std::string_view unit) {
    return text_or_empty(model::unit_words(unit).vi);
}

std::string method_words(ProgressMethod method) {
    switch (method) {
    case ProgressMethod::measured:
        return "đo trên bản đồ";
    case ProgressMethod::declared:
        return "theo kê khai";
    case ProgressMethod::none:
        break;
    }
    return "chưa có số liệu";
}

std::string codes(const std::vector<UnitCode>& units) {
    std::string text;
    for (const auto& unit : units) {
        text += (text.empty() ? "" : ", ") + unit.get();
    }
    return text;
}

std::vector<Cell> row_of(const TargetProgress& progress) {
    const auto& target = *progress.target;
    const auto unit = unit_of(target);
    const auto bound = [&unit](const std::optional<Range>& range, double Range::*end) {
        return range ? model::figure_cell((*range).*end, unit) : Cell{};
    };
    return {std::string{"Chỉ tiêu"},
            target.id,
            target.title.vi,
            text_or_empty(codes(target.units)),
            unit_cell(unit),
            text_or_empty(amount_text(target.amount)),
            text_or_empty(amount_text(target.baseline)),
            bound(progress.value, &Range::least),
            bound(progress.value, &Range::most),
            method_words(progress.method),
            progress.reached ? Cell{*progress.reached} : Cell{},
            text_or_empty(progress.reason.vi),
            target.source.paragraph};
}

std::vector<Cell> row_of(const WorkProgress& progress) {
    const auto& work = *progress.work;
    std::string places;
    for (const auto* place : progress.places) {
        places += (places.empty() ? "" : "; ") + place->name;
    }
    int rooms = 0;
    for (const auto& [type, count] : work.rooms) {
        rooms += count;
    }
    const auto size = work.rooms.empty()    ? amount_text(work.amount)
                      : work.rooms_at_least ? fmt::format("≥ {}", rooms)
                                            : fmt::format("{}", rooms);
    return {std::string{"Công trình"},
            work.id,
            work.title.vi,
            work.unit.get(),
            unit_cell(!work.rooms.empty() ? "room"
                      : work.amount       ? work.amount->unit
                                          : ""),
            text_or_empty(size),
            Cell{},
            Cell{},
            Cell{},
            model::state_words(progress.state).vi,
            progress.on_map ? Cell{*progress.on_map} : Cell{},
            text_or_empty(places),
            work.source.paragraph};
}

} // namespace

model::Table to_table(const PlanProgress& progress) {
    model::Table table;
    const std::string where = progress.unit != nullptr ? progress.unit->name : "Toàn huyện";
    table.title = {fmt::format("{} – {}", progress.plan->title.vi, where),
                   fmt::format("{} – {}", progress.plan->title.en,
                               progress.unit != nullptr ? where : "whole district")};
    table.notes = {fmt::format("Số liệu đến ngày {} (as of {})", progress.as_of.vietnamese(),
                               progress.as_of.iso()),
                   "Cứng hóa theo: " + cited(*progress.rules).vi,
                   fmt::format("Phiên bản dữ liệu (revision): {}", progress.revision.get()),
                   "Ô trống là chưa biết. Mục tiêu của xã không cộng vào mục tiêu của huyện."};
    table.columns = {{"item", {"Loại", "Item"}, 0, false},
                     {"id", {"Mã", "Id"}, 0, false},
                     {"title", {"Nội dung", "Title"}, 0, false},
                     {"units", {"Đơn vị", "Units"}, 0, false},
                     {"unit", {"Đơn vị tính", "Unit of measure"}, 0, false},
                     {"amount", {"Chỉ tiêu, khối lượng", "Amount"}, 0, false},
                     {"baseline", {"Mốc theo kế hoạch", "Baseline of the plan"}, 0, false},
                     {"least", {"Hiện tại (ít nhất)", "Now (least)"}, 2, false},
                     {"most", {"Hiện tại (nhiều nhất)", "Now (most)"}, 2, false},
                     {"method", {"Cách biết, tình trạng", "Method, state"}, 0, false},
                     {"reached", {"Đạt, có trên bản đồ", "Reached, on the map"}, 0, false},
                     {"note", {"Ghi chú", "Note"}, 0, false},
                     {"paragraph", {"Mục của kế hoạch", "Paragraph"}, 0, false}};
    for (const auto& target : progress.targets) {
        table.rows.push_back(row_of(target));
    }
    for (const auto& work : progress.works) {
        table.rows.push_back(row_of(work));
    }
    return table;
}

} // namespace gis::analysis
