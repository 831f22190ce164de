#include "gis/files/table_writer.hpp"

#include "sample_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <filesystem>
#include <string>

namespace {

using gis::Date;
using testing::HasSubstr;
using testing::Not;
using namespace tests;

gis::model::Table sample_table() {
    gis::model::Table table;
    table.title = {"Đường còn lại", "Roads remaining"};
    table.notes = {"Đơn vị: xã Tân Hưng"};
    table.columns = {{"unit", {"Ấp", "Hamlet"}},
                     {"remaining_km", {"Còn lại (km)", "Remaining (km)"}, 3, true},
                     {"day", {"Ngày", "Day"}}};
    table.rows = {{std::string{"Ấp 1; \"mới\""}, 1.25, Date{2024, 11, 5}},
                  {std::string{"@Ấp 2"}, 2.5, gis::model::Cell{}}};
    return table;
}

TEST(ToCsv, FollowsTheLanguage) {
    EXPECT_EQ(gis::files::to_csv(sample_table()),
              "\xEF\xBB\xBFẤp;Còn lại (km);Ngày\r\n"
              "\"Ấp 1; \"\"mới\"\"\";1,250;05/11/2024\r\n\"'@Ấp 2\";2,500;\r\n");
    EXPECT_EQ(
        gis::files::to_csv(sample_table(), gis::files::Heading::titles, gis::files::Language::en),
        "\xEF\xBB\xBFHamlet,Remaining (km),Day\r\n"
        "\"Ấp 1; \"\"mới\"\"\",1.250,2024-11-05\r\n\"'@Ấp 2\",2.500,\r\n");
}

std::string member_text(const std::filesystem::path& file, const char* name) {
    int error = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, &error);
    if (archive == nullptr) {
        return "not a zip archive";
    }
    zip_file_t* member = zip_fopen(archive, name, 0);
    std::string bytes(1U << 16U, '\0');
    bytes.resize(static_cast<std::size_t>(zip_fread(member, bytes.data(), bytes.size())));
    zip_fclose(member);
    zip_discard(archive);
    return bytes;
}

TEST(ToXlsx, HasNumbersFormulasAndPrintSetUp) {
    const SampleFiles files;
    const auto file = files.write("a.xlsx", gis::files::to_xlsx(sample_table()));
    const auto sheet = member_text(file, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<v>1.25</v>"));
    EXPECT_THAT(sheet, HasSubstr("<f>SUM(B5:B6)</f><v>3.75</v>"));
    EXPECT_THAT(sheet, HasSubstr("<v>45601</v>")) << "2024-11-05 as Excel counts days";
    EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
    EXPECT_THAT(sheet, HasSubstr("paperSize=\"9\" "));
    EXPECT_THAT(sheet, HasSubstr("orientation=\"landscape\""));
    EXPECT_THAT(member_text(file, "xl/sharedStrings.xml"), HasSubstr("Đường còn lại"));
    EXPECT_THAT(member_text(file, "xl/styles.xml"), Not(HasSubstr("*")));
}

TEST(ToXlsx, SumsWhatIsKnownAndSaysSo) {
    const SampleFiles files;
    auto table = sample_table();
    table.columns.push_back({"cost", {"Kinh phí", "Cost"}, 0, true});
    table.columns.push_back({"people", {"Người", "People"}, 0, true});
    for (auto& row : table.rows) {
        row.emplace_back(); // nobody knows any cost
        row.emplace_back();
    }
    table.rows[0].back() = std::int64_t{7};
    const auto file = files.write("a.xlsx", gis::files::to_xlsx(table));
    const auto sheet = member_text(file, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<f>SUM(B5:B6)</f><v>3.75</v>"));
    EXPECT_THAT(sheet, Not(HasSubstr("SUM(D5:D6)"))) << "unknown is not 0";
    EXPECT_THAT(sheet, HasSubstr("<f>SUM(E5:E6)</f><v>7</v>"));
    EXPECT_THAT(member_text(file, "xl/styles.xml"), HasSubstr("#,##0&quot;*&quot;"));
    EXPECT_THAT(member_text(file, "xl/sharedStrings.xml"),
                HasSubstr("* Chỉ cộng các giá trị đã biết"));
}

} // namespace
