#pragma once

#include "gis/tiles/world.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace gis::tiles {

/// Ranks the vertices of lines by Douglas and Peucker's method, once for all tolerances: keeping
/// the vertices whose weight is at least t^2 gives what the method gives for the tolerance t. Holds
/// scratch memory; one per thread.
class Simplifier {
public:
    /// @param line   positions on the world grid
    /// @param fixed  parallel to `line`, not 0 where a vertex has to stay; the two ends always
    /// stay. May be empty.
    /// @return a weight per vertex, squared world units; infinite for what stays. Valid until the
    /// next call.
    [[nodiscard]] std::span<const float> weigh(std::span<const WorldPoint> line,
                                               std::span<const unsigned char> fixed = {});

private:
    struct Stretch {
        std::size_t first;
        std::size_t last;
        float limit;
    };

    void split(std::span<const WorldPoint> line, const Stretch& stretch);

    std::vector<float> m_weights;
    std::vector<Stretch> m_open;
};

/// The square of the generalisation tolerance of a zoom below base_zoom: 2 tile units, in world
/// units squared.
[[nodiscard]] float squared_tolerance(std::uint32_t zoom) noexcept;

} // namespace gis::tiles
