// The body of a question: JSON from outside to facilities, surfaces and candidates.

#include "gis/analysis/json_object.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void read(const gis::analysis::JsonObject& body) {
    for (const auto& key : body.keys()) {
        try {
            (void)body.scalar(key);
        } catch (const gis::Error&) {
        }
    }
    for (const auto& item : body.objects("add_facilities", 100)) {
        const auto point = item.point("location");
        if (!(std::abs(point.lon) <= 180 && std::abs(point.lat) <= 90)) {
            std::abort();
        }
        (void)item.word("kind", gis::model::facility_kind);
    }
    for (const auto& point : body.points("candidates", 2000)) {
        if (!(std::abs(point.lon) <= 180 && std::abs(point.lat) <= 90)) {
            std::abort();
        }
    }
    for (const auto id : body.whole_numbers("remove_facilities", 1, 1'000'000, 100)) {
        if (id < 1 || id > 1'000'000) {
            std::abort();
        }
    }
    for (const auto& item : body.objects("surfaces", 100)) {
        (void)item.whole("road", 1, 1'000'000);
        if (!(item.number("from_m", 0, 10) <= item.number("to_m", 10, 20))) {
            std::abort();
        }
        (void)item.word("surface", gis::model::surface);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        read(gis::analysis::JsonObject::parse({reinterpret_cast<const char*>(data), size},
                                              {"bad-body", {"Nội dung", "The body"}}));
    } catch (const gis::Error& error) {
        if (error.kind() != gis::ErrorKind::invalid_data) {
            std::abort();
        }
    }
    return 0;
}
