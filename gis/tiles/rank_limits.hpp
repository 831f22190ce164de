#pragma once

#include "gis/tiles/part_tiles.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace gis::tiles {

/// What a tile weighs at most before compression, in bytes; kept by leaving roads of low rank out.
inline constexpr std::size_t tile_budget = 500'000;

/// From which rank on roads are shown at each zoom. One limit for a whole zoom, so that
/// neighbouring tiles agree; never lower at a lower zoom, so that nothing vanishes when one zooms
/// in.
struct RankLimits {
    std::array<std::uint8_t, max_zoom + 1> min_rank{};
    std::size_t learned_from = 0; ///< number of stretches of road

    friend bool operator==(const RankLimits&, const RankLimits&) = default;
};

/// Learns the limits from the fullest tile of each zoom, by an estimate of what the roads whose
/// middle lies in it weigh. Limits learned before stay in force until the network has grown or
/// shrunk by a twentieth, so that an edit does not change tiles far from it.
/// @param budget  bytes a tile
[[nodiscard]] RankLimits learn_rank_limits(std::span<const std::shared_ptr<const PartTiles>> parts,
                                           const RankLimits& before, std::size_t budget,
                                           const ParallelFor& parallel_for);

} // namespace gis::tiles
