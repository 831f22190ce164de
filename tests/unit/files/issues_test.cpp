#include "gis/files/issues.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using gis::files::Issues;
using gis::model::ImportBatch;
using testing::HasSubstr;
using testing::Not;

std::int64_t cases_of(const ImportBatch& batch, const std::string& code) {
    std::int64_t sum = 0;
    for (const auto& issue : batch.issues) {
        sum += issue.code == code ? issue.cases : 0;
    }
    return sum;
}

TEST(Issues, SumUpWhatIsNotListedAndLoseNoCase) {
    ImportBatch batch;
    Issues issues{batch, 2};
    for (std::int64_t row = 7; row < 7 + 1240; ++row) {
        issues.refuse(row, {gis::ErrorKind::invalid_data, "outside-range", {"xa", "far"}});
    }
    issues.warn(3, "no-date", "", {"không ngày", "no day"});
    issues.finish();
    ASSERT_EQ(batch.issues.size(), 4U);
    const auto& last = batch.issues.back();
    EXPECT_EQ(last.message.vi, "Còn 1.238 trường hợp nữa như ở dòng 7, không liệt kê.");
    EXPECT_EQ(last.message.en, "1,238 more cases like that of row 7 are not listed.");
    EXPECT_EQ(last.code, "outside-range");
    EXPECT_EQ(cases_of(batch, "outside-range"), 1240);
    EXPECT_EQ(cases_of(batch, "no-date"), 1);
    EXPECT_EQ(batch.skipped, 1240);
}

TEST(Issues, OfTheWholeFileNameNoRow) {
    ImportBatch batch;
    Issues issues{batch, 1};
    issues.warn(0, "odd", "", {"lạ", "odd"});
    issues.warn(0, "odd", "", {"lạ", "odd"});
    issues.finish();
    EXPECT_EQ(batch.issues.back().message.vi, "Còn 1 trường hợp cùng loại nữa, không liệt kê.");
    EXPECT_THAT(batch.issues.back().message.en, Not(HasSubstr("row")));
}

TEST(Issues, CountWhatARuleLeavesOut) {
    ImportBatch batch;
    Issues issues{batch, 100};
    for (std::int64_t row = 1; row <= 1500; ++row) {
        issues.refuse(row, {gis::ErrorKind::invalid_data,
                            gis::files::skipped_by_rule,
                            {"highway=footway", "highway=footway"}});
    }
    issues.finish();
    ASSERT_EQ(batch.issues.size(), 1U);
    EXPECT_EQ(batch.issues[0].message.vi,
              "Bỏ qua 1.500 dòng có highway=footway theo bảng ghép cột.");
    EXPECT_EQ(batch.issues[0].cases, 1500);
}

} // namespace
