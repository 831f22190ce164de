#pragma once

#include "gis/core/date.hpp"
#include "gis/files/encoding.hpp"
#include "gis/files/field_map.hpp"
#include "gis/files/layer.hpp"
#include "gis/geometry/crs.hpp"
#include "gis/model/import_batch.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace gis::files {

/// Bounds on what a file may ask of us. The defaults let a nation's roads in; the server sets lower
/// ones for uploads.
struct ReadLimits {
    std::uint64_t file_bytes = 8ULL << 30;     ///< as it is on the disk
    std::uint64_t unpacked_bytes = 8ULL << 30; ///< of all members of a zip
    std::int64_t features = 20'000'000;
    std::size_t vertices_per_feature = 1'000'000;
    std::size_t issues_per_code = 1000; ///< further ones are counted, not kept
};

/// What to do with a polygon that is not valid.
enum class InvalidPolygons : std::uint8_t { refuse, repair };

/// Rows read so far and in all (0 when the file does not say).
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

struct ReadOptions {
    std::filesystem::path file;
    Layer layer = Layer::roads;
    std::filesystem::path data_folder; ///< the product's data/: column aliases, built-in field maps
    /// Absent: columns are recognised by their names; of OpenStreetMap by the built-in map `osm`.
    std::optional<FieldMap> map;
    std::optional<geometry::EpsgCode> crs; ///< overrides what the file declares
    std::optional<Encoding> encoding;      ///< overrides what the file declares
    std::string source_layer;              ///< layer or file inside a container that holds several
    /// Day from which surfaces hold whose rows give none; absent: 1900-01-01, "as long as anybody
    /// knows", with a warning.
    std::optional<Date> effective_on;
    InvalidPolygons invalid_polygons = InvalidPolygons::refuse;
    ReadLimits limits;
    Progress progress; ///< may be empty
};

/// Reads a shapefile (.shp, .zip), GeoPackage, GeoJSON, KML or KMZ, OpenStreetMap file (.osm,
/// .osm.pbf) or CSV, and persons by cell from a GeoTIFF or ESRI ASCII grid. Rows that are wrong are
/// left out and reported one by one with their 1-based row; a file that is wrong as a whole throws.
/// Coordinates of the result are lon/lat, EPSG:4326; texts are NFC.
///
/// A line of several parts becomes a road a part. Rows of the same code with from_m and to_m whose
/// ends meet become one road with a surface record each. Codes of roads are unique in the result.
/// @throws Error not_found, unsupported, too_large or invalid_data, naming the file
[[nodiscard]] model::ImportBatch read_batch(const ReadOptions& options);

} // namespace gis::files
