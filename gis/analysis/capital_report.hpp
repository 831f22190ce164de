#pragma once

#include "gis/analysis/findings.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/model/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the capital ledger of a plan comes to, in đồng, by source.

namespace gis::analysis {

/// What a report has rows for; each is split by source.
enum class CapitalBy : std::uint8_t { work, commune, source };

[[nodiscard]] std::string_view to_text(CapitalBy by) noexcept;
[[nodiscard]] std::optional<CapitalBy> capital_by(std::string_view text) noexcept;

struct CapitalSums {
    std::optional<std::int64_t>
        planned;               ///< funding of works as far as it is known; absent: none is
    std::size_t unplanned = 0; ///< works that name the source and no amount
    std::int64_t allocated = 0;
    std::int64_t disbursed = 0;
    std::int64_t settled = 0;

    /// Allocated and not disbursed.
    [[nodiscard]] std::int64_t remaining() const noexcept { return allocated - disbursed; }
    /// Disbursed and not settled.
    [[nodiscard]] std::int64_t unsettled() const noexcept { return disbursed - settled; }
};

struct CapitalRow {
    const model::Work* work = nullptr; ///< null: of no single work
    UnitCode unit;                     ///< commune; empty: the district, or several
    std::string source;
    CapitalSums sums;
    std::string unit_name; ///< as the atlas or else the plan names it; its code: neither does
};

struct CapitalReport {
    const model::Plan* plan = nullptr;
    const model::Unit* unit = nullptr; ///< null: all
    Date as_of;
    Revision revision;
    CapitalBy by = CapitalBy::work;
    std::vector<CapitalRow> rows; ///< works in the order of the plan, communes by code
    CapitalSums totals;
};

/// Entries up to the end of a day. A work that names its funding has rows also while nothing is
/// allocated. Works that were cancelled count with their entries alone.
/// @param unit  of this commune alone; absent: all, and what is of no commune
/// @throws Error{not_found, "unknown-unit"} with field "unit"
[[nodiscard]] CapitalReport capital_report(const model::Plan& plan, const model::Snapshot& snapshot,
                                           const std::optional<UnitCode>& unit, Date as_of,
                                           CapitalBy by);

/// "Xi măng tỉnh" of "province_cement"; another source is called what it is.
[[nodiscard]] Message source_name(std::string_view source);

[[nodiscard]] model::Table to_table(const CapitalReport& report);

/// Looks through the ledger by work (or commune) and source: more is disbursed than allocated,
/// settled than disbursed, or taken back than there was; a day is in the future; what is allocated
/// differs from the funding of the work. Errors but for the last, which is a warning.
[[nodiscard]] std::vector<Finding> check_capital(const model::Plan& plan, Date today);

} // namespace gis::analysis
