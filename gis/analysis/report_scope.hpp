#pragma once

#include "gis/analysis/road_ledger.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// What a report has one row for.
enum class ReportBy : std::uint8_t { hamlet, commune };

[[nodiscard]] std::string_view to_text(ReportBy by) noexcept;
[[nodiscard]] std::optional<ReportBy> report_by(std::string_view text) noexcept;

/// The rows of a report about a unit, or about the whole atlas: one for each hamlet or commune in
/// it, in the order of names within their commune. A unit without hamlets has rows by commune.
class ReportScope {
public:
    /// @throws Error{not_found, "unknown-unit"} with field "unit"
    ReportScope(const model::Units& units, const std::optional<UnitCode>& unit, ReportBy by);

    /// Null: the whole atlas.
    [[nodiscard]] const model::Unit* unit() const { return m_unit; }
    [[nodiscard]] ReportBy by() const { return m_by; }
    [[nodiscard]] const std::vector<const model::Unit*>& rows() const { return m_rows; }

    /// The row of a place (positions in Units or no_unit); rows().size() when it is in the scope
    /// but in none of the rows' units; nothing when it is out of scope.
    [[nodiscard]] std::optional<std::size_t> row_of(model::UnitIndex hamlet,
                                                    model::UnitIndex commune) const;

private:
    void choose_rows(const model::Units& units);
    void add_rows(const std::vector<model::Unit>& units,
                  const std::vector<model::UnitIndex>& order);

    const model::Unit* m_unit = nullptr;
    ReportBy m_by;
    model::UnitIndex m_commune = no_unit; ///< the only commune in scope
    model::UnitIndex m_hamlet = no_unit;  ///< the only hamlet in scope
    std::vector<const model::Unit*> m_rows;
    const model::Unit* m_first_unit = nullptr; ///< of the units that the rows are taken from
    std::vector<std::size_t> m_row_of_unit;
};

} // namespace gis::analysis
