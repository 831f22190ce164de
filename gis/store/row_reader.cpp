#include "gis/store/row_reader.hpp"

#include "gis/core/text.hpp"
#include "gis/store/blob.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/row_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace gis::store {

namespace {

using model::EntityKind;

constexpr std::size_t kinds = std::variant_size_v<model::Row>;
constexpr std::int64_t greatest_int = std::numeric_limits<int>::max();

/// The columns of a row from left to right.
class Columns {
public:
    Columns(const Statement& row, std::string_view table) : m_row(row), m_table(table) {}

    [[noreturn]] void damaged(std::string_view column) const {
        throw damaged_row(m_table, std::to_string(m_row.integer(0)), column);
    }

    [[nodiscard]] std::int64_t id(std::string_view column) {
        const auto value = next_if(ValueType::integer, column).integer(m_at);
        if (value <= 0) {
            damaged(column);
        }
        return value;
    }

    [[nodiscard]] std::string text(std::string_view column) {
        const auto value = next_if(ValueType::text, column).text(m_at);
        if (!is_utf8(value)) {
            damaged(column);
        }
        return std::string{value};
    }

    [[nodiscard]] double number(std::string_view column) {
        const auto value = next_if(ValueType::real, column).real(m_at);
        if (!(std::isfinite(value) && value >= 0)) {
            damaged(column);
        }
        return value;
    }

    [[nodiscard]] std::optional<double> optional_number(std::string_view column) {
        return skip_null() ? std::nullopt : std::optional{number(column)};
    }

    [[nodiscard]] std::optional<int> optional_int(std::string_view column) {
        if (skip_null()) {
            return std::nullopt;
        }
        const auto value = next_if(ValueType::integer, column).integer(m_at);
        if (value < 0 || value > greatest_int) {
            damaged(column);
        }
        return static_cast<int>(value);
    }

    [[nodiscard]] std::optional<bool> optional_bool(std::string_view column) {
        const auto value = optional_int(column);
        if (value > 1) {
            damaged(column);
        }
        return value ? std::optional{*value == 1} : std::nullopt;
    }

    [[nodiscard]] Date date(std::string_view column) {
        const auto value = Date::parse(next_if(ValueType::text, column).text(m_at));
        return get(value, column);
    }

    [[nodiscard]] std::optional<Date> optional_date(std::string_view column) {
        return skip_null() ? std::nullopt : std::optional{date(column)};
    }

    template <class Parse>
    [[nodiscard]] auto parsed(std::string_view column, Parse parse) {
        return get(parse(next_if(ValueType::text, column).text(m_at)), column);
    }

    template <class Parse>
    [[nodiscard]] auto geometry(Parse parse) {
        return get(parse(next_if(ValueType::blob, "geometry").blob(m_at)), "geometry");
    }

    [[nodiscard]] bool skip_null() {
        const bool is_null = m_row.type(m_at + 1) == ValueType::null;
        m_at += is_null ? 1 : 0;
        return is_null;
    }

private:
    const Statement& next_if(ValueType type, std::string_view column) {
        ++m_at;
        if (m_row.type(m_at) != type) {
            damaged(column);
        }
        return m_row;
    }

    template <class T>
    [[nodiscard]] T get(std::optional<T> value, std::string_view column) const {
        if (!value) {
            damaged(column);
        }
        return *std::move(value);
    }

    const Statement& m_row;
    std::string_view m_table;
    int m_at = -1;
};

} // namespace

model::Unit read_unit(const Statement& row) {
    Columns columns{row, "units"};
    static_cast<void>(columns.id("id"));
    model::Unit unit;
    unit.name_by(UnitCode{columns.text("code")});
    unit.level = columns.parsed("level", model::unit_level);
    unit.kind = columns.parsed("kind", model::unit_kind);
    unit.name = columns.text("name");
    unit.parent = UnitCode{columns.text("parent")};
    unit.population = columns.optional_number("population");
    unit.households = columns.optional_number("households");
    unit.valid_from = columns.date("valid_from");
    unit.valid_to = columns.optional_date("valid_to");
    unit.predecessors = columns.parsed("predecessors", codes_from_json);
    if (!columns.skip_null()) {
        unit.boundary = columns.geometry(multi_polygon_from_blob);
    }
    return unit;
}

