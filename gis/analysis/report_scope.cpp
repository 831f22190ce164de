#include "gis/analysis/report_scope.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

namespace gis::analysis {

using model::Unit;
using model::UnitIndex;
using model::UnitLevel;
using model::Units;

std::string_view to_text(ReportBy by) noexcept {
    return by == ReportBy::hamlet ? "hamlet" : "commune";
}

std::optional<ReportBy> report_by(std::string_view text) noexcept {
    for (const auto by : {ReportBy::hamlet, ReportBy::commune}) {
        if (to_text(by) == text) {
            return by;
        }
    }
    return std::nullopt;
}

ReportScope::ReportScope(const Units& units, const std::optional<UnitCode>& unit, ReportBy by)
    : m_by(by) {
    if (unit) {
        m_unit = units.find(*unit);
        if (m_unit == nullptr) {
            throw Error{ErrorKind::not_found,
                        "unknown-unit",
                        {fmt::format("Không có đơn vị mã “{}”.", unit->get()),
                         fmt::format("There is no unit with code \"{}\".", unit->get())},
                        "unit"};
        }
        if (m_unit->level == UnitLevel::hamlet) {
            m_hamlet = static_cast<UnitIndex>(m_unit - units.hamlets.data());
            m_by = ReportBy::hamlet;
        } else {
            m_commune = static_cast<UnitIndex>(m_unit - units.communes.data());
        }
    }
    choose_rows(units);
    if (m_rows.empty() && m_by == ReportBy::hamlet) {
        m_by = ReportBy::commune;
        choose_rows(units);
    }
}

void ReportScope::choose_rows(const Units& units) {
    if (m_by == ReportBy::hamlet) {
        add_rows(units.hamlets, units.hamlets_by_name);
    } else {
        add_rows(units.communes, units.communes_by_name);
    }
}

void ReportScope::add_rows(const std::vector<Unit>& units, const std::vector<UnitIndex>& order) {
    m_first_unit = units.data();
    for (const auto index : order) {
        const auto& candidate = units[index];
        const bool in_scope =
            m_unit == nullptr || &candidate == m_unit || candidate.parent == m_unit->code;
        if (in_scope) {
            m_rows.push_back(&candidate);
        }
    }
    m_row_of_unit.assign(units.size(), m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_row_of_unit[static_cast<std::size_t>(m_rows[row] - m_first_unit)] = row;
    }
}

std::optional<std::size_t> ReportScope::row_of(UnitIndex hamlet, UnitIndex commune) const {
    if ((m_hamlet != no_unit && hamlet != m_hamlet) ||
        (m_commune != no_unit && commune != m_commune)) {
        return std::nullopt;
    }
    const auto unit = m_by == ReportBy::hamlet ? hamlet : commune;
    return unit == no_unit ? m_rows.size() : m_row_of_unit[unit];
}

} // namespace gis::analysis
