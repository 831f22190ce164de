#pragma once

#include "gis/geometry/crs.hpp"

#include <ogr_spatialref.h>

#include <cstdint>
#include <optional>
#include <string>

namespace gis::files {

/// Whether a CRS is a zone of VN-2000, whatever it is called.
struct Vn2000 {
    enum class Verdict : std::uint8_t {
        no,
        vn2000,
        other_datum, ///< a zone's projection on a datum that is not called VN-2000 and has no
                     ///< VN-2000 shift
    };

    Verdict verdict = Verdict::no;
    geometry::EpsgCode code;  ///< of the zone
    bool other_shift = false; ///< the file's own datum shift is not the official one
    std::string crs_name;
    std::string zone_name; ///< e.g. "TM-3 106°15'"
    std::string datum_name;
};

[[nodiscard]] Vn2000 recognise_vn2000(const OGRSpatialReference& crs);

/// The EPSG code that a CRS carries, or that GDAL finds it equal to with a confidence of 90 % or
/// more; not a deprecated one.
[[nodiscard]] std::optional<geometry::EpsgCode> epsg_of(const OGRSpatialReference& crs);

} // namespace gis::files