model::Road read_road(const Statement& row) {
    Columns columns{row, "roads"};
    model::Road road;
    road.id = RoadId{columns.id("id")};
    road.code = columns.text("code");
    road.name = columns.text("name");
    road.road_class = columns.parsed("road_class", model::road_class);
    road.managing_commune = UnitCode{columns.text("managing_commune")};
    road.length_m = columns.number("length_m");
    road.valid_from = columns.date("valid_from");
    road.valid_to = columns.optional_date("valid_to");
    road.line = columns.geometry(line_from_blob);
    return road;
}

model::SurfaceRecord read_surface_record(const Statement& row) {
    Columns columns{row, "surface_records"};
    model::SurfaceRecord record;
    record.id = SurfaceRecordId{columns.id("id")};
    record.road = RoadId{columns.id("road")};
    record.from_m = columns.number("from_m");
    record.to_m = columns.number("to_m");
    record.surface = columns.parsed("surface", model::surface);
    record.width_m = columns.optional_number("width_m");
    record.condition = columns.text("condition");
    record.effective_on = columns.date("effective_on");
    record.work = columns.text("work");
    record.evidence = columns.text("evidence");
    record.state = columns.parsed("state", model::record_state);
    if (record.from_m >= record.to_m) {
        columns.damaged("to_m");
    }
    return record;
}

model::Facility read_facility(const Statement& row) {
    Columns columns{row, "facilities"};
    model::Facility facility;
    facility.id = FacilityId{columns.id("id")};
    facility.kind = columns.parsed("kind", model::facility_kind);
    facility.code = columns.text("code");
    facility.name = columns.text("name");
    facility.commune = UnitCode{columns.text("commune")};
    facility.serves = columns.parsed("serves", codes_from_json);
    facility.standard_met = columns.optional_bool("standard_met");
    facility.rooms = columns.parsed("rooms", rooms_from_json);
    facility.seats = columns.optional_int("seats");
    facility.area_m2 = columns.optional_number("area_m2");
    facility.toilet = columns.optional_bool("toilet");
    facility.well = columns.optional_bool("well");
    facility.condition = columns.text("condition");
    facility.valid_from = columns.date("valid_from");
    facility.valid_to = columns.optional_date("valid_to");
    facility.location = columns.geometry(point_from_blob);
    return facility;
}

model::PopulationPoint read_population_point(const Statement& row) {
    Columns columns{row, "population_points"};
    model::PopulationPoint point;
    point.id = PopulationPointId{columns.id("id")};
    point.persons = columns.number("persons");
    point.location = columns.geometry(point_from_blob);
    return point;
}

model::PlanEntry read_plan_entry(const Statement& row) {
    Columns columns{row, "plan_entries"};
    model::PlanEntry entry;
    entry.id = PlanEntryId{columns.id("id")};
    entry.plan = columns.text("plan");
    entry.kind = columns.parsed("kind", model::plan_entry_kind);
    entry.key = columns.text("key");
    entry.commune = UnitCode{columns.text("commune")};
    entry.body = columns.text("body");
    return entry;
}

model::Row read_row(EntityKind kind, const Statement& row) {
    switch (kind) {
    case EntityKind::unit:
        return read_unit(row);
    case EntityKind::road:
        return read_road(row);
    case EntityKind::surface_record:
        return read_surface_record(row);
    case EntityKind::facility:
        return read_facility(row);
    case EntityKind::population_point:
        return read_population_point(row);
    case EntityKind::plan_entry:
        break;
    }
    return read_plan_entry(row);
}

std::string_view select_rows(EntityKind kind) noexcept {
    constexpr std::array<std::string_view, kinds> selects{select_units,
                                                          select_roads,
                                                          select_surface_records,
                                                          select_facilities,
                                                          select_population_points,
                                                          select_plan_entries};
    return selects.at(static_cast<std::size_t>(kind));
}

std::string_view table_of(EntityKind kind) noexcept {
    constexpr std::array<std::string_view, kinds> tables{
        "units", "roads", "surface_records", "facilities", "population_points", "plan_entries"};
    return tables.at(static_cast<std::size_t>(kind));
}

std::optional<Digest> digest_at(const Statement& row, int column) {
    Digest digest;
    const auto bytes = row.blob(column);
    if (row.type(column) != ValueType::blob || bytes.size() != digest.size()) {
        return std::nullopt;
    }
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

std::optional<Digest> stored_hash(const Statement& row) {
    return digest_at(row, row.columns() - 1);
}

} // namespace gis::store
