#include "gis/analysis/hardening_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        (void)gis::analysis::parse_hardening_rules({reinterpret_cast<const char*>(data), size},
                                                   "fuzz.json");
    } catch (const gis::Error&) {
    }
    return 0;
}
