#pragma once

#include "gis/geometry/types.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gis::geometry {

/// A stretch of a line by chainage and the areas that cover it.
struct CoveredPiece {
    double from_m = 0;
    double to_m = 0;
    /// Indices of the covering areas in ascending order; empty outside all. An area whose border
    /// runs along the piece covers it.
    std::vector<std::uint32_t> areas;

    friend bool operator==(const CoveredPiece&, const CoveredPiece&) = default;
};

/// A position closer to an area's border than this, in degrees (0.1 mm), is on the border.
inline constexpr double border_tolerance_deg = 1e-9;

/// Which of a set of areas covers a point, and where a line passes from one to the next. The areas
/// may overlap and leave gaps. Immutable after construction; safe to use from several threads.
///
/// Lines are cut where they meet an area's border on the straight lon/lat segment; positions become
/// chainage by geodesic distance. Predicates are GEOS'.
class CoverageIndex {
public:
    /// @param areas  valid multipolygons; the object keeps what it needs of them
    explicit CoverageIndex(std::span<const MultiPolygon> areas);
    ~CoverageIndex();
    CoverageIndex(CoverageIndex&&) noexcept;
    CoverageIndex& operator=(CoverageIndex&&) noexcept;
    CoverageIndex(const CoverageIndex&) = delete;
    CoverageIndex& operator=(const CoverageIndex&) = delete;

    /// Areas that cover the point, borders included, ascending.
    [[nodiscard]] std::vector<std::uint32_t> at(const Point& point) const;

    /// Consecutive pieces from chainage 0 to `length_m` without gap or overlap; neighbours differ
    /// in their areas.
    /// @pre line.size() >= 2 and length_m == geometry::length_m(line)
    [[nodiscard]] std::vector<CoveredPiece> cut(std::span<const Point> line, double length_m) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

} // namespace gis::geometry
