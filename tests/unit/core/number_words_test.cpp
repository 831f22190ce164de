#include "gis/core/number_words.hpp"

#include <gtest/gtest.h>

namespace {

using gis::Language;

TEST(NumberWords, AreThoseOfTheViewer) {
    using gis::number_words;
    EXPECT_EQ(number_words(12400, -3, 1, Language::vi), "12,4");
    EXPECT_EQ(number_words(12250, -3, 1, Language::vi), "12,3") << "half up, not half even";
    EXPECT_EQ(number_words(1005, -3, 2, Language::en), "1.01") << "as the decimal digits stand";
    EXPECT_EQ(number_words(999950, -3, 1, Language::vi), "1.000,0");
    EXPECT_EQ(number_words(1234567890, -3, 1, Language::en), "1,234,567.9");
    EXPECT_EQ(number_words(0, -3, 1, Language::vi), "0,0");
    EXPECT_EQ(number_words(0.04, -3, 2, Language::vi), "0,00");
    EXPECT_EQ(number_words(5, -3, 2, Language::vi), "0,01");
    EXPECT_EQ(number_words(1e-12, -3, 2, Language::vi), "0,00");
    EXPECT_EQ(number_words(0.8675, 2, 1, Language::vi), "86,8");
    EXPECT_EQ(number_words(7, 0, 0, Language::vi), "7");
}

TEST(NumberWords, OfNothingHaveNoSign) {
    EXPECT_EQ(gis::number_words(-1e-12, 0, 3, Language::vi), "0,000");
    EXPECT_EQ(gis::number_words(-0.0004, 0, 3, Language::vi), "0,000");
    EXPECT_EQ(gis::number_words(-0.0005, 0, 3, Language::vi), "-0,001");
}

TEST(NumberWords, OfCountsAreWhole) {
    EXPECT_EQ(gis::count_words(1724, Language::vi), "1.724");
    EXPECT_EQ(gis::count_words(0, Language::en), "0");
}

TEST(NumberWords, HaveAsManyDecimalsAsTheyNeed) {
    using gis::plain_number_words;
    EXPECT_EQ(plain_number_words(14, Language::vi), "14");
    EXPECT_EQ(plain_number_words(23500, Language::vi), "23.500");
    EXPECT_EQ(plain_number_words(85.9, Language::vi), "85,9");
    EXPECT_EQ(plain_number_words(19.583333, Language::vi), "19,58");
    EXPECT_EQ(plain_number_words(6.25, Language::en), "6.25");
    EXPECT_EQ(plain_number_words(2.03727e-10, Language::vi), "0");
    EXPECT_EQ(plain_number_words(-1.5, Language::vi), "-1,5");
    EXPECT_EQ(plain_number_words(106.3, Language::vi, 6), "106,3");
    EXPECT_EQ(plain_number_words(11.6123456789, Language::vi, 6), "11,612346");
    EXPECT_EQ(plain_number_words(0.001, Language::vi, 3), "0,001");
    EXPECT_EQ(plain_number_words(99999, Language::vi, 3), "99.999");
}

} // namespace
