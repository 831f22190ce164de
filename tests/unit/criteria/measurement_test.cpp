#include "gis/analysis/measurement.hpp"

#include "gis/analysis/filter.hpp"
#include "gis/analysis/road_report.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::FacilityKind;
using model::FilterLayer;
using model::Measure;
using model::RoadClass;
using model::Surface;
using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::record;
using test_support::road;

const AsciiMap map{R"(
A-----------B-----------C
|           |           |
|  a     b  |  c     d  |   e
|           |           |
D-----------E-----------F
)"};

model::Facility house(std::int64_t id, char at, std::vector<UnitCode> serves,
                      const std::string& condition) {
    model::Facility facility;
    facility.id = FacilityId{id};
    facility.kind = FacilityKind::cultural_house;
    facility.location = map.at(at);
    facility.commune = UnitCode{"25345"};
    facility.serves = std::move(serves);
    facility.condition = condition;
    return facility;
}

class Measuring : public testing::Test {
protected:
    Measuring() {
        model::AtlasData data;
        data.units = {commune("25345", "Xã Tân Hưng", map.area("ACFD")),
                      hamlet("25345-01", "Ấp 10", map.area("ABED")),
                      hamlet("25345-02", "Ấp 2", map.area("BCFE"))};
        data.units[1].population = 100;
        data.roads = {road(1, RoadClass::ap, map.line("ac")),
                      road(2, RoadClass::ngo, map.line("cd")),
                      road(3, RoadClass::xa, map.line("ce"))};
        const double half = data.roads[0].length_m / 2;
        data.roads[0].surfaces = {record(1, 1, 0, half, Surface::btxm),
                                  record(2, 1, half, 2 * half, Surface::dat)};
        data.roads[1].surfaces = {record(3, 2, 0, 100, Surface::dat)}; // the rest is not known
        data.facilities = {house(1, 'a', {UnitCode{"25345-01"}}, "good"),
                           house(2, 'c', {UnitCode{"25345-02"}}, "new")};
        m_snapshot = model::Snapshot::build(std::move(data));
        m_ledger = Ledger::build(*m_snapshot);
        m_basis = {m_snapshot.get(), m_ledger.get(), nullptr, &m_rules.standard(),
                   Date{2024, 6, 30}};
    }

    [[nodiscard]] Measured ask(Measure what, const std::string& where, const std::string& of = "",
                               const std::optional<UnitCode>& unit = UnitCode{"25345"},
                               FilterLayer layer = FilterLayer::roads) const {
        model::Measurement question;
        question.measure = what;
        question.layer = layer;
        if (!where.empty()) {
            question.where = parse_filter(where, layer);
        }
        if (!of.empty()) {
            question.of = parse_filter(of, layer);
        }
        return measure(question, m_basis, unit);
    }

    RuleBook m_rules = RuleBook::load(std::string{NTM_SOURCE_DIR} + "/data/rules");
    std::shared_ptr<const model::Snapshot> m_snapshot;
    std::shared_ptr<const Ledger> m_ledger;
    MeasureBasis m_basis;
};

const std::string ap = R"(["==",["get","class"],"ap"])";
const std::string ngo = R"(["==",["get","class"],"ngo"])";
const std::string hardened = R"(["==",["get","hardened"],true])";

TEST_F(Measuring, LengthsAreThoseOfTheRoadReport) {
    const auto report = road_report(*m_snapshot, *m_ledger, m_rules.standard(),
                                    {UnitCode{"25345"}, ReportBy::hamlet, m_basis.as_of});
    const auto& figures = *report.totals.by_class[static_cast<std::size_t>(RoadClass::ap)];
    const auto length = ask(Measure::length, R"(["all",)" + ap + "," + hardened + "]");
    EXPECT_NEAR(length.value->least, figures.hardened_m, 1e-9);
    EXPECT_TRUE(length.value->exact());
    const auto share = ask(Measure::length_share, hardened, ap);
    EXPECT_NEAR(share.value->least, figures.hardened_m / figures.total_m * 100, 1e-9);
    EXPECT_NEAR(share.total, figures.total_m, 1e-9);
}

TEST_F(Measuring, TheEvidenceAddsUpToTheLength) {
    const auto all = ask(Measure::length, "");
    double metres = 0;
    for (const auto& stretch : all.evidence.stretches) {
        metres += stretch.to_m - stretch.from_m;
    }
    EXPECT_NEAR(metres, all.chosen, 1e-9);
    EXPECT_TRUE(all.open.stretches.empty());
}

