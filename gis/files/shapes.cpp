#include "gis/files/shapes.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/interior_point.hpp"
#include "gis/geometry/validity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace gis::files {

namespace {

[[noreturn]] void refuse(const char* code, std::string vi, std::string en) {
    throw Error{ErrorKind::invalid_data, code, {std::move(vi), std::move(en)}};
}

[[noreturn]] void wrong_type(const OGRGeometry& geometry, std::string_view vi,
                             std::string_view en) {
    refuse("wrong-geometry",
           fmt::format("Cần hình dạng {}, nhưng đây là {}.", vi, geometry.getGeometryName()),
           fmt::format("A {} is needed, but this is a {}.", en, geometry.getGeometryName()));
}

/// Programs write Z = 0 where they know no height: nothing is lost then.
bool has_heights(const OGRGeometry& geometry) {
    if (geometry.Is3D() == 0) {
        return false;
    }
    OGREnvelope3D extent;
    geometry.getEnvelope(&extent);
    return extent.MinZ != 0 || extent.MaxZ != 0;
}

/// The geometry with curves made of segments; holds the new one when one was needed.
class Straight {
public:
    Straight(const OGRGeometry* geometry, ShapeNotices& notices) : m_geometry(geometry) {
        if (geometry == nullptr || geometry->IsEmpty() != 0) {
            refuse("empty-geometry", "Dòng này không có hình.", "The row has no geometry.");
        }
        notices.dropped_z = has_heights(*geometry) || geometry->IsMeasured() != 0;
        if (geometry->hasCurveGeometry() != 0) {
            m_own.reset(geometry->getLinearGeometry());
            m_geometry = m_own.get();
        }
    }

    [[nodiscard]] const OGRGeometry& get() const { return *m_geometry; }

private:
    const OGRGeometry* m_geometry;
    std::unique_ptr<OGRGeometry> m_own;
};

void drop_repeated(std::vector<geometry::Point>& points) {
    const auto repeated = std::ranges::unique(points);
    points.erase(repeated.begin(), repeated.end());
}

/// Joins each line to the one before it where their ends meet.
std::vector<geometry::Line> joined(std::vector<geometry::Line> lines) {
    std::vector<geometry::Line> result;
    for (auto& line : lines) {
        const bool meets = !result.empty() &&
                           geometry::distance_m(result.back().back(), line.front()) <= meeting_m;
        if (meets) {
            result.back().insert(result.back().end(), line.begin() + 1, line.end());
        } else {
            result.push_back(std::move(line));
        }
    }
    return result;
}

} // namespace

std::vector<geometry::Point> Shapes::positions(const OGRSimpleCurve& curve) const {
    const auto count = static_cast<std::size_t>(curve.getNumPoints());
    if (count > m_options.limits.vertices_per_feature) {
        refuse(
            "too-many-vertices",
            fmt::format("Hình có {} đỉnh, quá {}.", count, m_options.limits.vertices_per_feature),
            fmt::format("The shape has {} vertices, over {}.", count,
                        m_options.limits.vertices_per_feature));
    }
    std::vector<geometry::Point> points(count);
    if (count > 0) {
        constexpr int stride = sizeof(geometry::Point);
        curve.getPoints(&points.front().lon, stride, &points.front().lat, stride);
    }
    m_projector.apply(points);
    return points;
}

void Shapes::add_lines(const OGRGeometry& geometry, std::vector<geometry::Line>& lines) const {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbLineString) {
        auto line = positions(*geometry.toLineString());
        drop_repeated(line);
        lines.push_back(std::move(line));
    } else if (type == wkbMultiLineString || type == wkbGeometryCollection) {
        for (const auto* part : *geometry.toGeometryCollection()) {
            add_lines(*part, lines);
        }
    } else {
        wrong_type(geometry, "đường", "line");
    }
}

