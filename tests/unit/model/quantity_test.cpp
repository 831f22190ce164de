#include "gis/model/quantity.hpp"

#include <gtest/gtest.h>

namespace gis::model {
namespace {

std::string words(double least, double most, std::string_view unit) {
    return figure_words(least, most, unit, Language::vi);
}

TEST(Quantity, HasTheWordsOfTheViewer) {
    EXPECT_EQ(unit_words("m").vi, "km");
    EXPECT_EQ(unit_words("percent").vi, "%");
    EXPECT_EQ(unit_words("house").vi, "căn nhà");
    EXPECT_EQ(unit_words("cooperative").en, "co-operatives");
    EXPECT_EQ(unit_words("cây xanh").vi, "cây xanh") << "as somebody wrote it";
    EXPECT_EQ(unit_words("").vi, "");
}

TEST(Quantity, OfARangeIsReadAsPeopleWriteIt) {
    EXPECT_EQ(words(2.03727e-10, 40501.8, "m"), "0–40,50");
    EXPECT_EQ(words(0.2, 0.4, "m"), "0");
    EXPECT_EQ(words(1234567, 1234567, "m"), "1.234,567") << "single metres are not lost";
    EXPECT_EQ(words(1234560, 1234560, "m"), "1.234,56");
    EXPECT_EQ(words(83.34, 85.86, "percent"), "83,3–85,9");
    EXPECT_EQ(words(6.25, 19.58333, "criterion"), "6,25–19,58");
    EXPECT_EQ(words(18.58333, 18.58334, "criterion"), "18,58");
    EXPECT_EQ(figure_words(1500, 2500, "house", Language::en), "1,500–2,500");
}

TEST(Quantity, IsANumberInATableWhereItIsOne) {
    EXPECT_EQ(range_cell(12400, 12400, "m"), Cell{12.4});
    EXPECT_EQ(range_cell(1.4e-10, 0.3, "m"), Cell{0.0});
    EXPECT_EQ(range_cell(7, 7, "house"), Cell{std::int64_t{7}});
    EXPECT_EQ(range_cell(100, 100, "percent"), Cell{100.0});
    EXPECT_EQ(range_cell(18.5, 18.5, "criterion"), Cell{18.5});
    EXPECT_EQ(range_cell(14, 16, "criterion"), Cell{std::string{"14–16"}});
    EXPECT_EQ(figure_cell(-200, "m"), Cell{-0.2});
    EXPECT_EQ(figure_cell(-0.49, "m"), Cell{0.0});
}

TEST(Quantity, OfAPlanIsWordedAsThePlanDoes) {
    EXPECT_EQ(amount_words({23500, {}, false, "m"}, Language::vi), "≥ 23,50");
    EXPECT_EQ(amount_words({{}, 5, false, "percent"}, Language::vi), "≤ 5");
    EXPECT_EQ(amount_words({3, 5, false, "house"}, Language::vi), "3–5");
    EXPECT_EQ(amount_words({3, 3, false, "house"}, Language::vi), "3");
    EXPECT_EQ(amount_words({18.58, 18.58, true, "criterion"}, Language::vi), "khoảng 18,58");
    EXPECT_EQ(amount_words({18.58, 18.58, true, "criterion"}, Language::en), "about 18.58");
}

} // namespace
} // namespace gis::model
