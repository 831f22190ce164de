#include "gis/model/import_plan.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/import_planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gis::model {

using geometry::distance_m;

namespace {

std::string facility_key(const Facility& facility) {
    return fmt::format("{}/{}", to_text(facility.kind), fold_name(facility.name));
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
            m_facilities_by_name[facility_key(facility)].push_back(&facility);
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
    return std::move(m_plan);
}

void ImportPlanner::write(Row row, bool is_new) {
    m_plan.rows.push_back(std::move(row));
    ++(is_new ? m_plan.added : m_plan.changed);
}

void ImportPlanner::skip(std::string code, std::string field, Message message) {
    ++m_plan.skipped;
    m_plan.issues.push_back(
        {ImportIssue::Severity::error, std::move(code), 0, std::move(field), std::move(message)});
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
    if (same == nullptr) {
        m_road_of_row[row] = RoadId{-(1 + static_cast<std::int64_t>(m_plan.rows.size()))};
        auto road = given;
        road.managing_commune = key_of(given.managing_commune, {});
        write(std::move(road), true);
        return;
    }
    m_road_of_row[row] = same->id;
    auto road = given;
    road.managing_commune = key_of(given.managing_commune, same->managing_commune);
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

void ImportPlanner::operator()(const SurfaceRecord& given) {
    const auto road = m_road_of_row.find(given.road.get());
    if (road == m_road_of_row.end()) {
        return; // its road was skipped
    }
    if (const auto* known = m_snapshot.find_road(road->second)) {
        const auto intervals = surfaces_on(known->surfaces, known->length_m, given.effective_on);
        const bool says_the_same =
            std::all_of(intervals.begin(), intervals.end(), [&](const SurfaceInterval& interval) {
                const bool apart = interval.to_m <= given.from_m + same_place_m ||
                                   interval.from_m >= given.to_m - same_place_m;
                return apart || (interval.surface == given.surface &&
                                 (!given.width_m || interval.width_m == given.width_m));
            });
        if (says_the_same) {
            return;
        }
    }
    auto record = given;
    record.road = road->second;
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
    const Facility* same = nullptr;
    if (const auto at = m_facility_by_code.find(given.code);
        !given.code.empty() && at != m_facility_by_code.end()) {
        same = at->second;
    } else if (const auto named = m_facilities_by_name.find(facility_key(given));
               given.code.empty() && named != m_facilities_by_name.end()) {
        for (const auto* candidate : named->second) {
            if (distance_m(candidate->location, given.location) <= same_place_m) {
                same = candidate;
            }
        }
    }
    auto facility = given;
    facility.commune = key_of(given.commune, same != nullptr ? same->commune : UnitCode{});
    if (same == nullptr) {
        write(std::move(facility), true);
        return;
    }
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

void ImportPlanner::operator()(const PopulationPoint& given) {
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
