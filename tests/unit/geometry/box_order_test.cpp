#include "gis/geometry/box_order.hpp"

#include <gmock/gmock.h>

#include <random>

namespace gis::geometry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

std::vector<std::uint32_t> met_by(const BoxOrder& order, const Box& box) {
    std::vector<std::uint32_t> met;
    order.for_each_meeting(box, [&](std::uint32_t i) { met.push_back(i); });
    return met;
}

TEST(BoxOrder, FindsWhatLookingAtEachFinds) {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> degrees{0, 2};
    const auto any_box = [&](double most) {
        Box box;
        const Point corner{106 + degrees(random), 11 + degrees(random)};
        box.add(corner);
        box.add(Point{corner.lon + degrees(random) * most, corner.lat + degrees(random) * most});
        return box;
    };
    std::vector<Box> boxes(40); // some of them empty
    for (int i = 0; i < 200; ++i) {
        boxes.push_back(any_box(i == 100 ? 1.0 : 0.05)); // and one that is large
    }
    const BoxOrder order{boxes};
    std::size_t all = 0;
    for (int i = 0; i < 100; ++i) {
        const auto asked = any_box(0.1);
        std::vector<std::uint32_t> expected;
        for (std::uint32_t k = 0; k < boxes.size(); ++k) {
            if (boxes[k].intersects(asked)) {
                expected.push_back(k);
            }
        }
        all += expected.size();
        EXPECT_THAT(met_by(order, asked), UnorderedElementsAreArray(expected));
    }
    EXPECT_GT(all, 100U);
}

TEST(BoxOrder, GoesFromWestToEastAndCountsATouch) {
    const BoxOrder order{{{3, 0, 4, 1}, {1, 0, 2, 1}, {0, 0, 1, 1}, {5, 0, 6, 1}}};
    EXPECT_THAT(met_by(order, {1, 1, 3, 2}), ElementsAre(2, 1, 0));
}

TEST(BoxOrder, FindsNothingForAnEmptyBoxOrAmongNone) {
    EXPECT_THAT(met_by(BoxOrder{{{0, 0, 9, 9}}}, Box{}), IsEmpty());
    EXPECT_THAT(met_by(BoxOrder{}, {0, 0, 9, 9}), IsEmpty());
}

} // namespace
} // namespace gis::geometry
