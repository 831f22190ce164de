#include "gis/store/utc.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

namespace gis::store {

std::string utc_now() {
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                       now.time_since_epoch().count() % 1000);
}

} // namespace gis::store
