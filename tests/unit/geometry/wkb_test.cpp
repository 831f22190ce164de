#include "gis/geometry/wkb.hpp"

#include "gis/core/error.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace gis::geometry {
namespace {

const Ring square{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
const Ring small{{0.2, 0.2}, {0.2, 0.4}, {0.4, 0.4}, {0.2, 0.2}};

TEST(Wkb, ReadsBackWhatItWrote) {
    const Point point{106.6, 11.6};
    EXPECT_EQ(std::get<Point>(from_wkb(to_wkb(point))), point);
    const Line line{{106.6, 11.6}, {106.7, 11.65}, {106.8, 11.61}};
    EXPECT_EQ(std::get<Line>(from_wkb(to_wkb(line))), line);
    const MultiPolygon polygons{{square, {small}}, {small, {}}};
    EXPECT_EQ(std::get<MultiPolygon>(from_wkb(to_wkb(polygons))), polygons);
}

TEST(Wkb, IsLittleEndianOgcBytes) {
    const auto bytes = to_wkb(Point{1.0, 2.0});
    const unsigned char expected[] = {1,    1,    0, 0, 0, 0, 0, 0, 0, 0,   0,
                                      0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40};
    ASSERT_EQ(bytes.size(), sizeof expected);
    EXPECT_EQ(std::memcmp(bytes.data(), expected, sizeof expected), 0);
}

TEST(Wkb, RefusesEveryTruncation) {
    const auto bytes = to_wkb(MultiPolygon{{square, {small}}});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_THROW((void)from_wkb(std::span{bytes}.first(size)), Error) << size;
    }
}

TEST(Wkb, RefusesTrailingBytesHugeCountsAndForeignTypes) {
    auto bytes = to_wkb(Line{{0, 0}, {1, 1}});
    bytes.push_back(std::byte{0});
    EXPECT_THROW((void)from_wkb(bytes), Error);

    auto huge = to_wkb(Line{{0, 0}, {1, 1}});
    std::memset(huge.data() + 5, 0xff, 4);
    EXPECT_THROW((void)from_wkb(huge), Error);

    auto foreign = to_wkb(Point{0, 0});
    foreign[1] = std::byte{17};
    EXPECT_THROW((void)from_wkb(foreign), Error);

    auto big_endian = to_wkb(Point{0, 0});
    big_endian[0] = std::byte{0};
    EXPECT_THROW((void)from_wkb(big_endian), Error);
}

} // namespace
} // namespace gis::geometry
