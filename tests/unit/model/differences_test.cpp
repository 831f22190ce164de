#include "gis/model/differences.hpp"

#include "gis/model/road.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

gis::model::Road road(std::int64_t id, std::string name) {
    gis::model::Road road;
    road.id = gis::RoadId{id};
    road.name = std::move(name);
    return road;
}

TEST(DifferencesTest, TellsWhatWentAndCame) {
    const gis::SharedList<gis::model::Road> before{road(1, "a"), road(2, "b"), road(4, "d")};
    auto after = before;
    after.replace(after.begin(), road(1, "A"));
    after.replace(after.begin() + 1, road(2, "b")); // another copy of the same
    after.erase(after.begin() + 2);
    after.push_back(road(5, "e"));
    std::vector<std::string> gone;
    std::vector<std::string> came;
    gis::model::for_each_difference(
        before, after, [&](const auto& item) { gone.push_back(item.name); },
        [&](const auto& item) { came.push_back(item.name); });
    EXPECT_EQ(gone, (std::vector<std::string>{"a", "d"}));
    EXPECT_EQ(came, (std::vector<std::string>{"A", "e"}));
}

} // namespace