TEST_F(Measuring, HamletsAddUpToTheirCommune) {
    double sum = 0;
    for (const auto* code : {"25345-01", "25345-02"}) {
        sum += ask(Measure::length, hardened, "", UnitCode{code}).value->least;
    }
    EXPECT_NEAR(sum, ask(Measure::length, hardened).value->least, 1e-9);
}

TEST_F(Measuring, UnknownSurfacesAreNeitherInNorOut) {
    const auto share = ask(Measure::length_share, hardened, ngo);
    EXPECT_EQ(share.value->least, 0);
    EXPECT_NEAR(share.value->most, (share.total - 100) / share.total * 100, 1e-9);
    ASSERT_EQ(share.open.stretches.size(), 1U);
    EXPECT_NEAR(share.open.stretches[0].from_m, 100, 1e-9);
}

TEST_F(Measuring, AClassWithoutRoadsHasNoShare) {
    const auto share = ask(Measure::length_share, hardened, R"(["==",["get","class"],"nd"])");
    EXPECT_FALSE(share.value.has_value());
    EXPECT_FALSE(share.reason.vi.empty());
    EXPECT_FALSE(share.reason.en.empty());
    EXPECT_EQ(ask(Measure::length, R"(["==",["get","class"],"nd"])").value, (Range{0, 0}));
}

TEST_F(Measuring, CountsPlacesAndHamlets) {
    const auto stands = ask(Measure::count, R"(["!=",["get","condition"],"new"])", "",
                            UnitCode{"25345"}, FilterLayer::facilities);
    EXPECT_EQ(stands.value, (Range{1, 1}));
    EXPECT_EQ(stands.evidence.facilities, std::vector{FacilityId{1}});
    const auto toilets = ask(Measure::count_share, R"(["get","toilet"])", "", UnitCode{"25345"},
                             FilterLayer::facilities);
    EXPECT_EQ(toilets.value, (Range{0, 100}));
    const auto hamlets = ask(Measure::count, R"([">=",["get","population"],100])", "",
                             UnitCode{"25345"}, FilterLayer::hamlets);
    EXPECT_EQ(hamlets.value, (Range{1, 2})); // the people of the other are not known
    EXPECT_EQ(hamlets.evidence.hamlets, std::vector{UnitCode{"25345-01"}});
}

TEST_F(Measuring, HamletsWithAPlaceThatStands) {
    const auto share = ask(Measure::hamlet_share, R"(["!=",["get","condition"],"new"])", "",
                           UnitCode{"25345"}, FilterLayer::facilities);
    EXPECT_EQ(share.value, (Range{50, 50}));
    EXPECT_EQ(share.evidence.hamlets, std::vector{UnitCode{"25345-01"}});
    EXPECT_EQ(ask(Measure::hamlet_share, R"(["!=",["get","condition"],"new"])", "",
                  UnitCode{"25345-02"}, FilterLayer::facilities)
                  .value,
              (Range{0, 0}));
}

TEST_F(Measuring, PeopleWhoAreNotCountedGiveNoShare) {
    const CoverageBasis coverage{
        m_snapshot,
        std::make_shared<const Norms>(Norms::load(std::string{NTM_SOURCE_DIR} + "/data/norms")),
        sequential_for};
    m_basis.coverage = &coverage;
    model::Measurement question;
    question.measure = Measure::people_share;
    question.service = "cultural_house";
    const auto commune = measure(question, m_basis, UnitCode{"25345"});
    EXPECT_FALSE(commune.value.has_value());
    EXPECT_NE(commune.reason.en.find("1 hamlets"), std::string::npos);
    EXPECT_TRUE(measure(question, m_basis, UnitCode{"25345-01"}).value.has_value());
    question.measure = Measure::access_index;
    const auto index = measure(question, m_basis, UnitCode{"25345-01"});
    ASSERT_TRUE(index.value.has_value());
    EXPECT_EQ(index.value->least, 100);
}

TEST_F(Measuring, AnUnknownUnitIsRefused) {
    EXPECT_THROW((void)ask(Measure::length, "", "", UnitCode{"99999"}), Error);
}

} // namespace
} // namespace gis::analysis
