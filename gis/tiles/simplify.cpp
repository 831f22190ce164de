#include "gis/tiles/simplify.hpp"

#include <algorithm>
#include <limits>

namespace gis::tiles {

namespace {

constexpr float never_dropped = std::numeric_limits<float>::infinity();
constexpr std::uint32_t tolerance_units = 2;

/// Measures squared distances to a segment.
class SegmentDistance {
public:
    SegmentDistance(const WorldPoint& a, const WorldPoint& b) noexcept
        : m_x(a.x), m_y(a.y), m_dx(double{1} * b.x - a.x), m_dy(double{1} * b.y - a.y),
          m_length2(m_dx * m_dx + m_dy * m_dy) {}

    [[nodiscard]] double squared(const WorldPoint& point) const noexcept {
        double x = point.x - m_x;
        double y = point.y - m_y;
        if (m_length2 > 0) {
            const double share = std::clamp((x * m_dx + y * m_dy) / m_length2, 0.0, 1.0);
            x -= share * m_dx;
            y -= share * m_dy;
        }
        return x * x + y * y;
    }

private:
    double m_x;
    double m_y;
    double m_dx;
    double m_dy;
    double m_length2;
};

} // namespace

void Simplifier::split(std::span<const WorldPoint> line, const Stretch& stretch) {
    const SegmentDistance distance{line[stretch.first], line[stretch.last]};
    double farthest = -1;
    std::size_t at = stretch.first;
    for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
        const double squared = distance.squared(line[i]);
        if (squared > farthest) {
            farthest = squared;
            at = i;
        }
    }
    // A vertex inside a stretch that a tolerance leaves whole is dropped whatever its own distance:
    // hence the minimum.
    const float weight = std::min(stretch.limit, static_cast<float>(farthest));
    m_weights[at] = weight;
    if (at - stretch.first > 1) {
        m_open.push_back({stretch.first, at, weight});
    }
    if (stretch.last - at > 1) {
        m_open.push_back({at, stretch.last, weight});
    }
}

std::span<const float> Simplifier::weigh(std::span<const WorldPoint> line,
                                         std::span<const unsigned char> fixed) {
    m_weights.assign(line.size(), 0.0F);
    if (line.empty()) {
        return m_weights;
    }
    m_weights.front() = never_dropped;
    m_weights.back() = never_dropped;
    m_open.clear();
    std::size_t first = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (i + 1 == line.size() || (!fixed.empty() && fixed[i] != 0)) {
            m_weights[i] = never_dropped;
            if (i - first > 1) {
                m_open.push_back({first, i, never_dropped});
            }
            first = i;
        }
    }
    while (!m_open.empty()) {
        const Stretch stretch = m_open.back();
        m_open.pop_back();
        split(line, stretch);
    }
    return m_weights;
}

float squared_tolerance(std::uint32_t zoom) noexcept {
    const auto tolerance = static_cast<float>(world_units(tolerance_units, zoom));
    return tolerance * tolerance;
}

} // namespace gis::tiles
