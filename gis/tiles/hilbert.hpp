#pragma once

#include "gis/tiles/world.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace gis::tiles {

/// Distance of a world position along the Hilbert curve that fills the world grid. Neighbours on
/// the map are mostly neighbours on the curve.
[[nodiscard]] std::uint64_t hilbert_index(const WorldPoint& point) noexcept;

/// Positions of `boxes` in the order of their centres along the curve; empty boxes first.
[[nodiscard]] std::vector<std::uint32_t> hilbert_order(std::span<const WorldBox> boxes);

} // namespace gis::tiles
