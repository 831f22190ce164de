#include "gis/analysis/road_report.hpp"
#include "gis/model/words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;
using model::Table;

constexpr double per_cent = 100.0;

std::vector<Table::Column> columns() {
    std::vector<Table::Column> result{
        {"unit_code", {"Mã", "Code"}, 0, false},
        {"unit_name", {"Đơn vị", "Unit"}, 0, false},
        {"class", {"Cấp đường", "Road class"}, 0, false},
        {"total_km", {"Tổng (km)", "Total (km)"}, 3, true},
        {"hardened_km", {"Đã cứng hóa (km)", "Hardened (km)"}, 3, true},
        {"remaining_km", {"Chưa cứng hóa (km)", "Not hardened (km)"}, 3, true},
        {"unknown_km", {"Chưa rõ (km)", "Unknown (km)"}, 3, true},
        {"hardened_percent", {"Tỷ lệ cứng hóa (%)", "Hardened (%)"}, 1, false},
    };
    for (const auto surface : model::surfaces) {
        if (surface != model::Surface::unknown) { // it has its column
            const auto words = model::surface_words(surface);
            result.push_back({std::string{to_text(surface)} + "_km",
                              {words.vi + " (km)", words.en + " (km)"},
                              3,
                              true});
        }
    }
    return result;
}

std::vector<Cell> row(const std::string& code, const std::string& name, model::RoadClass road_class,
                      const RoadFigures& figures) {
    std::vector<Cell> cells{code, name, model::class_words(road_class).vi};
    for (const double m :
         {figures.total_m, figures.hardened_m, figures.remaining_m, figures.unknown_m}) {
        cells.emplace_back(m / model::metres_per_km);
    }
    cells.emplace_back(figures.hardened_m / figures.total_m * per_cent);
    for (const auto surface : model::surfaces) {
        if (surface != model::Surface::unknown) {
            cells.emplace_back(figures.by_surface_m[static_cast<std::size_t>(surface)] /
                               model::metres_per_km);
        }
    }
    return cells;
}

void add_rows(Table& table, const std::string& code, const std::string& name,
              const RoadSummary& summary) {
    for (const auto road_class : model::road_classes) {
        if (const auto& figures = summary.by_class[static_cast<std::size_t>(road_class)]) {
            table.rows.push_back(row(code, name, road_class, *figures));
        }
    }
}

} // namespace

Table to_table(const RoadReport& report) {
    Table table;
    const std::string where = report.unit != nullptr ? report.unit->name : "Toàn vùng";
    table.title = {fmt::format("Đường giao thông nông thôn – {}", where),
                   fmt::format("Rural roads – {}", report.unit != nullptr ? where : "whole atlas")};
    table.notes = {fmt::format("Số liệu đến ngày {} (as of {})", report.as_of.vietnamese(),
                               report.as_of.iso()),
                   "Cứng hóa theo: " + cited(*report.rules).vi,
                   fmt::format("Phiên bản dữ liệu (revision): {}", report.revision.get()),
                   "Chiều dài trắc địa trên ellipsoid WGS 84, km. “Chưa rõ” không tính là đã hay "
                   "chưa cứng hóa."};
    table.columns = columns();
    for (const auto& of_unit : report.rows) {
        add_rows(table, of_unit.unit->code.get(), of_unit.unit->name, of_unit.summary);
    }
    add_rows(table, "", report.by == ReportBy::hamlet ? "Ngoài các ấp" : "Ngoài các xã",
             report.outside);
    return table;
}

} // namespace gis::analysis
