#include "gis/analysis/findings.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace gis::analysis {
namespace {

using model::RoadClass;
using model::Surface;
using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

const AsciiMap findings_map{R"(
A-----B-----C-----G
|     |     |     |
|  a  |  b  |  c  |
|     |     |     |
D-----E-----F-----H
)"};

std::vector<Finding> findings_of(model::AtlasData data) {
    const auto snapshot = model::Snapshot::build(std::move(data));
    return find_problems(*snapshot, *Ledger::build(*snapshot));
}

const Finding* find(const std::vector<Finding>& findings, const std::string& code) {
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const Finding& finding) { return finding.code == code; });
    return at != findings.end() ? &*at : nullptr;
}

TEST(Findings, OverlapsAreMeasuredAndPlaced) {
    model::AtlasData data;
    data.units = {commune("1", "Xã Một", findings_map.area("ACFD")),
                  commune("2", "Xã Hai", findings_map.area("BGHE"))};
    const auto findings = findings_of(std::move(data));
    const auto* overlap = find(findings, "unit-overlap");
    ASSERT_NE(overlap, nullptr);
    EXPECT_EQ(overlap->unit, UnitCode{"1"});
    EXPECT_EQ(overlap->other, UnitCode{"2"});
    EXPECT_NEAR(*overlap->area_m2, 600.0 * 400.0, 5000.0);
    EXPECT_NE(overlap->message.vi.find("Xã Một và Xã Hai chồng lên nhau 23,"), std::string::npos);
}

TEST(Findings, NeighboursThatOnlyTouchAreFine) {
    model::AtlasData data;
    data.units = {commune("1", "Xã Một", findings_map.area("ABED")),
                  commune("2", "Xã Hai", findings_map.area("BCFE"))};
    data.units[0].population = data.units[1].population = 1000;
    EXPECT_TRUE(findings_of(std::move(data)).empty());
}

TEST(Findings, RoadsOnBordersOutsideAndOfUnknownSurface) {
    model::AtlasData data;
    data.units = {commune("1", "Xã Một", findings_map.area("ACFD")),
                  hamlet("1-01", "Ấp 1", findings_map.area("ABED")),
                  hamlet("1-02", "Ấp 2", findings_map.area("BCFE"))};
    data.roads = {road(1, RoadClass::ap, findings_map.line("BE")),
                  road(2, RoadClass::ap, findings_map.line("ac"))};
    data.roads[0].surfaces = {record(1, 1, 0, 9999, Surface::dat)};
    const auto findings = findings_of(std::move(data));
    ASSERT_NE(find(findings, "road-in-two-hamlets"), nullptr);
    EXPECT_NEAR(*find(findings, "road-in-two-hamlets")->length_m, 400.0, 5.0);
    ASSERT_NE(find(findings, "record-beyond-road"), nullptr);
    EXPECT_EQ(find(findings, "record-beyond-road")->severity, Finding::Severity::error);
    ASSERT_NE(find(findings, "surface-unknown"), nullptr);
    ASSERT_NE(find(findings, "road-outside-hamlets"), nullptr);
    EXPECT_NEAR(*find(findings, "road-outside-hamlets")->length_m, 300.0, 5.0);
    EXPECT_EQ(findings.front().severity, Finding::Severity::error); // errors first
}

TEST(Findings, HamletsThatLeaveTheirCommuneAndOrphans) {
    model::AtlasData data;
    data.units = {commune("1", "Xã Một", findings_map.area("ABED")),
                  hamlet("1-01", "Ấp 1", findings_map.area("ACFD")),
                  hamlet("7-01", "Ấp Lạ", findings_map.area("CGHF"))};
    const auto findings = findings_of(std::move(data));
    ASSERT_NE(find(findings, "hamlet-leaves-commune"), nullptr);
    EXPECT_EQ(find(findings, "hamlet-leaves-commune")->unit, UnitCode{"1-01"});
    ASSERT_NE(find(findings, "hamlet-without-commune"), nullptr);
}

TEST(Findings, AGapThatUnitsEncloseIsFound) {
    const AsciiMap ring{R"(
A---------B
| a     b |
| d     c |
D---------C
)"};
    model::AtlasData data;
    data.units = {commune("1", "Xã Bắc", ring.area("ABbadD")),
                  commune("2", "Xã Nam", ring.area("BCDdcb"))};
    const auto findings = findings_of(std::move(data));
    const auto* gap = find(findings, "unit-gap");
    ASSERT_NE(gap, nullptr);
    EXPECT_THAT(gap->message.vi, ::testing::ContainsRegex("tại 106,[0-9]+; 11,[0-9]+[.]$"));
}

} // namespace
} // namespace gis::analysis
