#pragma once

#include "gis/geometry/types.hpp"

#include <cstddef>
#include <span>

namespace gis::geometry {

/// Has a line come out of memory while something else is done; says nothing about what it holds.
inline void fetch(std::span<const Point> line) noexcept {
    constexpr std::size_t points_per_fetch = 4; // 64 bytes
    for (std::size_t i = 0; i < line.size(); i += points_per_fetch) {
        __builtin_prefetch(&line[i]);
    }
}

} // namespace gis::geometry
