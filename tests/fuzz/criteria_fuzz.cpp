#include "gis/analysis/criteria_set.hpp"
#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto set = gis::analysis::parse_criteria_set(
            {reinterpret_cast<const char*>(data), size}, "fuzz.json");
        for (const auto& criterion : set.criteria) {
            for (const auto& indicator : criterion.indicators) {
                if (indicator.thresholds.empty()) {
                    std::abort();
                }
            }
        }
    } catch (const gis::Error& error) {
        if (error.kind() != gis::ErrorKind::invalid_data) {
            std::abort();
        }
    }
    return 0;
}
