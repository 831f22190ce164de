#pragma once

#include "gis/geometry/types.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace gis::geometry {

/// Chainage (lý trình) of a line: the geodesic distance in metres from its start to each vertex.
/// Within a segment a position is found on the straight line in lon/lat between the vertices.
class Chainage {
public:
    /// @pre line.size() >= 2. The line must outlive the object.
    explicit Chainage(std::span<const Point> line);

    [[nodiscard]] double length_m() const noexcept { return m_at_vertex.back(); }

    /// Chainage of vertex `index`, in metres.
    [[nodiscard]] double at_vertex(std::size_t index) const { return m_at_vertex.at(index); }

    /// Chainage of `point`, which lies on segment `segment` (between vertices segment and segment +
    /// 1), in metres; never outside the chainages of the two vertices.
    [[nodiscard]] double of(std::size_t segment, const Point& point) const;

    /// The position at chainage `at_m`, clamped to the line.
    [[nodiscard]] Point position(double at_m) const;

    /// The part between two chainages, clamped to the line; at least two positions, equal ones when
    /// from_m == to_m.
    [[nodiscard]] Line slice(double from_m, double to_m) const;

private:
    std::span<const Point> m_line;
    std::vector<double> m_at_vertex;
};

/// Stationing as on the road's posts: 400 -> `Km0+400`, 1234.5 -> `Km1+234,5` (decimal comma, at
/// most one decimal).
[[nodiscard]] std::string stationing(double at_m);

} // namespace gis::geometry
