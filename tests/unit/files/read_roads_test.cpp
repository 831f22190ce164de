#include "sample_files.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/road.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::files::Layer;
using gis::files::read_batch;
using gis::model::Road;
using gis::model::RoadClass;
using gis::model::Surface;
using gis::model::SurfaceRecord;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace tests;

class ReadRoads : public testing::Test {
protected:
    SampleFiles m_files;
};

TEST_F(ReadRoads, TakesAShapefileInTheOfficesZoneWithAFieldMap) {
    const auto file =
        m_files.shapefile("duong.shp", "EPSG:9212", {"MA", "TEN_DUONG", "LOAI", "MAT", "RONG"},
                          {{"LINESTRING (537972.0856 1282843.6119, 538972.0856 1282843.6119)",
                            {"DA-01", "Đường ấp Hưng Yên", "2", "BTXM", "3,5"}}});
    const auto batch = read_batch(options_for(file, R"({"layer":"roads","fields":{
        "code":"MA","name":"TEN_DUONG",
        "road_class":{"field":"LOAI","values":{"1":"xa","2":"ap"},"default":"other"},
        "surface":{"field":"MAT","values":{"BTXM":"btxm"}},
        "width_m":"RONG","effective_on":{"constant":"2023-12-31"}}})"));
    EXPECT_EQ(batch.layer, "roads");
    EXPECT_EQ(batch.driver, "ESRI Shapefile");
    EXPECT_EQ(batch.crs, "EPSG:9212");
    EXPECT_EQ(batch.read, 1);
    EXPECT_THAT(issues_of(batch), IsEmpty());
    ASSERT_EQ(batch.rows.size(), 2U);

    const auto& road = std::get<Road>(batch.rows[0]);
    EXPECT_EQ(road.code, "DA-01");
    EXPECT_EQ(road.name, "Đường ấp Hưng Yên");
    EXPECT_EQ(road.road_class, RoadClass::ap);
    EXPECT_NEAR(road.line[0].lon, 106.6, 1e-8);
    EXPECT_NEAR(road.line[0].lat, 11.6, 1e-8);
    EXPECT_DOUBLE_EQ(road.length_m, gis::geometry::length_m(road.line));
    EXPECT_NEAR(road.length_m, 1000.1, 0.1); // the grid's scale is 0.9999

    const auto& record = std::get<SurfaceRecord>(batch.rows[1]);
    EXPECT_EQ(record.road, gis::RoadId{-1});
    EXPECT_EQ(record.surface, Surface::btxm);
    EXPECT_EQ(record.from_m, 0);
    EXPECT_EQ(record.to_m, road.length_m);
    EXPECT_EQ(record.width_m, 3.5);
    EXPECT_EQ(record.effective_on.iso(), "2023-12-31");
}

TEST_F(ReadRoads, RecognisesColumnsAndValuesByTheirNames) {
    const auto file = m_files.geojson(
        "duong.geojson",
        {feature(
             R"({"Tên đường":"Đường tổ 3","Loại đường":"Đường ngõ, tổ, xóm","Mặt đường":"Sỏi đỏ","Năm XD":"2019"})",
             line("[[106.6,11.6],[106.61,11.6]]")),
         feature(
             R"({"Tên đường":"Đường xã","Loại đường":"Đường trục xã","Mặt đường":"gỗ","Năm XD":null})",
             line("[[106.6,11.7],[106.61,11.7]]"))});
    const auto batch = read_batch(options_for(file, Layer::roads));
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 2U);
    EXPECT_EQ(roads[0].name, "Đường tổ 3");
    EXPECT_EQ(roads[0].road_class, RoadClass::ngo);
    EXPECT_EQ(roads[1].road_class, RoadClass::xa);
    const auto records = rows_of<SurfaceRecord>(batch);
    ASSERT_EQ(records.size(), 1U) << "an unknown surface is no record";
    EXPECT_EQ(records[0].surface, Surface::soi_do);
    EXPECT_EQ(records[0].effective_on.iso(), "2019-12-31")
        << "a bare year counts from its last day";
    EXPECT_EQ(batch.unmapped.at("surface").at("gỗ"), 1);
}

