// What QGIS, OGR and the sqlite3 shell find in a store, seen through SpatiaLite itself.
#include "gis/store/store.hpp"

#include "rows.hpp"
#include "spatialite_probe.hpp"
#include "temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace gis::store {

namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::SpatialiteProbe;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class OtherPrograms : public ::testing::Test {
protected:
    void SetUp() override {
        m_store = open_store(m_folder.path(), Access::read_write);
        m_store->apply(testing::draft_of(testing::full_rows()), Revision{0});
    }

    testing::TemporaryFolder m_folder;
    std::unique_ptr<Store> m_store;
};

TEST_F(OtherPrograms, FindSpatialLayersThatAreReadOnly) {
    // Types: 1 point, 2 line, 6 multi-polygon; then SRID, R*Tree, read-only.
    EXPECT_THAT(SpatialiteProbe{m_folder.file()}.layers(),
                UnorderedElementsAre(
                    "units|geometry|6|4326|1|1", "roads|geometry|2|4326|1|1",
                    "facilities|geometry|1|4326|1|1", "population_points|geometry|1|4326|1|1",
                    "communes|geometry|6|4326|1|1", "hamlets|geometry|6|4326|1|1"));
}

TEST_F(OtherPrograms, SeeTheCodeOfAUnitNotItsKey) {
    auto unit = std::get<model::Unit>(testing::full_rows()[0]);
    unit.valid_to.reset();
    unit.valid_from = Date{2025, 7, 1};
    unit.own_key = model::later_key(unit.code, unit.valid_from);
    m_store->apply(testing::draft_of({unit}), Revision{1});
    const SpatialiteProbe probe{m_folder.file()};
    EXPECT_EQ(probe.text("count(*) FROM communes WHERE code = '" + unit.code.get() + "'"), "2");
    EXPECT_EQ(probe.text("count(*) FROM units WHERE code = '" + unit.key().get() + "'"), "1");
    EXPECT_EQ(probe.text("typeof(code) FROM communes"), "text");
}

TEST_F(OtherPrograms, SpatialIndicesAreWholeAfterInsertsAndChanges) {
    const auto whole = [this] {
        const SpatialiteProbe probe{m_folder.file()};
        for (const auto* table : {"units", "roads", "facilities", "population_points"}) {
            const auto name = std::string{table};
            EXPECT_EQ(probe.text("CheckSpatialIndex('" + name + "', 'geometry')"), "1") << table;
            EXPECT_EQ(probe.text("rtreecheck('idx_" + name + "_geometry')"), "ok") << table;
        }
    };
    whole();
    auto applied = m_store->apply(testing::bulk_draft_of(testing::many_roads(300, 4)), Revision{1});
    whole();
    auto rows = applied.rows;
    std::erase_if(rows, [](const auto& row) { return !std::holds_alternative<model::Road>(row); });
    for (auto& row : rows) {
        for (auto& point : std::get<model::Road>(row).line) {
            point.lat -= 5;
        }
    }
    auto hamlet = std::get<model::Unit>(testing::full_rows()[1]);
    hamlet.boundary.clear();
    rows.emplace_back(hamlet);
    m_store->apply(testing::draft_of(rows), Revision{2});
    whole();
    const SpatialiteProbe probe{m_folder.file()};
    EXPECT_EQ(probe.text("count(*) FROM idx_units_geometry"), "1"); // the hamlet has lost its box
    EXPECT_EQ(probe.text("count(*) FROM idx_roads_geometry WHERE ymax < 8"), "300");
}

