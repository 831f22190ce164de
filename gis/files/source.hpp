#pragma once

#include "gis/files/encoding.hpp"
#include "gis/files/gdal.hpp"
#include "gis/files/reader.hpp"
#include "gis/files/temp_folder.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace gis::files {

enum class SourceKind : std::uint8_t { shapefile, geopackage, geojson, kml, osm, csv };

/// A file that was looked at and opened with the one driver of its format.
struct Source {
    std::filesystem::path named; ///< as the user gave it, for messages
    std::filesystem::path file;  ///< absolute, a regular file; inside `unpacked` for a zip
    SourceKind kind = SourceKind::geojson;
    /// How its texts are coded: by the format (UTF-8), by a .cpg file or the DBF header; absent:
    /// not declared.
    std::optional<Encoding> encoding;
    std::optional<TempFolder> unpacked;
    DatasetPtr dataset; ///< after `unpacked`: closed before the folder goes

    /// True when the format itself says UTF-8 (all but shapefile and CSV).
    [[nodiscard]] bool utf8_by_format() const noexcept {
        return kind != SourceKind::shapefile && kind != SourceKind::csv;
    }
};

/// @throws Error naming the file: not_found "no-such-file"; invalid_argument "not-a-file";
/// too_large "file-too-large"; unsupported "unknown-format"; invalid_data "missing-part" (.shx,
/// .dbf), "truncated-file", "bad-file", "bad-zip", "several-datasets"
[[nodiscard]] Source open_source(const ReadOptions& options, ErrorCapture& capture);

/// @throws Error naming the file: not_found "no-such-file"; invalid_argument "not-a-file";
/// too_large "file-too-large"; invalid_data "truncated-file" for an empty one
void check_file(const std::filesystem::path& file, const ReadLimits& limits);

/// Looks at the headers of a shapefile's parts.
/// @throws Error{invalid_data} "missing-part", "truncated-file", "bad-file"
/// @return the encoding that .cpg or the DBF header declares
[[nodiscard]] std::optional<Encoding> check_shapefile(const std::filesystem::path& shp,
                                                      const std::filesystem::path& named);

/// Looks through GeoJSON without building it: nesting, and a `crs` that is a link or unknown.
/// @throws Error{invalid_data} "too-deep", "bad-crs-member", "truncated-file"
void check_geojson(const std::filesystem::path& file, const std::filesystem::path& named);

/// @throws Error{invalid_data} "bad-file" for KML with a document type declaration
void check_kml(const std::filesystem::path& file, const std::filesystem::path& named);

} // namespace gis::files
