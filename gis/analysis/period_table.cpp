#include "gis/analysis/period_report.hpp"
#include "gis/model/plan_words.hpp"
#include "gis/model/quantity.hpp"
#include "gis/model/words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;
using model::Table;

constexpr double per_cent = 100.0;

Cell number(const std::optional<Range>& range, std::string_view unit) {
    return range ? model::range_cell(range->least, range->most, unit) : Cell{};
}

Cell change(const std::optional<Range>& now, const std::optional<Range>& before,
            std::string_view unit) {
    const bool known = now && before && now->exact() && before->exact();
    return known ? model::figure_cell(now->least - before->least, unit) : Cell{};
}

Cell km_cell(double metres) {
    return model::figure_cell(metres, "m");
}

Cell share(const PeopleFigures& figures) {
    const auto value = figures.share();
    return value ? Cell{*value * per_cent} : Cell{};
}

std::vector<std::string> notes_of(const PeriodReport& report) {
    return {fmt::format("{}; kỳ báo cáo: {}; so với {}",
                        report.unit != nullptr ? report.unit->name : "Toàn vùng",
                        report.period.title().vi, report.compared_with.title().vi),
            fmt::format("Số liệu đến ngày {} (as of {}), kỳ trước đến ngày {}",
                        report.as_of.vietnamese(), report.as_of.iso(), report.before.vietnamese()),
            "Quy tắc cứng hóa: " + cited(*report.rules).vi,
            fmt::format("Phiên bản dữ liệu (revision): {}", report.revision.get())};
}

Table table_of(const PeriodReport& report, Message title, std::vector<Table::Column> columns) {
    return {std::move(title), notes_of(report), std::move(columns), {}};
}

Table roads_table(const PeriodReport& report) {
    auto table = table_of(report, {"Đường giao thông", "Roads"},
                          {{"class", {"Cấp đường", "Road class"}, 0, false},
                           {"total_km", {"Tổng (km)", "Total (km)"}, 3, true},
                           {"hardened_km", {"Đã cứng hóa (km)", "Hardened (km)"}, 3, true},
                           {"remaining_km", {"Chưa cứng hóa (km)", "Not hardened (km)"}, 3, true},
                           {"unknown_km", {"Chưa rõ (km)", "Unknown (km)"}, 3, true},
                           {"hardened_before_km",
                            {"Đã cứng hóa kỳ trước (km)", "Hardened, period before (km)"},
                            3,
                            true},
                           {"change_km", {"Tăng, giảm (km)", "Change (km)"}, 3, true}});
    for (const auto& row : report.roads) {
        if (row.road_class) { // the workbook sums by itself
            table.rows.push_back({model::class_words(*row.road_class).vi, km_cell(row.now.total_m),
                                  km_cell(row.now.hardened_m), km_cell(row.now.remaining_m),
                                  km_cell(row.now.unknown_m), km_cell(row.before.hardened_m),
                                  km_cell(row.now.hardened_m - row.before.hardened_m)});
        }
    }
    return table;
}

Table criteria_table(const PeriodReport& report) {
    auto table = table_of(report, {"Tiêu chí", "Criteria"},
                          {{"code", {"Mã", "Code"}, 0, false},
                           {"criterion", {"Tiêu chí", "Criterion"}, 0, false},
                           {"now", {"Kỳ này", "Now"}, 0, false},
                           {"before", {"Kỳ trước", "Before"}, 0, false}});
    for (const auto& row : report.criteria) {
        table.rows.push_back({row.criterion->code, row.criterion->title.vi,
                              model::state_words(row.now).vi, model::state_words(row.before).vi});
    }
    return table;
}

Table communes_table(const PeriodReport& report) {
    auto table = table_of(report, {"Số tiêu chí đạt", "Criteria met"},
                          {{"code", {"Mã", "Code"}, 0, false},
                           {"commune", {"Xã", "Commune"}, 0, false},
                           {"now", {"Kỳ này", "Now"}, 0, false},
                           {"before", {"Kỳ trước", "Before"}, 0, false},
                           {"change", {"Tăng, giảm", "Change"}, 0, false}});
    for (const auto& row : report.communes) {
        const auto* unit = "criterion";
        table.rows.push_back({row.unit->code.get(), row.unit->name, number(row.now, unit),
                              number(row.before, unit), change(row.now, row.before, unit)});
    }
    return table;
}

Table targets_table(const PeriodReport& report) {
    auto table = table_of(report, {"Chỉ tiêu kế hoạch", "Targets of the plan"},
                          {{"id", {"Mã", "Id"}, 0, false},
                           {"target", {"Chỉ tiêu", "Target"}, 0, false},
                           {"unit", {"Đơn vị", "Unit"}, 0, false},
                           {"now", {"Kỳ này", "Now"}, 2, false},
                           {"before", {"Kỳ trước", "Before"}, 2, false},
                           {"change", {"Tăng, giảm", "Change"}, 2, false},
                           {"reached", {"Đạt mục tiêu", "Reached"}, 0, false}});
    for (const auto& row : report.targets) {
        table.rows.push_back({row.target->id, row.target->title.vi,
                              row.unit.empty() ? Cell{} : Cell{model::unit_words(row.unit).vi},
                              number(row.now, row.unit), number(row.before, row.unit),
                              change(row.now, row.before, row.unit),
                              row.reached ? Cell{*row.reached} : Cell{}});
    }
    return table;
}

Table works_table(const PeriodReport& report) {
    auto table = table_of(
        report, {"Công trình", "Works"},
        {{"kind", {"Loại công trình", "Kind"}, 0, false},
         {"works", {"Theo kế hoạch", "In the plan"}, 0, true},
         {"accepted", {"Đã nghiệm thu", "Accepted"}, 0, true},
         {"accepted_before", {"Đã nghiệm thu kỳ trước", "Accepted, period before"}, 0, true},
         {"change", {"Tăng trong kỳ", "Change"}, 0, true}});
    for (const auto& row : report.works) {
        const auto now = static_cast<std::int64_t>(row.accepted_now);
        const auto before = static_cast<std::int64_t>(row.accepted_before);
        table.rows.push_back({model::kind_words(row.kind).vi, static_cast<std::int64_t>(row.works),
                              now, before, now - before});
    }
    return table;
}

Table coverage_table(const PeriodReport& report) {
    auto table = table_of(report, {"Người dân tiếp cận", "People within reach"},
                          {{"service", {"Dịch vụ", "Service"}, 0, false},
                           {"distance_m", {"Khoảng cách (m)", "Distance (m)"}, 0, false},
                           {"population", {"Dân số (người)", "People"}, 0, false},
                           {"covered", {"Trong khoảng cách (người)", "Within it"}, 0, false},
                           {"share", {"Tỷ lệ (%)", "Share (%)"}, 1, false},
                           {"share_before", {"Kỳ trước (%)", "Before (%)"}, 1, false}});
    for (const auto& row : report.coverage) {
        table.rows.push_back({row.service->title.vi, row.service->distance_m, row.now.population,
                              row.now.covered, share(row.now), share(row.before)});
    }
    return table;
}

} // namespace

std::vector<Table> to_tables(const PeriodReport& report) {
    std::vector<Table> tables{roads_table(report)};
    if (!report.criteria.empty()) {
        tables.push_back(criteria_table(report));
    }
    if (!report.communes.empty()) {
        tables.push_back(communes_table(report));
    }
    if (!report.targets.empty()) {
        tables.push_back(targets_table(report));
    }
    if (!report.works.empty()) {
        tables.push_back(works_table(report));
    }
    tables.push_back(coverage_table(report));
    return tables;
}

} // namespace gis::analysis