/// A first import packs the R*Tree from below; later changes go through SQLite's own insertion.
TEST_F(OtherPrograms, FindEveryRoadInAPackedIndex) {
    const testing::TemporaryFolder folder;
    const auto store = open_store(folder.path(), Access::read_write);
    constexpr std::size_t count = 9000; // more than two levels
    auto applied = store->apply(testing::bulk_draft_of(testing::many_roads(count, 3)), Revision{0});
    const SpatialiteProbe probe{folder.file()};
    EXPECT_EQ(probe.text("rtreecheck('idx_roads_geometry')"), "ok");
    EXPECT_EQ(probe.text("CheckSpatialIndex('roads', 'geometry')"), "1");
    EXPECT_EQ(probe.text("count(*) FROM idx_roads_geometry"), std::to_string(count));
    const auto in_frame = [&probe] {
        return probe.rows("SELECT pkid FROM idx_roads_geometry WHERE xmax >= 106.5 AND xmin <= "
                          "106.6 AND ymax >= 11.5 AND ymin <= 11.6 ORDER BY pkid");
    };
    const auto scanned = [&probe] {
        return probe.rows("SELECT id FROM roads WHERE MbrMaxX(geometry) >= 106.5 AND "
                          "MbrMinX(geometry) <= 106.6 AND MbrMaxY(geometry) >= 11.5 AND "
                          "MbrMinY(geometry) <= 11.6 ORDER BY id");
    };
    EXPECT_THAT(scanned(), SizeIs(::testing::Gt(10U)));
    EXPECT_EQ(in_frame(), scanned());

    std::vector<model::Row> moved;
    for (const auto& row : applied.rows) {
        if (const auto* road = std::get_if<model::Road>(&row); road && road->id.get() % 3 == 0) {
            moved.emplace_back(*road);
            for (auto& point : std::get<model::Road>(moved.back()).line) {
                point.lon += 0.05;
            }
        }
    }
    store->apply(testing::bulk_draft_of(moved), Revision{1});
    store->apply(testing::bulk_draft_of(testing::many_roads(3000, 3)), Revision{2});
    EXPECT_EQ(probe.text("rtreecheck('idx_roads_geometry')"), "ok");
    EXPECT_EQ(probe.text("CheckSpatialIndex('roads', 'geometry')"), "1");
    EXPECT_EQ(in_frame(), scanned());
}

TEST_F(OtherPrograms, AFailedChangesetLeavesNoBoxBehind) {
    auto rows = testing::many_roads(5, 3);
    auto unknown = std::get<model::Road>(rows[0]);
    unknown.id = RoadId{999};
    rows.emplace_back(unknown);
    EXPECT_ANY_THROW(m_store->apply(testing::bulk_draft_of(rows), Revision{1}));
    model::Unit unit;
    unit.code = UnitCode{"x"};
    m_store->apply(testing::draft_of({unit}), Revision{1});
    EXPECT_EQ(SpatialiteProbe{m_folder.file()}.text("count(*) FROM idx_roads_geometry"), "1");
}

TEST_F(OtherPrograms, FilterByTheSpatialIndex) {
    m_store->apply(testing::bulk_draft_of(testing::many_roads(400, 4)), Revision{1});
    const SpatialiteProbe probe{m_folder.file()};
    const auto frame = std::string{"BuildMbr(106.2, 11.2, 106.4, 11.4, 4326)"};
    const auto by_index = probe.rows(
        "SELECT id FROM roads WHERE id IN (SELECT rowid FROM SpatialIndex WHERE f_table_name = "
        "'roads' AND search_frame = " +
        frame + ") AND ST_Intersects(geometry, " + frame + ") = 1 ORDER BY id");
    const auto by_scan = probe.rows("SELECT id FROM roads WHERE ST_Intersects(geometry, " + frame +
                                    ") = 1 ORDER BY id");
    EXPECT_THAT(by_scan, SizeIs(::testing::Gt(3U)));
    EXPECT_EQ(by_index, by_scan);
}

TEST_F(OtherPrograms, MeasureTheLengthThatWeStore) {
    m_store->apply(testing::bulk_draft_of(testing::many_roads(50, 35)), Revision{1});
    const SpatialiteProbe probe{m_folder.file()};
    const auto off = probe.text(
        "max(abs(ST_Length(geometry, 1) - length_m) / length_m) FROM roads WHERE length_m > 0");
    EXPECT_LT(std::stod(off), 1e-9) << off;
    EXPECT_EQ(probe.text("count(*) FROM roads WHERE length_m > 0"), "51");
}

