#include "sample_files.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/geodesic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using gis::files::Layer;
using gis::files::read_batch;
using gis::model::Road;
using gis::model::Unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace tests;

class ReadFiles : public testing::Test {
protected:
    /// A shapefile of one road at the test place, lon 106.6, lat 11.6 in old Thanh Bình.
    fs::path road(const std::string& srs,
                  const std::string& start = "537972.0856 1282843.6119") const {
        const auto end = std::to_string(std::stod(start) + 1000) + start.substr(start.find(' '));
        return m_files.shapefile("duong.shp", srs, {"TEN"},
                                 {{"LINESTRING (" + start + ", " + end + ")", {"A"}}});
    }

    [[nodiscard]] static std::string message_of(const gis::files::ReadOptions& options) {
        try {
            (void)read_batch(options);
        } catch (const gis::Error& error) {
            return error.code() + ": " + error.message().en;
        }
        return "";
    }

    SampleFiles m_files;
};

const std::string tm3_106_15 =
    R"(PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",106.25],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";

std::string esri_wkt(const std::string& name, const std::string& datum,
                     const std::string& towgs84 = "") {
    return "PROJCS[\"" + name + "\",GEOGCS[\"GCS\",DATUM[\"" + datum +
           R"(",SPHEROID["WGS_1984",6378137.0,298.257223563])" + towgs84 +
           R"(],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],)" + tm3_106_15;
}

// Values of the national transformation at lon 106.6, lat 11.6.
TEST_F(ReadFiles, BringsEveryZoneToTheSamePlace) {
    const std::vector<std::pair<std::string, std::string>> places{
        {"EPSG:9212", "537972.0856 1282843.6119"},
        {"EPSG:9210", "592499.635 1282958.102"},
        {"EPSG:5899", "374390.124 1283074.324"},
        {"EPSG:3405", "674252.087 1282924.338"},
        {"EPSG:32648", "674448.108 1282812.914"}};
    for (const auto& [crs, start] : places) {
        const auto batch = read_batch(options_for(road(crs, start), Layer::roads));
        EXPECT_EQ(batch.crs, crs);
        const auto at = rows_of<Road>(batch).at(0).line[0];
        EXPECT_LT(gis::geometry::distance_m(at, {106.6, 11.6}), 0.002) << crs;
    }
}

TEST_F(ReadFiles, KnowsVn2000ByItsDatumWhateverTheName) {
    for (const auto* const datum : {"D_Vietnam_2000", "D_VN_2000", "VN-2000", "Vietnam_2000"}) {
        const auto batch =
            read_batch(options_for(road(esri_wkt("Binh_Phuoc_106_15", datum)), Layer::roads));
        EXPECT_EQ(batch.crs, "EPSG:9212") << datum;
        EXPECT_LT(gis::geometry::distance_m(rows_of<Road>(batch).at(0).line[0], {106.6, 11.6}),
                  0.001);
    }
}

TEST_F(ReadFiles, StopsAtVn2000ParametersOnAnotherDatum) {
    for (const auto* const datum : {"D_WGS_1984", "D_Unknown"}) {
        auto options = options_for(road(esri_wkt("WGS84_TM_106_15", datum)), Layer::roads);
        const auto message = message_of(options);
        EXPECT_THAT(message, HasSubstr("suspicious-crs"));
        EXPECT_THAT(message, HasSubstr("EPSG:9212"));
        EXPECT_THAT(message, HasSubstr("225 m"));
        options.crs = gis::geometry::EpsgCode{9212};
        EXPECT_LT(gis::geometry::distance_m(rows_of<Road>(read_batch(options)).at(0).line[0],
                                            {106.6, 11.6}),
                  0.001);
    }
}

TEST_F(ReadFiles, AsksForTheCrsWhenNoneIsDeclared) {
    auto options = options_for(road(""), Layer::roads);
    EXPECT_THAT(message_of(options), HasSubstr("missing-crs"));
    EXPECT_THAT(message_of(options), HasSubstr("EPSG:9212"));
    options.crs = gis::geometry::EpsgCode{9212};
    EXPECT_EQ(read_batch(options).crs, "EPSG:9212");
}

TEST_F(ReadFiles, SeesSwappedAxesOfPlaneCoordinates) {
    const auto file =
        m_files.shapefile("a.shp", "EPSG:9212", {"TEN"},
                          {{"LINESTRING (1282843.6 537972.1, 1282843.6 538972.1)", {"A"}}});
    EXPECT_THAT(issues_of(read_batch(options_for(file, Layer::roads))),
                ElementsAre("axes-swapped@1"));
}

