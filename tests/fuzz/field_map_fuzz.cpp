#include "gis/core/error.hpp"
#include "gis/files/field_map.hpp"
#include "gis/files/fields.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto maps =
            gis::files::parse_field_maps({reinterpret_cast<const char*>(data), size}, "fuzz.json");
        // What was accepted names fields that exist and columns or a constant to fill them from.
        for (const auto& map : maps) {
            for (const auto& rule : map.fields) {
                if (gis::files::find_field(map.layer, rule.target) == nullptr ||
                    (rule.columns.empty() && !rule.constant)) {
                    std::abort();
                }
            }
        }
    } catch (const gis::Error&) {
    }
    return 0;
}
