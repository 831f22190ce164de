#include "gis/model/import_plan.hpp"

#include "gis/core/number_words.hpp"
#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/import_planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gis::model {

using geometry::distance_m;

namespace {

constexpr double far_m = 1000; ///< nobody moves a road or a school by so much

/// What a planner knows a road or a facility by.
template <class Entity>
const std::string& label_of(const Entity& entity) {
    return entity.name.empty() ? entity.code : entity.name;
}

} // namespace

ImportPlanner::ImportPlanner(const ImportBatch& batch, const Snapshot& snapshot)
    : m_batch(batch), m_snapshot(snapshot), m_roads(snapshot) {
    for (const auto* units : {&snapshot.units().communes, &snapshot.units().hamlets}) {
        for (const auto& unit : *units) {
            remember(*snapshot.units().in_time->find(unit.key())); // its parent as stored
        }
    }
    for (const auto& part : snapshot.parts()) {
        for (const auto& facility : part->facilities) {
            if (!facility.code.empty()) {
                m_facility_by_code.emplace(facility.code, &facility);
            }
            m_facilities_by_name[fold_name(facility.name)].push_back(&facility);
        }
    }
    for (const auto& point : snapshot.population_points()) {
        m_known_points.insert({point.location.lon, point.location.lat, point.persons});
    }
}

ImportPlan ImportPlanner::plan() {
    m_plan.skipped = m_batch.skipped;
    m_plan.issues = m_batch.issues;
    for (std::size_t i = 0; i < m_batch.rows.size(); ++i) {
        m_row = i;
        std::visit(*this, m_batch.rows[i]);
    }
    plan_reforms();
    warn_of_the_whole();
    return std::move(m_plan);
}

void ImportPlanner::write(Row row, bool is_new) {
    if (is_new && !m_batch.origin_of(m_row).says_kind) {
        ++m_kindless;
    }
    m_plan.rows.push_back(std::move(row));
    ++(is_new ? m_plan.added : m_plan.changed);
}

void ImportPlanner::skip(std::string code, std::string field, Message message) {
    ++m_plan.skipped;
    m_plan.issues.push_back({ImportIssue::Severity::error, std::move(code),
                             m_batch.origin_of(m_row).row, std::move(field), std::move(message)});
}

bool ImportPlanner::days_in_order(Date from, const std::optional<Date>& to,
                                  const std::string& label) {
    if (!to || from <= *to) {
        return true;
    }
    skip("days-out-of-order", "valid_to",
         {fmt::format("“{}” hết hiệu lực ngày {}, trước ngày bắt đầu {}.", label, to->vietnamese(),
                      from.vietnamese()),
          fmt::format("\"{}\" ends on {}, before its first day {}.", label, to->vietnamese(),
                      from.vietnamese())});
    return false;
}

template <class Entity>
UnitCode ImportPlanner::derived_commune(const Entity& known) const {
    const auto part = m_snapshot.part_of(known.id);
    const auto commune = part ? m_snapshot.parts()[*part]->commune : std::nullopt;
    return commune ? m_snapshot.units().communes[*commune].code : UnitCode{};
}

void ImportPlanner::note_place(const geometry::Point& place) {
    const auto& units = m_snapshot.units();
    ++m_placed;
    if (!units.communes.empty() && units.commune_index.at(place).empty()) {
        ++m_outside;
    }
}

void ImportPlanner::note_move(const geometry::Point& now, const geometry::Point& before) {
    if (distance_m(now, before) > far_m) {
        ++m_moved;
    }
}

