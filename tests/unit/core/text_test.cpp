#include "gis/core/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace gis {
namespace {

TEST(Text, FoldsAccentsCaseAndPunctuation) {
    EXPECT_EQ(fold("Sóc Dầm"), "soc dam");
    EXPECT_EQ(fold("Đồng Nơ"), "dong no");
    EXPECT_EQ(fold("ĐỊA HẠT – SÓC DẦM"), "dia hat soc dam");
    EXPECT_EQ(fold("cứng hoá"), fold("cứng hóa"));
    EXPECT_EQ(fold("  Ấp   1A "), "ap 1a");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold("–"), "");
}

TEST(Text, FoldsDecomposedTextTheSame) {
    EXPECT_EQ(fold("So\xCC\x81"
                   "c Da\xCC\x82\xCC\x80m"),
              "soc dam"); // NFD
}

TEST(Text, LowersWithoutLosingAccents) {
    EXPECT_EQ(lower("ĐỒNG NƠ"), "đồng nơ");
    EXPECT_EQ(lower("So\xCC\x81"
                    "c"),
              "sóc"); // composed
}

TEST(Text, CapitalisesTheFirstLetterAlone) {
    EXPECT_EQ(gis::capitalised("ấp An Hòa"), "Ấp An Hòa");
    EXPECT_EQ(gis::capitalised("đường 1"), "Đường 1");
    EXPECT_EQ(gis::capitalised("Sóc dầm"), "Sóc dầm");
    EXPECT_EQ(gis::capitalised("5a"), "5a");
    EXPECT_EQ(gis::capitalised(""), "");
}

TEST(Text, FoldNameDropsWordsForTheKindOfAUnit) {
    EXPECT_EQ(fold_name("Xã Tân Hưng"), "tan hung");
    EXPECT_EQ(fold_name("Thị trấn Tân Khai"), "tan khai");
    EXPECT_EQ(fold_name("Ấp Sóc Dầm"), "dam");
    EXPECT_EQ(fold_name("Ấp 1"), "1");
    EXPECT_EQ(fold_name("Tổ"), "to");
}

TEST(Text, SortsAsAVietnameseDictionaryWithNumbersByValue) {
    std::vector<std::string> names{"Đồng Nơ", "Ấp 10", "Dương", "Ân", "Bình",
                                   "Ấp 2",    "An",    "Ấp 1",  "Ăn"};
    std::sort(names.begin(), names.end(),
              [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
    EXPECT_EQ(names, (std::vector<std::string>{"An", "Ăn", "Ân", "Ấp 1", "Ấp 2", "Ấp 10", "Bình",
                                               "Dương", "Đồng Nơ"}));
}

TEST(Text, CleansToComposedFormWithoutControls) {
    EXPECT_EQ(clean(" So\xCC\x81"
                    "c\tDầm\n"),
              "Sóc Dầm");
}

TEST(Text, KnowsUtf8) {
    EXPECT_TRUE(is_utf8("Ấp Hưng Yên"));
    EXPECT_TRUE(is_utf8(""));
    EXPECT_FALSE(is_utf8("\xB8p"));
    EXPECT_FALSE(is_utf8("\xE1\xBA"));
    EXPECT_FALSE(is_utf8(std::string_view{"a\0b", 3}));
}

TEST(Text, CutsBetweenCharacters) {
    EXPECT_EQ(truncate_utf8("Ấp", 10), "Ấp");
    EXPECT_EQ(truncate_utf8("Ấp", 3), "Ấ");
    EXPECT_EQ(truncate_utf8("Ấp", 2), "");
}

} // namespace
} // namespace gis
