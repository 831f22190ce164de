#include "gis/analysis/unit_reform_file.hpp"
#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

gis::model::Unit unit(const char* code, gis::model::UnitLevel level, const char* parent) {
    gis::model::Unit result;
    result.code = gis::UnitCode{code};
    result.level = level;
    result.parent = gis::UnitCode{parent};
    result.population = 10;
    return result;
}

} // namespace

/// Whatever a file says, a reform ends units the day before it, and brings others into force on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using gis::model::UnitLevel;
    static const gis::model::UnitsInTime units{
        {unit("1", UnitLevel::commune, ""), unit("25345", UnitLevel::commune, ""),
         unit("25330", UnitLevel::commune, ""), unit("25327", UnitLevel::commune, ""),
         unit("1-01", UnitLevel::hamlet, "1"), unit("1-02", UnitLevel::hamlet, "1")}};
    try {
        const auto reform = gis::analysis::parse_unit_reform(
            {reinterpret_cast<const char*>(data), size}, "fuzz.json");
        for (const auto& row : rows_of(reform, units)) {
            const bool begins = row.valid_from == reform.first_day && !row.valid_to;
            const bool ends = row.valid_to && row.valid_to->days() == reform.first_day.days() - 1;
            if (begins == ends || (begins && row.predecessors.empty())) {
                std::abort();
            }
        }
    } catch (const gis::Error& error) {
        if (error.kind() != gis::ErrorKind::invalid_data) {
            std::abort();
        }
    }
    return 0;
}