/// What no row tells by itself: a wrong coordinate system shifts all of them by some kilometres.
void ImportPlanner::warn_of_the_whole() {
    const auto warn = [this](std::string code, Message message) {
        m_plan.issues.insert(m_plan.issues.begin(), {ImportIssue::Severity::warning,
                                                     std::move(code), 0, "", std::move(message)});
    };
    if (m_kindless > 0) {
        warn("no-kind",
             {fmt::format(
                  "{} đối tượng mới không có loại trong tệp; được ghi là “khác” và không tính "
                  "vào loại nào.",
                  count_words(m_kindless, Language::vi)),
              fmt::format("{} new objects have no class or kind in the file; they become \"other\" "
                          "and count with none.",
                          count_words(m_kindless, Language::en))});
    }
    if (2 * m_outside > m_placed) {
        warn(
            "mostly-outside",
            {fmt::format("{} trong {} đối tượng nằm ngoài mọi xã của bản đồ. Hãy kiểm tra hệ tọa "
                         "độ của tệp trước khi ghi.",
                         count_words(m_outside, Language::vi), count_words(m_placed, Language::vi)),
             fmt::format("{} of {} objects lie outside every commune of the atlas. Check the "
                         "file's coordinate system before you save.",
                         count_words(m_outside, Language::en),
                         count_words(m_placed, Language::en))});
    }
    if (m_moved > 0) {
        warn("moved-far",
             {fmt::format("{} đối tượng đã có trong bản đồ sẽ dời đi hơn 1 km. Hãy kiểm tra hệ tọa "
                          "độ của tệp và mã của từng đối tượng trước khi ghi.",
                          count_words(m_moved, Language::vi)),
              fmt::format("{} objects that the atlas has would move by more than 1 km. Check the "
                          "file's coordinate system and the objects' codes before you save.",
                          count_words(m_moved, Language::en))});
    }
}

void ImportPlanner::operator()(const Road& given) {
    const auto row = -(1 + static_cast<std::int64_t>(m_row));
    if (!m_roads.claim(given)) {
        skip("duplicate-road", given.code.empty() ? "" : "code",
             {fmt::format("Tuyến “{}” {} lặp lại trong tệp; chỉ tính một lần.", given.name,
                          given.code),
              fmt::format("Road \"{}\" {} stands twice in the file; it is counted once.",
                          given.name, given.code)});
        return;
    }
    const auto* same = m_roads.find(given);
    auto road = given;
    if (same != nullptr) {
        keep_what_is_absent(road, *same);
    } else {
        road.managing_commune = key_of(given.managing_commune, {});
    }
    if (!days_in_order(road.valid_from, road.valid_to, label_of(road))) {
        return;
    }
    note_place(road.line.front());
    if (same == nullptr) {
        m_road_of_row[row] = RoadId{-(1 + static_cast<std::int64_t>(m_plan.rows.size()))};
        write(std::move(road), true);
        return;
    }
    note_move(road.line.front(), same->line.front());
    m_road_of_row[row] = same->id;
    road.id = same->id;
    road.surfaces.clear();
    if (same_line(road.line, same->line)) {
        road.line = same->line;
        road.length_m = same->length_m;
    }
    auto before = *same;
    before.surfaces.clear();
    if (road == before) {
        ++m_plan.unchanged;
    } else {
        write(std::move(road), false);
    }
}

void ImportPlanner::keep_what_is_absent(Road& road, const Road& known) const {
    keep_if_absent(road.code, known.code);
    keep_if_absent(road.name, known.name);
    keep_if_absent(road.valid_from, known.valid_from);
    keep_if_absent(road.valid_to, known.valid_to);
    if (!m_batch.origin_of(m_row).says_kind) {
        road.road_class = known.road_class;
    }
    // An export names the commune also where nobody has stated one.
    const bool stated =
        !known.managing_commune.get().empty() || road.managing_commune != derived_commune(known);
    road.managing_commune =
        stated ? key_of(road.managing_commune, known.managing_commune) : UnitCode{};
}

void ImportPlanner::operator()(const SurfaceRecord& given) {
    const auto road = m_road_of_row.find(given.road.get());
    if (road == m_road_of_row.end()) {
        return; // its road was skipped
    }
    auto record = given;
    record.road = road->second;
    const auto* known = m_snapshot.find_road(road->second);
    if (known == nullptr) {
        write_record(std::move(record));
        return;
    }
    bool says_the_same = true;
    for (const auto& interval : surfaces_on(known->surfaces, known->length_m, given.effective_on)) {
        const double from_m = std::max(interval.from_m, given.from_m);
        const double to_m = std::min(interval.to_m, given.to_m);
        if (to_m <= from_m + same_place_m) {
            continue;
        }
        const bool same_width = !given.width_m || interval.width_m == given.width_m;
        says_the_same = says_the_same && same_width && interval.surface == given.surface;
        // A width alone is no news of what the road is made of.
        if (given.surface == Surface::unknown && !same_width) {
            record.from_m = from_m;
            record.to_m = to_m;
            record.surface = interval.surface;
            write_record(record);
        }
    }
    if (given.surface != Surface::unknown && !says_the_same) {
        write_record(std::move(record));
    }
}

