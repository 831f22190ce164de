#pragma once

#include "gis/analysis/passable_roads.hpp"
#include "gis/core/parallel.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace gis::analysis {

inline constexpr double default_snap_m = 1.0;

/// A place on a road where it may be entered or left.
struct RoadNode {
    double at_m = 0; ///< chainage, metres
    std::uint32_t node = 0;

    friend bool operator==(const RoadNode&, const RoadNode&) = default;
};

/// Where roads meet. Roads are counted through all parts in their order, part by part.
///
/// Roads meet at positions that are vertices of both (equal to the last bit); where an end of one
/// comes within `snap_m` of another road's end, vertex or inside, there they meet too (a T
/// junction, and drawings that miss each other by a little). Where two lines cross without any of
/// this they do not meet: a bridge, or a slip of the pen, which quality checks list. Moving onto
/// the other line costs no distance.
struct RoadJunctions {
    std::vector<std::uint32_t> first_road; ///< of each part; one more at the end
    std::vector<std::uint32_t> first;      ///< of each road in `nodes`; one more at the end
    std::vector<RoadNode> nodes;           ///< road by road, by chainage: 0, inner ones, length
    std::uint32_t node_count = 0;

    [[nodiscard]] std::span<const RoadNode> of(std::size_t road) const {
        return std::span{nodes}.subspan(first[road], first[road + 1] - first[road]);
    }
};

/// @param parts  made for Passable::all: roads that do not exist on its day have no nodes
/// @param snap_m  0.001 to 50. @throws Error{invalid_argument, "bad-tolerance"}
[[nodiscard]] RoadJunctions find_junctions(const PassableParts& parts,
                                           double snap_m = default_snap_m,
                                           const ParallelFor& parallel_for = sequential_for);

/// The same as find_junctions(parts, …), made from the junctions of earlier roads of the same units
/// on the same day. Searches only around the roads that are not the same; all others are counted
/// anew.
[[nodiscard]] RoadJunctions update_junctions(const RoadJunctions& before,
                                             const PassableParts& old_parts,
                                             const PassableParts& parts,
                                             double snap_m = default_snap_m,
                                             const ParallelFor& parallel_for = sequential_for);

} // namespace gis::analysis