TEST_F(ReadRoads, TakesNumbersWithTheFieldsOwnUnit) {
    std::vector<std::string> features;
    for (const auto* width : {"3,5 m", "4m", "350 cm", "12 ft"}) {
        features.push_back(
            feature(fmt::format(R"({{"Rộng":"{}","Mặt đường":"BTXM"}})", width),
                    line(fmt::format("[[106.6,11.{0}],[106.61,11.{0}]]", 60 + features.size()))));
    }
    const auto file = m_files.geojson("duong.geojson", features);
    const auto batch = read_batch(options_for(file, R"({"layer":"roads","fields":{
        "surface":"Mặt đường","width_m":"Rộng","effective_on":{"constant":"2023-12-31"}}})"));
    std::vector<std::optional<double>> widths;
    for (const auto& record : rows_of<SurfaceRecord>(batch)) {
        widths.push_back(record.width_m);
    }
    EXPECT_THAT(widths, ElementsAre(3.5, 4.0, std::nullopt, std::nullopt));
    EXPECT_THAT(issues_of(batch), testing::SizeIs(2)) << "other units are told, not guessed";
    const auto scaled = read_batch(options_for(file, R"({"layer":"roads","fields":{
        "surface":"Mặt đường","width_m":{"field":"Rộng","scale":0.1},
        "effective_on":{"constant":"2023-12-31"}}})"));
    EXPECT_EQ(rows_of<SurfaceRecord>(scaled)[0].width_m, std::nullopt) << "metres times a tenth?";
}

TEST_F(ReadRoads, SaysWhenSurfacesHaveNoDay) {
    const auto file = m_files.geojson(
        "a.geojson", {feature(R"({"surface":"btxm"})", line("[[106.6,11.6],[106.61,11.6]]"))});
    auto options = options_for(file, Layer::roads);
    auto batch = read_batch(options);
    EXPECT_THAT(issues_of(batch), ElementsAre("no-date@0"));
    EXPECT_EQ(rows_of<SurfaceRecord>(batch).at(0).effective_on, (gis::Date{1900, 1, 1}));
    options.effective_on = gis::Date{2024, 6, 30};
    batch = read_batch(options);
    EXPECT_THAT(issues_of(batch), IsEmpty());
    EXPECT_EQ(rows_of<SurfaceRecord>(batch).at(0).effective_on, (gis::Date{2024, 6, 30}));
}

TEST_F(ReadRoads, JoinsThePartsOfARoadWhoseEndsMeet) {
    const auto part = [](std::string_view values, std::string_view coordinates) {
        return feature(values, line(coordinates));
    };
    // The last part comes first in the file; the first cut is on the straight, the second at a real
    // corner.
    const auto file = m_files.geojson(
        "a.geojson",
        {part(R"({"code":"A","from_m":800,"to_m":1300,"surface":"dat"})",
              "[[106.607,11.6],[106.607,11.604]]"),
         part(R"({"code":"B","surface":"btxm"})", "[[106.5,11.5],[106.51,11.5]]"),
         part(R"({"code":"A","from_m":0,"to_m":436.14,"surface":"btxm"})",
              "[[106.6,11.6],[106.604,11.6]]"),
         part(R"({"code":"A","from_m":436.14,"to_m":800,"surface":"soi_do","width_m":3})",
              "[[106.604,11.6],[106.607,11.6]]")});
    const auto batch = read_batch(options_for(file, Layer::roads));
    // 106.604 is no vertex of the road, only the cut. Chainages that disagree with the geometry
    // give way to it.
    EXPECT_THAT(issues_of(batch), ElementsAre("no-date@0"));
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 2U);
    const auto& road = roads[0];
    EXPECT_EQ(road.code, "A");
    EXPECT_THAT(road.line,
                ElementsAre(gis::geometry::Point{106.6, 11.6}, gis::geometry::Point{106.607, 11.6},
                            gis::geometry::Point{106.607, 11.604}));
    const auto records = rows_of<SurfaceRecord>(batch);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0].from_m, 0);
    EXPECT_EQ(records[0].to_m, records[1].from_m);
    EXPECT_NEAR(records[0].to_m, gis::geometry::distance_m({106.6, 11.6}, {106.604, 11.6}), 0.011);
    EXPECT_EQ(records[1].width_m, 3);
    EXPECT_NEAR(records[1].to_m, gis::geometry::distance_m({106.6, 11.6}, {106.607, 11.6}), 1e-6);
    EXPECT_EQ(records[2].to_m, road.length_m);
    EXPECT_EQ(records[2].surface, Surface::dat);
    EXPECT_EQ(records[3].road, gis::RoadId{-5}) << "road B is the fifth row";
}

TEST_F(ReadRoads, KeepsPartsApartThatDoNotMeet) {
    const auto file = m_files.geojson(
        "a.geojson",
        {feature(R"({"code":"A","from_m":0,"to_m":100})", line("[[106.6,11.6],[106.601,11.6]]")),
         feature(R"({"code":"A","from_m":100,"to_m":200})",
                 line("[[106.7,11.6],[106.701,11.6]]"))});
    const auto batch = read_batch(options_for(file, Layer::roads));
    EXPECT_THAT(issues_of(batch), ElementsAre("chainage-differs@1", "parts-do-not-meet@2",
                                              "duplicate-code@2", "chainage-differs@2"));
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 2U);
    EXPECT_EQ(roads[0].code, "A");
    EXPECT_EQ(roads[1].code, "A-2");
}

