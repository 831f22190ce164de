#include "gis/store/row_checks.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/model/withdrawn.hpp"
#include "gis/store/row_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace gis::store {

namespace {

constexpr double greatest_count = 1e12;
constexpr double greatest_length_m = 1e9;
constexpr double greatest_width_m = 1e3;
constexpr int last_year = 9999;

/// What a field must be, in both languages; text that lives for ever, since most rows are good.
struct Rule {
    std::string_view vi;
    std::string_view en;
};

class RowCheck {
public:
    RowCheck(std::size_t position, std::string_view entity)
        : m_position(position), m_entity(entity) {}

    void require(bool good, std::string_view field, Rule rule) const {
        if (good) {
            return;
        }
        throw Error{ErrorKind::invalid_data,
                    "bad-row",
                    {fmt::format("Bản ghi thứ {} ({}), trường {}: {}. Hãy sửa rồi thử lại; chưa có "
                                 "gì được lưu.",
                                 m_position, m_entity, field, rule.vi),
                     fmt::format("Row {} ({}), field {}: {}. Correct it and try again; nothing was "
                                 "saved.",
                                 m_position, m_entity, field, rule.en)},
                    std::string{field}};
    }

    void text(std::string_view value, std::string_view field) const {
        require(is_utf8(value), field, {"không phải văn bản UTF-8", "is not UTF-8 text"});
    }

    void codes(const std::vector<UnitCode>& values, std::string_view field) const {
        for (const auto& value : values) {
            text(value.get(), field);
        }
    }

    void number(double value, double greatest, std::string_view field) const {
        require(value >= 0 && value <= greatest, field,
                {"phải là số không âm và hợp lý", "must be a sensible number, not negative"});
    }

    void number(const std::optional<double>& value, double greatest, std::string_view field) const {
        if (value) {
            number(*value, greatest, field);
        }
    }

    void day(Date value, std::string_view field) const {
        const int year = value.year();
        require(year >= 1 && year <= last_year, field,
                {"năm phải từ 1 đến 9999", "the year must be 1 to 9999"});
    }

    void validity(Date from, const std::optional<Date>& to) const {
        day(from, "valid_from");
        if (to) {
            day(*to, "valid_to");
            require(from <= *to, "valid_to",
                    {"không được trước valid_from", "must not be before valid_from"});
        }
    }

    void positions(std::span<const geometry::Point> points, std::string_view field) const {
        require(std::all_of(points.begin(), points.end(), geometry::is_valid_position), field,
                {"tọa độ phải là kinh độ, vĩ độ hợp lệ", "positions must be longitude, latitude"});
    }

    void ring(const geometry::Ring& ring, std::string_view field) const {
        require(ring.size() >= 4 && ring.front() == ring.back(), field,
                {"vòng ranh giới phải khép kín", "a boundary's rings must be closed"});
        positions(ring, field);
    }

private:
    std::size_t m_position;
    std::string_view m_entity;
};

void check(const RowCheck& row, const model::Unit& unit) {
    row.require(!unit.code.get().empty(), "code", {"không được trống", "must not be empty"});
    row.text(unit.code.get(), "code");
    row.require(model::code_of_key(unit.code) == unit.code, "code",
                {"không được có dấu @", "must not contain @"});
    row.require(unit.own_key.get().empty() ||
                    unit.own_key == model::later_key(unit.code, unit.valid_from) ||
                    model::is_withdrawn(unit),
                "code", {"không khớp ngày bắt đầu", "does not fit the first day"});
    row.text(unit.name, "name");
    row.text(unit.parent.get(), "parent");
    row.require(unit.level == model::UnitLevel::hamlet || unit.parent.get().empty(), "parent",
                {"xã không có đơn vị cha", "a commune has no parent"});
    row.number(unit.population, greatest_count, "population");
    row.number(unit.households, greatest_count, "households");
    row.codes(unit.predecessors, "predecessors");
    row.validity(unit.valid_from, unit.valid_to);
    for (const auto& polygon : unit.boundary) {
        row.ring(polygon.outer, "boundary");
        for (const auto& hole : polygon.holes) {
            row.ring(hole, "boundary");
        }
    }
}

void check(const RowCheck& row, const model::Road& road) {
    row.text(road.code, "code");
    row.text(road.name, "name");
    row.text(road.managing_commune.get(), "managing_commune");
    row.number(road.length_m, greatest_length_m, "length_m");
    row.validity(road.valid_from, road.valid_to);
    row.require(road.line.size() >= 2, "line",
                {"cần ít nhất hai điểm", "needs at least two positions"});
    row.positions(road.line, "line");
}

void check(const RowCheck& row, const model::SurfaceRecord& record) {
    row.number(record.from_m, greatest_length_m, "from_m");
    row.number(record.to_m, greatest_length_m, "to_m");
    row.require(record.from_m < record.to_m, "to_m",
                {"phải lớn hơn from_m", "must be greater than from_m"});
    row.number(record.width_m, greatest_width_m, "width_m");
    row.require(record.width_m != 0.0, "width_m",
                {"phải lớn hơn 0; để trống nếu chưa biết", "must be above 0; absent if unknown"});
    row.text(record.condition, "condition");
    row.text(record.work, "work");
    row.text(record.evidence, "evidence");
    row.day(record.effective_on, "effective_on");
}

void check(const RowCheck& row, const model::Facility& facility) {
    row.text(facility.code, "code");
    row.text(facility.name, "name");
    row.text(facility.commune.get(), "commune");
    row.text(facility.condition, "condition");
    row.codes(facility.serves, "serves");
    row.number(facility.area_m2, greatest_count, "area_m2");
    row.require(facility.seats.value_or(0) >= 0, "seats",
                {"không được âm", "must not be negative"});
    for (const auto& [type, number] : facility.rooms) {
        row.text(type, "rooms");
        row.require(number >= 0, "rooms", {"không được âm", "must not be negative"});
    }
    row.validity(facility.valid_from, facility.valid_to);
    row.positions({&facility.location, 1}, "location");
}

void check(const RowCheck& row, const model::PopulationPoint& point) {
    row.number(point.persons, greatest_count, "persons");
    row.positions({&point.location, 1}, "location");
}

void check(const RowCheck& row, const model::PlanEntry& entry) {
    row.require(!entry.plan.empty(), "plan", {"không được trống", "must not be empty"});
    row.require(!entry.key.empty(), "key", {"không được trống", "must not be empty"});
    row.text(entry.plan, "plan");
    row.text(entry.key, "key");
    row.text(entry.commune.get(), "commune");
    row.text(entry.body, "body");
    row.require(entry.body.empty() || (entry.body.front() == '{' && entry.body.back() == '}'),
                "body", {"phải là một đối tượng JSON", "must be a JSON object"});
}

} // namespace

void check_rows(const model::ChangesetDraft& draft) {
    for (const auto* text : {&draft.author, &draft.comment, &draft.source}) {
        if (!is_utf8(*text)) {
            throw Error{ErrorKind::invalid_data,
                        "bad-changeset",
                        {"Tác giả, ghi chú và nguồn của thay đổi phải là văn bản UTF-8.",
                         "Author, comment and source of a changeset must be UTF-8 text."}};
        }
    }
    for (std::size_t i = 0; i < draft.rows.size(); ++i) {
        const RowCheck row{i + 1, entity_of(draft.rows[i])};
        std::visit([&row](const auto& typed) { check(row, typed); }, draft.rows[i]);
    }
}

} // namespace gis::store
