#include "gis/core/moment.hpp"

#include <gtest/gtest.h>

namespace gis {
namespace {

TEST(VietnamTime, IsSevenHoursLater) {
    EXPECT_EQ(vietnam_time("2024-11-05T07:30:00.123Z"), "14:30 05/11/2024");
    EXPECT_EQ(vietnam_time("2026-12-31T17:05:48Z"), "00:05 01/01/2027");
}

TEST(VietnamTime, LeavesWhatIsNoMoment) {
    for (const auto* text : {"", "2024-11-05", "2024-11-05T", "2024-11-05T07:30:00+07:00",
                             "2024-11-05T25:30:00Z", "2024-02-30T07:30:00Z", "hôm qua"}) {
        EXPECT_EQ(vietnam_time(text), text);
    }
}

} // namespace
} // namespace gis
