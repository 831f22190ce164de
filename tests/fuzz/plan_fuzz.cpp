#include "gis/analysis/plan_file.hpp"
#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

const gis::analysis::CriteriaBook& sets() {
    static const auto book =
        gis::analysis::CriteriaBook::load(std::string{NTM_SOURCE_DIR} + "/data/criteria");
    return book;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto plan = gis::analysis::parse_plan({reinterpret_cast<const char*>(data), size},
                                                    "fuzz.json", sets());
        for (const auto& work : plan.works) {
            if (plan.find_unit(work.unit) == nullptr) {
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