void ImportPlanner::write_record(SurfaceRecord record) {
    m_plan.rows.emplace_back(std::move(record));
    ++m_plan.surface_records;
}

void ImportPlanner::operator()(const Facility& given) {
    if (!given.code.empty() && !m_seen_facility_codes.insert(given.code).second) {
        skip("duplicate-code", "code",
             {fmt::format("Mã công trình {} lặp lại trong tệp.", given.code),
              fmt::format("Facility code {} stands twice in the file.", given.code)});
        return;
    }
    for (const auto& hamlet : given.serves) {
        if (!m_snapshot.units().find_hamlet(hamlet)) {
            skip("unknown-hamlet", "serves",
                 {fmt::format("“{}” phục vụ ấp có mã {}, nhưng chưa có ấp này.", given.name,
                              hamlet.get()),
                  fmt::format("\"{}\" serves hamlet {}, which is not in the atlas.", given.name,
                              hamlet.get())});
            return;
        }
    }
    const auto& units = m_snapshot.units();
    if (!given.commune.get().empty() && !units.find_commune(given.commune) &&
        units.in_time->find(given.commune) == nullptr) {
        skip("unknown-commune", "commune",
             {fmt::format("“{}” thuộc xã có mã {}, nhưng chưa có xã này.", label_of(given),
                          given.commune.get()),
              fmt::format("\"{}\" belongs to commune {}, which is not in the atlas.",
                          label_of(given), given.commune.get())});
        return;
    }
    const auto* same = find_same(given);
    auto facility = given;
    if (same != nullptr) {
        keep_what_is_absent(facility, *same);
    } else {
        facility.commune = key_of(given.commune, {});
    }
    if (!days_in_order(facility.valid_from, facility.valid_to, label_of(facility))) {
        return;
    }
    note_place(facility.location);
    if (same == nullptr) {
        write(std::move(facility), true);
        return;
    }
    note_move(facility.location, same->location);
    facility.id = same->id;
    if (distance_m(facility.location, same->location) <= same_place_m) {
        facility.location = same->location;
    }
    if (facility == *same) {
        ++m_plan.unchanged;
    } else {
        write(std::move(facility), false);
    }
}

/// By code, else by name, place and, where the file says it, kind.
const Facility* ImportPlanner::find_same(const Facility& given) const {
    if (!given.code.empty()) {
        const auto at = m_facility_by_code.find(given.code);
        return at == m_facility_by_code.end() ? nullptr : at->second;
    }
    const Facility* same = nullptr;
    if (const auto named = m_facilities_by_name.find(fold_name(given.name));
        named != m_facilities_by_name.end()) {
        const bool any_kind = !m_batch.origin_of(m_row).says_kind;
        for (const auto* candidate : named->second) {
            if ((any_kind || candidate->kind == given.kind) &&
                distance_m(candidate->location, given.location) <= same_place_m) {
                same = candidate;
            }
        }
    }
    return same;
}

void ImportPlanner::keep_what_is_absent(Facility& facility, const Facility& known) const {
    if (!m_batch.origin_of(m_row).says_kind) {
        facility.kind = known.kind;
    }
    keep_if_absent(facility.code, known.code);
    keep_if_absent(facility.name, known.name);
    keep_if_absent(facility.serves, known.serves);
    keep_if_absent(facility.standard_met, known.standard_met);
    keep_if_absent(facility.rooms, known.rooms);
    keep_if_absent(facility.seats, known.seats);
    keep_if_absent(facility.area_m2, known.area_m2);
    keep_if_absent(facility.toilet, known.toilet);
    keep_if_absent(facility.well, known.well);
    keep_if_absent(facility.condition, known.condition);
    keep_if_absent(facility.valid_from, known.valid_from);
    keep_if_absent(facility.valid_to, known.valid_to);
    const bool stated = !known.commune.get().empty() || facility.commune != derived_commune(known);
    facility.commune = stated ? key_of(facility.commune, known.commune) : UnitCode{};
}

void ImportPlanner::operator()(const PopulationPoint& given) {
    note_place(given.location);
    if (m_known_points.contains({given.location.lon, given.location.lat, given.persons})) {
        ++m_plan.unchanged;
    } else {
        write(given, true);
    }
}

ImportPlan plan_import(const ImportBatch& batch, const Snapshot& snapshot) {
    return ImportPlanner{batch, snapshot}.plan();
}

} // namespace gis::model
