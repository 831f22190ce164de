#include "gis/core/error.hpp"
#include "gis/model/import_plan.hpp"
#include "gis/model/unit_reform.hpp"
#include "gis/model/withdrawn.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/same_snapshot.hpp"

#include <gtest/gtest.h>

namespace gis::model {
namespace {

using test_support::AsciiMap;
using test_support::commune;
using test_support::hamlet;
using test_support::road;
using test_support::same_snapshot;

const AsciiMap units_map{R"(
A-----------B-----------C-----------D
|           |           |           |
|  a    b   |   c    d  |   e    f  |
|           |           |           |
E-----------F-----------G-----------H
)"};

const Date last_day{2025, 6, 30};
const Date first_day{2025, 7, 1};
const Date later{2026, 4, 30};

/// Minh Tâm (25349), Minh Đức (25348) and An Phú (25339) stand side by side; each has a hamlet.
std::vector<Unit> three_communes() {
    auto units = std::vector{commune("25349", "Xã Minh Tâm", units_map.area("ABFE")),
                             commune("25348", "Xã Minh Đức", units_map.area("BCGF")),
                             commune("25339", "Xã An Phú", units_map.area("CDHG")),
                             hamlet("25349-01", "Ấp 1", units_map.area("ABFE")),
                             hamlet("25348-01", "Ấp 2", units_map.area("BCGF")),
                             hamlet("25339-01", "Ấp 3", units_map.area("CDHG"))};
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].population = 100.0 * static_cast<double>(i + 1);
    }
    return units;
}

Unit made(const std::string& code, const std::string& name, std::vector<std::string> from,
          Date day = first_day) {
    Unit unit;
    unit.code = UnitCode{code};
    unit.name = name;
    unit.valid_from = day;
    for (auto& predecessor : from) {
        unit.predecessors.emplace_back(std::move(predecessor));
    }
    return unit;
}

/// Minh Tâm and Minh Đức become Minh Đức, which takes the code of Minh Tâm.
std::vector<Unit> after_merger(std::vector<Unit> units = three_communes()) {
    const UnitsInTime before{units};
    for (auto& row : reform_rows(before, {made("25349", "Xã Minh Đức", {"25349", "25348"})})) {
        const auto known = std::find_if(units.begin(), units.end(),
                                        [&](const Unit& unit) { return unit.key() == row.key(); });
        if (known != units.end()) {
            *known = row;
        } else {
            std::vector<const Unit*> parts;
            for (const auto& key : row.predecessors) {
                parts.push_back(before.find(key));
            }
            auto merged = merged_figures(parts);
            row.boundary = std::move(merged.boundary);
            row.population = merged.population;
            units.push_back(row);
        }
    }
    return units;
}

std::string error_of(const std::vector<Unit>& units, std::vector<Unit> made) {
    try {
        (void)reform_rows(UnitsInTime{units}, std::move(made));
        return "none";
    } catch (const Error& error) {
        return error.code();
    }
}

std::vector<std::string> names_of(const std::vector<Unit>& units) {
    std::vector<std::string> names;
    for (const auto& unit : units) {
        names.push_back(unit.name);
    }
    return names;
}