TEST_F(OtherPrograms, ReadTextsAndViews) {
    const SpatialiteProbe probe{m_folder.file()};
    EXPECT_THAT(probe.rows("SELECT code, name, ST_NumGeometries(geometry) FROM communes"),
                ElementsAre("09271|Thị trấn Tân Khai|2"));
    EXPECT_THAT(probe.rows("SELECT code, parent FROM hamlets"), ElementsAre("09271-01|09271"));
    EXPECT_THAT(probe.rows("SELECT surface, state, width_m FROM surface_records ORDER BY id"),
                ElementsAre("btxm|proposed|3.5", "soi_do|accepted|3.5"));
}

TEST_F(OtherPrograms, CannotWrite) {
    const SpatialiteProbe probe{m_folder.file()};
    for (const auto* sql :
         {"UPDATE roads SET name = 'x'", "INSERT INTO population_points (persons) VALUES (1)",
          "UPDATE units SET name = 'x'", "UPDATE facilities SET geometry = NULL",
          "UPDATE surface_records SET state = 'retracted'", "DELETE FROM surface_records",
          "INSERT INTO changesets VALUES (9, 'x', 'x', 'x', 'x', 1, 0, NULL, NULL)",
          "DELETE FROM roads", "DELETE FROM changes", "DELETE FROM changesets", "DELETE FROM units",
          "UPDATE changes SET after = NULL", "DELETE FROM plan_entries",
          "UPDATE changesets SET author = 'x'"}) {
        EXPECT_THAT(probe.rows(sql), ElementsAre("error: only ntm-atlas writes to its store"))
            << sql;
    }
    EXPECT_EQ(probe.text("count(*) FROM roads"), "1");
}

TEST_F(OtherPrograms, FindAWholeDatabase) {
    const SpatialiteProbe probe{m_folder.file()};
    EXPECT_THAT(probe.rows("PRAGMA integrity_check"), ElementsAre("ok"));
    EXPECT_THAT(probe.rows("PRAGMA foreign_key_check"), IsEmpty());
    EXPECT_THAT(probe.rows("PRAGMA journal_mode"), ElementsAre("wal"));
    EXPECT_THAT(
        probe.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = "
            "'table' AND strict = 0 AND name IN ('units', 'roads', "
            "'surface_records', 'facilities', 'population_points', 'plan_entries', 'changesets', "
            "'changes')"),
        IsEmpty());
}

TEST_F(OtherPrograms, FindWhoChangedWhat) {
    auto unit = std::get<model::Unit>(testing::full_rows()[1]);
    unit.population = 500;
    m_store->apply(testing::draft_of({unit}), Revision{1});
    m_store->apply(testing::bulk_draft_of(testing::many_roads(20, 3)), Revision{2});
    const SpatialiteProbe probe{m_folder.file()};
    EXPECT_THAT(probe.rows("SELECT json_extract(before, '$.population'), json_extract(after, "
                           "'$.population'), json_extract(after, '$.name'), first_id FROM changes "
                           "WHERE changeset = 2"),
                ElementsAre("12345.5|500.0|Sóc Dầm – ភូមិ|2"));
    EXPECT_THAT(probe.rows("SELECT entity, first_id, last_id, before, after FROM changes WHERE "
                           "changeset = 3"),
                ElementsAre("road|2|21|NULL|NULL", "surface_record|3|32|NULL|NULL"));
    EXPECT_EQ(probe.text("count(*) FROM changes WHERE changeset = 1 AND before IS NULL"), "8");
}

/// Of a bulk changeset only new rows go without their image: what was there before can be brought
/// back.
TEST_F(OtherPrograms, FindWhatABulkImportOverwrote) {
    auto unit = std::get<model::Unit>(testing::full_rows()[1]);
    unit.population = 500;
    model::Unit added;
    added.code = UnitCode{"new"};
    m_store->apply(testing::bulk_draft_of({unit, added}), Revision{1});
    EXPECT_THAT(SpatialiteProbe{m_folder.file()}.rows(
                    "SELECT first_id, json_extract(before, '$.population'), after FROM changes "
                    "WHERE changeset = 2 ORDER BY id"),
                ElementsAre("2|12345.5|NULL", "3|NULL|NULL"));
}

} // namespace

} // namespace gis::store
