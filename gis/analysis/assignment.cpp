#include "gis/analysis/assignment.hpp"

#include "gis/model/existence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace gis::analysis {

namespace {

using model::Cell;
using model::Facility;

std::optional<bool> needs_repair(const Facility& facility) {
    if (facility.condition.empty()) {
        return std::nullopt;
    }
    return facility.condition == "repair" || facility.condition == "degraded";
}

std::optional<bool> is_missing(const std::optional<bool>& has) {
    return has ? std::optional{!*has} : std::nullopt;
}

/// One place without the need is enough; else it is needed if some place says so.
std::optional<bool> best(const std::optional<bool>& a, const std::optional<bool>& b) {
    if (!a || !b) {
        return a == std::optional{false} || b == std::optional{false} ? std::optional{false}
               : a                                                    ? a
                                                                      : b;
    }
    return *a && *b;
}

Needs needs_of(const std::vector<const Facility*>& places) {
    Needs needs;
    bool first = true;
    for (const auto* place : places) {
        const Needs own{needs_repair(*place), is_missing(place->toilet), is_missing(place->well)};
        needs = first ? own
                      : Needs{best(needs.repair, own.repair), best(needs.toilet, own.toilet),
                              best(needs.well, own.well)};
        first = false;
    }
    return needs;
}

std::string names(const std::vector<const Facility*>& places) {
    std::string text;
    for (const auto* place : places) {
        text += (text.empty() ? "" : "; ") + place->name;
    }
    return text;
}

Cell yes_no(const std::optional<bool>& value) {
    return value ? Cell{*value} : Cell{};
}

} // namespace

std::string_view to_text(Assigned assigned) noexcept {
    constexpr std::array<std::string_view, 3> names{"own", "shared", "none"};
    return names[static_cast<std::size_t>(assigned)];
}

std::vector<UnitCode> hamlets_served(const Facility& facility, const model::Units& units) {
    if (!facility.serves.empty()) {
        return facility.serves;
    }
    const auto at = units.hamlet_index.at(facility.location);
    return at.empty() ? std::vector<UnitCode>{}
                      : std::vector<UnitCode>{units.hamlets[at.front()].code};
}

AssignmentReport assignment_report(std::shared_ptr<const model::Snapshot> snapshot,
                                   const ServiceNorm& service, Date as_of,
                                   const std::optional<UnitCode>& unit) {
    const auto& units = snapshot->units();
    const ReportScope scope{units, unit, ReportBy::hamlet};
    AssignmentReport report;
    report.unit = scope.unit();
    report.service = &service;
    report.as_of = as_of;
    std::map<UnitCode, AssignmentRow> by_hamlet;
    std::map<const Facility*, std::size_t> served;
    for (const auto& part : snapshot->parts()) {
        for (const auto& facility : part->facilities) {
            if (!service.is_given_by(facility.kind) || !exists_on(facility, as_of)) {
                continue;
            }
            const bool planned = facility.condition == "new";
            for (const auto& hamlet : hamlets_served(facility, units)) {
                auto& row = by_hamlet[hamlet];
                (planned ? row.planned : row.places).push_back(&facility);
                ++served[&facility];
            }
        }
    }
    for (const auto* hamlet : scope.rows()) {
        if (hamlet->level != model::UnitLevel::hamlet) {
            continue; // a commune without hamlets
        }
        auto row = by_hamlet[hamlet->code];
        row.unit = hamlet;
        const auto by_id = [](const Facility* a, const Facility* b) {
            return a->id < b->id;
        };
        std::sort(row.places.begin(), row.places.end(), by_id);
        std::sort(row.planned.begin(), row.planned.end(), by_id);
        const bool own = std::any_of(row.places.begin(), row.places.end(),
                                     [&](const Facility* place) { return served[place] == 1; });
        row.assigned = own ? Assigned::own : row.places.empty() ? Assigned::none : Assigned::shared;
        row.needs = needs_of(row.places);
        report.own += row.assigned == Assigned::own ? 1 : 0;
        report.shared += row.assigned == Assigned::shared ? 1 : 0;
        report.none += row.assigned == Assigned::none ? 1 : 0;
        report.needs_repair += row.needs.repair.value_or(false) ? 1 : 0;
        report.needs_toilet += row.needs.toilet.value_or(false) ? 1 : 0;
        report.needs_well += row.needs.well.value_or(false) ? 1 : 0;
        report.rows.push_back(std::move(row));
    }
    report.snapshot = std::move(snapshot);
    return report;
}

model::Table to_table(const AssignmentReport& report) {
    const auto& service = *report.service;
    const std::string where = report.unit != nullptr ? report.unit->name : "Toàn vùng";
    model::Table table;
    table.title = {fmt::format("{} của các ấp – {}", service.title.vi, where),
                   fmt::format("{} of hamlets", service.title.en)};
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {})", report.as_of.vietnamese(),
                    report.as_of.iso()),
        fmt::format("{} ấp có nơi riêng, {} ấp dùng chung, {} ấp chưa có.", report.own,
                    report.shared, report.none),
        fmt::format("Phiên bản dữ liệu (revision): {}", report.snapshot->revision().get())};
    table.columns = {{"unit_code", {"Mã", "Code"}, 0, false},
                     {"unit_name", {"Ấp", "Hamlet"}, 0, false},
                     {"assigned", {"Tình trạng", "State"}, 0, false},
                     {"places", {"Nơi phục vụ", "Places"}, 0, false},
                     {"planned", {"Sẽ xây mới", "To be built"}, 0, false},
                     {"needs_repair", {"Cần sửa chữa", "Needs repair"}, 0, false},
                     {"needs_toilet", {"Thiếu nhà vệ sinh", "No toilet"}, 0, false},
                     {"needs_well", {"Thiếu giếng nước", "No well"}, 0, false}};
    constexpr std::array<std::string_view, 3> states{"có riêng", "dùng chung", "chưa có"};
    for (const auto& row : report.rows) {
        table.rows.push_back({row.unit->code.get(), row.unit->name,
                              std::string{states[static_cast<std::size_t>(row.assigned)]},
                              names(row.places), names(row.planned), yes_no(row.needs.repair),
                              yes_no(row.needs.toilet), yes_no(row.needs.well)});
    }
    return table;
}

} // namespace gis::analysis
