// A filter that is read is printed and read again as the same, and can be evaluated.

#include "gis/analysis/filter.hpp"
#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

std::optional<gis::model::FilterValue> sample(std::string_view name) {
    if (name == "kind" || name == "name") {
        return gis::model::FilterValue{std::string{"primary"}};
    }
    if (name == "toilet") {
        return gis::model::FilterValue{true};
    }
    return name == "seats" ? std::optional{gis::model::FilterValue{80.0}} : std::nullopt;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr auto layer = gis::model::FilterLayer::facilities;
    try {
        const auto filter =
            gis::analysis::parse_filter({reinterpret_cast<const char*>(data), size}, layer);
        if (gis::analysis::parse_filter(gis::analysis::to_json(filter), layer) != filter) {
            std::abort();
        }
        (void)gis::analysis::holds(filter, sample);
    } catch (const gis::Error& error) {
        if (error.kind() != gis::ErrorKind::invalid_data) {
            std::abort();
        }
    }
    return 0;
}
