#include "gis/store/blob.hpp"

#include "rows.hpp"
#include "spatialite_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace gis::store {

namespace {

using geometry::Bytes;
using testing::SpatialiteProbe;
using testing::square;

geometry::MultiPolygon two_polygons() {
    geometry::MultiPolygon polygons{square(106.6, 11.5, 0.1), square(106.8, 11.25, 0.0625)};
    polygons[0].holes.push_back(square(106.625, 11.525, 0.03125).outer);
    return polygons;
}

TEST(Blob, IsWhatSpatialiteWrites) {
    const SpatialiteProbe probe;
    EXPECT_EQ(to_blob(geometry::Point{106.5, 11.25}),
              probe.blob("GeomFromText('POINT(106.5 11.25)', 4326)"));
    EXPECT_EQ(to_blob(geometry::Line{{106.5, 11.25}, {106.75, -11.5}, {0.1, 0.2}}),
              probe.blob("GeomFromText('LINESTRING(106.5 11.25, 106.75 -11.5, 0.1 0.2)', 4326)"));
    EXPECT_EQ(to_blob(geometry::MultiPolygon{square(1, 2, 3), square(10, 20, 30)}),
              probe.blob("GeomFromText('MULTIPOLYGON(((1 2, 4 2, 4 5, 1 5, 1 2)), ((10 20, 40 20, "
                         "40 50, 10 50, 10 20)))', 4326)"));
}

TEST(Blob, SpatialiteReadsTheSameShape) {
    const SpatialiteProbe probe;
    EXPECT_EQ(probe.text("ST_AsText(?1)", to_blob(two_polygons())),
              "MULTIPOLYGON(((106.6 11.5, 106.7 11.5, 106.7 11.6, 106.6 11.6, 106.6 11.5), "
              "(106.625 11.525, 106.65625 11.525, 106.65625 11.55625, 106.625 11.55625, "
              "106.625 11.525)), ((106.8 11.25, 106.8625 11.25, 106.8625 11.3125, "
              "106.8 11.3125, 106.8 11.25)))");
    EXPECT_EQ(probe.text("ST_SRID(?1)", to_blob(two_polygons())), "4326");
    EXPECT_EQ(probe.text("ST_IsValid(?1)", to_blob(two_polygons())), "1");
    EXPECT_EQ(probe.text("ST_AsText(?1)", to_blob(geometry::Line{{106.5, 11.25}, {107, 12}})),
              "LINESTRING(106.5 11.25, 107 12)");
}

TEST(Blob, SpatialiteMeasuresTheSameLength) {
    const SpatialiteProbe probe;
    const geometry::Line line{{0.25, 3}, {0.25, 7}, {4.25, 10}};
    EXPECT_DOUBLE_EQ(std::stod(probe.text("ST_Length(?1)", to_blob(line))), 4 + 5);
}

TEST(Blob, ReadsBackEveryBit) {
    const geometry::Point point{-0.0, 5e-324};
    const auto read = point_from_blob(to_blob(point));
    ASSERT_TRUE(read);
    EXPECT_TRUE(std::signbit(read->lon));
    EXPECT_EQ(read->lat, 5e-324);
    const geometry::Line line{{0.1, 0.2}, {-180, 90}, {180, -90}};
    EXPECT_EQ(line_from_blob(to_blob(line)), line);
    EXPECT_EQ(multi_polygon_from_blob(to_blob(two_polygons())), two_polygons());
}

TEST(Blob, ReadsNothingThatIsCutShortOrTooLong) {
    for (const auto& blob : {to_blob(geometry::Point{1, 2}),
                             to_blob(geometry::Line{{1, 2}, {3, 4}}), to_blob(two_polygons())}) {
        for (std::size_t size = 0; size <= blob.size() + 1; ++size) {
            auto other = blob;
            other.resize(size, std::byte{0xfe});
            const bool whole = size == blob.size();
            const bool read =
                point_from_blob(other) || line_from_blob(other) || multi_polygon_from_blob(other);
            EXPECT_EQ(read, whole) << size << " of " << blob.size() << " bytes";
        }
    }
}

TEST(Blob, ReadsOnlyItsOwnType) {
    EXPECT_FALSE(line_from_blob(to_blob(geometry::Point{1, 2})));
    EXPECT_FALSE(point_from_blob(to_blob(geometry::Line{{1, 2}, {3, 4}})));
    EXPECT_FALSE(line_from_blob(to_blob(two_polygons())));
    EXPECT_FALSE(multi_polygon_from_blob(to_blob(geometry::Line{{1, 2}, {3, 4}})));
}

TEST(Blob, RefusesWhatIsNoPlace) {
    const auto infinity = std::numeric_limits<double>::infinity();
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(point_from_blob(to_blob(geometry::Point{181, 0})));
    EXPECT_FALSE(point_from_blob(to_blob(geometry::Point{0, nan})));
    EXPECT_FALSE(line_from_blob(to_blob(geometry::Line{{0, 0}, {infinity, 0}})));
    EXPECT_FALSE(line_from_blob(to_blob(geometry::Line{{0, 0}})));
    auto open_ring = square(0, 0, 1);
    open_ring.outer.back().lat = 0.5;
    EXPECT_FALSE(multi_polygon_from_blob(to_blob(geometry::MultiPolygon{open_ring})));
    auto short_ring = square(0, 0, 1);
    short_ring.outer = {{0, 0}, {1, 1}, {0, 0}};
    EXPECT_FALSE(multi_polygon_from_blob(to_blob(geometry::MultiPolygon{short_ring})));
    EXPECT_FALSE(multi_polygon_from_blob(to_blob(geometry::MultiPolygon{})));
}

TEST(Blob, RefusesCountsBeyondTheBytes) {
    auto blob = to_blob(geometry::Line{{1, 2}, {3, 4}});
    constexpr std::size_t count_at = 43;
    for (const std::uint32_t count : {0U, 1U, 3U, 0x0fffffffU, 0xffffffffU}) {
        std::memcpy(blob.data() + count_at, &count, sizeof(count));
        EXPECT_FALSE(line_from_blob(blob)) << count;
    }
}

/// Of a header every byte counts: mark, byte order, SRID, box, type.
TEST(Blob, NoticesAnyChangeOfItsHeaderOrBox) {
    const auto good = to_blob(two_polygons());
    constexpr std::size_t header_and_type = 43;
    for (std::size_t at = 0; at < header_and_type; ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto blob = good;
            blob[at] ^= std::byte{1} << bit;
            EXPECT_FALSE(multi_polygon_from_blob(blob)) << "byte " << at << " bit " << bit;
        }
    }
}

TEST(Blob, MutantsAreRefusedOrReadAsThemselves) {
    std::mt19937 random{20241105};
    const auto good = to_blob(two_polygons());
    for (int i = 0; i < 20000; ++i) {
        auto blob = good;
        for (int flips = std::uniform_int_distribution{1, 4}(random); flips > 0; --flips) {
            const auto at = std::uniform_int_distribution<std::size_t>{0, blob.size() - 1}(random);
            blob[at] = static_cast<std::byte>(std::uniform_int_distribution{0, 255}(random));
        }
        if (const auto polygons = multi_polygon_from_blob(blob)) {
            EXPECT_EQ(to_blob(*polygons), blob);
        }
    }
}

} // namespace

} // namespace gis::store
