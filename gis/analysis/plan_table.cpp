#include "gis/analysis/plan_progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Cell;

std::string amount_text(const std::optional<model::Amount>& amount) {
    if (!amount) {
        return {};
    }
    const auto number = [](double value) { // as the plan writes it
        auto text = fmt::format("{}", value);
        std::replace(text.begin(), text.end(), '.', ',');
        return text;
    };
    if (!amount->most) {
        return "≥ " + number(*amount->least);
    }
    if (!amount->least) {
        return "≤ " + number(*amount->most);
    }
    if (*amount->least != *amount->most) {
        return number(*amount->least) + "–" + number(*amount->most);
    }
    return (amount->about ? "khoảng " : "") + number(*amount->least);
}

Cell text_or_empty(std::string text) {
    return text.empty() ? Cell{} : Cell{std::move(text)};
}

std::string unit_of(const model::Target& target) {
    if (target.amount) {
        return target.amount->unit;
    }
    if (target.baseline) {
        return target.baseline->unit;
    }
    return target.criteria ? "criterion" : "";
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
    const auto bound = [](const std::optional<Range>& range, double Range::*end) {
        return range ? Cell{(*range).*end} : Cell{};
    };
    return {std::string{"target"},
            target.id,
            target.title.vi,
            text_or_empty(codes(target.units)),
            text_or_empty(unit_of(target)),
            text_or_empty(amount_text(target.amount)),
            text_or_empty(amount_text(target.baseline)),
            bound(progress.value, &Range::least),
            bound(progress.value, &Range::most),
            std::string{to_text(progress.method)},
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
    return {std::string{"work"},
            work.id,
            work.title.vi,
            work.unit.get(),
            text_or_empty(work.rooms.empty() ? (work.amount ? work.amount->unit : "") : "room"),
            text_or_empty(size),
            Cell{},
            Cell{},
            Cell{},
            std::string{to_text(progress.state)},
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
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {})", progress.as_of.vietnamese(),
                    progress.as_of.iso()),
        fmt::format("Cứng hóa theo: {} – {}", progress.rules->title.vi, progress.rules->source),
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
