#pragma once

#include "gis/files/export_rows.hpp"
#include "gis/files/field_map.hpp"
#include "gis/files/fields.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace gis::files {

/// What a GDAL format needs to know.
struct OgrTarget {
    const char* driver;
    std::filesystem::path file;
    std::string layer_name;
    geometry::EpsgCode crs;
    /// Column names; absent: the fields' own.
    std::optional<FieldMap> names;
};

/// Writes the rows of an export as one layer and checks the file by reading it again: number of
/// features and CRS. Columns without value in any row are written all the same.
/// @throws Error{storage} code "cannot-write" or "check-failed" with GDAL's words
WriteResult write_ogr(const model::Snapshot& snapshot, const WriteOptions& options,
                      const OgrTarget& target);

/// The column for a field, by the map or its own name.
[[nodiscard]] std::string column_name(const FieldInfo& field, const std::optional<FieldMap>& names);

/// Decimals that a measure is written with in text formats.
[[nodiscard]] int decimals_of(const FieldInfo& field) noexcept;

/// Opens a file that was written and compares the number of features and, where the format has one,
/// the CRS.
/// @throws Error{storage} code "check-failed"
void check_written(const OgrTarget& target, std::int64_t features);

} // namespace gis::files
