#include "gis/core/shared_list.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using gis::SharedList;

SharedList<std::string> three() {
    return {"a", "b", "c"};
}

std::vector<std::string> texts(const SharedList<std::string>& list) {
    return {list.begin(), list.end()};
}

TEST(SharedListTest, CopiesShareTheirItemsAndAChangeOfOneLeavesTheOther) {
    const auto before = three();
    auto after = before;
    after.replace(after.begin() + 1, "B");
    EXPECT_EQ(texts(before), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(texts(after), (std::vector<std::string>{"a", "B", "c"}));
    EXPECT_EQ(&before[0], &after[0]);
    EXPECT_NE(&before[1], &after[1]);
    EXPECT_EQ(&before.back(), &after.back());
}

TEST(SharedListTest, InsertsErasesAndSorts) {
    auto list = three();
    list.insert(list.begin() + 1, "x");
    list.erase(list.begin());
    list.push_back("0");
    EXPECT_EQ(texts(list), (std::vector<std::string>{"x", "b", "c", "0"}));
    list.sort([](const auto& a, const auto& b) { return a < b; });
    EXPECT_EQ(texts(list), (std::vector<std::string>{"0", "b", "c", "x"}));
    EXPECT_EQ(std::lower_bound(list.begin(), list.end(), "bb") - list.begin(), 2);
}

TEST(SharedListTest, ListsAreEqualByWhatTheyHold) {
    EXPECT_EQ(three(), three());
    auto other = three();
    other.push_back("d");
    EXPECT_NE(three(), other);
    EXPECT_TRUE(SharedList<int>{}.empty());
}

} // namespace
