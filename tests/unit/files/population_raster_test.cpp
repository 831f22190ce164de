#include "tests/unit/files/sample_files.hpp"

#include "gis/files/population_raster.hpp"
#include "gis/geometry/geodesic.hpp"

#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>

namespace {

using gis::files::Layer;
using gis::files::read_batch;
using gis::model::PopulationPoint;
using testing::HasSubstr;

gis::files::ReadOptions raster_options(const std::filesystem::path& file) {
    gis::files::ReadOptions options;
    options.file = file;
    options.layer = Layer::population;
    options.data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";
    return options;
}

std::vector<PopulationPoint> points_of(const gis::model::ImportBatch& batch) {
    std::vector<PopulationPoint> points;
    for (const auto& row : batch.rows) {
        points.push_back(std::get<PopulationPoint>(row));
    }
    return points;
}

std::string refusal_of(const gis::files::ReadOptions& options) {
    try {
        (void)read_batch(options);
    } catch (const gis::Error& error) {
        EXPECT_THAT(error.message().en, HasSubstr(options.file.filename().string()));
        return error.code();
    }
    return "none";
}

/// Two rows of three cells of a hundredth of a degree; the corner is at 106.6 E, 11.6 N.
constexpr std::string_view grid = "ncols 3\nnrows 2\nxllcorner 106.6\nyllcorner 11.6\n"
                                  "cellsize 0.01\nNODATA_value -9999\n"
                                  "10 0 2.5\n-9999 7 -3\n";

class PopulationRaster : public testing::Test {
protected:
    tests::SampleFiles m_files;
};

TEST_F(PopulationRaster, BecomesPointsAtTheCentresOfCells) {
    auto options = raster_options(m_files.write("dan.asc", grid));
    options.crs = gis::geometry::EpsgCode{4326};
    const auto batch = read_batch(options);
    EXPECT_EQ(batch.driver, "AAIGrid");
    EXPECT_EQ(batch.crs, "EPSG:4326");
    EXPECT_EQ(batch.read, 4);
    EXPECT_EQ(batch.skipped, 1);
    const auto points = points_of(batch);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points[0].persons, 10);
    EXPECT_LT(gis::geometry::distance_m(points[0].location, {106.605, 11.615}), 0.001);
    EXPECT_EQ(points[1].persons, 2.5);
    EXPECT_LT(gis::geometry::distance_m(points[1].location, {106.625, 11.615}), 0.001);
    EXPECT_EQ(points[2].persons, 7);
    EXPECT_LT(gis::geometry::distance_m(points[2].location, {106.615, 11.605}), 0.001);
    ASSERT_EQ(batch.issues.size(), 1U);
    EXPECT_EQ(batch.issues[0].code, "negative-population");
    EXPECT_EQ(batch.issues[0].row, 2);
    EXPECT_THAT(batch.issues[0].message.vi, HasSubstr("cột 3"));
}

TEST_F(PopulationRaster, InVn2000IsBroughtToDegrees) {
    const auto file = m_files.path("dan.tif");
    GDALRegister_GTiff();
    auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    const std::unique_ptr<GDALDataset> made{
        driver->Create(file.c_str(), 40, 30, 1, GDT_Float32, nullptr)};
    // The centre of its first cell is the place whose coordinates domain tables give.
    double transform[] = {537972.0856 - 50, 100, 0, 1282843.6119 + 50, 0, -100};
    made->SetGeoTransform(transform);
    OGRSpatialReference vn2000;
    vn2000.importFromEPSG(9212);
    made->SetSpatialRef(&vn2000);
    std::vector<float> cells(40 * 30);
    double sum = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = static_cast<float>(i % 7) * 0.5F;
        sum += static_cast<double>(cells[i]);
    }
    cells[0] = 0.25F;
    sum += 0.25;
    ASSERT_EQ(made->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 40, 30, cells.data(), 40, 30,
                                               GDT_Float32, 0, 0, nullptr),
              CE_None);
    made->FlushCache();
    const auto batch = read_batch(raster_options(file));
    EXPECT_EQ(batch.crs, "EPSG:9212");
    const auto points = points_of(batch);
    double got = 0;
    for (const auto& point : points) {
        got += point.persons;
    }
    EXPECT_NEAR(got, sum, 1e-9) << "nobody is lost";
    EXPECT_LT(gis::geometry::distance_m(points.at(0).location, {106.6, 11.6}), 0.01);
}

TEST_F(PopulationRaster, SaysWhatIsWrong) {
    const auto asc = m_files.write("dan.asc", grid);
    EXPECT_EQ(refusal_of(raster_options(asc)), "missing-crs");
    auto roads = raster_options(asc);
    roads.layer = Layer::roads;
    EXPECT_EQ(refusal_of(roads), "not-population");
    EXPECT_EQ(refusal_of(raster_options(m_files.path("none.tif"))), "no-such-file");
    EXPECT_EQ(refusal_of(raster_options(m_files.write("empty.tif", ""))), "truncated-file");
    EXPECT_EQ(refusal_of(raster_options(m_files.write("text.tif", "persons"))), "bad-raster");
    EXPECT_EQ(refusal_of(raster_options(m_files.write("huge.asc",
                                                      "ncols 100000\nnrows 100000\nxllcorner 0\n"
                                                      "yllcorner 0\ncellsize 1\n1 2 3\n"))),
              "file-too-large");
    auto cut = raster_options(m_files.write("cut.asc", grid.substr(0, grid.size() - 8)));
    cut.crs = gis::geometry::EpsgCode{4326};
    EXPECT_EQ(refusal_of(cut), "truncated-file");
}

} // namespace
