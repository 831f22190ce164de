#include "gis/editing/road_operations.hpp"

#include "gis/editing/carry.hpp"
#include "gis/editing/records.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace gis::editing {

namespace {

void set_code(const Step& step, model::Road& road, const std::string& given) {
    const auto code = step.checks.text(given, "code");
    if (!code.empty() && step.workspace.code_taken(road.id, code)) {
        throw step.checks.wrong("code-taken", "code",
                                {fmt::format("Mã “{}” đã dùng cho đường khác.", code),
                                 fmt::format("The code “{}” is that of another road.", code)});
    }
    road.code = code;
}

void set_fields(const Step& step, model::Road& road, const RoadFields& fields) {
    const auto& checks = step.checks;
    if (fields.name) {
        road.name = checks.text(*fields.name, "name");
    }
    if (fields.code) {
        set_code(step, road, *fields.code);
    }
    if (fields.road_class) {
        road.road_class = *fields.road_class;
    }
    if (fields.managing_commune) {
        road.managing_commune = checks.commune(*fields.managing_commune, "managing_commune");
    }
    if (fields.valid_from) {
        checks.day(*fields.valid_from, "valid_from");
        road.valid_from = *fields.valid_from;
    }
    if (fields.valid_to) {
        if (*fields.valid_to) {
            checks.day(**fields.valid_to, "valid_to");
        }
        road.valid_to = *fields.valid_to;
    }
    if (fields.valid_from || fields.valid_to) {
        checks.validity(road.valid_from, road.valid_to,
                        fields.valid_to ? "valid_to" : "valid_from");
    }
}

struct LossText {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

LossText text_of(Loss loss) {
    constexpr std::array<LossText, 3> texts{
        {{"stretch-gone", "đường mới không còn đoạn này", "the new line has no such stretch"},
         {"stretch-moved", "đường mới cách xa hơn sai số cho phép",
          "the new line is farther away than the tolerance"},
         {"order-turned", "đường mới vẽ theo chiều ngược lại; hãy vẽ từ đầu đường cũ",
          "the new line runs the other way; draw it from the old start"}}};
    return texts.at(static_cast<std::size_t>(loss));
}

Conflict conflict_of(const Step& step, const model::SurfaceRecord& record,
                     const Carried::Lost& lost) {
    const auto text = text_of(lost.loss);
    const auto from = geometry::stationing(lost.stretch.from_m);
    const auto to = geometry::stationing(lost.stretch.to_m);
    return {std::string{text.code},
            {fmt::format("Bản ghi mặt đường số {} ({}) không chuyển được đoạn {} – {}: {}.",
                         record.id.get(), to_text(record.surface), from, to, text.vi),
             fmt::format("Surface record {} ({}) cannot be carried from {} to {}: {}.",
                         record.id.get(), to_text(record.surface), from, to, text.en)},
            {model::EntityKind::surface_record, record.id.get()},
            lost.stretch,
            {},
            step.position};
}

std::vector<double> ends_of(const std::vector<model::SurfaceRecord>& records) {
    std::vector<double> ends;
    for (const auto& record : records) {
        if (record.state != model::RecordState::retracted) {
            ends.push_back(record.from_m);
            ends.push_back(record.to_m);
        }
    }
    return ends;
}

std::set<SurfaceRecordId> given_up(const Step& step, const model::Road& road,
                                   const std::vector<SurfaceRecordId>& ids) {
    for (const auto id : ids) {
        const bool known = std::any_of(road.surfaces.begin(), road.surfaces.end(),
                                       [id](const auto& record) { return record.id == id; });
        if (!known) {
            throw step.checks.unknown(
                "unknown-record", "give_up",
                {fmt::format("Đường này không có bản ghi mặt đường số {}.", id.get()),
                 fmt::format("The road has no surface record {}.", id.get())});
        }
    }
    return {ids.begin(), ids.end()};
}

} // namespace

void carry_out(const Step& step, const AddSurface& operation) {
    const auto& checks = step.checks;
    auto& road = step.workspace.road(operation.road);
    const auto stretch = operation.stretch ? checks.stretch(*operation.stretch, road.length_m)
                                           : Stretch{0, road.length_m};
    checks.width(operation.width_m);
    checks.day(operation.effective_on, "effective_on");
    if (road.valid_to && *road.valid_to < operation.effective_on) {
        throw checks.wrong(
            "road-ended", "effective_on",
            {fmt::format("Tuyến đường đã ngừng dùng sau ngày {}; mặt đường ghi từ ngày {} sẽ không "
                         "được tính.",
                         road.valid_to->vietnamese(), operation.effective_on.vietnamese()),
             fmt::format("The road ended on {}; a surface from {} would count nowhere.",
                         road.valid_to->iso(), operation.effective_on.iso())});
    }
    model::SurfaceRecord record;
    record.from_m = stretch.from_m;
    record.to_m = stretch.to_m;
    record.surface = operation.surface;
    record.width_m = operation.width_m;
    record.condition = checks.text(operation.condition, "condition");
    record.effective_on = operation.effective_on;
    record.work = checks.text(operation.work, "work");
    record.evidence = checks.text(operation.evidence, "evidence");
    step.workspace.add_record(road, std::move(record));
}

void carry_out(const Step& step, const RetractSurface& operation) {
    step.workspace.retract(step.workspace.road(operation.road), operation.record);
}

void carry_out(const Step& step, const AddRoad& operation) {
    if (!operation.fields.road_class) {
        throw step.checks.wrong("missing-field", "class",
                                {"Cần loại đường.", "The class of the road is needed."});
    }
    model::Road road;
    road.line = step.checks.line(operation.line, "geometry");
    road.length_m = geometry::length_m(road.line);
    auto& added = step.workspace.add_road(std::move(road), step.position);
    set_fields(step, added, operation.fields);
}

void carry_out(const Step& step, const RedrawRoad& operation) {
    auto& road = step.workspace.road(operation.road);
    auto line = step.checks.line(operation.line, "geometry");
    step.checks.not_negative(operation.tolerance_m, max_tolerance_m, "tolerance_m");
    const auto give_up = given_up(step, road, operation.give_up);
    if (line == road.line) {
        return;
    }
    auto marks = ends_of(road.surfaces);
    const auto more = step.workspace.ends_of_followers(road.id);
    marks.insert(marks.end(), more.begin(), more.end());
    const Carry carry{road.line, line, operation.tolerance_m, marks};
    road.line = std::move(line);
    road.length_m = geometry::length_m(road.line);
    place_records(step.workspace, road, [&](const model::SurfaceRecord& record) {
        const auto carried = carry.carry({record.from_m, record.to_m});
        if (!give_up.contains(record.id)) {
            for (const auto& lost : carried.lost) {
                step.workspace.note(conflict_of(step, record, lost));
            }
        }
        std::vector<Placement> placements;
        for (const auto& image : carried.images) {
            placements.push_back({&road, image});
        }
        return placements;
    });
    step.workspace.place_followers(road.id, [&](const Stretch& stretch) {
        const auto carried = carry.carry(stretch);
        std::vector<Place> places;
        for (const auto& image : carried.images) {
            places.push_back({road.id, image});
        }
        return carried.lost.empty() ? places : std::vector<Place>{};
    });
}

void carry_out(const Step& step, const RetireRoad& operation) {
    auto& road = step.workspace.road(operation.road);
    step.checks.day(operation.last_day, "last_day");
    step.checks.validity(road.valid_from, operation.last_day, "last_day");
    road.valid_to = operation.last_day;
}

void carry_out(const Step& step, const EditRoad& operation) {
    set_fields(step, step.workspace.road(operation.road), operation.fields);
}

} // namespace gis::editing
