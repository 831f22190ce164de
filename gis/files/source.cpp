#include "gis/files/source.hpp"

#include "gis/core/error.hpp"
#include "gis/files/unzip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gis::files {

namespace fs = std::filesystem;

namespace {

struct Ending {
    std::string_view text;
    SourceKind kind;
};
/// By preference inside a zip.
constexpr std::array known_endings{
    Ending{".shp", SourceKind::shapefile},   Ending{".gpkg", SourceKind::geopackage},
    Ending{".geojson", SourceKind::geojson}, Ending{".json", SourceKind::geojson},
    Ending{".kml", SourceKind::kml},         Ending{".osm", SourceKind::osm},
    Ending{".pbf", SourceKind::osm},         Ending{".csv", SourceKind::csv}};

constexpr std::string_view list_of_endings =
    ".shp, .zip, .gpkg, .geojson, .kml, .kmz, .osm, .osm.pbf, .csv; population: .tif, .asc";

std::string lower_ending(const fs::path& file) {
    auto ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending;
}

std::optional<SourceKind> kind_of(const fs::path& file) {
    const auto ending = lower_ending(file);
    const auto* const found = std::ranges::find(known_endings, ending, &Ending::text);
    return found == known_endings.end() ? std::nullopt : std::optional{found->kind};
}

} // namespace

void check_file(const fs::path& file, const ReadLimits& limits) {
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status)) {
        throw Error{ErrorKind::not_found,
                    "no-such-file",
                    {fmt::format("Không có tệp {}.", file.string()),
                     fmt::format("There is no file {}.", file.string())},
                    "file"};
    }
    if (!fs::is_regular_file(status)) {
        throw Error{ErrorKind::invalid_argument,
                    "not-a-file",
                    {fmt::format("{} không phải là tệp thường. Hãy chỉ ra tệp ({}).", file.string(),
                                 list_of_endings),
                     fmt::format("{} is not a regular file. Name the file ({}).", file.string(),
                                 list_of_endings)},
                    "file"};
    }
    const auto size = fs::file_size(file, error);
    if (error || size > limits.file_bytes) {
        throw Error{ErrorKind::too_large,
                    "file-too-large",
                    {fmt::format("Tệp {} có {} byte, quá giới hạn {}.", file.string(), size,
                                 limits.file_bytes),
                     fmt::format("File {} has {} bytes, over the limit of {}.", file.string(), size,
                                 limits.file_bytes)},
                    "file"};
    }
    if (size == 0) {
        throw Error{ErrorKind::invalid_data,
                    "truncated-file",
                    {fmt::format("Tệp {} rỗng.", file.string()),
                     fmt::format("File {} is empty.", file.string())},
                    "file"};
    }
}