TEST_F(ReadFiles, ReadsLegacyEncodings) {
    const auto file =
        m_files.shapefile("a.shp", "EPSG:4326", {"TEN"},
                          {{"LINESTRING (106.6 11.6, 106.61 11.6)",
                            {"S\xE3"
                             "c D\xC7m"}},
                           {"LINESTRING (106.6 11.7, 106.61 11.7)", {"\xAE\xAD\xEAng 1"}}});
    auto options = options_for(file, Layer::roads);
    const auto undecided = read_batch(options);
    EXPECT_THAT(issues_of(undecided), ElementsAre("bad-encoding@1", "bad-encoding@2"));
    EXPECT_EQ(undecided.issues[0].field, "TEN");
    EXPECT_THAT(undecided.issues[0].message.vi, HasSubstr("TCVN3 “Sóc Dầm”"));
    EXPECT_THAT(undecided.issues[0].message.en, HasSubstr("encoding"));
    options.encoding = gis::files::Encoding::tcvn3;
    EXPECT_EQ(rows_of<Road>(read_batch(options)).at(0).name, "Sóc Dầm");
    EXPECT_EQ(rows_of<Road>(read_batch(options)).at(1).name, "Đường 1") << "its font had drawn it";

    m_files.shapefile("b.shp", "EPSG:4326", {"TEN"},
                      {{"LINESTRING (106.6 11.6, 106.61 11.6)",
                        {"So\xF9"
                         "c Da\xE0m"}}});
    options.file = m_files.path("b.shp");
    options.encoding = gis::files::Encoding::vni;
    EXPECT_EQ(rows_of<Road>(read_batch(options)).at(0).name, "Sóc Dầm");

    m_files.write("b.cpg", "1258\n");
    options.encoding.reset();
    m_files.shapefile("b.shp", "EPSG:4326", {"TEN"},
                      {{"LINESTRING (106.6 11.6, 106.61 11.6)", {"H\xFDng Y\xEAn"}}});
    m_files.write("b.cpg", "1258\n");
    EXPECT_EQ(rows_of<Road>(read_batch(options)).at(0).name, "Hưng Yên");
}

TEST_F(ReadFiles, NamesMissingColumnsAndThoseThatAreThere) {
    const auto file = m_files.geojson(
        "a.geojson", {feature(R"({"TEN":"A","LOAI":"1"})", line("[[106.6,11.6],[106.61,11.6]]"))});
    const auto message = message_of(
        options_for(file, R"({"layer":"roads","fields":{"name":"TEN","surface":"MAT_DUONG"}})"));
    EXPECT_THAT(message, HasSubstr("missing-column"));
    EXPECT_THAT(message, HasSubstr("MAT_DUONG"));
    EXPECT_THAT(message, HasSubstr("TEN, LOAI"));
}

TEST_F(ReadFiles, ReadsZippedShapefiles) {
    road("EPSG:9212");
    const auto zip =
        m_files.zip("giao.zip", {m_files.path("duong.shp"), m_files.path("duong.shx"),
                                 m_files.path("duong.dbf"), m_files.path("duong.prj")});
    EXPECT_EQ(rows_of<Road>(read_batch(options_for(zip, Layer::roads))).size(), 1U);
}

TEST_F(ReadFiles, RefusesBadInputs) {
    const auto shp = road("EPSG:9212");
    const auto code = [](const fs::path& file) {
        return code_of([&] { (void)read_batch(options_for(file, Layer::roads)); });
    };
    EXPECT_EQ(code(m_files.path("none.shp")), "no-such-file");
    EXPECT_EQ(code(shp.parent_path()), "not-a-file");
    EXPECT_EQ(code("/dev/null"), "not-a-file");
    EXPECT_EQ(code(m_files.write("a.tab", "x")), "unknown-format");
    EXPECT_EQ(code(m_files.write("empty.geojson", "")), "truncated-file");
    EXPECT_EQ(code(m_files.write("cut.geojson", R"({"type":"FeatureCollection","features":[)")),
              "truncated-file");
    EXPECT_EQ(code(m_files.write("no.geojson", "hello")), "bad-file");
    EXPECT_EQ(code(m_files.write("no.gpkg", "hello")), "bad-file");
    EXPECT_EQ(code(m_files.write("no.osm.pbf", "hello")), "bad-file");
    EXPECT_EQ(
        code(m_files.write("a.kml", "<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY a 'b'>]><kml/>")),
        "bad-file");
    EXPECT_EQ(code(m_files.write("deep.geojson", std::string(40, '[') + std::string(40, ']'))),
              "too-deep");
    EXPECT_EQ(
        code(m_files.write(
            "link.geojson",
            R"({"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/"}},"features":[]})")),
        "bad-crs-member");
    EXPECT_EQ(code(m_files.write("a.csv", "TEN,MA\nA,1\n")), "no-geometry");
    // A VRT in disguise is only looked at as what its ending says.
    EXPECT_EQ(code(m_files.write("vrt.geojson", "<OGRVRTDataSource></OGRVRTDataSource>")),
              "bad-file");

    EXPECT_EQ(code(m_files.zip("text.zip", {m_files.write("a.txt", "x")})), "unknown-format");
    EXPECT_EQ(code(m_files.zip("part.zip", {shp, m_files.path("duong.dbf")})), "missing-part");
    const auto zip =
        m_files.zip("cut.zip", {shp, m_files.path("duong.shx"), m_files.path("duong.dbf")});
    fs::resize_file(zip, fs::file_size(zip) - 30);
    EXPECT_EQ(code(zip), "bad-zip");

    fs::resize_file(m_files.path("duong.dbf"), fs::file_size(m_files.path("duong.dbf")) - 50);
    EXPECT_EQ(code(shp), "truncated-file");
    fs::remove(m_files.path("duong.dbf"));
    EXPECT_EQ(code(shp), "missing-part");
    road("EPSG:9212");
    fs::resize_file(shp, fs::file_size(shp) - 8);
    EXPECT_EQ(code(shp), "truncated-file");
}

