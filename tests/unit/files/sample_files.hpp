#pragma once

#include "gis/core/error.hpp"
#include "gis/files/reader.hpp"
#include "gis/files/temp_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A folder for one test and the files that it writes there.
class SampleFiles {
public:
    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return m_folder.path() / name;
    }

    /// Writes bytes as they are. @return the file
    std::filesystem::path write(std::string_view name, std::string_view bytes) const;

    /// A GeoJSON file of features given as JSON texts.
    std::filesystem::path geojson(std::string_view name,
                                  const std::vector<std::string>& features) const;

    struct Row {
        std::string wkt; ///< geometry; empty: none
        std::vector<std::string> values;
    };

    /// A shapefile written by GDAL: text columns whose values are written byte for byte.
    /// @param srs  anything that GDAL takes, e.g. "EPSG:9212" or WKT; empty: no .prj
    std::filesystem::path shapefile(std::string_view name, const std::string& srs,
                                    const std::vector<std::string>& columns,
                                    const std::vector<Row>& rows) const;

    /// The same as a layer of a file of another GDAL format, in EPSG:4326 and UTF-8.
    std::filesystem::path dataset(std::string_view name, const std::string& driver,
                                  const std::string& layer, const std::vector<std::string>& columns,
                                  const std::vector<Row>& rows) const;

    /// Packs files into a zip under their own names.
    std::filesystem::path zip(std::string_view name,
                              const std::vector<std::filesystem::path>& files) const;

private:
    gis::files::TempFolder m_folder;
};

/// A GeoJSON feature; `properties` and `geometry` are JSON texts.
[[nodiscard]] std::string feature(std::string_view properties, std::string_view geometry);

/// JSON text of a line string.
[[nodiscard]] std::string line(std::string_view coordinates);

/// Options for a file with the project's own data folder.
[[nodiscard]] gis::files::ReadOptions options_for(const std::filesystem::path& file,
                                                  gis::files::Layer layer);

/// Options with a field map given as JSON.
[[nodiscard]] gis::files::ReadOptions options_for(const std::filesystem::path& file,
                                                  std::string_view map);

/// All rows of a kind, in order.
template <class T>
[[nodiscard]] std::vector<T> rows_of(const gis::model::ImportBatch& batch) {
    std::vector<T> found;
    for (const auto& row : batch.rows) {
        if (const auto* value = std::get_if<T>(&row)) {
            found.push_back(*value);
        }
    }
    return found;
}

/// "code@row" of every issue, in order.
[[nodiscard]] std::vector<std::string> issues_of(const gis::model::ImportBatch& batch);

/// The code of the Error that a call throws; "" when it throws none.
template <class Call>
[[nodiscard]] std::string code_of(Call&& call) {
    try {
        call();
    } catch (const gis::Error& error) {
        EXPECT_FALSE(error.message().vi.empty());
        EXPECT_FALSE(error.message().en.empty());
        return error.code();
    }
    return "";
}

} // namespace tests
