#include "gis/model/road.hpp"

#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::model {
namespace {

using test_support::record;

/// "0-400 btxm | 400-1000 unknown"
std::string text_of(const std::vector<SurfaceInterval>& intervals) {
    std::string text;
    for (const auto& interval : intervals) {
        text += text.empty() ? "" : " | ";
        text += std::to_string(static_cast<int>(interval.from_m)) + "-" +
                std::to_string(static_cast<int>(interval.to_m)) + " " +
                std::string{to_text(interval.surface)};
    }
    return text;
}

std::string on(const std::vector<SurfaceRecord>& records, Date day) {
    return text_of(surfaces_on(records, 1000.0, day));
}

const Date today{2024, 11, 5};

TEST(SurfacesOn, WithoutRecordsAllIsUnknown) {
    EXPECT_EQ(on({}, today), "0-1000 unknown");
}

TEST(SurfacesOn, ARecordCoversItsIntervalOnly) {
    EXPECT_EQ(on({record(1, 1, 200, 600, Surface::btxm)}, today),
              "0-200 unknown | 200-600 btxm | 600-1000 unknown");
}

TEST(SurfacesOn, LaterRecordsLieOverEarlierOnes) {
    const std::vector records{record(1, 1, 0, 1000, Surface::dat, Date{2015, 1, 1}),
                              record(2, 1, 0, 400, Surface::btxm, Date{2024, 6, 30}),
                              record(3, 1, 300, 500, Surface::nhua, Date{2024, 9, 1})};
    EXPECT_EQ(on(records, Date{2014, 12, 31}), "0-1000 unknown");
    EXPECT_EQ(on(records, Date{2024, 6, 29}), "0-1000 dat");
    EXPECT_EQ(on(records, Date{2024, 6, 30}), "0-400 btxm | 400-1000 dat");
    EXPECT_EQ(on(records, today), "0-300 btxm | 300-500 nhua | 500-1000 dat");
}

TEST(SurfacesOn, ProposedAndRetractedRecordsDoNotCount) {
    auto proposed = record(1, 1, 0, 1000, Surface::btxm);
    proposed.state = RecordState::proposed;
    auto retracted = record(2, 1, 0, 1000, Surface::btxm);
    retracted.state = RecordState::retracted;
    EXPECT_EQ(on({proposed, retracted}, today), "0-1000 unknown");
}

TEST(SurfacesOn, RecordsBeyondTheRoadAreClampedAndMillimetresClosed) {
    EXPECT_EQ(on({record(1, 1, 0.0004, 999.9995, Surface::btxm)}, today), "0-1000 btxm");
    EXPECT_EQ(on({record(1, 1, 500, 2000, Surface::btxm)}, today), "0-500 unknown | 500-1000 btxm");
    EXPECT_EQ(on({record(1, 1, 1500, 2000, Surface::btxm)}, today), "0-1000 unknown");
}

TEST(SurfacesOn, TextsReadBack) {
    for (const auto surface_kind : surfaces) {
        EXPECT_EQ(surface(to_text(surface_kind)), surface_kind);
    }
    for (const auto kind : road_classes) {
        EXPECT_EQ(road_class(to_text(kind)), kind);
    }
    EXPECT_FALSE(surface("asphalt").has_value());
}

} // namespace
} // namespace gis::model