TEST_F(ReadFiles, HoldsTheLimits) {
    const auto file = m_files.geojson(
        "a.geojson", {feature("{}", line("[[106.6,11.6],[106.61,11.6],[106.62,11.6]]"))});
    auto options = options_for(file, Layer::roads);
    options.limits.vertices_per_feature = 2;
    EXPECT_THAT(issues_of(read_batch(options)), ElementsAre("too-many-vertices@1"));
    options.limits.file_bytes = 10;
    EXPECT_EQ(code_of([&] { (void)read_batch(options); }), "file-too-large");
    const auto zip = m_files.zip("a.zip", {file});
    options.file = zip;
    options.limits.file_bytes = 1'000'000;
    options.limits.unpacked_bytes = 10;
    EXPECT_EQ(code_of([&] { (void)read_batch(options); }), "zip-too-large");
}

std::string polygon(std::string_view ring) {
    return R"({"type":"Polygon","coordinates":[)" + std::string{ring} + "]}";
}

TEST_F(ReadFiles, ReadsUnits) {
    const auto file = m_files.geojson(
        "a.geojson",
        {feature(R"({"MA_XA":"25345","TEN_XA":"Tân Hưng","LOAI":"Xã","DAN_SO":"16.472","SO_HO":0})",
                 polygon("[[106.6,11.6],[106.7,11.6],[106.7,11.7],[106.6,11.6]]")),
         feature(R"({"MA_XA":"25357","TEN_XA":"Thị trấn Tân Khai"})",
                 polygon("[[106.5,11.6],[106.6,11.6],[106.6,11.7],[106.5,11.6]]")),
         feature(R"({"MA_XA":"1"})",
                 polygon("[[106.5,11.6],[106.6,11.6],[106.6,11.7],[106.5,11.6]]"))});
    const auto batch = read_batch(options_for(file, Layer::communes));
    EXPECT_THAT(issues_of(batch), ElementsAre("no-people@1", "missing-name@3"));
    const auto units = rows_of<Unit>(batch);
    ASSERT_EQ(units.size(), 2U);
    EXPECT_EQ(units[0].code, gis::UnitCode{"25345"});
    EXPECT_EQ(units[0].name, "Xã Tân Hưng");
    EXPECT_EQ(units[0].population, 16472);
    EXPECT_EQ(units[0].households, std::nullopt) << "0 is not known, not nobody";
    EXPECT_EQ(units[1].kind, gis::model::UnitKind::thi_tran);
}

TEST_F(ReadFiles, RefusesOrRepairsInvalidPolygons) {
    const std::string name = R"({"TEN":"Ấp 1"})";
    const auto file = m_files.geojson(
        "a.geojson",
        {feature(name,
                 polygon("[[106.6,11.6],[106.7,11.7],[106.7,11.6],[106.6,11.7],[106.6,11.6]]")),
         feature(name, polygon("[[106.6,11.6],[106.7,11.6],[106.7,11.7]]")),
         // A spike without area: repair changes nothing that counts.
         feature(name, polygon("[[106.6,11.6],[106.7,11.6],[106.7,11.7],[106.7,11.8],[106.7,11.7],["
                               "106.6,11.7],[106.6,11.6]]"))});
    auto options = options_for(file, Layer::hamlets);
    auto batch = read_batch(options);
    // GDAL warns of open rings once a process; only our own errors count here.
    std::erase_if(batch.issues, [](const auto& issue) { return issue.code == "gdal-warning"; });
    EXPECT_THAT(issues_of(batch),
                ElementsAre("invalid-polygon@1", "open-ring@2", "invalid-polygon@3"));
    EXPECT_THAT(batch.issues[0].message.en, HasSubstr("Self-intersection at longitude 106.65"));
    options.invalid_polygons = gis::files::InvalidPolygons::repair;
    batch = read_batch(options);
    EXPECT_THAT(issues_of(batch), testing::Contains("repaired-polygon@3"));
    EXPECT_EQ(rows_of<Unit>(batch).back().boundary.size(), 1U);
}

