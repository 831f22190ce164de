#include "gis/editing/facility_operations.hpp"

#include <fmt/format.h>

namespace gis::editing {

namespace {

constexpr double greatest_area_m2 = 1e8;
constexpr int greatest_count = 1'000'000;
constexpr std::size_t most_room_types = 50;

template <class T>
void set(T& value, const std::optional<T>& given) {
    if (given) {
        value = *given;
    }
}

std::map<std::string, int> checked_rooms(const Checks& checks,
                                         const std::map<std::string, int>& given) {
    if (given.size() > most_room_types) {
        throw checks.wrong("too-many-rooms", "rooms",
                           {fmt::format("Quá {} loại phòng.", most_room_types),
                            fmt::format("More than {} types of room.", most_room_types)});
    }
    std::map<std::string, int> rooms;
    for (const auto& [type, number] : given) {
        checks.not_negative(number, greatest_count, "rooms");
        rooms[checks.text(type, "rooms")] = number;
    }
    return rooms;
}

void set_code(const Step& step, model::Facility& facility, const std::string& given) {
    const auto code = step.checks.text(given, "code");
    if (!code.empty() && step.workspace.code_taken(facility.id, code)) {
        throw step.checks.wrong("code-taken", "code",
                                {fmt::format("Mã “{}” đã dùng cho công trình khác.", code),
                                 fmt::format("The code “{}” is that of another facility.", code)});
    }
    facility.code = code;
}

void set_numbers(const Checks& checks, model::Facility& facility, const FacilityFields& fields) {
    if (fields.seats && *fields.seats) {
        checks.not_negative(**fields.seats, greatest_count, "seats");
    }
    if (fields.area_m2 && *fields.area_m2) {
        checks.not_negative(**fields.area_m2, greatest_area_m2, "area_m2");
    }
    set(facility.seats, fields.seats);
    set(facility.area_m2, fields.area_m2);
}

void set_validity(const Checks& checks, model::Facility& facility, const FacilityFields& fields) {
    if (fields.valid_from) {
        checks.day(*fields.valid_from, "valid_from");
        facility.valid_from = *fields.valid_from;
    }
    if (fields.valid_to) {
        if (*fields.valid_to) {
            checks.day(**fields.valid_to, "valid_to");
        }
        facility.valid_to = *fields.valid_to;
    }
    if (fields.valid_from || fields.valid_to) {
        checks.validity(facility.valid_from, facility.valid_to,
                        fields.valid_to ? "valid_to" : "valid_from");
    }
}

void set_fields(const Step& step, model::Facility& facility, const FacilityFields& fields) {
    const auto& checks = step.checks;
    set(facility.kind, fields.kind);
    if (fields.code) {
        set_code(step, facility, *fields.code);
    }
    if (fields.name) {
        facility.name = checks.text(*fields.name, "name");
    }
    if (fields.commune) {
        facility.commune = checks.commune(*fields.commune, "commune");
    }
    if (fields.serves) {
        checks.hamlets(*fields.serves, "serves");
        facility.serves = *fields.serves;
    }
    if (fields.rooms) {
        facility.rooms = checked_rooms(checks, *fields.rooms);
    }
    if (fields.condition) {
        facility.condition = checks.text(*fields.condition, "condition");
    }
    set(facility.standard_met, fields.standard_met);
    set(facility.toilet, fields.toilet);
    set(facility.well, fields.well);
    set_numbers(checks, facility, fields);
    set_validity(checks, facility, fields);
}

} // namespace

void carry_out(const Step& step, const AddFacility& operation) {
    step.checks.location(operation.location, "location");
    if (!operation.fields.kind) {
        throw step.checks.wrong("missing-field", "kind",
                                {"Cần loại công trình.", "The kind of facility is needed."});
    }
    model::Facility facility;
    facility.location = operation.location;
    auto& added = step.workspace.add_facility(std::move(facility), step.position);
    set_fields(step, added, operation.fields);
}

void carry_out(const Step& step, const MoveFacility& operation) {
    auto& facility = step.workspace.facility(operation.facility);
    step.checks.location(operation.location, "location");
    facility.location = operation.location;
}

void carry_out(const Step& step, const EditFacility& operation) {
    set_fields(step, step.workspace.facility(operation.facility), operation.fields);
}

void carry_out(const Step& step, const RetireFacility& operation) {
    auto& facility = step.workspace.facility(operation.facility);
    step.checks.day(operation.last_day, "last_day");
    step.checks.validity(facility.valid_from, operation.last_day, "last_day");
    facility.valid_to = operation.last_day;
}

} // namespace gis::editing
