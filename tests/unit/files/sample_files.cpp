#include "sample_files.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ogrsf_frmts.h>
#include <zip.h>

#include <fstream>
#include <memory>

namespace tests {

namespace fs = std::filesystem;

namespace {

struct DatasetDeleter {
    void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};

struct Kind {
    std::string driver;
    std::string layer;
    std::string srs;
    CPLStringList layer_options;
};

OGRwkbGeometryType type_of(const std::vector<SampleFiles::Row>& rows) {
    for (const auto& row : rows) {
        OGRGeometry* geometry = nullptr;
        if (OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry) == OGRERR_NONE) {
            const auto type = geometry->getGeometryType();
            OGRGeometryFactory::destroyGeometry(geometry);
            return type;
        }
    }
    return wkbNone;
}

void write_dataset(const fs::path& file, const Kind& kind, const std::vector<std::string>& columns,
                   const std::vector<SampleFiles::Row>& rows) {
    RegisterOGRShape();
    RegisterOGRGeoPackage();
    RegisterOGRLIBKML();
    auto* driver = GetGDALDriverManager()->GetDriverByName(kind.driver.c_str());
    ASSERT_NE(driver, nullptr);
    const std::unique_ptr<GDALDataset, DatasetDeleter> dataset{
        driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    ASSERT_TRUE(dataset) << CPLGetLastErrorMsg();
    OGRSpatialReference srs;
    if (!kind.srs.empty()) {
        ASSERT_EQ(srs.SetFromUserInput(kind.srs.c_str()), OGRERR_NONE);
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    auto options = kind.layer_options;
    auto* layer = dataset->CreateLayer(kind.layer.c_str(), kind.srs.empty() ? nullptr : &srs,
                                       type_of(rows), options.List());
    ASSERT_NE(layer, nullptr) << CPLGetLastErrorMsg();
    for (const auto& column : columns) {
        OGRFieldDefn field{column.c_str(), OFTString};
        field.SetWidth(100);
        layer->CreateField(&field);
    }
    for (const auto& row : rows) {
        OGRFeature feature{layer->GetLayerDefn()};
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            feature.SetField(static_cast<int>(i), row.values[i].c_str());
        }
        OGRGeometry* geometry = nullptr;
        if (!row.wkt.empty()) {
            ASSERT_EQ(OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry),
                      OGRERR_NONE);
            feature.SetGeometryDirectly(geometry);
        }
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
    }
}

} // namespace

fs::path SampleFiles::write(std::string_view name, std::string_view bytes) const {
    const auto file = path(name);
    std::ofstream{file, std::ios::binary} << bytes;
    return file;
}

fs::path SampleFiles::geojson(std::string_view name,
                              const std::vector<std::string>& features) const {
    return write(name, fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})",
                                   fmt::join(features, ",\n")));
}

fs::path SampleFiles::shapefile(std::string_view name, const std::string& srs,
                                const std::vector<std::string>& columns,
                                const std::vector<Row>& rows) const {
    const auto file = path(name);
    Kind kind{"ESRI Shapefile", file.stem().string(), srs, {}};
    kind.layer_options.SetNameValue("ENCODING", "");
    write_dataset(file, kind, columns, rows);
    return file;
}

fs::path SampleFiles::dataset(std::string_view name, const std::string& driver,
                              const std::string& layer, const std::vector<std::string>& columns,
                              const std::vector<Row>& rows) const {
    const auto file = path(name);
    write_dataset(file, {driver, layer, "EPSG:4326", {}}, columns, rows);
    return file;
}

fs::path SampleFiles::zip(std::string_view name, const std::vector<fs::path>& files) const {
    const auto file = path(name);
    int error = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    EXPECT_NE(archive, nullptr);
    for (const auto& member : files) {
        auto* source = zip_source_file(archive, member.c_str(), 0, -1);
        EXPECT_GE(zip_file_add(archive, member.filename().c_str(), source, ZIP_FL_ENC_UTF_8), 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return file;
}

std::string feature(std::string_view properties, std::string_view geometry) {
    return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{}}})", properties,
                       geometry);
}

std::string line(std::string_view coordinates) {
    return fmt::format(R"({{"type":"LineString","coordinates":{}}})", coordinates);
}

gis::files::ReadOptions options_for(const fs::path& file, gis::files::Layer layer) {
    gis::files::ReadOptions options;
    options.file = file;
    options.layer = layer;
    options.data_folder = fs::path{NTM_SOURCE_DIR} / "data";
    return options;
}

gis::files::ReadOptions options_for(const fs::path& file, std::string_view map) {
    auto maps = gis::files::parse_field_maps(map, "test.json");
    auto options = options_for(file, maps.front().layer);
    options.map = maps.front();
    return options;
}

std::vector<std::string> issues_of(const gis::model::ImportBatch& batch) {
    std::vector<std::string> found;
    for (const auto& issue : batch.issues) {
        found.push_back(fmt::format("{}@{}", issue.code, issue.row));
    }
    return found;
}

} // namespace tests
