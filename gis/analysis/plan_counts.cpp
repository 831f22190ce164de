#include "gis/analysis/plan_counts.hpp"

#include "gis/model/existence.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

using model::Counting;

constexpr double per_cent = 100.0;

bool within(std::span<const UnitCode> units, const UnitCode& unit) {
    return units.empty() || std::find(units.begin(), units.end(), unit) != units.end();
}

/// Whether something was in a year and not after a day.
bool in_year(Date event, int year, Date day) {
    return event.year() == year && event <= day;
}

Measured counted(std::size_t chosen, std::size_t undecided, bool any, Message none) {
    Measured measured;
    measured.chosen = static_cast<double>(chosen);
    measured.undecided = static_cast<double>(undecided);
    measured.total = measured.chosen + measured.undecided;
    if (any) {
        measured.value = Range{measured.chosen, measured.total};
    } else {
        measured.reason = std::move(none);
    }
    return measured;
}

Measured count_cooperatives(const model::Plan& plan, std::span<const UnitCode> units, Date day,
                            int year) {
    std::size_t founded = 0;
    std::size_t unknown = 0;
    bool any = false;
    for (const auto& one : plan.cooperatives) {
        if (!within(units, one.unit)) {
            continue;
        }
        any = true;
        founded += one.founded_on && in_year(*one.founded_on, year, day) ? 1 : 0;
        unknown += one.founded_on ? 0 : 1;
    }
    return counted(founded, unknown, any,
                   {"Chưa có hồ sơ hợp tác xã nào.", "No co-operative is recorded yet."});
}

Measured count_products(const model::Plan& plan, std::span<const UnitCode> units, Date day,
                        int year) {
    std::size_t recognised = 0;
    bool any = false;
    for (const auto& one : plan.products) {
        if (!within(units, one.unit)) {
            continue;
        }
        any = true;
        recognised += one.recognised_on && in_year(*one.recognised_on, year, day) ? 1 : 0;
    }
    return counted(recognised, 0, any,
                   {"Chưa có hồ sơ sản phẩm OCOP nào.", "No OCOP product is recorded yet."});
}

} // namespace

std::vector<HamletStanding> hamlet_standings(const model::Plan& plan, model::HamletTitle title,
                                             int year, std::span<const UnitCode> communes,
                                             const model::Snapshot& snapshot, Date day) {
    std::vector<HamletStanding> standings;
    for (const auto& hamlet : snapshot.units().hamlets) {
        const bool asked = communes.empty()
                               ? plan.units.empty() || plan.find_unit(hamlet.parent) != nullptr
                               : within(communes, hamlet.parent);
        if (!asked || !exists_on(hamlet, std::min(day, Date{year, 12, 31}))) {
            continue;
        }
        HamletStanding standing{&hamlet, nullptr};
        for (const auto& record : plan.hamlet_titles) {
            const bool fits = record.hamlet == hamlet.code && record.title == title &&
                              record.year == year &&
                              record.decided_on.value_or(Date{year, 1, 1}) <= day;
            if (fits) {
                standing.record = &record;
            }
        }
        standings.push_back(standing);
    }
    return standings;
}

Measured total_of(std::span<const HamletStanding> standings, bool share) {
    Measured measured;
    for (const auto& [hamlet, record] : standings) {
        measured.total += 1;
        if (record == nullptr) {
            measured.undecided += 1;
            measured.open.hamlets.push_back(hamlet->code);
        } else if (record->recognised) {
            measured.chosen += 1;
            measured.evidence.hamlets.push_back(hamlet->code);
        }
    }
    if (measured.total == 0) {
        measured.reason = {"Không có ấp nào.", "There are no hamlets."};
    } else if (measured.undecided == measured.total) {
        measured.reason = {"Chưa có kết quả công nhận của ấp nào.",
                           "Nothing is recorded of any hamlet yet."};
    } else {
        const double per = share ? per_cent / measured.total : 1.0;
        measured.value = Range{measured.chosen * per, (measured.chosen + measured.undecided) * per};
    }
    return measured;
}

Measured count_register(const model::Plan& plan, const model::Target& target,
                        const model::Snapshot& snapshot, Date day, int year) {
    const auto& counting = *target.counting;
    switch (counting.of) {
    case Counting::Register::cooperatives:
        return count_cooperatives(plan, target.units, day, year);
    case Counting::Register::products:
        return count_products(plan, target.units, day, year);
    case Counting::Register::hamlet_titles:
        break;
    }
    const auto standings =
        hamlet_standings(plan, counting.title, year, target.units, snapshot, day);
    return total_of(standings, counting.share);
}

} // namespace gis::analysis
