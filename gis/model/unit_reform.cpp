#include "gis/model/unit_reform.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/overlay.hpp"
#include "gis/model/existence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace gis::model {

namespace {

[[noreturn]] void refuse(std::string code, const Unit& unit, std::string field,
                         const std::string& vi, const std::string& en) {
    throw Error{ErrorKind::invalid_data,
                std::move(code),
                {fmt::format("“{}” (mã {}): {}", unit.name, unit.code.get(), vi),
                 fmt::format("“{}” (code {}): {}", unit.name, unit.code.get(), en)},
                std::move(field)};
}

class Reform {
public:
    explicit Reform(const UnitsInTime& units) : m_units(units) {}

    void add(Unit unit) {
        if (unit.predecessors.empty()) {
            refuse("no-predecessor", unit, "predecessors", "chưa nói được lập từ những đơn vị nào.",
                   "no unit that it was made from.");
        }
        const auto last_day = Date::from_days(unit.valid_from.days() - 1);
        for (auto& predecessor : unit.predecessors) {
            const auto& before = unit_before(unit, predecessor, last_day);
            predecessor = before.key();
            m_ended.insert_or_assign(before.key(), before).first->second.valid_to = last_day;
        }
        std::sort(unit.predecessors.begin(), unit.predecessors.end());
        m_made.push_back(std::move(unit));
    }

    std::vector<Unit> rows() && {
        std::set<UnitCode> keys;
        for (auto& unit : m_made) {
            name(unit);
            if (!keys.insert(unit.key()).second) {
                refuse("unit-twice", unit, "code", "có hai lần.", "stands there twice.");
            }
        }
        std::vector<Unit> rows;
        for (auto& [key, unit] : m_ended) {
            rows.push_back(std::move(unit));
        }
        rows.insert(rows.end(), m_made.begin(), m_made.end());
        return rows;
    }

private:
    const Unit& unit_before(const Unit& unit, const UnitCode& predecessor, Date last_day) const {
        for (const auto& known : m_units.all()) {
            if ((known.code == predecessor || known.key() == predecessor) &&
                known.level == unit.level && exists_on(known, last_day)) {
                if (known.valid_to == last_day) {
                    refuse("already-ended", unit, "predecessors",
                           fmt::format("“{}” (mã {}) đã kết thúc ngày {} theo lần sắp xếp khác.",
                                       known.name, known.code.get(), last_day.vietnamese()),
                           fmt::format("“{}” (code {}) ends on {} by another reform already.",
                                       known.name, known.code.get(), last_day.iso()));
                }
                return known;
            }
        }
        refuse("unknown-predecessor", unit, "predecessors",
               fmt::format("không có đơn vị nào mang mã {} vào ngày {}.", predecessor.get(),
                           last_day.vietnamese()),
               fmt::format("no unit had the code {} on {}.", predecessor.get(), last_day.iso()));
    }

    /// Gives a unit its key, and makes sure that nobody else has its code from then on.
    void name(Unit& unit) const {
        for (const auto& known : m_units.all()) {
            if (known.code != unit.code || is_same_day_again(known, unit)) {
                continue;
            }
            if (unit.level == UnitLevel::hamlet) {
                refuse("hamlet-code-again", unit, "code", "mã này đã dùng cho ấp khác.",
                       "another hamlet has had this code.");
            }
            const bool ends = m_ended.contains(known.key()) ||
                              (known.valid_to && *known.valid_to < unit.valid_from);
            if (!ends) {
                refuse("code-in-use", unit, "code",
                       fmt::format("mã này đang dùng cho “{}”, đơn vị không kết thúc.", known.name),
                       fmt::format("the code belongs to “{}”, which does not end.", known.name));
            }
            unit.own_key = later_key(unit.code, unit.valid_from);
        }
    }

    /// A reform that was taken back and is done once more.
    static bool is_same_day_again(const Unit& known, const Unit& unit) {
        return known.own_key == later_key(unit.code, unit.valid_from);
    }

    const UnitsInTime& m_units;
    std::map<UnitCode, Unit> m_ended; ///< by key
    std::vector<Unit> m_made;
};

} // namespace

std::vector<Unit> reform_rows(const UnitsInTime& units, std::vector<Unit> made) {
    Reform reform{units};
    for (auto& unit : made) {
        reform.add(std::move(unit));
    }
    return std::move(reform).rows();
}

MergedFigures merged_figures(std::span<const Unit* const> parts) {
    MergedFigures merged{{}, 0, 0};
    const auto add = [](std::optional<double>& sum, const std::optional<double>& part) {
        sum = sum && part ? std::optional{*sum + *part} : std::nullopt;
    };
    geometry::MultiPolygon all;
    for (const auto* part : parts) {
        all.insert(all.end(), part->boundary.begin(), part->boundary.end());
        add(merged.population, part->population);
        add(merged.households, part->households);
    }
    merged.boundary = geometry::union_of(all);
    return merged;
}

} // namespace gis::model