namespace {

/// The one dataset among unpacked files: the first kind in the order of known_endings that is
/// there.
fs::path choose(const std::vector<fs::path>& files, const ReadOptions& options) {
    for (const auto& ending : known_endings) {
        std::vector<fs::path> matching;
        for (const auto& file : files) {
            const bool wanted = options.source_layer.empty() || file.stem() == options.source_layer;
            if (lower_ending(file) == ending.text && wanted) {
                matching.push_back(file);
            }
        }
        if (matching.size() == 1) {
            return matching.front();
        }
        if (matching.size() > 1) {
            std::vector<std::string> stems;
            for (const auto& file : matching) {
                stems.push_back(file.stem().string());
            }
            const auto list = fmt::format("{}", fmt::join(stems, ", "));
            throw Error{ErrorKind::invalid_data,
                        "several-datasets",
                        {fmt::format("Tệp nén {} có nhiều lớp: {}. Hãy gửi từng lớp một.",
                                     options.file.string(), list),
                         fmt::format("Zip file {} holds several layers: {}. Give one at a time.",
                                     options.file.string(), list)},
                        "file"};
        }
    }
    throw Error{
        ErrorKind::unsupported,
        "unknown-format",
        {fmt::format("Tệp nén {} không có lớp bản đồ nào đọc được.", options.file.string()),
         fmt::format("Zip file {} holds no map layer that we can read.", options.file.string())},
        "file"};
}

const char* driver_of(SourceKind kind) {
    switch (kind) {
    case SourceKind::shapefile:
        return "ESRI Shapefile";
    case SourceKind::geopackage:
        return "GPKG";
    case SourceKind::geojson:
        return "GeoJSON";
    case SourceKind::kml:
        return "LIBKML";
    case SourceKind::osm:
        return "OSM";
    case SourceKind::csv:
        return "CSV";
    }
    return "";
}

CPLStringList open_options(const ReadOptions& options, SourceKind kind) {
    CPLStringList list;
    switch (kind) {
    case SourceKind::shapefile:
        // Raw bytes: GDAL's own decoders lose characters of Vietnamese code pages.
        list.SetNameValue("ENCODING", "");
        break;
    case SourceKind::geopackage:
        list.SetNameValue("LIST_ALL_TABLES", "NO");
        break;
    case SourceKind::osm:
        list.SetNameValue("CONFIG_FILE",
                          fs::absolute(options.data_folder / "field-maps" / "osmconf.ini").c_str());
        list.SetNameValue("INTERLEAVED_READING", "YES");
        break;
    case SourceKind::csv:
        list.SetNameValue("AUTODETECT_TYPE", "NO");
        list.SetNameValue("KEEP_GEOM_COLUMNS", "YES");
        list.SetNameValue("EMPTY_STRING_AS_NULL", "YES");
        break;
    case SourceKind::geojson:
    case SourceKind::kml:
        break;
    }
    return list;
}

void check_content(Source& source) {
    switch (source.kind) {
    case SourceKind::shapefile:
        source.encoding = check_shapefile(source.file, source.named);
        return;
    case SourceKind::geojson:
        check_geojson(source.file, source.named);
        break;
    case SourceKind::kml:
        check_kml(source.file, source.named);
        break;
    case SourceKind::csv:
        return;
    case SourceKind::geopackage:
    case SourceKind::osm:
        break;
    }
    source.encoding = Encoding::utf8;
}

} // namespace

Source open_source(const ReadOptions& options, ErrorCapture& capture) {
    check_file(options.file, options.limits);
    Source source;
    source.named = options.file;
    source.file = fs::canonical(options.file);
    const auto ending = lower_ending(options.file);
    if (ending == ".zip" || ending == ".kmz") {
        auto unpacked = unzip(source.file, options.limits);
        source.file = choose(unpacked.files, options);
        source.unpacked = std::move(unpacked.folder);
        check_file(source.file, options.limits);
    }
    const auto kind = kind_of(source.file);
    if (!kind) {
        throw Error{ErrorKind::unsupported,
                    "unknown-format",
                    {fmt::format("Không đọc được tệp {}: đuôi tệp phải là {}.",
                                 options.file.string(), list_of_endings),
                     fmt::format("Cannot read file {}: its ending must be one of {}.",
                                 options.file.string(), list_of_endings)},
                    "file"};
    }
    source.kind = *kind;
    check_content(source);

    prepare_gdal();
    const std::array<const char*, 2> drivers{driver_of(source.kind), nullptr};
    const auto list = open_options(options, source.kind);
    source.dataset.reset(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                           drivers.data(), list.List()));
    if (!source.dataset) {
        const auto why = capture.take_text();
        throw Error{ErrorKind::invalid_data,
                    "bad-file",
                    {fmt::format("Không đọc được tệp {} dạng {}: {}.", options.file.string(),
                                 driver_of(source.kind), why),
                     fmt::format("Cannot read file {} as {}: {}.", options.file.string(),
                                 driver_of(source.kind), why)},
                    "file"};
    }
    return source;
}

} // namespace gis::files
