#include "gis/files/encoding.hpp"

#include "gis/core/error.hpp"
#include "gis/files/numbers.hpp"
#include "sample_files.hpp"

#include <gtest/gtest.h>

namespace {

using gis::files::decode;
using gis::files::decode_mistaken;
using gis::files::Encoding;

TEST(Decode, ReadsTcvn3) {
    // "Sóc Dầm", "Hưng Yên", "Đường" as bytes of the ABC fonts.
    EXPECT_EQ(decode("S\xE3"
                     "c D\xC7m",
                     Encoding::tcvn3),
              "Sóc Dầm");
    EXPECT_EQ(decode("H\xADng Y\xAAn", Encoding::tcvn3), "Hưng Yên");
    EXPECT_EQ(decode("\xA7\xAD\xEAng", Encoding::tcvn3), "Đường");
    EXPECT_EQ(decode("\x95", Encoding::tcvn3), std::nullopt) << "no letter";
}

TEST(Decode, ReadsEveryTcvn3Letter) {
    std::string bytes;
    for (int byte = 0xB5; byte <= 0xFE; ++byte) {
        bytes += decode(std::string(1, static_cast<char>(byte)), Encoding::tcvn3)
                     ? static_cast<char>(byte)
                     : ' ';
    }
    EXPECT_EQ(decode(bytes, Encoding::tcvn3),
              "àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ");
}

TEST(Decode, ReadsVni) {
    EXPECT_EQ(decode("S\xF3"
                     "c",
                     Encoding::vni),
              "Sĩc")
        << "ó alone is ĩ";
    EXPECT_EQ(decode("So\xF9"
                     "c Da\xE0m",
                     Encoding::vni),
              "Sóc Dầm");
    EXPECT_EQ(decode("H\xF6ng Ye\xE2n", Encoding::vni), "Hưng Yên");
    EXPECT_EQ(decode("\xD1\xF6\xF4\xF8ng", Encoding::vni), "Đường");
    EXPECT_EQ(decode("A\xC1P \xD1\xD6\xD4\xD8NG", Encoding::vni), "ẤP ĐƯỜNG");
    EXPECT_EQ(decode("a\xFAt la\xFCm ba\xEBt", Encoding::vni), "ẳt lẵm bặt");
}

TEST(Decode, ReadsCp1258WithItsCombiningMarks) {
    EXPECT_EQ(decode("\xC2\xECp H\xFDng Y\xEAn", Encoding::cp1258), "Ấp Hưng Yên");
    EXPECT_EQ(decode("ho\xF2"
                     "a",
                     Encoding::cp1258),
              "họa");
}

TEST(Decode, ComposesAndTrimsUtf8) {
    EXPECT_EQ(decode("  a\xCC\x81p  ", Encoding::utf8), "áp");
    EXPECT_EQ(decode("H\xADng", Encoding::utf8), std::nullopt);
}

TEST(Decode, KeepsTheLastCharacter) {
    for (const auto encoding :
         {Encoding::tcvn3, Encoding::vni, Encoding::cp1258, Encoding::cp1252}) {
        EXPECT_EQ(decode("TEN", encoding), "TEN");
    }
    EXPECT_EQ(decode("T\xAAN", Encoding::tcvn3), "TêN");
}

TEST(DecodeMistaken, UndoesAWrongCodePage) {
    EXPECT_EQ(decode_mistaken("H\xC2\xADng Y\xC2\xAAn", Encoding::tcvn3), "Hưng Yên");
    EXPECT_EQ(decode_mistaken("Hưng", Encoding::tcvn3), std::nullopt) << "ư is not in CP1252";
}

TEST(ParseEncoding, TakesTheUsualNames) {
    EXPECT_EQ(gis::files::parse_encoding("utf-8"), Encoding::utf8);
    EXPECT_EQ(gis::files::parse_encoding("TCVN3"), Encoding::tcvn3);
    EXPECT_EQ(gis::files::parse_encoding("windows-1258"), Encoding::cp1258);
    EXPECT_EQ(tests::code_of([] { (void)gis::files::parse_encoding("VISCII"); }),
              "unknown-encoding");
}

TEST(Numbers, AreReadAsPeopleWriteThem) {
    using gis::files::parse_count;
    using gis::files::parse_measure;
    EXPECT_EQ(parse_measure("3,5"), 3.5);
    EXPECT_EQ(parse_measure(" 3.5 "), 3.5);
    EXPECT_EQ(parse_measure("1.234,5"), 1234.5);
    EXPECT_EQ(parse_measure("1,234.5"), 1234.5);
    EXPECT_EQ(parse_measure("-2e3"), -2000);
    EXPECT_EQ(parse_count("8,892"), 8892);
    EXPECT_EQ(parse_count("8.892"), 8892);
    EXPECT_EQ(parse_count("1 234 567"), 1234567);
    EXPECT_EQ(parse_count("12"), 12);
    for (const auto* const text :
         {"", " ", "abc", "3 m", "nan", "inf", "1e999", "1,2,3", "--1", "1.2.3,4"}) {
        EXPECT_EQ(parse_measure(text), std::nullopt) << text;
    }
}

} // namespace
