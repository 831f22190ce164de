#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis::model {

/// bố trí (giao) vốn, giải ngân, quyết toán
enum class CapitalType : std::uint8_t { allocation, disbursement, settlement };

/// One line of the capital ledger of a plan.
struct CapitalEntry {
    std::string id; ///< "V1"
    CapitalType type = CapitalType::allocation;
    std::string work;   ///< Work::id; empty: of no single work
    UnitCode unit;      ///< commune, that of the work; empty: the district as a whole
    std::string source; ///< as FundingShare::source
    Date on;
    std::int64_t amount_vnd = 0; ///< below 0: taken back, paid back
    std::string document;
    std::string note;

    friend bool operator==(const CapitalEntry&, const CapitalEntry&) = default;
};

[[nodiscard]] std::string_view to_text(CapitalType type) noexcept;
[[nodiscard]] std::optional<CapitalType> capital_type(std::string_view text) noexcept;

} // namespace gis::model
