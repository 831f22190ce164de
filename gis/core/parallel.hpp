#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>

namespace gis {

/// Calls body(0) ... body(count - 1), in any order and perhaps from several threads at once, and
/// returns when all are done; the first exception is thrown on. The library has no threads of its
/// own: whoever has some passes one of these.
using ParallelFor =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;

/// The same of a body too short to be handed to a thread by itself: many go together.
template <class Body>
void for_each_in_blocks(std::size_t count, const ParallelFor& parallel_for, const Body& body) {
    constexpr std::size_t block = 1024;
    parallel_for((count + block - 1) / block, [&](std::size_t which) {
        const auto end = std::min(count, (which + 1) * block);
        for (auto i = which * block; i < end; ++i) {
            body(i);
        }
    });
}

/// All in this thread, in order.
inline void sequential_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    for (std::size_t i = 0; i < count; ++i) {
        body(i);
    }
}

} // namespace gis
