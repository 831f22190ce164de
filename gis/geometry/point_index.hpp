#pragma once

#include "gis/geometry/types.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gis::geometry {

struct NearestPoint {
    std::uint32_t index = 0; ///< in the points that the index was built from
    double distance_m = 0;   ///< geodesic
};

/// Finds the point of a set that is geodesically nearest to a place: a k-d tree over positions in
/// space (EPSG:4978). A chord orders points as the geodesic does to within a millionth (the
/// curvature of the ellipsoid changes by less), so all candidates within that are measured exactly.
/// Immutable; safe to use from several threads.
class PointIndex {
public:
    explicit PointIndex(std::span<const Point> points);

    [[nodiscard]] bool empty() const noexcept { return m_nodes.empty(); }

    /// The nearest point; of several at the same distance the one with the lowest index. Nothing
    /// when the set is empty.
    [[nodiscard]] std::optional<NearestPoint> nearest(const Point& point) const;

private:
    using Position = std::array<double, 3>;

    struct Node {
        Position at{};
        Point point;
        std::uint32_t index = 0;
    };

    struct Search;

    void build(std::size_t first, std::size_t last, std::size_t axis);
    void search(Search& search, std::size_t first, std::size_t last, std::size_t axis) const;
    [[nodiscard]] static Position position(const Point& point) noexcept;

    std::vector<Node> m_nodes; ///< the middle of a range is its root
};

} // namespace gis::geometry
