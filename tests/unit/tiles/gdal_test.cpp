// Tiles as an independent reader sees them: GDAL's MVT driver.
#include "tests/unit/tiles/atlas.hpp"

#include "gis/geometry/mercator.hpp"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace {

using namespace tiles_test; // NOLINT: the test's own helpers
using gis::geometry::tile_at;
using gis::tiles::Tile;

/// A tile opened by GDAL: coordinates are EPSG:3857.
class OpenTile {
public:
    OpenTile(const std::string& bytes, const Tile& tile) : m_bytes(bytes) {
        GDALAllRegister();
        VSIFCloseL(VSIFileFromMemBuffer(m_path.c_str(), reinterpret_cast<GByte*>(m_bytes.data()),
                                        m_bytes.size(), FALSE));
        CPLStringList options;
        options.SetNameValue("X", std::to_string(tile.x).c_str());
        options.SetNameValue("Y", std::to_string(tile.y).c_str());
        options.SetNameValue("Z", std::to_string(tile.zoom).c_str());
        options.SetNameValue("CLIP", "NO");
        options.SetNameValue("METADATA_FILE", "");
        const char* const drivers[] = {"MVT", nullptr};
        m_dataset.reset(GDALDataset::Open(("MVT:" + m_path).c_str(), GDAL_OF_VECTOR, drivers,
                                          options.List(), nullptr));
    }
    ~OpenTile() {
        m_dataset.reset();
        VSIUnlink(m_path.c_str());
    }
    OpenTile(const OpenTile&) = delete;
    OpenTile& operator=(const OpenTile&) = delete;

    [[nodiscard]] GDALDataset* dataset() const { return m_dataset.get(); }

    [[nodiscard]] std::vector<OGRFeatureUniquePtr> features(const char* layer_name) const {
        std::vector<OGRFeatureUniquePtr> result;
        if (auto* layer = m_dataset ? m_dataset->GetLayerByName(layer_name) : nullptr) {
            for (auto& feature : *layer) {
                result.emplace_back(feature->Clone());
            }
        }
        return result;
    }

private:
    std::string m_bytes;
    std::string m_path = "/vsimem/tile.mvt";
    GDALDatasetUniquePtr m_dataset;
};

double mercator_x(double lon) {
    return lon / 180.0 * std::numbers::pi * 6378137.0;
}

TEST(gdal_reads, counts_and_attributes_of_a_tile_are_those_of_the_snapshot) {
    const auto data = two_communes();
    const auto set = tile_set(*gis::model::Snapshot::build(data));
    const auto tile = tile_at({106.65, 11.55}, 9);
    const OpenTile open{set->encode(request(tile)), tile};
    ASSERT_NE(open.dataset(), nullptr);

    std::set<std::string> communes;
    for (const auto& feature : open.features("communes")) {
        communes.insert(feature->GetFieldAsString("name"));
        EXPECT_STREQ(feature->GetFieldAsString("kind"), "xa");
    }
    EXPECT_EQ(communes, (std::set<std::string>{"Xã Tân Hưng", "Xã Đồng Nơ"}));
    EXPECT_EQ(open.features("hamlets").size(), 2U);
    EXPECT_EQ(open.features("facilities").size(), 2U);

    std::multiset<GIntBig> roads;
    for (const auto& feature : open.features("roads")) {
        roads.insert(feature->GetFieldAsInteger64("road_id"));
        EXPECT_GT(feature->GetFieldAsDouble("to_m"), feature->GetFieldAsDouble("from_m"));
    }
    EXPECT_EQ(roads, (std::multiset<GIntBig>{1, 1, 2})); // 3 is 16 m long
}

TEST(gdal_reads, geometry_lies_where_the_snapshot_has_it) {
    const auto data = two_communes();
    const auto snapshot = gis::model::Snapshot::build(data);
    const auto set = tile_set(*snapshot);
    const auto tile = tile_at({106.62, 11.515}, 11);
    const OpenTile open{set->encode(request(tile)), tile};
    ASSERT_NE(open.dataset(), nullptr);

    // Web Mercator stretches lengths by 1 / cos(lat), on a sphere: the ellipsoid adds at most 0.7
    // %.
    const double stretch = 1.0 / std::cos(11.515 * std::numbers::pi / 180.0);
    double length = 0;
    for (const auto& feature : open.features("roads")) {
        if (feature->GetFieldAsInteger64("road_id") == 1) {
            const auto* geometry = feature->GetGeometryRef()->toLineString();
            length += geometry->get_Length() / stretch;
            EXPECT_GE(geometry->getNumPoints(), 2);
        }
    }
    const double expected = snapshot->find_road(gis::RoadId{1})->length_m;
    EXPECT_NEAR(length, expected, expected * 0.01);

    const auto own = tile_at({106.62, 11.55}, 11);
    const OpenTile with_school{set->encode(request(own)), own};
    const auto places = with_school.features("facilities");
    ASSERT_FALSE(places.empty());
    const auto* school = places[0]->GetGeometryRef()->toPoint();
    EXPECT_STREQ(places[0]->GetFieldAsString("name"), "Trường TH Tân Hưng");
    EXPECT_NEAR(school->getX(), mercator_x(106.62), 5.0); // a tile unit is 4.8 m at z11
}

TEST(gdal_reads, areas_are_valid_and_neighbours_neither_gap_nor_overlap) {
    const auto set = tile_set(*gis::model::Snapshot::build(two_communes()));
    for (std::uint32_t zoom = 6; zoom <= 15; ++zoom) {
        const auto tile = tile_at({106.65, 11.55}, zoom);
        const OpenTile open{set->encode(request(tile)), tile};
        ASSERT_NE(open.dataset(), nullptr);
        double sum = 0;
        OGRGeometryUniquePtr together;
        for (const auto& feature : open.features("communes")) {
            const auto* geometry = feature->GetGeometryRef();
            EXPECT_TRUE(geometry->IsValid());
            sum += geometry->getGeometryType() == wkbMultiPolygon
                       ? geometry->toMultiPolygon()->get_Area()
                       : geometry->toPolygon()->get_Area();
            together.reset(together ? together->Union(geometry) : geometry->clone());
        }
        ASSERT_NE(together, nullptr) << zoom;
        ASSERT_EQ(wkbFlatten(together->getGeometryType()), wkbPolygon) << zoom;
        EXPECT_EQ(together->toPolygon()->getNumInteriorRings(), 0) << zoom;
        EXPECT_NEAR(together->toPolygon()->get_Area(), sum, 1e-6 * sum) << zoom;
    }
}

} // namespace
