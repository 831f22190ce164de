#pragma once

#include <cstddef>
#include <functional>

namespace gis {

/// Calls body(0) ... body(count - 1), in any order and perhaps from several threads at once, and
/// returns when all are done; the first exception is thrown on. The library has no threads of its
/// own: whoever has some passes one of these.
using ParallelFor =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;

/// All in this thread, in order.
inline void sequential_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    for (std::size_t i = 0; i < count; ++i) {
        body(i);
    }
}

} // namespace gis
