#pragma once

#include "gis/geometry/types.hpp"
#include "gis/tiles/world.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gis::tiles {

/// Rings taken apart at the vertices where borders part or meet, so that a border that several
/// rings share exists once, as an arc. Vertices are the same when their coordinates are equal as
/// doubles.
class SharedArcs {
public:
    /// An arc in a ring, with or against its own direction.
    struct Use {
        std::uint32_t arc = 0;
        bool backwards = false;

        friend bool operator==(const Use&, const Use&) = default;
    };

    /// @param rings  closed: first position == last
    explicit SharedArcs(std::span<const std::span<const geometry::Point>> rings);

    [[nodiscard]] std::size_t arc_count() const noexcept { return m_first.size() - 1; }

    /// The positions of an arc with both ends; an arc that is a whole ring ends where it begins.
    [[nodiscard]] std::span<const WorldPoint> arc(std::size_t index) const {
        return std::span{m_vertices}.subspan(m_first[index], m_first[index + 1] - m_first[index]);
    }

    /// The arcs of a ring, each beginning where the one before ends.
    [[nodiscard]] std::span<const Use> ring(std::size_t index) const {
        return std::span{m_uses}.subspan(m_ring_first[index],
                                         m_ring_first[index + 1] - m_ring_first[index]);
    }

private:
    class Builder;

    std::vector<WorldPoint> m_vertices;
    std::vector<std::uint32_t> m_first{0};
    std::vector<Use> m_uses;
    std::vector<std::uint32_t> m_ring_first{0};
};

} // namespace gis::tiles
