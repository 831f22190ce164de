#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/core/ids.hpp"
#include "gis/files/layer.hpp"
#include "gis/geometry/crs.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace gis::files {

enum class Format : std::uint8_t { shp_zip, gpkg, geojson, kml, csv, xlsx };

/// `shp.zip`, `gpkg`, `geojson`, `kml`, `csv`, `xlsx`: the file's ending without the first dot.
[[nodiscard]] std::string_view to_text(Format format) noexcept;

/// The format by the file's ending (`.zip` counts as `.shp.zip`, `.json` as `.geojson`).
/// @throws Error{unsupported} code "unknown-format" that lists the endings
[[nodiscard]] Format format_of(const std::filesystem::path& file);

/// MIME type for HTTP, e.g. "application/geo+json".
[[nodiscard]] std::string_view media_type(Format format) noexcept;

struct WriteOptions {
    Layer layer = Layer::roads; ///< population is not exported
    std::filesystem::path file; ///< replaced in one step when the new one is complete
    Format format = Format::geojson;
    geometry::EpsgCode crs{9212}; ///< GeoJSON and KML are always EPSG:4326
    /// A commune: what belongs to it. A hamlet: itself and the facilities in it. Of roads, each
    /// that passes through the unit, whole, so that a file that comes back cuts nothing off; what
    /// of it counts there is in a column of its own.
    std::optional<UnitCode> unit;
    /// The stretches of a road, from and to in metres of chainage, that reports count in `unit`.
    /// @pre given when roads of a unit are written
    std::function<std::vector<std::pair<double, double>>(const model::Road&)> stretches_in_unit;
    Date as_of;                        ///< state of the roads, and which units exist
    std::filesystem::path data_folder; ///< the product's data/: names of shapefile columns
    /// Whether a surface is hardened for a road class; empty: the column is left empty.
    std::function<std::optional<bool>(model::RoadClass, model::Surface)> is_hardened;
    /// What `is_hardened` goes by, for the notes of an export of roads; empty: nothing is said.
    Message hardened_by;
    std::function<void(std::int64_t done, std::int64_t total)> progress; ///< features; may be empty
};

struct WriteResult {
    std::int64_t features = 0;
    double length_m = 0;           ///< geodesic, of all roads written
    double in_unit_m = 0;          ///< of that, in the unit asked for; all without one
    std::vector<Message> warnings; ///< what the format could not hold, e.g. a text that was cut
};

/// Day, and for roads what makes a surface hardened: what GeoPackage, GeoJSON and KML have as the
/// description of the layer.
[[nodiscard]] Message description_of(const WriteOptions& options);

/// Writes one layer of the atlas, sorted by code or id; roads as one feature a surface interval.
/// The file is written under another name, read again and compared before it takes its place.
/// @throws Error{not_found} for an unknown unit, {invalid_argument} for a layer that is not
/// exported or a CRS that does not exist, {storage} when the file cannot be written
WriteResult write_layer(const model::Snapshot& snapshot, const WriteOptions& options);

} // namespace gis::files
