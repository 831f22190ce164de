#pragma once

#include "gis/tiles/road_shapes.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gis::tiles {

/// A world position as a number, for comparing and hashing.
[[nodiscard]] constexpr std::uint64_t vertex_key(const WorldPoint& point) noexcept {
    return (std::uint64_t{point.x} << 32) | point.y;
}

/// Finds the vertices at which a part's roads meet one another or the roads of other parts.
class Junctions {
public:
    explicit Junctions(const RoadShapes& own);

    /// Adds what the own roads share with those of another part.
    void meet(const RoadShapes& other);

    [[nodiscard]] bool at(const WorldPoint& point) const noexcept;

    /// The vertices shared with other parts: a number that differs when they do.
    [[nodiscard]] std::uint64_t fingerprint_of_others() const;

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t road = 0; // of the first road here, from 1; 0 is a free slot
        bool shared = false;
    };

    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const noexcept;

    const RoadShapes& m_own;
    std::vector<Slot> m_slots; // open addressing, at most half full
    int m_shift = 0;
    std::vector<std::uint64_t> m_others;
};

/// The generalised copies of a part's roads, one for each zoom below base_zoom. All have the roads
/// of the shapes, in the same order; a road that is too small for a zoom has no vertices there.
struct RoadLevels {
    std::array<RoadVertices, base_zoom> zooms;
    std::uint64_t junctions =
        0; ///< Junctions::fingerprint_of_others(): they have to be built anew when it changes
};

/// Douglas and Peucker's method with 2 tile units; ends and junctions stay in place, so that roads
/// go on meeting.
[[nodiscard]] RoadLevels build_road_levels(const RoadShapes& shapes, const Junctions& junctions);

} // namespace gis::tiles
