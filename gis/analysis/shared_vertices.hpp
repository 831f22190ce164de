#pragma once

#include "gis/core/parallel.hpp"
#include "gis/geometry/types.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace gis::analysis {

/// Vertices of all lines, counted through; each pair is two at the very same position, the first
/// of it before the second. A position of n vertices gives n - 1 pairs that connect them.
using VertexPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Work is proportional to the vertices: positions are hashed into buckets that fit a processor's
/// cache, and each bucket is looked through alone.
/// @param lines  fewer than 2^32 vertices in all
/// @param first  number of each line's first vertex; one more at the end
[[nodiscard]] VertexPairs
find_shared_vertices(std::span<const std::span<const geometry::Point>> lines,
                     std::span<const std::uint32_t> first,
                     const ParallelFor& parallel_for = sequential_for);

} // namespace gis::analysis
