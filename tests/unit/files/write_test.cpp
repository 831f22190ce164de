#include "sample_files.hpp"

#include "gis/files/writer.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/import_plan.hpp"
#include "gis/model/snapshot.hpp"
#include "tests/support/builders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <zip.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace {

using gis::Date;
using gis::UnitCode;
using gis::files::Format;
using gis::files::Layer;
using gis::files::WriteOptions;
using gis::geometry::EpsgCode;
using gis::model::Road;
using gis::model::RoadClass;
using gis::model::Surface;
using gis::model::SurfaceRecord;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace tests;

gis::geometry::MultiPolygon box(double west, double south, double east, double north) {
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

/// Two communes side by side, two hamlets in the first, three roads, two facilities.
std::shared_ptr<const gis::model::Snapshot> sample() {
    using namespace test_support;
    gis::model::AtlasData data;
    data.revision = gis::Revision{7};
    auto tan_hung = commune("25345", "Xã Tân Hưng", box(106.60, 11.55, 106.70, 11.70));
    tan_hung.population = 16472;
    data.units = {tan_hung, commune("25438", "Xã Tân Quan", box(106.70, 11.55, 106.80, 11.70))};
    auto soc_dam = hamlet("25345-01", "Sóc Dầm", box(106.60, 11.55, 106.65, 11.70));
    soc_dam.kind = gis::model::UnitKind::soc;
    soc_dam.households = 120;
    data.units.push_back(soc_dam);
    data.units.push_back(hamlet("25345-02", "Ấp Hưng Yên", box(106.65, 11.55, 106.70, 11.70)));

    auto curved = road(1, RoadClass::ap, {});
    for (int i = 0; i <= 40; ++i) {
        const double at = i / 40.0;
        curved.line.push_back({106.61 + 0.03 * at, 11.6 + 0.01 * std::sin(6 * at)});
    }
    curved.code = "TH-01";
    curved.name = "Đường ấp Hưng Yên – Sóc Dầm";
    curved.length_m = gis::geometry::length_m(curved.line);
    auto first = record(1, 1, 0, 400, Surface::btxm, Date{2023, 11, 5});
    first.width_m = 3.5;
    first.work = "CT-12";
    auto second = record(2, 1, 400, curved.length_m, Surface::soi_do, Date{2020, 1, 1});
    second.condition = "=HỎNG";
    auto later = record(3, 1, 1000, 1500, Surface::nhua, Date{2025, 1, 1});
    curved.surfaces = {second, first, later};
    auto plain = road(2, RoadClass::ngo, {{106.66, 11.6}, {106.67, 11.6}});
    plain.name = "Hẻm 2";
    auto other_commune = road(3, RoadClass::xa, {{106.75, 11.6}, {106.76, 11.61}});
    other_commune.code = "TQ-01";
    data.roads = {curved, plain, other_commune};

    gis::model::Facility house;
    house.id = gis::FacilityId{1};
    house.kind = gis::model::FacilityKind::cultural_house;
    house.code = "NVH-1";
    house.name = "Nhà văn hóa Sóc Dầm";
    house.location = {106.62, 11.6};
    house.serves = {UnitCode{"25345-01"}, UnitCode{"25345-02"}};
    house.toilet = false;
    house.seats = 100;
    house.rooms = {{"hoi_truong", 1}, {"phong_hoc", 12}};
    data.facilities = {house};
    return gis::model::Snapshot::build(std::move(data));
}

class WriteLayer : public testing::Test {
protected:
    [[nodiscard]] WriteOptions options(Layer layer, std::string_view name) const {
        WriteOptions result;
        result.layer = layer;
        result.file = m_files.path(name);
        result.format = gis::files::format_of(result.file);
        result.as_of = Date{2024, 12, 31};
        result.data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";
        result.is_hardened = [](RoadClass, Surface surface) -> std::optional<bool> {
            if (surface == Surface::unknown) {
                return std::nullopt;
            }
            return surface == Surface::btxm;
        };
        return result;
    }

    [[nodiscard]] std::string text_of(const std::filesystem::path& file) const {
        std::ifstream stream{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    }

    /// Writes a layer, reads it again and returns what came back.
    gis::model::ImportBatch round_trip(Layer layer, std::string_view name, const char* map) {
        const auto written = options(layer, name);
        gis::files::write_layer(*m_snapshot, written);
        auto reading = options_for(written.file, layer);
        if (map != nullptr) {
            reading.map = gis::files::load_field_map(map, layer, reading.data_folder);
        }
        return read_batch(reading);
    }

    SampleFiles m_files;
    std::shared_ptr<const gis::model::Snapshot> m_snapshot = sample();
};

struct RoundTrip {
    const char* file;
    const char* map; ///< null: by column names
    const char* crs;
};

class RoundTrips : public WriteLayer, public testing::WithParamInterface<RoundTrip> {};

TEST_P(RoundTrips, BringRoadsBackWithinAMillimetre) {
    const auto batch = round_trip(Layer::roads, GetParam().file, GetParam().map);
    EXPECT_EQ(batch.crs, GetParam().crs);
    EXPECT_THAT(issues_of(batch), IsEmpty());
    EXPECT_EQ(batch.read, 4) << "two intervals of the first road, one of each other";
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 3U);
    for (std::size_t i = 0; i < roads.size(); ++i) {
        const auto& original =
            *m_snapshot->find_road(gis::RoadId{static_cast<std::int64_t>(i + 1)});
        EXPECT_EQ(roads[i].code, original.code);
        EXPECT_EQ(roads[i].name, original.name);
        EXPECT_EQ(roads[i].road_class, original.road_class);
        EXPECT_NEAR(roads[i].length_m, original.length_m, 0.001 * (1 + original.length_m / 1000));
        ASSERT_EQ(roads[i].line.size(), original.line.size()) << "the cut at 400 m is gone";
        for (std::size_t k = 0; k < original.line.size(); ++k) {
            EXPECT_LT(gis::geometry::distance_m(roads[i].line[k], original.line[k]), 0.001);
        }
    }
    const auto records = rows_of<SurfaceRecord>(batch);
    ASSERT_EQ(records.size(), 2U) << "unknown surfaces are no records";
    EXPECT_NEAR(records[0].to_m, 400, 0.001);
    EXPECT_EQ(records[0].surface, Surface::btxm);
    EXPECT_EQ(records[0].width_m, 3.5);
    EXPECT_EQ(records[0].effective_on, (Date{2023, 11, 5}));
    EXPECT_EQ(records[0].work, "CT-12");
    EXPECT_EQ(records[1].surface, Surface::soi_do);
    EXPECT_EQ(records[1].to_m, roads[0].length_m);
    EXPECT_EQ(records[1].condition, "=HỎNG");
    // Reading our own export is no change.
    const auto plan = gis::model::plan_import(batch, *m_snapshot);
    EXPECT_EQ(plan.added, 0);
}

TEST_P(RoundTrips, BringUnitsAndFacilitiesBack) {
    const auto hamlets =
        rows_of<gis::model::Unit>(round_trip(Layer::hamlets, GetParam().file, GetParam().map));
    ASSERT_EQ(hamlets.size(), 2U);
    EXPECT_EQ(hamlets[0].code, UnitCode{"25345-01"});
    EXPECT_EQ(hamlets[0].name, "Sóc Dầm");
    EXPECT_EQ(hamlets[0].kind, gis::model::UnitKind::soc);
    EXPECT_EQ(hamlets[0].parent, UnitCode{"25345"});
    EXPECT_EQ(hamlets[0].households, 120);
    EXPECT_EQ(hamlets[0].population, std::nullopt);
    EXPECT_EQ(hamlets[1].name, "Ấp Hưng Yên");
    ASSERT_EQ(hamlets[0].boundary.size(), 1U);
    EXPECT_NEAR(gis::geometry::area_m2(hamlets[0].boundary),
                gis::geometry::area_m2(m_snapshot->units().hamlets[0].boundary), 1);

    const auto communes =
        rows_of<gis::model::Unit>(round_trip(Layer::communes, GetParam().file, GetParam().map));
    ASSERT_EQ(communes.size(), 2U);
    EXPECT_EQ(communes[0].population, 16472);

    const auto facilities = rows_of<gis::model::Facility>(
        round_trip(Layer::facilities, GetParam().file, GetParam().map));
    ASSERT_EQ(facilities.size(), 1U);
    const auto& house = facilities[0];
    EXPECT_EQ(house.kind, gis::model::FacilityKind::cultural_house);
    EXPECT_EQ(house.name, "Nhà văn hóa Sóc Dầm");
    EXPECT_EQ(house.serves.size(), 2U);
    EXPECT_EQ(house.toilet, false);
    EXPECT_EQ(house.well, std::nullopt) << "unknown stays unknown";
    EXPECT_EQ(house.seats, 100);
    EXPECT_EQ(house.rooms.at("phong_hoc"), 12);
    EXPECT_LT(gis::geometry::distance_m(house.location, {106.62, 11.6}), 0.001);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrips,
                         testing::Values(RoundTrip{"a.shp.zip", "ntm-atlas-shp", "EPSG:9212"},
                                         RoundTrip{"b.shp.zip", nullptr, "EPSG:9212"},
                                         RoundTrip{"a.gpkg", "ntm-atlas", "EPSG:9212"},
                                         RoundTrip{"a.geojson", "ntm-atlas", "EPSG:4326"},
                                         RoundTrip{"b.geojson", nullptr, "EPSG:4326"},
                                         RoundTrip{"a.kml", nullptr, "EPSG:4326"}));

TEST_F(WriteLayer, CountsFeaturesAndLength) {
    const auto result = write_layer(*m_snapshot, options(Layer::roads, "a.geojson"));
    EXPECT_EQ(result.features, 4);
    double sum = 0;
    for (const auto& part : m_snapshot->parts()) {
        for (const auto& road : part->roads) {
            sum += road.length_m;
        }
    }
    EXPECT_NEAR(result.length_m, sum, 1e-9 * sum);
    EXPECT_THAT(result.warnings, IsEmpty());
}

TEST_F(WriteLayer, ShowsTheStateOfTheDay) {
    auto wanted = options(Layer::roads, "a.csv");
    wanted.as_of = Date{2021, 1, 1};
    EXPECT_EQ(write_layer(*m_snapshot, wanted).features, 4) << "0–400 m was still unknown";
    wanted.as_of = Date{2025, 6, 1};
    EXPECT_EQ(write_layer(*m_snapshot, wanted).features, 6);
}

TEST_F(WriteLayer, WritesRoadsOfAUnitWholeWithWhatCountsThere) {
    auto wanted = options(Layer::roads, "a.geojson");
    wanted.unit = UnitCode{"25345-01"};
    wanted.stretches_in_unit = [](const Road& road) -> std::vector<std::pair<double, double>> {
        if (road.id != gis::RoadId{1}) {
            return {};
        }
        return {{100, 150}, {350, 420}}; // the surface changes at 400 m
    };
    const auto result = write_layer(*m_snapshot, wanted);
    const auto* road = m_snapshot->find_road(gis::RoadId{1});
    EXPECT_EQ(result.features, 2);
    EXPECT_NEAR(result.length_m, road->length_m, 1e-6) << "nothing is cut off";
    EXPECT_NEAR(result.in_unit_m, 120, 1e-9);
    const auto written = text_of(wanted.file);
    EXPECT_THAT(written, HasSubstr("\"length_m\": 400.0, \"in_unit_m\": 100.0"));
    EXPECT_THAT(written, HasSubstr("\"in_unit_m\": 20.0"));
}

TEST_F(WriteLayer, FiltersByUnit) {
    auto wanted = options(Layer::hamlets, "a.csv");
    wanted.unit = UnitCode{"25345"};
    EXPECT_EQ(write_layer(*m_snapshot, wanted).features, 2);
    wanted.unit = UnitCode{"99999"};
    EXPECT_EQ(code_of([&] { write_layer(*m_snapshot, wanted); }), "unknown-unit");
}

TEST_F(WriteLayer, DeliversAShapefileThatOtherProgramsRead) {
    const auto written = options(Layer::roads, "giao.shp.zip");
    write_layer(*m_snapshot, written);
    int error = 0;
    zip_t* archive = zip_open(written.file.c_str(), ZIP_RDONLY, &error);
    ASSERT_NE(archive, nullptr);
    std::vector<std::string> names;
    std::string prj;
    std::string cpg;
    std::string read_me;
    std::string dictionary;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        names.emplace_back(zip_get_name(archive, static_cast<zip_uint64_t>(i), 0));
        zip_file_t* member = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        std::string bytes(1U << 16U, '\0');
        bytes.resize(static_cast<std::size_t>(zip_fread(member, bytes.data(), bytes.size())));
        zip_fclose(member);
        const auto ends = [&](std::string_view ending) {
            return names.back().ends_with(ending);
        };
        (ends(".prj") ? prj : ends(".cpg") ? cpg : ends(".txt") ? read_me : dictionary) = bytes;
    }
    zip_discard(archive);
    EXPECT_THAT(names,
                testing::ElementsAre("DOC_TRUOC.txt", "TU_DIEN.csv", "toan_bo_roads_20241231.cpg",
                                     "toan_bo_roads_20241231.dbf", "toan_bo_roads_20241231.prj",
                                     "toan_bo_roads_20241231.shp", "toan_bo_roads_20241231.shx"));
    EXPECT_EQ(cpg, "UTF-8");
    EXPECT_THAT(read_me, HasSubstr("EPSG:9212"));
    EXPECT_THAT(read_me, HasSubstr("31/12/2024"));
    EXPECT_THAT(read_me, HasSubstr("Số đối tượng / Features: 4"));
    OGRSpatialReference srs;
    ASSERT_EQ(srs.importFromWkt(prj.c_str()), OGRERR_NONE);
    EXPECT_THAT(srs.GetAttrValue("DATUM"), HasSubstr("2000"));
}

