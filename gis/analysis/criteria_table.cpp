#include "gis/analysis/criteria_report.hpp"

#include "gis/analysis/hardening_rules.hpp"
#include "gis/model/plan_words.hpp"
#include "gis/model/quantity.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;

std::string threshold_text(const ThresholdChoice& choice, std::string_view unit) {
    if (choice.threshold == nullptr) {
        return "Không có ngưỡng";
    }
    const auto& threshold = *choice.threshold;
    const auto value = [&] {
        return model::figure_words(threshold.value, threshold.value, unit, Language::vi);
    };
    std::string text;
    switch (threshold.bound) {
    case model::Bound::at_least:
        text = "≥ " + value();
        break;
    case model::Bound::at_most:
        text = "≤ " + value();
        break;
    case model::Bound::passed:
        text = "Đạt";
        break;
    case model::Bound::unknown:
        return "Chưa biết";
    }
    return threshold.trust.confirmed ? text : text + " (chưa đối chiếu)";
}

std::vector<Cell> row_of(const UnitCriteria& unit, const CriterionRow& criterion,
                         const IndicatorRow* indicator) {
    std::vector<Cell> cells{unit.unit->code.get(),
                            unit.unit->name,
                            criterion.criterion->code,
                            criterion.criterion->title.vi,
                            model::state_words(criterion.state).vi,
                            criterion.declared != nullptr
                                ? Cell{model::state_words(criterion.declared->state).vi}
                                : Cell{},
                            model::state_words(criterion.measured).vi +
                                (criterion.tentative ? " (ngưỡng chưa đối chiếu)" : ""),
                            criterion.disagree};
    if (indicator == nullptr) {
        cells.resize(cells.size() + 7);
        return cells;
    }
    cells.emplace_back(indicator->indicator->code);
    cells.emplace_back(indicator->indicator->title.vi);
    const auto& measured = indicator->measured;
    const auto& measured_in = indicator->indicator->unit;
    const bool has_value = measured && measured->value;
    cells.push_back(has_value ? model::figure_cell(measured->value->least, measured_in) : Cell{});
    cells.push_back(has_value ? model::figure_cell(measured->value->most, measured_in) : Cell{});
    cells.emplace_back(model::unit_words(measured_in).vi);
    cells.emplace_back(threshold_text(indicator->choice, measured_in));
    cells.push_back(measured && !has_value ? Cell{measured->reason.vi} : Cell{});
    return cells;
}

} // namespace

model::Table to_table(const CriteriaReport& report) {
    const std::string where = report.unit != nullptr ? report.unit->name : "Toàn vùng";
    model::Table table;
    table.title = {fmt::format("{} – {}", report.set->title.vi, where),
                   fmt::format("{} – {}", report.set->title.en,
                               report.unit != nullptr ? where : "whole atlas")};
    table.notes = {fmt::format("Số liệu đến ngày {} (as of {})", report.as_of.vietnamese(),
                               report.as_of.iso()),
                   "Cứng hóa theo: " + cited(*report.rules).vi,
                   fmt::format("Phiên bản dữ liệu (revision): {}", report.revision.get())};
    if (report.mean_met) {
        table.notes.push_back(
            fmt::format("Bình quân mỗi đơn vị: {} tiêu chí đạt.",
                        model::figure_words(report.mean_met->least, report.mean_met->most,
                                            "criterion", Language::vi)));
    }
    if (!report.set->trust.confirmed) {
        table.notes.push_back(report.set->trust.reason.vi);
    }
    table.columns = {{"unit_code", {"Mã", "Code"}, 0, false},
                     {"unit_name", {"Đơn vị", "Unit"}, 0, false},
                     {"criterion", {"Tiêu chí", "Criterion"}, 0, false},
                     {"title", {"Tên tiêu chí", "Title"}, 0, false},
                     {"state", {"Tình trạng", "State"}, 0, false},
                     {"declared", {"Kê khai", "Declared"}, 0, false},
                     {"measured_state", {"Theo bản đồ", "By the map"}, 0, false},
                     {"disagree", {"Khác nhau", "Disagree"}, 0, false},
                     {"indicator", {"Chỉ tiêu", "Indicator"}, 0, false},
                     {"indicator_title", {"Tên chỉ tiêu", "Title of indicator"}, 0, false},
                     {"least", {"Đo được (ít nhất)", "Measured (least)"}, 2, false},
                     {"most", {"Đo được (nhiều nhất)", "Measured (most)"}, 2, false},
                     {"unit", {"Đơn vị tính", "Unit of measure"}, 0, false},
                     {"threshold", {"Ngưỡng", "Threshold"}, 0, false},
                     {"reason", {"Vì sao chưa có số", "Why there is no value"}, 0, false}};
    for (const auto& unit : report.rows) {
        for (const auto& criterion : unit.criteria) {
            if (criterion.indicators.empty()) {
                table.rows.push_back(row_of(unit, criterion, nullptr));
            }
            for (const auto& indicator : criterion.indicators) {
                table.rows.push_back(row_of(unit, criterion, &indicator));
            }
        }
    }
    return table;
}

} // namespace gis::analysis
