#include "gis/store/row_writer.hpp"

#include "gis/store/blob.hpp"
#include "gis/store/row_hash.hpp"
#include "gis/store/row_json.hpp"
#include "gis/store/row_reader.hpp"

#include <algorithm>
#include <cmath>

namespace gis::store {

namespace {

// OR FAIL: what the statement did stays until the transaction is rolled back, which it is after any
// failure; ABORT, the default, would copy every page that it touches.
constexpr std::string_view insert_unit =
    "INSERT OR FAIL INTO units (id, code, level, kind, name, parent, population, households, "
    "valid_from,"
    " valid_to, predecessors, geometry, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr std::string_view update_unit =
    "UPDATE OR FAIL units SET code = ?2, level = ?3, kind = ?4, name = ?5, parent = ?6, population "
    "= ?7,"
    " households = ?8, valid_from = ?9, valid_to = ?10, predecessors = ?11, geometry = ?12, hash = "
    "?13"
    " WHERE id = ?1";

constexpr std::string_view insert_road =
    "INSERT OR FAIL INTO roads (id, code, name, road_class, managing_commune, length_m, valid_from,"
    " valid_to, geometry, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view update_road =
    "UPDATE OR FAIL roads SET code = ?2, name = ?3, road_class = ?4, managing_commune = ?5, "
    "length_m = ?6,"
    " valid_from = ?7, valid_to = ?8, geometry = ?9, hash = ?10 WHERE id = ?1";

constexpr std::string_view insert_surface_record =
    "INSERT OR FAIL INTO surface_records (id, road, from_m, to_m, surface, width_m, condition, "
    "effective_on,"
    " work, evidence, state, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
// The caller has made sure that nothing else differs. ?2 to ?10 are bound and not used.
constexpr std::string_view update_surface_record =
    "UPDATE OR FAIL surface_records SET state = ?11, hash = ?12 WHERE id = ?1";

constexpr std::string_view insert_facility =
    "INSERT OR FAIL INTO facilities (id, kind, code, name, commune, serves, standard_met, rooms, "
    "seats,"
    " area_m2, toilet, well, condition, valid_from, valid_to, geometry, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
constexpr std::string_view update_facility =
    "UPDATE OR FAIL facilities SET kind = ?2, code = ?3, name = ?4, commune = ?5, serves = ?6,"
    " standard_met = ?7, rooms = ?8, seats = ?9, area_m2 = ?10, toilet = ?11, well = ?12,"
    " condition = ?13, valid_from = ?14, valid_to = ?15, geometry = ?16, hash = ?17 WHERE id = ?1";

constexpr std::string_view insert_population_point =
    "INSERT OR FAIL INTO population_points (id, persons, geometry, hash) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view update_population_point =
    "UPDATE OR FAIL population_points SET persons = ?2, geometry = ?3, hash = ?4 WHERE id = ?1";

constexpr std::string_view insert_plan_entry =
    "INSERT OR FAIL INTO plan_entries (id, plan, kind, key, commune, body, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
// The caller has made sure that it is the same item. ?2 to ?4 are bound and not used.
constexpr std::string_view update_plan_entry =
    "UPDATE OR FAIL plan_entries SET commune = ?5, body = ?6, hash = ?7 WHERE id = ?1";

constexpr std::string_view select_unit_by_code = "SELECT id FROM units WHERE code = ?1";

constexpr std::string_view newest_unit = "SELECT max(id) FROM units";
constexpr std::string_view newest_road = "SELECT max(id) FROM roads";
constexpr std::string_view newest_surface_record = "SELECT max(id) FROM surface_records";
constexpr std::string_view newest_facility = "SELECT max(id) FROM facilities";
constexpr std::string_view newest_population_point = "SELECT max(id) FROM population_points";
constexpr std::string_view newest_plan_entry = "SELECT max(id) FROM plan_entries";

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

RowWriter::RowWriter(Connection& connection)
    : m_units{{connection, insert_unit},
              {connection, update_unit},
              {connection, select_units},
              {connection, newest_unit}},
      m_roads{{connection, insert_road},
              {connection, update_road},
              {connection, select_roads},
              {connection, newest_road}},
      m_surface_records{{connection, insert_surface_record},
                        {connection, update_surface_record},
                        {connection, select_surface_records},
                        {connection, newest_surface_record}},
      m_facilities{{connection, insert_facility},
                   {connection, update_facility},
                   {connection, select_facilities},
                   {connection, newest_facility}},
      m_population_points{{connection, insert_population_point},
                          {connection, update_population_point},
                          {connection, select_population_points},
                          {connection, newest_population_point}},
      m_plan_entries{{connection, insert_plan_entry},
                     {connection, update_plan_entry},
                     {connection, select_plan_entries},
                     {connection, newest_plan_entry}},
      m_unit_boxes(connection, "units"), m_road_boxes(connection, "roads"),
      m_facility_boxes(connection, "facilities"),
      m_population_boxes(connection, "population_points"),
      m_unit_by_code(connection, select_unit_by_code) {}

TableStatements& RowWriter::table_of(const model::Row& row) noexcept {
    return std::visit(
        Overloaded{
            [this](const model::Unit&) -> TableStatements& { return m_units; },
            [this](const model::Road&) -> TableStatements& { return m_roads; },
            [this](const model::SurfaceRecord&) -> TableStatements& { return m_surface_records; },
            [this](const model::Facility&) -> TableStatements& { return m_facilities; },
            [this](const model::PopulationPoint&) -> TableStatements& {
                return m_population_points;
            },
            [this](const model::PlanEntry&) -> TableStatements& {
                return m_plan_entries;
            }},
        row);
}

std::int64_t RowWriter::next_id(const model::Row& like) {
    auto& newest = table_of(like).newest;
    newest.bind_all();
    const auto id = newest.step() ? newest.integer(0) + 1 : 1;
    newest.reset();
    return id;
}

std::optional<std::int64_t> RowWriter::unit_id(const UnitCode& key) {
    m_unit_by_code.bind_all(key.get());
    if (!m_unit_by_code.step()) {
        return std::nullopt;
    }
    const auto id = m_unit_by_code.integer(0);
    m_unit_by_code.reset();
    return id;
}

bool RowWriter::has_road(RoadId id) {
    m_roads.select.bind_all(id.get(), id.get());
    const bool found = m_roads.select.step();
    m_roads.select.reset();
    return found;
}

std::optional<model::Row> RowWriter::find(const model::Row& like, std::int64_t id) {
    auto& select = table_of(like).select;
    select.bind_all(id, id);
    if (!select.step()) {
        return std::nullopt;
    }
    auto row = std::visit(
        Overloaded{
            [&](const model::Unit&) -> model::Row { return read_unit(select); },
            [&](const model::Road&) -> model::Row { return read_road(select); },
            [&](const model::SurfaceRecord&) -> model::Row { return read_surface_record(select); },
            [&](const model::Facility&) -> model::Row { return read_facility(select); },
            [&](const model::PopulationPoint&) -> model::Row {
                return read_population_point(select);
            },
            [&](const model::PlanEntry&) -> model::Row {
                return read_plan_entry(select);
            }},
        like);
    select.reset();
    return row;
}

void RowWriter::write(Statement& statement, const model::Row& row, std::int64_t id,
                      std::span<const std::byte> hash) {
    std::visit(
        Overloaded{[&](const model::Unit& unit) {
                       std::optional<std::span<const std::byte>> boundary;
                       geometry::Bytes bytes;
                       if (!unit.boundary.empty()) {
                           bytes = to_blob(unit.boundary);
                           boundary = bytes;
                       }
                       statement.run(id, unit.key().get(), to_text(unit.level), to_text(unit.kind),
                                     unit.name, unit.parent.get(), unit.population, unit.households,
                                     unit.valid_from, unit.valid_to, to_json(unit.predecessors),
                                     boundary, hash);
                   },
                   [&](const model::Road& road) {
                       statement.run(id, road.code, road.name, to_text(road.road_class),
                                     road.managing_commune.get(), road.length_m, road.valid_from,
                                     road.valid_to, to_blob(road.line), hash);
                   },
                   [&](const model::SurfaceRecord& record) {
                       statement.run(id, record.road.get(), record.from_m, record.to_m,
                                     to_text(record.surface), record.width_m, record.condition,
                                     record.effective_on, record.work, record.evidence,
                                     to_text(record.state), hash);
                   },
                   [&](const model::Facility& facility) {
                       statement.run(id, to_text(facility.kind), facility.code, facility.name,
                                     facility.commune.get(), to_json(facility.serves),
                                     facility.standard_met, to_json(facility.rooms), facility.seats,
                                     facility.area_m2, facility.toilet, facility.well,
                                     facility.condition, facility.valid_from, facility.valid_to,
                                     to_blob(facility.location), hash);
                   },
                   [&](const model::PopulationPoint& point) {
                       statement.run(id, point.persons, to_blob(point.location), hash);
                   },
                   [&](const model::PlanEntry& entry) {
                       statement.run(id, entry.plan, to_text(entry.kind), entry.key,
                                     entry.commune.get(), entry.body, hash);
                   }},
        row);
}

Digest RowWriter::insert(const model::Row& row, std::int64_t id) {
    const auto hash = row_hash(row, id);
    write(table_of(row).insert, row, id, hash);
    note_box(row, id);
    return hash;
}

Digest RowWriter::update(const model::Row& row, std::int64_t id) {
    const auto hash = row_hash(row, id);
    write(table_of(row).update, row, id, hash);
    note_box(row, id);
    return hash;
}

void RowWriter::note_box(const model::Row& row, std::int64_t id) {
    std::visit(Overloaded{[&](const model::Unit& unit) {
                              m_unit_boxes.note(id, geometry::box_of(unit.boundary));
                          },
                          [&](const model::Road& road) {
                              m_road_boxes.note(id, geometry::box_of(road.line));
                          },
                          [](const model::SurfaceRecord&) {},
                          [&](const model::Facility& facility) {
                              m_facility_boxes.note(id, geometry::box_of({&facility.location, 1}));
                          },
                          [&](const model::PopulationPoint& point) {
                              m_population_boxes.note(id, geometry::box_of({&point.location, 1}));
                          },
                          [](const model::PlanEntry&) {
                          }},
               row);
}

void RowWriter::discard_boxes() noexcept {
    for (auto* boxes : {&m_unit_boxes, &m_road_boxes, &m_facility_boxes, &m_population_boxes}) {
        boxes->discard();
    }
}

void RowWriter::write_boxes() {
    for (auto* boxes : {&m_unit_boxes, &m_road_boxes, &m_facility_boxes, &m_population_boxes}) {
        boxes->write();
    }
}

} // namespace gis::store
