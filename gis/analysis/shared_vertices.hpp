#pragma once

#include "gis/core/parallel.hpp"
#include "gis/geometry/types.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace gis::analysis {

/// Vertices of all lines, counted through; each pair is two at the very same position, the first
/// of it before the second. A position of n vertices gives n - 1 pairs, of its first with each
/// other one.
using VertexPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Lines in groups of lines that are near each other, such as those of a commune.
struct LineGroups {
    std::span<const std::span<const geometry::Point>> lines;
    std::span<const std::uint32_t> first_vertex; ///< of each line; one more at the end; below 2^32
    std::span<const std::uint32_t> first_line;   ///< of each group; one more at the end
};

/// Each group is looked through alone, with those vertices of later groups that lie in its box: a
/// table of bits that fits a processor's cache tells most vertices that are alone at their
/// position.
[[nodiscard]] VertexPairs find_shared_vertices(const LineGroups& groups,
                                               const ParallelFor& parallel_for = sequential_for);

} // namespace gis::analysis
