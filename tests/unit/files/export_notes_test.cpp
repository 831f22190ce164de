// What an export says of itself, and what a format cannot hold.

#include "sample_files.hpp"

#include "gis/files/writer.hpp"
#include "gis/model/snapshot.hpp"
#include "tests/support/builders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <zip.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

namespace {

using gis::Date;
using gis::UnitCode;
using gis::files::Layer;
using gis::files::WriteOptions;
using gis::model::Facility;
using gis::model::Road;
using gis::model::RoadClass;
using gis::model::Snapshot;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace tests;

std::string member_of(const std::filesystem::path& file, const char* name) {
    int error = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, &error);
    zip_file_t* member = zip_fopen(archive, name, 0);
    std::string bytes(1U << 16U, '\0');
    bytes.resize(static_cast<std::size_t>(zip_fread(member, bytes.data(), bytes.size())));
    zip_fclose(member);
    zip_discard(archive);
    return bytes;
}

Road some_road() {
    return test_support::road(1, RoadClass::ap, {{106.66, 11.6}, {106.67, 11.6}});
}

std::shared_ptr<const Snapshot> snapshot_of(std::vector<Road> roads,
                                            std::vector<Facility> facilities = {}) {
    gis::model::AtlasData data;
    data.roads = std::move(roads);
    data.facilities = std::move(facilities);
    return Snapshot::build(std::move(data));
}

class ExportNotes : public testing::Test {
protected:
    [[nodiscard]] WriteOptions options(Layer layer, std::string_view name) const {
        WriteOptions result;
        result.layer = layer;
        result.file = m_files.path(name);
        result.format = gis::files::format_of(result.file);
        result.as_of = Date{2024, 12, 31};
        result.data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";
        result.hardened_by = {"Kế hoạch 2024 – mục IV.2.1", "Plan of 2024 – section IV.2.1"};
        return result;
    }

    /// The description of the only layer, as another program reads it.
    static std::string description(const std::filesystem::path& file) {
        const std::unique_ptr<GDALDataset> dataset{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR)};
        const auto* text = dataset->GetLayer(0)->GetMetadataItem("DESCRIPTION");
        return text != nullptr ? text : "";
    }

    SampleFiles m_files;
};

TEST_F(ExportNotes, NameTheRuleThatHardensRoads) {
    const auto atlas = snapshot_of({some_road()});
    const auto zip = options(Layer::roads, "a.shp.zip");
    write_layer(*atlas, zip);
    const auto read_me = member_of(zip.file, "DOC_TRUOC.txt");
    EXPECT_THAT(read_me, HasSubstr("Cứng hóa theo: Kế hoạch 2024 – mục IV.2.1\r\n"));
    EXPECT_THAT(read_me, HasSubstr("Hardened by: Plan of 2024 – section IV.2.1\r\n"));
    const auto workbook = options(Layer::roads, "a.xlsx");
    write_layer(*atlas, workbook);
    EXPECT_THAT(member_of(workbook.file, "xl/sharedStrings.xml"),
                HasSubstr("Cứng hóa theo: Kế hoạch 2024 – mục IV.2.1"));
    const auto described = [&](const std::string& text) {
        EXPECT_THAT(text, HasSubstr("Số liệu tính đến ngày 31/12/2024."));
        EXPECT_THAT(text, HasSubstr("Cứng hóa theo: Kế hoạch 2024 – mục IV.2.1."));
    };
    for (const auto* name : {"a.gpkg", "a.geojson"}) {
        const auto written = options(Layer::roads, name);
        write_layer(*atlas, written);
        described(description(written.file));
    }
    const auto kml = options(Layer::roads, "a.kml"); // that GDAL does not read
    write_layer(*atlas, kml);
    std::ifstream stream{kml.file, std::ios::binary};
    described({std::istreambuf_iterator<char>{stream}, {}});
}

TEST_F(ExportNotes, NameNoRuleWhereNoneIsUsed) {
    const auto atlas = snapshot_of({some_road()});
    for (const auto layer : {Layer::communes, Layer::hamlets, Layer::facilities}) {
        const auto zip = options(layer, "a.shp.zip");
        write_layer(*atlas, zip);
        EXPECT_THAT(member_of(zip.file, "DOC_TRUOC.txt"), Not(HasSubstr("Cứng hóa")));
    }
    auto nameless = options(Layer::roads, "b.shp.zip");
    nameless.hardened_by = {};
    write_layer(*atlas, nameless);
    EXPECT_THAT(member_of(nameless.file, "DOC_TRUOC.txt"), Not(HasSubstr("Cứng hóa theo")));
}

TEST_F(ExportNotes, SayThatALongTextIsCutOnACharacter) {
    auto road = some_road();
    for (int i = 0; i < 100; ++i) {
        road.name += "ấp "; // 5 bytes
    }
    const auto written = options(Layer::roads, "a.shp.zip");
    const auto result = write_layer(*snapshot_of({road}), written);
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_THAT(result.warnings[0].en, HasSubstr("1 texts"));
    const auto batch = read_batch(options_for(written.file, Layer::roads));
    EXPECT_THAT(issues_of(batch), IsEmpty());
    const auto name = rows_of<Road>(batch).at(0).name;
    EXPECT_GT(name.size(), 245U);
    EXPECT_TRUE(road.name.starts_with(name));
}

TEST_F(ExportNotes, SayThatALongListIsCutAtASeparator) {
    // Nine bytes each with the separator: 254 bytes end inside a code. Fifteen: they end behind
    // one.
    for (const std::string commune : {"25345", "25345-abcde"}) {
        Facility house;
        house.id = gis::FacilityId{1};
        house.kind = gis::model::FacilityKind::cultural_house;
        house.name = "Nhà văn hóa";
        house.location = {106.62, 11.6};
        for (int i = 10; i < 70; ++i) {
            house.serves.emplace_back(fmt::format("{}-{}", commune, i));
        }
        const auto written = options(Layer::facilities, commune + ".shp.zip");
        const auto result = write_layer(*snapshot_of({}, {house}), written);
        ASSERT_EQ(result.warnings.size(), 1U);
        EXPECT_THAT(result.warnings[0].en, HasSubstr("1 texts"));
        const auto batch = read_batch(options_for(written.file, Layer::facilities));
        const auto rows = rows_of<Facility>(batch);
        ASSERT_EQ(rows.size(), 1U) << commune;
        const auto& kept = rows.at(0).serves;
        const auto bytes_of_one = commune.size() + 4;
        EXPECT_EQ(kept.size(), (254 + 1) / bytes_of_one) << "as many as fit whole";
        EXPECT_TRUE(std::equal(kept.begin(), kept.end(), house.serves.begin()));
    }
}

} // namespace