TEST_F(ReadRoads, TakesChainagesAsPlacesWhenEveryRowHasTheWholeLine) {
    const auto whole = line("[[106.6,11.6],[106.61,11.6]]");
    const auto file = m_files.geojson(
        "a.geojson", {feature(R"({"code":"A","from_m":400,"to_m":1000,"surface":"dat"})", whole),
                      feature(R"({"code":"A","from_m":0,"to_m":400,"surface":"btxm"})", whole)});
    const auto batch = read_batch(options_for(file, Layer::roads));
    ASSERT_EQ(rows_of<Road>(batch).size(), 1U);
    const auto records = rows_of<SurfaceRecord>(batch);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].from_m, 0);
    EXPECT_EQ(records[0].to_m, 400);
    EXPECT_EQ(records[1].to_m, 1000) << "the road is 1090 m long; the rest stays unknown";
}

TEST_F(ReadRoads, SplitsLinesOfSeveralPartsAndKeepsCodesUnique) {
    const auto file = m_files.geojson(
        "a.geojson",
        {feature(
             R"({"code":"A","name":"Đường A"})",
             R"({"type":"MultiLineString","coordinates":[[[106.6,11.6],[106.61,11.6]],[[106.61,11.6],[106.62,11.6]],[[106.7,11.6],[106.71,11.6]]]})"),
         feature(
             R"({"code":null,"name":"Không mã"})",
             R"({"type":"MultiLineString","coordinates":[[[106.6,11.7],[106.61,11.7]],[[106.7,11.7],[106.71,11.7]]]})")});
    const auto batch = read_batch(options_for(file, Layer::roads));
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 4U);
    EXPECT_EQ(roads[0].code, "A");
    EXPECT_EQ(roads[0].line.size(), 3U) << "parts whose ends meet are one";
    EXPECT_EQ(roads[1].code, "A-2");
    EXPECT_EQ(roads[1].name, "Đường A");
    EXPECT_EQ(roads[2].code, "");
    EXPECT_EQ(roads[3].code, "");
    EXPECT_THAT(issues_of(batch), ElementsAre("split-line@1", "split-line@2", "duplicate-code@1"));
}

struct BadShape {
    std::string code;
    std::string geometry;
};

class RefusesRoad : public ReadRoads, public testing::WithParamInterface<BadShape> {};

