#pragma once

#include "gis/files/projector.hpp"
#include "gis/files/reader.hpp"
#include "gis/geometry/types.hpp"

#include <ogr_geometry.h>

#include <optional>
#include <string>
#include <vector>

namespace gis::files {

/// What a shape went through that the user should know of.
struct ShapeNotices {
    bool dropped_z = false;
    std::optional<double> repaired_area_change; ///< a share
};

/// Turns OGR's geometries into ours, in lon/lat. Every function throws Error{invalid_data} for a
/// shape that is refused: "empty-geometry", "wrong-geometry", "too-many-vertices", what
/// Projector::apply throws, and its own.
class Shapes {
public:
    Shapes(const Projector& projector, const ReadOptions& options)
        : m_projector(projector), m_options(options) {}

    /// The parts of a line or multi-line, repeated positions dropped, parts whose ends meet joined;
    /// every one at least 0.1 m long. @throws "too-short" when no part is
    [[nodiscard]] std::vector<geometry::Line> lines(const OGRGeometry* geometry,
                                                    ShapeNotices& notices) const;

    /// @throws "open-ring", "invalid-polygon"
    [[nodiscard]] geometry::MultiPolygon polygons(const OGRGeometry* geometry,
                                                  ShapeNotices& notices) const;

    /// A point, or an interior point of an area.
    [[nodiscard]] geometry::Point point(const OGRGeometry* geometry, ShapeNotices& notices) const;

    /// A point given as numbers, in the CRS of the file.
    [[nodiscard]] geometry::Point point(double x, double y) const;

private:
    [[nodiscard]] std::vector<geometry::Point> positions(const OGRSimpleCurve& curve) const;
    void add_lines(const OGRGeometry& geometry, std::vector<geometry::Line>& lines) const;
    void add_polygons(const OGRGeometry& geometry, geometry::MultiPolygon& polygons) const;
    [[nodiscard]] geometry::Ring ring(const OGRSimpleCurve& curve) const;

    const Projector& m_projector;
    const ReadOptions& m_options;
};

/// Shorter roads, in metres, are slips of the hand.
inline constexpr double min_road_m = 0.1;

/// Ends that are nearer than this, in metres, meet.
inline constexpr double meeting_m = 0.001;

} // namespace gis::files
