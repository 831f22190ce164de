#include "gis/files/writer.hpp"

#include "gis/core/error.hpp"
#include "gis/files/delivery.hpp"
#include "gis/files/export_rows.hpp"
#include "gis/files/fields.hpp"
#include "gis/files/ogr_export.hpp"
#include "gis/files/table_writer.hpp"
#include "gis/files/temp_folder.hpp"
#include "gis/model/enum_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace gis::files {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 6> endings{"shp.zip", "gpkg", "geojson",
                                                  "kml",     "csv",  "xlsx"};
constexpr std::array<std::string_view, 6> media_types{
    "application/zip",         "application/geopackage+sqlite3",
    "application/geo+json",    "application/vnd.google-earth.kml+xml",
    "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

Message title_of(Layer layer) {
    switch (layer) {
    case Layer::communes:
        return {"Danh sách xã", "Communes"};
    case Layer::hamlets:
        return {"Danh sách ấp", "Hamlets"};
    case Layer::roads:
        return {"Danh sách đường theo đoạn mặt đường", "Roads by surface interval"};
    case Layer::facilities:
        return {"Danh sách công trình", "Facilities"};
    case Layer::population:
        break;
    }
    return {"Dân số", "Population"};
}

/// A layer as a table: no shapes; a title has the unit.
model::Table table_of(const model::Snapshot& snapshot, const WriteOptions& options,
                      WriteResult& result) {
    model::Table table;
    table.title = title_of(options.layer);
    const auto* unit = options.unit ? snapshot.units().find(*options.unit) : nullptr;
    table.notes = {fmt::format("Đơn vị: {}", unit != nullptr ? unit->name : "toàn bộ"),
                   fmt::format("Số liệu tính đến ngày {}; phiên bản {}", options.as_of.vietnamese(),
                               snapshot.revision().get())};
    if (options.layer == Layer::roads && !options.hardened_by.vi.empty()) {
        table.notes.push_back("Cứng hóa theo: " + options.hardened_by.vi);
    }
    for (const auto& field : fields_of(options.layer)) {
        const auto with_unit = [&](std::string_view text) {
            return field.unit.empty() ? std::string{text}
                                      : fmt::format("{} ({})", text, field.unit);
        };
        const bool sum = field.name == "length_m" || field.name == "in_unit_m" ||
                         field.name == "area_km2" || field.name == "population" ||
                         field.name == "households";
        table.columns.push_back({std::string{field.name},
                                 {with_unit(field.vi), with_unit(field.en)},
                                 decimals_of(field),
                                 sum});
    }
    for_each_row(snapshot, options, [&](const ExportRow& row) {
        table.rows.push_back(row.cells);
        ++result.features;
        result.length_m += row.length_m;
        result.in_unit_m += row.in_unit_m;
    });
    return table;
}

WriteResult write_table(const model::Snapshot& snapshot, const WriteOptions& options,
                        const fs::path& file) {
    WriteResult result;
    const auto table = table_of(snapshot, options, result);
    if (options.format == Format::xlsx) {
        write_xlsx(table, file);
        return result;
    }
    std::ofstream stream{file, std::ios::binary};
    stream << to_csv(table, Heading::keys);
    stream.close();
    if (!stream) {
        throw Error{ErrorKind::storage,
                    "cannot-write",
                    {fmt::format("Không ghi được tệp {}.", options.file.string()),
                     fmt::format("Cannot write file {}.", options.file.string())}};
    }
    check_written({"CSV", file, "", options.crs, std::nullopt}, result.features);
    return result;
}

WriteResult write_to(const model::Snapshot& snapshot, const WriteOptions& options,
                     const fs::path& file) {
    const std::string layer{to_text(options.layer)};
    constexpr geometry::EpsgCode wgs84{4326};
    switch (options.format) {
    case Format::shp_zip:
        return write_shapefile_zip(snapshot, options, file);
    case Format::gpkg:
        return write_ogr(snapshot, options, {"GPKG", file, layer, options.crs, std::nullopt});
    case Format::geojson:
        return write_ogr(snapshot, options, {"GeoJSON", file, layer, wgs84, std::nullopt});
    case Format::kml:
        return write_ogr(snapshot, options, {"LIBKML", file, layer, wgs84, std::nullopt});
    case Format::csv:
    case Format::xlsx:
        break;
    }
    return write_table(snapshot, options, file);
}

} // namespace

std::string_view to_text(Format format) noexcept {
    return model::text_of(endings, format);
}

Format format_of(const fs::path& file) {
    auto name = file.filename().string();
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (std::size_t i = 0; i < endings.size(); ++i) {
        if (name.ends_with(fmt::format(".{}", endings[i]))) {
            return static_cast<Format>(i);
        }
    }
    if (name.ends_with(".zip")) {
        return Format::shp_zip;
    }
    if (name.ends_with(".json")) {
        return Format::geojson;
    }
    const auto list = fmt::format(".{}", fmt::join(endings, ", ."));
    throw Error{ErrorKind::unsupported,
                "unknown-format",
                {fmt::format("Không biết ghi tệp {}: đuôi tệp phải là {}.", file.string(), list),
                 fmt::format("Cannot tell how to write {}: its ending must be one of {}.",
                             file.string(), list)},
                "file"};
}

std::string_view media_type(Format format) noexcept {
    return model::text_of(media_types, format);
}

Message description_of(const WriteOptions& options) {
    Message text{fmt::format("Số liệu tính đến ngày {}.", options.as_of.vietnamese()),
                 fmt::format("As of {}.", options.as_of.iso())};
    if (options.layer == Layer::roads && !options.hardened_by.vi.empty()) {
        text.vi += fmt::format(" Cứng hóa theo: {}.", options.hardened_by.vi);
        text.en += fmt::format(" Hardened by: {}.", options.hardened_by.en);
    }
    return text;
}

WriteResult write_layer(const model::Snapshot& snapshot, const WriteOptions& options) {
    const auto target = fs::absolute(options.file);
    std::error_code error;
    if (!fs::is_directory(target.parent_path(), error)) {
        throw Error{ErrorKind::not_found,
                    "no-such-folder",
                    {fmt::format("Không có thư mục {}.", target.parent_path().string()),
                     fmt::format("There is no folder {}.", target.parent_path().string())},
                    "file"};
    }
    const TempFolder folder{target.parent_path()};
    const auto unfinished = folder.path() / fmt::format("export.{}", to_text(options.format));
    auto result = write_to(snapshot, options, unfinished);
    if (options.progress) {
        options.progress(result.features, result.features);
    }
    fs::rename(unfinished, target, error);
    if (error) {
        throw Error{ErrorKind::storage,
                    "cannot-write",
                    {fmt::format("Không ghi được tệp {}: {}.", target.string(), error.message()),
                     fmt::format("Cannot write file {}: {}.", target.string(), error.message())}};
    }
    return result;
}

} // namespace gis::files
