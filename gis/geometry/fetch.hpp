#pragma once

#include <cstddef>
#include <span>

namespace gis::geometry {

/// Has a list come out of memory while something else is done; says nothing about what it holds.
template <class T>
void fetch(std::span<const T> list) noexcept {
    constexpr std::size_t bytes_per_fetch = 64;
    constexpr auto step = bytes_per_fetch > sizeof(T) ? bytes_per_fetch / sizeof(T) : 1;
    for (std::size_t i = 0; i < list.size(); i += step) {
        __builtin_prefetch(&list[i]);
    }
}

} // namespace gis::geometry
