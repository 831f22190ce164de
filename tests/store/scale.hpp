#pragma once

#include <cstdlib>
#include <string>

namespace gis::store::testing {

/// How often a random test tries. NTM_CRASH_SCALE multiplies it: 10 makes the full counts of
/// CONTRIBUTING.md.
inline int scaled(int count) {
    const char* scale = std::getenv("NTM_CRASH_SCALE");
    return scale == nullptr ? count : static_cast<int>(std::stod(scale) * count);
}

} // namespace gis::store::testing