TEST_F(WriteLayer, LeavesTheOldFileWhenItFails) {
    const auto written = options(Layer::roads, "a.geojson");
    write_layer(*m_snapshot, written);
    const auto before = text_of(written.file);
    auto bad = written;
    bad.unit = UnitCode{"99999"};
    EXPECT_EQ(code_of([&] { write_layer(*m_snapshot, bad); }), "unknown-unit");
    EXPECT_EQ(text_of(written.file), before);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{written.file.parent_path()}, {}), 1)
        << "nothing is left over";
}

TEST_F(WriteLayer, WritesCsvForVietnameseSpreadsheets) {
    const auto written = options(Layer::roads, "a.csv");
    write_layer(*m_snapshot, written);
    const auto csv = text_of(written.file);
    EXPECT_TRUE(
        csv.starts_with("\xEF\xBB\xBFroad_id;code;name;road_class;surface;hardened;from_m;"));
    EXPECT_THAT(
        csv,
        HasSubstr(
            "1;TH-01;Đường ấp Hưng Yên – Sóc Dầm;ap;btxm;1;0,000;400,000;400,000;400,000;3,500;"
            "05/11/2023;25345;Xã Tân Hưng;"));
    EXPECT_THAT(csv, HasSubstr("\"'=HỎNG\"")) << "not a formula";
    EXPECT_THAT(csv, HasSubstr("2;;Hẻm 2;ngo;unknown;;0,000;")) << "unknown is neither yes nor no";
}

TEST_F(WriteLayer, WritesEmptyLayers) {
    const auto nothing = gis::model::Snapshot::build({});
    for (const auto* const name :
         {"a.shp.zip", "a.gpkg", "a.geojson", "a.kml", "a.csv", "a.xlsx"}) {
        EXPECT_EQ(write_layer(*nothing, options(Layer::roads, name)).features, 0) << name;
    }
}

TEST(FormatOf, GoesByTheEnding) {
    EXPECT_EQ(gis::files::format_of("x/Đường.SHP.ZIP"), Format::shp_zip);
    EXPECT_EQ(gis::files::format_of("a.zip"), Format::shp_zip);
    EXPECT_EQ(gis::files::format_of("a.gpkg"), Format::gpkg);
    EXPECT_EQ(code_of([] { (void)gis::files::format_of("a.tab"); }), "unknown-format");
}

} // namespace