TEST_F(ReadFiles, ReadsPopulationTablesByCodeOrName) {
    const auto file = m_files.write("dan_so.csv", "\xEF\xBB\xBFTên ấp;Mã;Dân số;Số hộ\r\n"
                                                  "Ấp 1;25345-01;1.234;300\r\n"
                                                  "Xã Tân Khai;;0;\r\n"
                                                  "Sóc Dầm;;567;\r\n");
    const auto batch = read_batch(options_for(file, Layer::population));
    EXPECT_EQ(batch.crs, "");
    EXPECT_THAT(issues_of(batch), ElementsAre("no-people@2", "missing-population@2"));
    const auto units = rows_of<Unit>(batch);
    ASSERT_EQ(units.size(), 2U);
    EXPECT_EQ(units[0].code, gis::UnitCode{"25345-01"});
    EXPECT_EQ(units[0].level, gis::model::UnitLevel::hamlet);
    EXPECT_EQ(units[0].population, 1234);
    EXPECT_EQ(units[0].households, 300);
    EXPECT_EQ(units[1].name, "Sóc Dầm");
    EXPECT_EQ(units[1].level, gis::model::UnitLevel::hamlet);
    EXPECT_THAT(units[1].boundary, IsEmpty());
}

TEST_F(ReadFiles, ReadsPointsFromCsv) {
    auto options = options_for(
        m_files.write("a.csv", "lon,lat,persons\n106.6,11.6,4.5\n106.7,x,3\n"), Layer::population);
    const auto batch = read_batch(options);
    const auto points = rows_of<gis::model::PopulationPoint>(batch);
    ASSERT_EQ(points.size(), 1U);
    EXPECT_EQ(points[0].location, (gis::geometry::Point{106.6, 11.6}));
    EXPECT_EQ(points[0].persons, 4.5);
    EXPECT_EQ(batch.skipped, 1);

    options.file =
        m_files.write("b.csv", "X;Y;TEN;LOAI\n537972,0856;1282843,6119;Trường A;Tiểu học\n");
    options.layer = Layer::facilities;
    EXPECT_EQ(code_of([&] { (void)read_batch(options); }), "missing-crs");
    options.crs = gis::geometry::EpsgCode{9212};
    const auto school = rows_of<gis::model::Facility>(read_batch(options)).at(0);
    EXPECT_EQ(school.kind, gis::model::FacilityKind::primary);
    EXPECT_LT(gis::geometry::distance_m(school.location, {106.6, 11.6}), 0.001);
}

TEST_F(ReadFiles, PutsFacilitiesInsideTheirAreas) {
    const auto file = m_files.geojson(
        "a.geojson",
        {feature(
            R"({"TEN":"Trường A","LOAI":"Mầm non","PHUC_VU":["25345-01","25345-02"],"DAT_CHUAN":"chưa","SO_PHONG":{"phong_hoc":6}})",
            polygon(
                "[[106.6,11.6],[106.602,11.6],[106.602,11.602],[106.6,11.602],[106.6,11.6]]"))});
    const auto batch = read_batch(options_for(file, Layer::facilities));
    EXPECT_THAT(issues_of(batch), IsEmpty());
    const auto school = rows_of<gis::model::Facility>(batch).at(0);
    EXPECT_EQ(school.kind, gis::model::FacilityKind::kindergarten);
    EXPECT_EQ(school.serves.size(), 2U);
    EXPECT_EQ(school.standard_met, false);
    EXPECT_EQ(school.rooms.at("phong_hoc"), 6);
    EXPECT_NEAR(school.location.lon, 106.601, 1e-9);
}

TEST_F(ReadFiles, RefusesAFieldMapOfAnotherLayer) {
    const auto file = m_files.geojson("a.geojson", {feature("{}", "null")});
    auto options = options_for(file, R"({"layer":"hamlets","fields":{"name":"T"}})");
    options.layer = Layer::roads;
    EXPECT_EQ(code_of([&] { (void)read_batch(options); }), "bad-field-map");
}

} // namespace
