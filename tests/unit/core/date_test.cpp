#include "gis/core/date.hpp"

#include "gis/core/error.hpp"

#include <gtest/gtest.h>

namespace gis {
namespace {

TEST(Date, ReadsIsoAndVietnameseDays) {
    EXPECT_EQ(Date::parse("2024-11-05"), (Date{2024, 11, 5}));
    EXPECT_EQ(Date::parse("05/11/2024"), (Date{2024, 11, 5}));
    EXPECT_EQ(Date::parse("29/02/2024"), (Date{2024, 2, 29}));
}

TEST(Date, RefusesEverythingElse) {
    for (const auto* text :
         {"", "2024", "2024-13-01", "2023-02-29", "31/04/2024", "5/11/2024", "2024-11-5",
          "2024/11/05", "11-05-2024", "0000-01-01", "2024-1a-05", "2024-11-05 "}) {
        EXPECT_FALSE(Date::parse(text).has_value()) << text;
    }
}

TEST(Date, WritesBothForms) {
    const Date date{2024, 11, 5};
    EXPECT_EQ(date.iso(), "2024-11-05");
    EXPECT_EQ(date.vietnamese(), "05/11/2024");
    EXPECT_EQ(date.year(), 2024);
}

TEST(Date, CountsDaysFrom1970AndOrders) {
    EXPECT_EQ(Date{}.iso(), "1970-01-01");
    EXPECT_EQ((Date{2024, 1, 1}.days()), 19723);
    EXPECT_EQ(Date::from_days(19723), (Date{2024, 1, 1}));
    EXPECT_LT((Date{2023, 12, 31}), (Date{2024, 1, 1}));
}

TEST(Date, ThrowsForADayThatIsNot) {
    EXPECT_THROW((Date{2023, 2, 29}), Error);
    EXPECT_THROW((Date{10000, 1, 1}), Error);
}

} // namespace
} // namespace gis
