#include "gis/analysis/road_ledger.hpp"

#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::RoadClass;
using model::Snapshot;
using model::Surface;
using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

// Two communes, 1 and 2; the first has hamlets 1-01 and 1-02 and an empty strip on its south side.
const AsciiMap map{R"(
A-----------B-----------C-----------D
|           |           |           |
|  a     b  |  c     d  |  e     f  |   g
|           |           |           |
E-----------F-----------G           |
|  h                  i |           |
H-----------------------I-----------J
)"};

model::AtlasData data() {
    model::AtlasData result;
    result.units = {
        commune("1", "Xã Một", map.area("ACIH")), commune("2", "Xã Hai", map.area("CDJI")),
        hamlet("1-01", "Ấp Một", map.area("ABFE")), hamlet("1-02", "Ấp Hai", map.area("BCGF")),
        hamlet("2-01", "Ấp Ba", map.area("CDJI"))};
    return result;
}

/// "0-900 1-01/1 | 900-1800 1-02/1": whole hundreds of metres, hamlet / commune
std::string text_of(const model::Units& units, std::span<const LedgerPiece> pieces) {
    std::string text;
    for (const auto& piece : pieces) {
        const auto hundreds = [](double m) {
            return std::to_string(std::lround(m / 100.0));
        };
        text += text.empty() ? "" : " | ";
        text += hundreds(piece.from_m) + "-" + hundreds(piece.to_m) + " ";
        text += piece.hamlet == no_unit ? "none" : units.hamlets[piece.hamlet].code.get();
        text += "/";
        text += piece.commune == no_unit ? "none" : units.communes[piece.commune].code.get();
    }
    return text;
}

std::string ledger_of(model::AtlasData atlas, std::string_view line, const char* managing = "") {
    auto one = road(1, RoadClass::ap, map.line(line));
    one.managing_commune = UnitCode{managing};
    atlas.roads = {one};
    const auto snapshot = Snapshot::build(std::move(atlas));
    const auto ledger = Ledger::build(*snapshot);
    return text_of(snapshot->units(), ledger->pieces_of(*snapshot, RoadId{1}));
}

TEST(Ledger, ARoadInsideOneHamletIsOnePiece) {
    EXPECT_EQ(ledger_of(data(), "ab"), "0-6 1-01/1");
}

TEST(Ledger, ARoadIsCutAtEveryBorder) {
    EXPECT_EQ(ledger_of(data(), "ag"), "0-9 1-01/1 | 9-21 1-02/1 | 21-33 2-01/2 | 33-37 none/none");
}

TEST(Ledger, OutsideEveryHamletButInACommune) {
    EXPECT_EQ(ledger_of(data(), "hi"), "0-19 none/1");
}

TEST(Ledger, ARoadAlongASharedBorderGoesToTheManagingCommuneElseTheLowestCode) {
    EXPECT_EQ(ledger_of(data(), "BF"), "0-4 1-01/1");
    EXPECT_EQ(ledger_of(data(), "CG", "2"), "0-4 2-01/2");
    EXPECT_EQ(ledger_of(data(), "CG", "1"), "0-4 1-02/1");
}

TEST(Ledger, AnOverlapGoesToTheManagingCommuneElseTheLowestCode) {
    auto overlapping = data();
    overlapping.units[4].boundary = map.area("BDJIF"); // 2-01 now covers 1-02 as well
    EXPECT_EQ(ledger_of(overlapping, "cd", "1"), "0-6 1-02/1");
    EXPECT_EQ(ledger_of(overlapping, "cd", "2"), "0-6 2-01/2");
}

TEST(Ledger, WithCommunesOnlyTheLedgerIsByCommune) {
    auto communes = data();
    communes.units.resize(2);
    EXPECT_EQ(ledger_of(communes, "ag"), "0-21 none/1 | 21-33 none/2 | 33-37 none/none");
}

TEST(Ledger, WithoutUnitsEverythingIsOutside) {
    EXPECT_EQ(ledger_of({}, "ag"), "0-37 none/none");
}

TEST(Ledger, AChangedRoadIsCutAnewAndTheOthersAreKept) {
    auto atlas = data();
    atlas.roads = {road(1, RoadClass::ap, map.line("ab")), road(2, RoadClass::ap, map.line("cd")),
                   road(3, RoadClass::ap, map.line("ef"))};
    const auto before = Snapshot::build(std::move(atlas));
    const auto ledger = Ledger::build(*before);
    const auto after = before->apply(
        {Revision{2},
         "",
         {road(1, RoadClass::ap, map.line("ac")), record(1, 2, 0, 100, Surface::btxm)}});
    const auto updated = ledger->update(*after);
    EXPECT_EQ(text_of(after->units(), updated->pieces_of(*after, RoadId{1})),
              "0-9 1-01/1 | 9-12 1-02/1");
    EXPECT_EQ(text_of(after->units(), updated->pieces_of(*after, RoadId{2})), "0-6 1-02/1");
    EXPECT_EQ(updated->parts()[1], ledger->parts()[1]); // commune 2 is shared
    const auto rebuilt = Ledger::build(*after);
    for (std::size_t i = 0; i < rebuilt->parts().size(); ++i) {
        EXPECT_EQ(rebuilt->parts()[i]->pieces, updated->parts()[i]->pieces);
    }
}

TEST(Ledger, TotalsFollowTheDay) {
    auto atlas = data();
    atlas.roads = {road(1, RoadClass::ap, map.line("ac"))};
    const double length_m = atlas.roads[0].length_m;
    atlas.roads[0].surfaces = {record(1, 1, 0, length_m, Surface::dat, Date{2015, 1, 1}),
                               record(2, 1, 300, length_m, Surface::btxm, Date{2024, 6, 30})};
    atlas.roads[0].valid_from = Date{2010, 1, 1};
    const auto snapshot = Snapshot::build(std::move(atlas));
    const auto ledger = Ledger::build(*snapshot);
    const auto& part = *ledger->parts()[0];
    const auto metres = [](const std::vector<PlaceTotals>& totals, Surface surface) {
        double sum = 0;
        for (const auto& place : totals) {
            sum += place.metres[static_cast<std::size_t>(RoadClass::ap)]
                               [static_cast<std::size_t>(surface)];
        }
        return sum;
    };
    EXPECT_TRUE(part.totals_on(Date{2009, 12, 31}).empty());
    EXPECT_NEAR(metres(part.totals_on(Date{2014, 1, 1}), Surface::unknown), length_m, 1e-9);
    EXPECT_NEAR(metres(part.totals_on(Date{2024, 6, 29}), Surface::dat), length_m, 1e-9);
    EXPECT_NEAR(metres(part.totals_on(Date{2024, 6, 30}), Surface::dat), 300.0, 1e-9);
    EXPECT_EQ(part.latest_from, (Date{2024, 6, 30}));
    EXPECT_NEAR(metres(part.latest(), Surface::btxm), length_m - 300.0, 1e-9);
}

} // namespace
} // namespace gis::analysis
