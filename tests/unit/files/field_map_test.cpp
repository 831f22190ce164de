#include "gis/files/field_map.hpp"

#include "gis/core/error.hpp"
#include "sample_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using gis::files::FieldRule;
using gis::files::Layer;
using gis::files::load_field_map;
using gis::files::parse_field_maps;
using testing::HasSubstr;

const std::filesystem::path data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";

TEST(FieldMap, ReadsTheFormOfTheDesign) {
    const auto maps = parse_field_maps(R"({"layer":"roads","fields":{
        "name":"TEN","code":["MA","REF"],
        "road_class":{"field":"LOAI","values":{"1":"xa","9":null},"default":"other"},
        "surface":{"field":"MAT","values":{"BTXM":"btxm"},"default":null},
        "from_m":{"field":"TU_KM","scale":1000},
        "effective_on":{"constant":"2023-12-31"}}})",
                                       "x.json");
    ASSERT_EQ(maps.size(), 1U);
    const auto& map = maps[0];
    EXPECT_EQ(map.name, "x");
    EXPECT_EQ(map.layer, Layer::roads);
    EXPECT_THAT(map.find("code")->columns, testing::ElementsAre("MA", "REF"));
    EXPECT_EQ(map.find("road_class")->values.at("1"), "xa");
    EXPECT_EQ(map.find("road_class")->values.at("9"), std::nullopt);
    EXPECT_EQ(map.find("road_class")->default_value, "other");
    EXPECT_EQ(map.find("surface")->otherwise, FieldRule::Otherwise::skip_row);
    EXPECT_EQ(map.find("from_m")->scale, 1000);
    EXPECT_EQ(map.find("effective_on")->constant, "2023-12-31");
    EXPECT_EQ(map.find("width_m"), nullptr);
}

struct BadMap {
    const char* json;
    const char* path; ///< that the message names
};

class RefusesFieldMap : public testing::TestWithParam<BadMap> {};

TEST_P(RefusesFieldMap, NamingFileAndPath) {
    try {
        (void)parse_field_maps(GetParam().json, "cua-toi.json");
        FAIL() << GetParam().json;
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.code(), "bad-field-map");
        EXPECT_THAT(error.message().vi, HasSubstr("cua-toi.json"));
        EXPECT_THAT(error.message().en, HasSubstr("cua-toi.json"));
        EXPECT_EQ(error.field(), GetParam().path);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Json, RefusesFieldMap,
    testing::Values(
        BadMap{"", "$"}, BadMap{"[1]", "$[0]"}, BadMap{"{\"layer\":", "$"},
        BadMap{R"({"fields":{"name":"T"}})", "$"},
        BadMap{R"({"layer":"rivers","fields":{"name":"T"}})", "$.layer"},
        BadMap{R"({"layer":"roads"})", "$.fields"},
        BadMap{R"({"layer":"roads","fields":{}})", "$.fields"},
        BadMap{R"({"layer":"roads","fields":{"name":"T"},"extra":1})", "$.extra"},
        BadMap{R"({"layer":"roads","fields":{"colour":"T"}})", "$.fields.colour"},
        BadMap{R"({"layer":"roads","fields":{"name":""}})", "$.fields.name"},
        BadMap{R"({"layer":"roads","fields":{"name":[]}})", "$.fields.name"},
        BadMap{R"({"layer":"roads","fields":{"name":{"column":"T"}}})", "$.fields.name.column"},
        BadMap{R"({"layer":"roads","fields":{"name":{"values":{"a":"b"}}}})", "$.fields.name"},
        BadMap{R"({"layer":"roads","fields":{"surface":{"field":"M","values":{"BT":"beton"}}}})",
               "$.fields.surface.values.BT"},
        BadMap{R"({"layer":"roads","fields":{"surface":{"field":"M","default":"beton"}}})",
               "$.fields.surface.default"},
        BadMap{R"({"layer":"roads","fields":{"effective_on":{"constant":"2023-02-30"}}})",
               "$.fields.effective_on.constant"},
        BadMap{R"({"layer":"roads","fields":{"name":{"field":"T","scale":2}}})",
               "$.fields.name.scale"},
        BadMap{R"({"layer":"roads","fields":{"name":{"constant":"a","field":"T"}}})",
               "$.fields.name"},
        BadMap{R"({"layer":"roads","fields":{"name":"T","name":"U"}})", "$"},
        BadMap{
            R"([{"layer":"roads","fields":{"name":"T"}},{"layer":"roads","fields":{"name":"T"}}])",
            "$[1]"}));

TEST(LoadFieldMap, FindsBuiltInMapsByName) {
    for (const auto* const name : {"osm", "ntm-atlas", "ntm-atlas-shp"}) {
        for (const auto layer :
             {Layer::communes, Layer::hamlets, Layer::roads, Layer::facilities}) {
            const auto map = load_field_map(name, layer, data_folder);
            EXPECT_EQ(map.name, name);
            EXPECT_EQ(map.layer, layer);
        }
    }
}

TEST(LoadFieldMap, SaysWhatIsMissing) {
    const tests::SampleFiles files;
    const auto own = files.write("own.json", R"({"layer":"roads","fields":{"name":"T"}})");
    EXPECT_EQ(load_field_map(own.string(), Layer::roads, data_folder).name, "own");
    EXPECT_EQ(
        tests::code_of([&] { (void)load_field_map(own.string(), Layer::hamlets, data_folder); }),
        "bad-field-map");
    try {
        (void)load_field_map("osn", Layer::roads, data_folder);
        FAIL();
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.code(), "unknown-field-map");
        EXPECT_THAT(error.message().en, HasSubstr("ntm-atlas, ntm-atlas-shp, osm"));
    }
}

TEST(ShapefileNames, AreAsciiUniqueAndAtMostTenLetters) {
    for (const auto layer : {Layer::communes, Layer::hamlets, Layer::roads, Layer::facilities}) {
        std::set<std::string> names;
        for (const auto& rule : load_field_map("ntm-atlas-shp", layer, data_folder).fields) {
            const auto& name = rule.columns.at(0);
            EXPECT_LE(name.size(), 10U) << name;
            EXPECT_TRUE(names.insert(name).second) << name;
            EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"),
                      std::string::npos);
        }
    }
}

} // namespace
