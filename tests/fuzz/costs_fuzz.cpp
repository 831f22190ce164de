#include "gis/analysis/road_costs.hpp"
#include "gis/core/error.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto costs = gis::analysis::RoadCosts::parse(
            {reinterpret_cast<const char*>(data), size}, "fuzz.json");
        for (const auto& row : costs.costs) {
            const auto cost = costs.vnd_per_m(row.surface, row.width_m);
            if (!(std::isfinite(cost) && cost > 0) || row.source.empty()) {
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
