#include "gis/analysis/criteria_report.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;
using model::CriterionState;

std::string state_title(CriterionState state) {
    switch (state) {
    case CriterionState::met:
        return "đạt";
    case CriterionState::not_met:
        return "chưa đạt";
    case CriterionState::to_consolidate:
        return "đạt, cần củng cố";
    case CriterionState::proposed:
        return "đề nghị công nhận";
    case CriterionState::no_data:
        return "chưa có số liệu";
    }
    return {};
}

std::string threshold_text(const ThresholdChoice& choice) {
    if (choice.threshold == nullptr) {
        return "không có ngưỡng";
    }
    const auto& threshold = *choice.threshold;
    std::string text;
    switch (threshold.bound) {
    case model::Bound::at_least:
        text = fmt::format("≥ {}", threshold.value);
        break;
    case model::Bound::at_most:
        text = fmt::format("≤ {}", threshold.value);
        break;
    case model::Bound::passed:
        text = "đạt";
        break;
    case model::Bound::unknown:
        return "chưa biết";
    }
    return threshold.trust.confirmed ? text : text + " (chưa xác nhận)";
}

std::vector<Cell> row_of(const UnitCriteria& unit, const CriterionRow& criterion,
                         const IndicatorRow* indicator) {
    std::vector<Cell> cells{
        unit.unit->code.get(),
        unit.unit->name,
        criterion.criterion->code,
        criterion.criterion->title.vi,
        state_title(criterion.state),
        criterion.declared != nullptr ? Cell{state_title(criterion.declared->state)} : Cell{},
        state_title(criterion.measured) + (criterion.tentative ? " (ngưỡng chưa xác nhận)" : ""),
        criterion.disagree};
    if (indicator == nullptr) {
        cells.resize(cells.size() + 7);
        return cells;
    }
    cells.emplace_back(indicator->indicator->code);
    cells.emplace_back(indicator->indicator->title.vi);
    const auto& measured = indicator->measured;
    const bool has_value = measured && measured->value;
    cells.push_back(has_value ? Cell{measured->value->least} : Cell{});
    cells.push_back(has_value ? Cell{measured->value->most} : Cell{});
    cells.emplace_back(indicator->indicator->unit);
    cells.emplace_back(threshold_text(indicator->choice));
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
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {})", report.as_of.vietnamese(),
                    report.as_of.iso()),
        fmt::format("Cứng hóa theo: {} – {}", report.rules->title.vi, report.rules->source),
        fmt::format("Phiên bản dữ liệu (revision): {}", report.revision.get())};
    if (report.mean_met) {
        table.notes.push_back(fmt::format("Bình quân mỗi đơn vị: {:.2f} đến {:.2f} tiêu chí đạt.",
                                          report.mean_met->least, report.mean_met->most));
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
