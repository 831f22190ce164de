#pragma once

#include "gis/geometry/local_frame.hpp"
#include "gis/geometry/types.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace gis::editing {

/// A line on the plane of a LocalFrame with the chainage of its vertices, metres.
class PlaneLine {
public:
    /// The place of a line that is nearest to a position.
    struct Place {
        double at_m = 0;
        double distance_m = 0; ///< on the plane
    };

    /// @pre line.size() >= 2
    PlaneLine(std::span<const geometry::Point> line, const geometry::LocalFrame& frame);

    [[nodiscard]] std::size_t size() const noexcept { return m_points.size(); }
    [[nodiscard]] double length_m() const noexcept { return m_at.back(); }
    [[nodiscard]] double at_vertex(std::size_t index) const { return m_at[index]; }
    [[nodiscard]] const geometry::PlanePoint& vertex(std::size_t index) const {
        return m_points[index];
    }
    [[nodiscard]] geometry::PlanePoint position(double at_m) const;
    /// The nearest place between two chainages; of several the first.
    [[nodiscard]] Place nearest(const geometry::PlanePoint& point, double from_m,
                                double to_m) const;

private:
    [[nodiscard]] std::size_t segment_at(double at_m) const;

    std::vector<geometry::PlanePoint> m_points;
    std::vector<double> m_at;
};

[[nodiscard]] double distance2(const geometry::PlanePoint& a,
                               const geometry::PlanePoint& b) noexcept;

/// Vertices that two lines have in common (within 1 mm), in an order that is the same on both: the
/// common start, the common end, and between them the longest such sequence of vertices that occur
/// once on each. Pairs of indices, ascending in both.
struct Anchor {
    std::size_t before = 0;
    std::size_t after = 0;
};
[[nodiscard]] std::vector<Anchor> find_anchors(const PlaneLine& before, const PlaneLine& after);

} // namespace gis::editing