std::vector<geometry::Line> Shapes::lines(const OGRGeometry* geometry,
                                          ShapeNotices& notices) const {
    const Straight straight{geometry, notices};
    std::vector<geometry::Line> lines;
    add_lines(straight.get(), lines);
    if (std::ranges::all_of(lines, [](const auto& line) { return line.size() < 2; })) {
        refuse("one-point-line", "Đường chỉ có một điểm.", "The line has only one position.");
    }
    std::erase_if(lines, [](const auto& line) { return line.size() < 2; });
    lines = joined(std::move(lines));
    double longest = 0;
    std::erase_if(lines, [&longest](const auto& line) {
        const double length = geometry::length_m(line);
        longest = std::max(longest, length);
        return length < min_road_m;
    });
    if (lines.empty()) {
        refuse("too-short",
               fmt::format("Đường chỉ dài {} m, ngắn hơn {} m.",
                           number_words(longest, 0, 3, Language::vi),
                           plain_number_words(min_road_m, Language::vi)),
               fmt::format("The road is {:.3f} m long, shorter than {} m.", longest, min_road_m));
    }
    return lines;
}

geometry::Ring Shapes::ring(const OGRSimpleCurve& curve) const {
    auto points = positions(curve);
    drop_repeated(points);
    if (points.empty() || points.front() != points.back()) {
        refuse("open-ring", "Ranh giới không khép kín (điểm đầu khác điểm cuối).",
               "The boundary is not closed (its first and last positions differ).");
    }
    if (points.size() < 4) {
        refuse("invalid-polygon", "Vòng ranh giới có ít hơn ba đỉnh.",
               "A ring of the boundary has fewer than three corners.");
    }
    return points;
}

void Shapes::add_polygons(const OGRGeometry& geometry, geometry::MultiPolygon& polygons) const {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
        const auto& polygon = *geometry.toPolygon();
        if (polygon.IsEmpty() != 0) {
            return;
        }
        geometry::Polygon ours;
        ours.outer = ring(*polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
            ours.holes.push_back(ring(*polygon.getInteriorRing(i)));
        }
        polygons.push_back(std::move(ours));
    } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
        for (const auto* part : *geometry.toGeometryCollection()) {
            add_polygons(*part, polygons);
        }
    } else {
        wrong_type(geometry, "vùng", "polygon");
    }
}

geometry::MultiPolygon Shapes::polygons(const OGRGeometry* geometry, ShapeNotices& notices) const {
    const Straight straight{geometry, notices};
    geometry::MultiPolygon polygons;
    add_polygons(straight.get(), polygons);
    if (polygons.empty()) {
        refuse("empty-geometry", "Dòng này không có hình.", "The row has no geometry.");
    }
    const auto fault = geometry::find_invalidity(polygons);
    if (!fault) {
        return polygons;
    }
    if (m_options.invalid_polygons == InvalidPolygons::repair) {
        if (auto repaired = geometry::repair(polygons)) {
            notices.repaired_area_change = repaired->area_change;
            return std::move(repaired->polygons);
        }
    }
    refuse("invalid-polygon",
           fmt::format("Vùng không hợp lệ: {} tại kinh độ {}; vĩ độ {}.", fault->reason,
                       number_words(fault->where.lon, 0, 6, Language::vi),
                       number_words(fault->where.lat, 0, 6, Language::vi)),
           fmt::format("The polygon is not valid: {} at longitude {:.6f}, latitude {:.6f}.",
                       fault->reason, fault->where.lon, fault->where.lat));
}

geometry::Point Shapes::point(const OGRGeometry* geometry, ShapeNotices& notices) const {
    const Straight straight{geometry, notices};
    const auto* shape = &straight.get();
    const auto type = wkbFlatten(shape->getGeometryType());
    if (type == wkbMultiPoint && shape->toMultiPoint()->getNumGeometries() == 1) {
        shape = shape->toMultiPoint()->getGeometryRef(0);
    } else if (type == wkbPolygon || type == wkbMultiPolygon) {
        geometry::MultiPolygon polygons;
        add_polygons(*shape, polygons);
        return geometry::interior_point(polygons);
    } else if (type != wkbPoint) {
        wrong_type(*shape, "điểm hoặc vùng", "point or polygon");
    }
    return point(shape->toPoint()->getX(), shape->toPoint()->getY());
}

geometry::Point Shapes::point(double x, double y) const {
    std::vector<geometry::Point> points{{x, y}};
    m_projector.apply(points);
    return points.front();
}

} // namespace gis::files
