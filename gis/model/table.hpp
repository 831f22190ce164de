#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gis::model {

/// A cell: empty (unknown), text, a number, a whole number, a day, yes or no.
using Cell = std::variant<std::monostate, std::string, double, std::int64_t, Date, bool>;

/// Tables speak of kilometres, all else of metres.
inline constexpr double metres_per_km = 1000.0;

/// A flat table, on its way to CSV or XLSX.
struct Table {
    struct Column {
        std::string key; ///< ASCII, for machines: "remaining_m"
        Message title;   ///< for people, with the unit: "Còn lại (km)"
        int decimals = 3;
        bool sum = false; ///< XLSX: a SUM formula in the totals row, of what is known
    };

    Message title;
    std::vector<std::string> notes; ///< lines above the table: unit, day, rule set, revision
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

} // namespace gis::model