TEST_P(RefusesRoad, WithItsRowNumberAndTakesTheOthers) {
    const auto good = feature("{}", line("[[106.6,11.6],[106.61,11.6]]"));
    const auto file =
        m_files.geojson("a.geojson", {good, feature("{}", GetParam().geometry), good});
    const auto batch = read_batch(options_for(file, Layer::roads));
    EXPECT_THAT(issues_of(batch), ElementsAre(GetParam().code + "@2"));
    EXPECT_EQ(batch.issues[0].severity, gis::model::ImportIssue::Severity::error);
    EXPECT_EQ(batch.read, 3);
    EXPECT_EQ(batch.skipped, 1);
    EXPECT_EQ(rows_of<Road>(batch).size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, RefusesRoad,
    testing::Values(BadShape{"empty-geometry", "null"}, BadShape{"empty-geometry", line("[]")},
                    BadShape{"one-point-line", line("[[106.6,11.6]]")},
                    BadShape{"one-point-line", line("[[106.6,11.6],[106.6,11.6]]")},
                    BadShape{"too-short", line("[[106.6,11.6],[106.6000005,11.6]]")},
                    BadShape{"wrong-geometry", R"({"type":"Point","coordinates":[106.6,11.6]})"},
                    BadShape{"axes-swapped", line("[[11.6,106.6],[11.6,106.7]]")},
                    BadShape{"outside-range", line("[[206.6,11.6],[206.7,11.6]]")},
                    BadShape{"not-finite", line("[[106.6,1e400],[106.7,11.6]]")},
                    BadShape{"not-finite", line("[[106.6,NaN],[106.7,11.6]]")}),
    [](const auto& shape) {
        auto name = shape.param.code + std::to_string(shape.index);
        std::erase(name, '-');
        return name;
    });

TEST_F(ReadRoads, TellsNumbersInTheFormOfEachLanguage) {
    const auto file =
        m_files.geojson("a.geojson", {feature("{}", line("[[11.6,106.25],[11.6,106.7]]")),
                                      feature("{}", line("[[106.6,11.6],[106.6000005,11.6]]"))});
    const auto issues = read_batch(options_for(file, Layer::roads)).issues;
    ASSERT_EQ(issues.size(), 2U);
    EXPECT_THAT(issues[0].message.vi, testing::HasSubstr("(11,6; 106,25)"));
    EXPECT_THAT(issues[0].message.en, testing::HasSubstr("(11.6, 106.25)"));
    EXPECT_THAT(issues[1].message.vi, testing::HasSubstr("dài 0,055 m, ngắn hơn 0,1 m"));
    EXPECT_THAT(issues[1].message.en, testing::HasSubstr("0.055 m long"));
}

TEST_F(ReadRoads, DropsHeightsAndSaysSo) {
    const auto file =
        m_files.geojson("a.geojson", {feature("{}", line("[[106.6,11.6,55],[106.61,11.6,56]]"))});
    const auto batch = read_batch(options_for(file, Layer::roads));
    EXPECT_EQ(rows_of<Road>(batch).size(), 1U);
    EXPECT_THAT(issues_of(batch), ElementsAre("dropped-z@1"));
}

TEST_F(ReadRoads, ReadsOpenStreetMapWithItsBuiltInMap) {
    const auto file = m_files.write("a.osm", R"(<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><node id="1" lat="11.6" lon="106.6"/><node id="2" lat="11.6" lon="106.61"/>
<node id="3" lat="11.61" lon="106.61"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="tertiary"/><tag k="name" v="Đường số 1"/><tag k="surface" v="concrete"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="12"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="stream"/></way>
<way id="13"><nd ref="1"/><nd ref="3"/><tag k="highway" v="track"/><tag k="surface" v="paving_stones:30"/></way>
</osm>)");
    const auto batch = read_batch(options_for(file, Layer::roads));
    EXPECT_EQ(batch.read, 3) << "the stream is not of the layer";
    EXPECT_EQ(batch.skipped, 1);
    EXPECT_THAT(issues_of(batch), ElementsAre("no-date@0", "skipped-by-rule@0"));
    EXPECT_THAT(batch.issues[1].message.en, testing::HasSubstr("1 rows with highway=footway"));
    const auto roads = rows_of<Road>(batch);
    ASSERT_EQ(roads.size(), 2U);
    EXPECT_EQ(roads[0].code, "10");
    EXPECT_EQ(roads[0].name, "Đường số 1");
    EXPECT_EQ(roads[0].road_class, RoadClass::xa);
    EXPECT_EQ(roads[1].road_class, RoadClass::nd);
    EXPECT_EQ(rows_of<SurfaceRecord>(batch).at(0).surface, Surface::btxm);
    EXPECT_EQ(batch.unmapped.at("surface").at("paving_stones:30"), 1);
}

TEST_F(ReadRoads, ReadsKmlAndGeoPackage) {
    for (const auto* const driver : {"LIBKML", "GPKG"}) {
        const auto file =
            m_files.dataset(std::string{driver} == "GPKG" ? "a.gpkg" : "a.kml", driver, "duong",
                            {"TEN", "MAT_DUONG"},
                            {{"LINESTRING (106.6 11.6, 106.61 11.6)", {"Đường Sóc Dầm", "BTXM"}}});
        const auto batch = read_batch(options_for(file, Layer::roads));
        const auto roads = rows_of<Road>(batch);
        ASSERT_EQ(roads.size(), 1U) << driver;
        EXPECT_EQ(roads[0].name, "Đường Sóc Dầm") << driver;
        EXPECT_EQ(rows_of<SurfaceRecord>(batch).size(), 1U) << driver;
    }
}

TEST_F(ReadRoads, ReportsProgressAndStopsAtTheLimit) {
    std::vector<std::string> features(5000, feature("{}", line("[[106.6,11.6],[106.61,11.6]]")));
    auto options = options_for(m_files.geojson("a.geojson", features), Layer::roads);
    std::vector<std::int64_t> seen;
    options.progress = [&](std::int64_t done, std::int64_t total) {
        EXPECT_EQ(total, 5000);
        seen.push_back(done);
    };
    EXPECT_EQ(read_batch(options).read, 5000);
    EXPECT_THAT(seen, ElementsAre(2000, 4000, 5000));
    options.limits.features = 4999;
    EXPECT_EQ(code_of([&] { (void)read_batch(options); }), "too-many-features");
}

TEST_F(ReadRoads, KeepsAtMostSoManyIssuesOfACode) {
    std::vector<std::string> features(20, feature("{}", "null"));
    auto options = options_for(m_files.geojson("a.geojson", features), Layer::roads);
    options.limits.issues_per_code = 3;
    const auto batch = read_batch(options);
    EXPECT_EQ(batch.skipped, 20);
    ASSERT_EQ(batch.issues.size(), 4U);
    EXPECT_THAT(batch.issues[3].message.en, testing::HasSubstr("17 more"));
}

} // namespace
