#pragma once

#include "gis/geometry/types.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace gis::geometry {

/// An EPSG code that is known to PROJ, such as 9212 (VN-2000 / TM-3 106-15).
struct EpsgCode {
    int value = 4326;

    friend auto operator<=>(const EpsgCode&, const EpsgCode&) = default;
};

/// Reads `EPSG:9212`, `epsg:9212` or `9212`.
/// @throws Error{invalid_argument} code "bad-crs" naming the text when it is none of them, or no
/// CRS of that code exists, or the code is deprecated (6956..6959 have their axes swapped)
[[nodiscard]] EpsgCode parse_epsg(std::string_view text);

/// A position in a plane or geographic CRS, x = easting or longitude, y = northing or latitude,
/// whatever the official axis order of the CRS.
struct Coordinate {
    double x = 0;
    double y = 0;
};

/// Transformation between EPSG:4326 (lon, lat) and another CRS. For VN-2000 the datum shift is
/// EPSG:6960, pinned, never one of PROJ's choice per point. Not for use by two threads at once.
class Transformation {
public:
    /// @throws Error{invalid_argument} code "bad-crs" when PROJ has no such transformation
    explicit Transformation(EpsgCode crs);
    ~Transformation();
    Transformation(Transformation&&) noexcept;
    Transformation& operator=(Transformation&&) noexcept;
    Transformation(const Transformation&) = delete;
    Transformation& operator=(const Transformation&) = delete;

    /// @throws Error{invalid_data} code "outside-crs" when the result is not finite
    [[nodiscard]] Coordinate forward(const Point& point) const;
    [[nodiscard]] Point inverse(const Coordinate& coordinate) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gis::geometry
