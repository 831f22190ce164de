#include "gis/analysis/coverage_report.hpp"

#include "gis/core/number_words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;
using model::Table;

constexpr double per_cent = 100.0;

Cell cell(const std::optional<double>& value) {
    return value ? Cell{*value} : Cell{};
}

std::string source_title(PeopleSource source) {
    switch (source) {
    case PeopleSource::imported:
        return "điểm dân cư đã nhập";
    case PeopleSource::lattice:
        return "lưới đều trong ấp";
    case PeopleSource::unknown:
        return "chưa có số dân";
    }
    return {};
}

std::vector<Table::Column> people_columns() {
    return {{"unit_code", {"Mã", "Code"}, 0, false},
            {"unit_name", {"Đơn vị", "Unit"}, 0, false},
            {"population", {"Dân số (người)", "Population"}, 0, true},
            {"covered", {"Trong phạm vi (người)", "Covered (people)"}, 0, true},
            {"uncovered", {"Ngoài phạm vi (người)", "Not covered (people)"}, 0, true},
            {"unknown", {"Chưa rõ (người)", "Unknown (people)"}, 0, true},
            {"covered_percent", {"Tỷ lệ trong phạm vi (%)", "Covered (%)"}, 1, false}};
}

std::vector<Cell> people_cells(const std::string& code, const std::string& name,
                               const std::optional<PeopleFigures>& figures) {
    std::vector<Cell> cells{code, name};
    if (!figures) {
        cells.resize(7);
        return cells;
    }
    for (const double persons :
         {figures->population, figures->covered, figures->uncovered, figures->unknown}) {
        cells.emplace_back(persons);
    }
    const auto share = figures->share();
    cells.push_back(share ? Cell{*share * per_cent} : Cell{});
    return cells;
}

std::string place_title(const PeopleRows& people) {
    return people.unit != nullptr ? people.unit->name : "Toàn vùng";
}

std::string kilometres(double metres) {
    return plain_number_words(metres / model::metres_per_km, Language::vi, 3) + " km";
}

std::vector<std::string> common_notes(const PeopleRows& people, Date as_of,
                                      const model::Snapshot& snapshot) {
    const auto& count = people.hamlets_by_source;
    return {
        fmt::format("Số liệu đến ngày {} (as of {})", as_of.vietnamese(), as_of.iso()),
        fmt::format("Người dân tính theo: {} ấp có điểm dân cư đã nhập, {} ấp theo lưới đều, {} "
                    "ấp chưa có số dân (không tính là 0).",
                    count[0], count[1], count[2]),
        fmt::format("Phiên bản dữ liệu (revision): {}", snapshot.revision().get())};
}

void add_elsewhere(Table& table, const PeopleRows& people) {
    if (people.elsewhere.population > 0) {
        const bool by_hamlet = people.by == ReportBy::hamlet;
        auto cells =
            people_cells("", by_hamlet ? "Chưa rõ ở ấp nào" : "Chưa rõ ở xã nào", people.elsewhere);
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
    }
}

} // namespace

Table to_table(const CoverageReport& report) {
    const auto& question = report.question;
    const auto& service = *question.service;
    Table table;
    table.title = {
        fmt::format("Độ phủ {} – {}", service.title.vi, place_title(report.people)),
        fmt::format("Coverage of {} – {}", service.title.en,
                    report.people.unit != nullptr ? report.people.unit->name : "whole atlas")};
    table.notes = common_notes(report.people, question.as_of, *report.snapshot);
    table.notes.push_back(
        question.along == Along::straight
            ? fmt::format("Trong phạm vi: cách không quá {} đường thẳng (trắc địa).",
                          kilometres(question.distance_m))
            : fmt::format("Trong phạm vi: không quá {} theo đường{}; từ nhà và từ công trình ra "
                          "đường không quá {}.",
                          kilometres(question.distance_m),
                          question.roads == RoadsUsed::all
                              ? ""
                              : fmt::format(" đi được quanh năm ({})", question.rules->title.vi),
                          kilometres(question.access_m)));
    table.columns = people_columns();
    table.columns.push_back({"below_threshold", {"Dưới ngưỡng", "Below threshold"}, 0, false});
    table.columns.push_back({"nearest", {"Nơi gần nhất của đa số", "Nearest of most"}, 0, false});
    table.columns.push_back(
        {"nearest_km", {"Trung bình đến đó (km)", "Mean distance (km)"}, 2, false});
    table.columns.push_back({"points", {"Điểm dân cư", "Population points"}, 0, false});
    for (const auto& row : report.people.rows) {
        auto cells = people_cells(row.unit->code.get(), row.unit->name, row.figures);
        cells.push_back(row.below_threshold ? Cell{*row.below_threshold} : Cell{});
        cells.push_back(row.nearest ? Cell{report.reached->facilities[row.nearest->facility].name}
                                    : Cell{});
        cells.push_back(cell(row.nearest ? std::optional{row.nearest->mean_m / model::metres_per_km}
                                         : std::nullopt));
        cells.push_back(row.source ? Cell{source_title(*row.source)} : Cell{});
        table.rows.push_back(std::move(cells));
    }
    add_elsewhere(table, report.people);
    return table;
}

Table to_table(const AccessReport& report) {
    Table table;
    table.title = {
        fmt::format("Chỉ số tiếp cận đường nông thôn (RAI) – {}", place_title(report.people)),
        "Rural Access Index (SDG 9.1.1)"};
    table.notes = common_notes(report.people, report.as_of, *report.snapshot);
    table.notes.push_back(fmt::format("Trong phạm vi: sống cách đường đi được quanh năm ({}) không "
                                      "quá {} đường thẳng. Chỉ số đếm người, không đếm km.",
                                      report.rules->title.vi, kilometres(report.distance_m)));
    table.columns = people_columns();
    table.columns.push_back({"rural", {"Nông thôn", "Rural"}, 0, false});
    for (const auto& row : report.people.rows) {
        auto cells = people_cells(row.unit->code.get(), row.unit->name, row.figures);
        cells.emplace_back(row.rural);
        table.rows.push_back(std::move(cells));
    }
    add_elsewhere(table, report.people);
    return table;
}

} // namespace gis::analysis
