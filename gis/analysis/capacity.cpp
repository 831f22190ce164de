#include "gis/analysis/capacity.hpp"

#include "gis/core/number_words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;

const model::Unit* commune_of(const model::Units& units, const model::Facility& facility) {
    const auto commune = model::commune_for(units, facility);
    return commune ? &units.communes[*commune] : nullptr;
}

bool in_scope(const model::Units& units, const model::Unit* unit, const model::Unit* commune,
              const model::Facility& facility) {
    if (unit == nullptr || unit == commune) {
        return true;
    }
    if (unit->level == model::UnitLevel::commune) {
        return false;
    }
    const auto at = units.hamlet_index.at(facility.location);
    return !at.empty() && &units.hamlets[at.front()] == unit;
}

} // namespace

std::optional<double> CapacityRow::ratio() const noexcept {
    return seats && *seats > 0 ? std::optional{assigned / *seats} : std::nullopt;
}

CapacityReport capacity_report(const CoverageBasis& basis, const CoverageQuestion& question,
                               const std::optional<UnitCode>& unit) {
    const auto& units = basis.snapshot().units();
    CapacityReport report;
    report.unit = ReportScope{units, unit, ReportBy::commune}.unit();
    report.question = question;
    report.snapshot = basis.shared_snapshot();
    report.reached = basis.reached(question);
    const auto& facilities = report.reached->facilities;
    const auto& reach = report.reached->sure;
    std::vector<CapacityRow> all(facilities.size());
    const auto population = basis.population();
    const auto limit = static_cast<float>(question.distance_m);
    for (std::size_t hamlet = 0; hamlet < population->hamlets.size(); ++hamlet) {
        const auto& people = population->hamlets[hamlet];
        for (auto i = people.first; i < people.last; ++i) {
            const double persons = population->persons(hamlet, i);
            if (reach.facility[i] == no_facility) {
                report.nobody += persons;
                continue;
            }
            auto& row = all[reach.facility[i]];
            row.assigned += persons;
            row.within += reach.metres[i] <= limit ? persons : 0.0;
        }
    }
    for (std::uint32_t i = 0; i < facilities.size(); ++i) {
        all[i].facility = i;
        all[i].seats = facilities[i].seats;
        all[i].commune = commune_of(units, facilities[i]);
        if (in_scope(units, report.unit, all[i].commune, facilities[i])) {
            report.rows.push_back(all[i]);
        }
    }
    return report;
}

model::Table to_table(const CapacityReport& report) {
    const auto& service = *report.question.service;
    const std::string where = report.unit != nullptr ? report.unit->name : "Toàn vùng";
    model::Table table;
    table.title = {fmt::format("Sức chứa {} – {}", service.title.vi, where),
                   fmt::format("Capacity of {}", service.title.en)};
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {})", report.question.as_of.vietnamese(),
                    report.question.as_of.iso()),
        fmt::format("Người dân được tính cho nơi gần nhất {}; {} người không đến được nơi nào.",
                    report.question.along == Along::road ? "theo đường" : "theo đường thẳng",
                    number_words(report.nobody, 0, 0, Language::vi)),
        fmt::format("Phiên bản dữ liệu (revision): {}", report.snapshot->revision().get())};
    table.columns = {{"facility", {"Công trình", "Facility"}, 0, false},
                     {"commune", {"Xã", "Commune"}, 0, false},
                     {"seats", {"Chỗ", "Seats"}, 0, true},
                     {"assigned", {"Người gần nơi này nhất", "People assigned"}, 0, true},
                     {"within", {"Trong đó trong phạm vi", "Of them within"}, 0, true},
                     {"ratio", {"Người trên một chỗ", "People a seat"}, 2, false}};
    for (const auto& row : report.rows) {
        const auto ratio = row.ratio();
        table.rows.push_back({report.reached->facilities[row.facility].name,
                              row.commune != nullptr ? Cell{row.commune->name} : Cell{},
                              row.seats ? Cell{static_cast<std::int64_t>(*row.seats)} : Cell{},
                              row.assigned, row.within, ratio ? Cell{*ratio} : Cell{}});
    }
    return table;
}

} // namespace gis::analysis
