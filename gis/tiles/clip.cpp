#include "gis/tiles/clip.hpp"

#include <cmath>

namespace gis::tiles {

namespace {

/// Side k of the buffered tile is the one of bit k of outside_code().
constexpr unsigned sides = 4;

/// `position` on the segment a-b at a given value of the other coordinate; rounded. In doubles: at
/// zoom 22 a segment may be 2^34 units long, so that integer products would overflow; the error
/// stays below 1e-5 units.
std::int64_t interpolate(std::int64_t a, std::int64_t b, std::int64_t other_a, std::int64_t other_b,
                         std::int64_t other) noexcept {
    const auto product = static_cast<double>(b - a) * static_cast<double>(other - other_a);
    const double offset = product / static_cast<double>(other_b - other_a);
    return a + static_cast<std::int64_t>(std::floor(offset + 0.5));
}

/// Where the segment a-b crosses the line through a side. @pre the two lie on different sides of it
TilePoint crossing(TilePoint a, TilePoint b, unsigned side) noexcept {
    if (b.x < a.x || (b.x == a.x && b.y < a.y)) {
        std::swap(a, b); // the same result for both directions
    }
    const std::int64_t edge = side % 2 == 0 ? clip_min : clip_max;
    if (side < 2) {
        return {edge, interpolate(a.y, b.y, a.x, b.x, edge)};
    }
    return {interpolate(a.x, b.x, a.y, b.y, edge), edge};
}

unsigned lowest_side(unsigned code) noexcept {
    unsigned side = 0;
    while ((code & (1U << side)) == 0) {
        ++side;
    }
    return side;
}

} // namespace

std::optional<std::pair<TilePoint, TilePoint>> clip_segment(TilePoint a, TilePoint b) {
    const TilePoint from = a;
    const TilePoint to = b;
    unsigned code_a = outside_code(a);
    unsigned code_b = outside_code(b);
    while ((code_a | code_b) != 0) {
        if ((code_a & code_b) != 0) {
            return std::nullopt;
        }
        // Crossings are taken on the segment as given: rounding does not add up.
        if (code_a != 0) {
            a = crossing(from, to, lowest_side(code_a));
            code_a = outside_code(a);
        } else {
            b = crossing(from, to, lowest_side(code_b));
            code_b = outside_code(b);
        }
    }
    return std::pair{a, b};
}

std::vector<TilePoint> RingClipper::clip(std::vector<TilePoint> ring, unsigned outside) {
    for (unsigned side = 0; side < sides && !ring.empty(); ++side) {
        const unsigned bit = 1U << side;
        if ((outside & bit) == 0) {
            continue;
        }
        m_next.clear();
        TilePoint previous = ring.back();
        bool previous_out = (outside_code(previous) & bit) != 0;
        for (const auto& point : ring) {
            const bool out = (outside_code(point) & bit) != 0;
            if (out != previous_out) {
                m_next.push_back(crossing(previous, point, side));
            }
            if (!out) {
                m_next.push_back(point);
            }
            previous = point;
            previous_out = out;
        }
        ring.swap(m_next);
    }
    return ring;
}

} // namespace gis::tiles