TEST(UnitKey, IsTheCodeForItsFirstHolderAndHasTheDayForLaterOnes) {
    EXPECT_EQ(later_key(UnitCode{"25349"}, first_day), UnitCode{"25349@2025-07-01"});
    Unit unit;
    unit.name_by(UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(unit.code, UnitCode{"25349"});
    EXPECT_EQ(unit.key(), UnitCode{"25349@2025-07-01"});
    unit.name_by(UnitCode{"25348"});
    EXPECT_EQ(unit.code, UnitCode{"25348"});
    EXPECT_TRUE(unit.own_key.get().empty());
}

TEST(Units, AreThoseOfTheDay) {
    const auto all = after_merger();
    const auto before = Units::build(all, Revision{1}, last_day);
    const auto after = Units::build(all, Revision{1}, first_day);
    EXPECT_EQ(names_of(before->communes),
              (std::vector<std::string>{"Xã An Phú", "Xã Minh Đức", "Xã Minh Tâm"}));
    EXPECT_EQ(names_of(after->communes), (std::vector<std::string>{"Xã An Phú", "Xã Minh Đức"}));
    EXPECT_TRUE(before->hold_on(Date{1990, 1, 1}));
    EXPECT_TRUE(before->hold_on(last_day));
    EXPECT_FALSE(before->hold_on(first_day));
    EXPECT_FALSE(after->hold_on(last_day));
    EXPECT_TRUE(after->hold_on(Date{2100, 1, 1}));
}

TEST(Units, AHamletIsInTheCommuneThatItsOwnBecame) {
    const auto after = Units::build(after_merger(), Revision{1}, first_day);
    const auto hamlet_of_merged = after->find_hamlet(UnitCode{"25348-01"});
    ASSERT_TRUE(hamlet_of_merged);
    const auto& commune_now = after->communes[after->commune_of_hamlet[*hamlet_of_merged]];
    EXPECT_EQ(commune_now.key(), UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(after->hamlets[*hamlet_of_merged].parent, UnitCode{"25349"});
    EXPECT_EQ(after->in_time->find(UnitCode{"25348-01"})->parent, UnitCode{"25348"}) << "as stored";
    EXPECT_EQ(commune_now.population, 300);
}

TEST(Units, ACodeMeansItsHolderOfTheDayAndAKeyItsOwnUnit) {
    const auto all = after_merger();
    const auto before = Units::build(all, Revision{1}, last_day);
    const auto after = Units::build(all, Revision{1}, first_day);
    const auto name = [](const Units& units, std::optional<UnitIndex> index) {
        return index ? units.communes[*index].name : std::string{"none"};
    };
    EXPECT_EQ(name(*before, before->find_commune(UnitCode{"25349"})), "Xã Minh Tâm");
    EXPECT_EQ(name(*after, after->find_commune(UnitCode{"25349"})), "Xã Minh Đức");
    EXPECT_EQ(name(*after, after->find_commune(UnitCode{"25348"})), "Xã Minh Đức")
        << "went into it";
    EXPECT_EQ(name(*after, after->commune_of_key(UnitCode{"25348"})), "Xã Minh Đức");
    EXPECT_EQ(name(*after, after->commune_of_key(UnitCode{"25349"})), "Xã Minh Đức");
    EXPECT_EQ(name(*after, after->commune_meant(UnitCode{"25349"}, last_day)), "Xã Minh Đức");
    EXPECT_EQ(name(*before, before->commune_of_key(UnitCode{"25349"})), "Xã Minh Tâm");
    EXPECT_EQ(before->commune_of_key(UnitCode{"25349@2025-07-01"}), std::nullopt)
        << "two communes became it: which one is for the units_map to say";
    EXPECT_EQ(after->key_of_commune(UnitCode{"25349"}), UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(before->key_of_commune(UnitCode{"25349"}), UnitCode{"25349"});
    EXPECT_EQ(name(*after, after->commune_meant(UnitCode{"25348"}, last_day)), "Xã Minh Đức");
}

TEST(Units, ACodeThatGoesToAnUnrelatedUnitIsNotMixedUp) {
    // An Phú's code goes to the merged commune, An Phú itself gets another.
    auto units = three_communes();
    const UnitsInTime before{units};
    for (auto& row : reform_rows(before, {made("25339", "Xã Minh Đức", {"25349", "25348"}),
                                          made("25999", "Xã An Phú", {"25339"})})) {
        std::erase_if(units, [&](const Unit& unit) { return unit.key() == row.key(); });
        units.push_back(row);
    }
    const auto after = Units::build(units, Revision{1}, first_day);
    const auto given = after->find_commune(UnitCode{"25339"});
    const auto stored = after->commune_of_key(UnitCode{"25339"});
    ASSERT_TRUE(given && stored);
    EXPECT_EQ(after->communes[*given].name, "Xã Minh Đức") << "as somebody asks today";
    EXPECT_EQ(after->communes[*stored].name, "Xã An Phú") << "as a road has it since before";
}

TEST(Units, ReformsFollowOneAnother) {
    auto units = after_merger();
    for (auto& row :
         reform_rows(UnitsInTime{units}, {made("25349", "Phường Minh Đức", {"25349"}, later)})) {
        std::erase_if(units, [&](const Unit& unit) { return unit.key() == row.key(); });
        units.push_back(row);
    }
    const auto ward = Units::build(units, Revision{1}, later);
    const auto found = ward->commune_of_key(UnitCode{"25348"});
    ASSERT_TRUE(found);
    EXPECT_EQ(ward->communes[*found].key(), UnitCode{"25349@2026-04-30"});
    const auto between = Units::build(units, Revision{1}, Date{2026, 1, 1});
    EXPECT_EQ(between->span.first, first_day);
    EXPECT_EQ(between->span.last, (Date{2026, 4, 29}));
}

TEST(Units, OfADividedCommuneAHamletGoesWhereItLies) {
    auto units = std::vector{commune("1", "Xã Cũ", units_map.area("ACGE")),
                             hamlet("1-01", "Ấp tây", units_map.area("ABFE")),
                             hamlet("1-02", "Ấp đông", units_map.area("BCGF"))};
    for (auto& row : reform_rows(UnitsInTime{units},
                                 {made("2", "Xã Tây", {"1"}), made("3", "Xã Đông", {"1"})})) {
        std::erase_if(units, [&](const Unit& unit) { return unit.key() == row.key(); });
        if (row.code == UnitCode{"2"}) {
            row.boundary = units_map.area("ABFE");
        } else if (row.code == UnitCode{"3"}) {
            row.boundary = units_map.area("BCGF");
        }
        units.push_back(row);
    }
    const auto after = Units::build(units, Revision{1}, first_day);
    EXPECT_EQ(after->commune_of_key(UnitCode{"1"}), std::nullopt);
    ASSERT_EQ(after->hamlets.size(), 2);
    EXPECT_EQ(after->hamlets[0].parent, UnitCode{"2"});
    EXPECT_EQ(after->hamlets[1].parent, UnitCode{"3"});
}

TEST(Units, ARoadIsManagedByWhatItsCommuneBecame) {
    AtlasData data;
    data.units = after_merger();
    data.roads = {road(1, RoadClass::ap, units_map.line("ab")),
                  road(2, RoadClass::ap, units_map.line("ef"))};
    data.roads[0].managing_commune = UnitCode{"25348"}; // lies in the other
    data.roads[1].managing_commune = UnitCode{"25348"};
    const auto before = Snapshot::build(data, sequential_for, last_day);
    const auto after = Snapshot::build(data, sequential_for, first_day);
    const auto code = [](const Snapshot& snapshot, std::int64_t id) {
        const auto commune = snapshot.parts()[*snapshot.part_of(RoadId{id})]->commune;
        return commune ? snapshot.units().communes[*commune].code : UnitCode{};
    };
    EXPECT_EQ(code(*before, 1), UnitCode{"25348"});
    EXPECT_EQ(code(*after, 1), UnitCode{"25349"});
    EXPECT_EQ(code(*after, 2), UnitCode{"25349"});
    EXPECT_TRUE(same_snapshot(*before, *after->with_units_of(last_day)));
    EXPECT_TRUE(same_snapshot(*after, *before->with_units_of(first_day)));
}

TEST(Reform, EndsWhatItReplacesAndNothingElse) {
    const auto rows = reform_rows(UnitsInTime{three_communes()},
                                  {made("25349", "Xã Minh Đức", {"25349", "25348"})});
    ASSERT_EQ(rows.size(), 3);
    EXPECT_EQ(rows[0].key(), UnitCode{"25348"});
    EXPECT_EQ(rows[0].valid_to, last_day);
    EXPECT_EQ(rows[1].key(), UnitCode{"25349"});
    EXPECT_EQ(rows[1].valid_to, last_day);
    EXPECT_EQ(rows[2].key(), UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(rows[2].predecessors, (std::vector{UnitCode{"25348"}, UnitCode{"25349"}}));
}

TEST(Reform, RefusesWhatCannotBe) {
    const auto units = three_communes();
    EXPECT_EQ(error_of(units, {made("1", "X", {})}), "no-predecessor");
    EXPECT_EQ(error_of(units, {made("1", "X", {"99999"})}), "unknown-predecessor");
    EXPECT_EQ(error_of(units, {made("1", "X", {"25349-01"})}), "unknown-predecessor");
    EXPECT_EQ(error_of(units, {made("25339", "X", {"25349"})}), "code-in-use");
    EXPECT_EQ(error_of(units, {made("1", "X", {"25349"}), made("1", "Y", {"25348"})}),
              "unit-twice");
    auto again = made("25348-01", "Ấp 1", {"25349-01"});
    again.level = UnitLevel::hamlet;
    EXPECT_EQ(error_of(units, {again}), "hamlet-code-again");
    EXPECT_EQ(error_of(after_merger(), {made("1", "X", {"25348"}, later)}), "unknown-predecessor")
        << "Minh Đức of before has ended";
    EXPECT_EQ(error_of(after_merger(), {made("1", "X", {"25348"})}), "already-ended");
}

TEST(Reform, MayBeDoneOnceMoreAfterItWasTakenBack) {
    auto units = after_merger();
    for (auto& unit : units) {
        if (unit.key() == UnitCode{"25349@2025-07-01"}) {
            unit = withdrawn(unit);
        } else if (unit.valid_to) {
            unit.valid_to.reset();
        }
    }
    const auto rows =
        reform_rows(UnitsInTime{units}, {made("25349", "Xã Minh Đức", {"25349", "25348"})});
    EXPECT_EQ(rows.back().key(), UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(Units::build(units, Revision{1}, first_day)->communes.size(), 3);
}

TEST(Reform, PeopleAreUnknownAsSoonAsOneUnitsAre) {
    auto units = three_communes();
    EXPECT_EQ(merged_figures(std::vector<const Unit*>{&units[0], &units[1]}).population, 300);
    EXPECT_EQ(merged_figures(std::vector<const Unit*>{&units[0], &units[1]}).households,
              std::nullopt);
    units[1].population.reset();
    EXPECT_EQ(merged_figures(std::vector<const Unit*>{&units[0], &units[1]}).population,
              std::nullopt);
}

std::shared_ptr<const Snapshot> atlas(std::vector<Unit> units) {
    AtlasData data;
    data.units = std::move(units);
    return Snapshot::build(std::move(data), sequential_for, Date{2025, 8, 1});
}

ImportPlan import(const Snapshot& snapshot, std::vector<Row> rows) {
    ImportBatch batch;
    batch.rows = std::move(rows);
    return plan_import(batch, snapshot);
}

TEST(ImportOfAReform, IsOneChangesetOfTheEndedAndTheNew) {
    auto merged = made("25349", "Xã Minh Đức", {"25349", "25348"});
    merged.boundary = units_map.area("ACGE");
    const auto result = import(*atlas(three_communes()), {merged});
    ASSERT_EQ(result.rows.size(), 3);
    EXPECT_EQ(result.added, 1);
    EXPECT_EQ(result.changed, 2);
    EXPECT_EQ(std::get<Unit>(result.rows[2]).key(), UnitCode{"25349@2025-07-01"});
    EXPECT_EQ(std::get<Unit>(result.rows[0]).valid_to, last_day);
}

TEST(ImportOfAReform, TheSameFileAgainWritesNothing) {
    auto units = after_merger();
    const auto& merged = units.back();
    auto row = made("25349", "Xã Minh Đức", {"25349", "25348"});
    row.boundary = merged.boundary;
    const auto result = import(*atlas(units), {row});
    EXPECT_EQ(result.unchanged, 1);
    EXPECT_TRUE(result.rows.empty());
}

TEST(ImportOfAReform, WithAWrongPredecessorWritesNothingOfIt) {
    auto merged = made("25349", "Xã Minh Đức", {"25349", "12345"});
    merged.boundary = units_map.area("ACGE");
    const auto result = import(*atlas(three_communes()), {merged});
    EXPECT_TRUE(result.rows.empty());
    ASSERT_EQ(result.issues.size(), 1);
    EXPECT_EQ(result.issues[0].code, "unknown-predecessor");
}

TEST(ImportAfterAReform, AFileOfBeforeChangesNothingAndANewRoadGetsTheKeyOfToday) {
    AtlasData data;
    data.units = after_merger();
    data.roads = {road(1, RoadClass::ap, units_map.line("cd"))};
    data.roads[0].code = "D1";
    data.roads[0].managing_commune = UnitCode{"25348"};
    const auto snapshot = Snapshot::build(data, sequential_for, Date{2025, 8, 1});
    auto again = data.roads[0];
    again.id = RoadId{};
    auto fresh = road(0, RoadClass::ap, units_map.line("ab"));
    fresh.code = "D2";
    fresh.managing_commune = UnitCode{"25349"};
    const auto result = import(*snapshot, {again, fresh});
    EXPECT_EQ(result.unchanged, 1);
    ASSERT_EQ(result.rows.size(), 1);
    EXPECT_EQ(std::get<Road>(result.rows[0]).managing_commune, UnitCode{"25349@2025-07-01"});
}

} // namespace
} // namespace gis::model
