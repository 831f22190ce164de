#include "gis/editing/revert.hpp"

#include "gis/editing/entity_fields.hpp"
#include "gis/editing/touched.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/withdrawn.hpp"
#include "gis/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace gis::editing {

namespace {

using model::Change;
using model::EntityKind;
using model::EntityRef;
using model::RecordState;

/// More rows than this are kept in the history by their ids and what they were.
constexpr std::size_t most_copied_rows = 5000;

Message label(EntityRef entity, const std::string& name) {
    const auto kind = model::entity_words(entity.kind);
    const auto tail = name.empty() ? std::string{} : fmt::format(" “{}”", name);
    return {fmt::format("{} số {}{}", kind.vi, entity.id, tail),
            fmt::format("{} {}{}", kind.en, entity.id, tail)};
}

const model::Road* find(const model::Snapshot& snapshot, RoadId id) {
    const auto* road = snapshot.find_road(id);
    return road == nullptr ? snapshot.find_withdrawn(id) : road;
}

const model::Facility* find(const model::Snapshot& snapshot, FacilityId id) {
    const auto* facility = snapshot.find_facility(id);
    return facility == nullptr ? snapshot.find_withdrawn(id) : facility;
}

const model::SurfaceRecord* find_in(const model::Road& road, SurfaceRecordId id) {
    for (const auto& record : road.surfaces) {
        if (record.id == id) {
            return &record;
        }
    }
    return nullptr;
}

model::Road bare(model::Road road) {
    road.surfaces.clear();
    return road;
}

class Reverter {
public:
    Reverter(const model::Snapshot& now, const model::Snapshot& then,
             std::span<const Change> changes)
        : m_snapshot(now), m_then(then), m_changes(changes), m_touched(now.units()) {}

    Edit revert() {
        for (const auto& change : m_changes) {
            for (auto id = change.entity.id; id <= change.last_id; ++id) {
                revert_row(change, {change.entity.kind, id});
            }
        }
        m_edit.draft.bulk = m_edit.draft.rows.size() > most_copied_rows;
        m_edit.communes = m_touched.take();
        return std::move(m_edit);
    }

private:
    void revert_row(const Change& change, EntityRef entity) {
        switch (entity.kind) {
        case EntityKind::unit:
            revert_unit(change, entity);
            break;
        case EntityKind::road:
            revert_road(change, entity);
            break;
        case EntityKind::surface_record:
            revert_record(change, entity);
            break;
        case EntityKind::facility:
            revert_facility(change, entity);
            break;
        case EntityKind::population_point:
            revert_point(change, entity);
            break;
        case EntityKind::plan_entry:
            revert_plan_entry(change, entity);
            break;
        }
    }

    void conflict(std::string code, EntityRef entity, Message message, std::string field = {}) {
        m_edit.conflicts.push_back(
            {std::move(code), std::move(message), entity, {}, std::move(field), 0});
    }

    void changed_since(EntityRef entity, const std::string& name, const std::string& field) {
        const auto what = label(entity, name);
        const auto words = model::field_words(field);
        const auto vi = field.empty() ? std::string{} : fmt::format(", mục “{}”,", words.vi);
        const auto en = field.empty() ? std::string{} : fmt::format(", field “{}”,", words.en);
        conflict(
            "changed-since", entity,
            {fmt::format("Sau thay đổi này, {}{} đã được sửa. Hãy hoàn tác thay đổi sau trước.",
                         what.vi, vi),
             fmt::format("The {}{} was changed again since. Revert the later change first.",
                         what.en, en)},
            field);
    }

    /// Puts the fields that the changeset changed back where nobody changed them again.
    template <class Entity>
    void merge(EntityRef entity, Entity& now, const Entity& before, const Entity& after,
               const std::string& name) {
        for_each_field(now, [&](const char* field, auto member) {
            if (before.*member == after.*member || now.*member == before.*member) {
                return;
            }
            if (now.*member == after.*member) {
                now.*member = before.*member;
            } else {
                changed_since(entity, name, field);
            }
        });
    }

    template <class Entity>
    [[nodiscard]] static bool same_fields(const Entity& a, const Entity& b) {
        bool same = true;
        for_each_field(a, [&](const char*, auto member) { same = same && a.*member == b.*member; });
        return same;
    }

    void write(model::Row row) { m_edit.draft.rows.push_back(std::move(row)); }

    void gone(EntityRef entity) {
        conflict("changed-since", entity,
                 {fmt::format("Không còn {} trong dữ liệu hiện hành.", label(entity, "").vi),
                  fmt::format("The {} is not in the present data.", label(entity, "").en)});
    }

    void revert_unit(const Change& change, EntityRef entity) {
        const auto& after = std::get<model::Unit>(*change.after);
        const auto* known = m_snapshot.units().in_time->find(after.key());
        if (known == nullptr) {
            gone(entity);
            return;
        }
        auto now = *known;
        if (change.before) {
            merge(entity, now, std::get<model::Unit>(*change.before), after, now.name);
        } else if (same_fields(now, after)) {
            now = model::withdrawn(std::move(now));
        } else {
            changed_since(entity, now.name, {});
        }
        if (now != *known) {
            m_touched.add(after.level == model::UnitLevel::commune ? after.code : after.parent);
            write(std::move(now));
        }
    }

    void revert_road(const Change& change, EntityRef entity) {
        const RoadId id{entity.id};
        const auto* known = find(m_snapshot, id);
        const auto* then = find(m_then, id);
        if (known == nullptr || then == nullptr) {
            gone(entity);
            return;
        }
        auto now = bare(*known);
        if (change.before) {
            merge(entity, now, std::get<model::Road>(*change.before), *then, now.name);
        } else if (same_fields(now, *then)) {
            now = model::withdrawn(std::move(now));
        } else {
            changed_since(entity, now.name, {});
        }
        if (now == bare(*known)) {
            return;
        }
        if (!change.before || now.line != known->line) {
            check_records(entity, *known, *then);
            now.length_m = geometry::length_m(now.line);
        }
        for (const auto* road : {known, static_cast<const model::Road*>(&now)}) {
            if (!is_withdrawn(*road)) {
                m_touched.add(*road);
            }
        }
        write(std::move(now));
    }

    /// Records that came later have their chainage on the line that is to go.
    void check_records(EntityRef entity, const model::Road& road, const model::Road& then) {
        for (const auto& record : road.surfaces) {
            const auto* known = find_in(then, record.id);
            const bool counted = known != nullptr && known->state != RecordState::retracted;
            if (!counted && record.state != RecordState::retracted) {
                conflict("recorded-since", entity,
                         {fmt::format("Trên {} đã ghi mặt đường (số {}) sau thay đổi này. Hãy hoàn "
                                      "tác bản ghi đó trước.",
                                      label(entity, road.name).vi, record.id.get()),
                          fmt::format("On {} a surface (record {}) was recorded since. Revert that "
                                      "record first.",
                                      label(entity, road.name).en, record.id.get())},
                         "surfaces");
            }
        }
    }

    /// The road that holds a record: named by the change, or looked for when it is one of a run.
    [[nodiscard]] const model::Road* road_of(const Change& change, SurfaceRecordId id) {
        if (change.after) {
            return find(m_snapshot, std::get<model::SurfaceRecord>(*change.after).road);
        }
        if (m_road_of_record.empty()) {
            for (const auto& part : m_snapshot.parts()) {
                for (const auto& road : part->roads) {
                    for (const auto& record : road.surfaces) {
                        m_road_of_record.emplace(record.id, &road);
                    }
                }
            }
        }
        const auto at = m_road_of_record.find(id);
        return at == m_road_of_record.end() ? nullptr : at->second;
    }

    void revert_record(const Change& change, EntityRef entity) {
        const SurfaceRecordId id{entity.id};
        const auto* road = road_of(change, id);
        const auto* known = road == nullptr ? nullptr : find_in(*road, id);
        const auto* then_road = road == nullptr ? nullptr : find(m_then, road->id);
        const auto* then = then_road == nullptr ? nullptr : find_in(*then_road, id);
        if (known == nullptr || then == nullptr) {
            gone(entity);
            return;
        }
        const auto wanted = change.before ? std::get<model::SurfaceRecord>(*change.before).state
                                          : RecordState::retracted;
        if (then->state == wanted) {
            return;
        }
        // Retracted since may mean: carried to another line, as other records.
        if (known->state != then->state) {
            changed_since(entity, {}, "state");
            return;
        }
        if (wanted != RecordState::retracted && road->line != then_road->line) {
            changed_since({EntityKind::road, road->id.get()}, road->name, "geometry");
            return;
        }
        auto now = *known;
        now.state = wanted;
        if (!is_withdrawn(*road)) {
            m_touched.add(*road, {now.from_m, now.to_m});
        }
        write(std::move(now));
    }

    void revert_facility(const Change& change, EntityRef entity) {
        const FacilityId id{entity.id};
        const auto* known = find(m_snapshot, id);
        const auto* then = find(m_then, id);
        if (known == nullptr || then == nullptr) {
            gone(entity);
            return;
        }
        auto now = *known;
        if (change.before) {
            merge(entity, now, std::get<model::Facility>(*change.before), *then, now.name);
        } else if (same_fields(now, *then)) {
            now = model::withdrawn(std::move(now));
        } else {
            changed_since(entity, now.name, {});
        }
        if (now == *known) {
            return;
        }
        for (const auto* facility : {known, static_cast<const model::Facility*>(&now)}) {
            if (!is_withdrawn(*facility)) {
                m_touched.add(*facility);
            }
        }
        m_touched.add_served(known->serves, now.serves);
        write(std::move(now));
    }

    void revert_point(const Change& change, EntityRef entity) {
        if (!change.before || !change.after) {
            conflict("not-revertible", entity,
                     {"Điểm dân số đã nhập không hoàn tác được; hãy nhập lại lớp dân số.",
                      "Population points that were imported cannot be taken back; import the "
                      "layer again."});
            return;
        }
        const auto points = m_snapshot.population_points();
        const auto at = std::lower_bound(
            points.begin(), points.end(), entity.id,
            [](const auto& point, std::int64_t wanted) { return point.id.get() < wanted; });
        if (at == points.end() || at->id.get() != entity.id) {
            gone(entity);
            return;
        }
        auto now = *at;
        merge(entity, now, std::get<model::PopulationPoint>(*change.before),
              std::get<model::PopulationPoint>(*change.after), {});
        if (now != *at) {
            const auto& units = m_snapshot.units();
            const auto communes = units.commune_index.at(now.location);
            m_touched.add(communes.empty() ? UnitCode{}
                                           : units.communes[units.settle(communes)].code);
            write(std::move(now));
        }
    }

    /// An entry that was made counts no more; one that was changed says again what it said.
    void revert_plan_entry(const Change& change, EntityRef entity) {
        const PlanEntryId id{entity.id};
        const auto* known = m_snapshot.find_plan_entry(id);
        const auto* then = m_then.find_plan_entry(id);
        if (known == nullptr || then == nullptr) {
            gone(entity);
            return;
        }
        auto now = *known;
        if (change.before) {
            now = std::get<model::PlanEntry>(*change.before);
        } else {
            now.body.clear();
        }
        if (now == *known) {
            return;
        }
        if (*known != *then) {
            changed_since(entity, known->key, {});
            return;
        }
        m_touched.add(known->commune);
        m_touched.add(now.commune);
        write(std::move(now));
    }

    const model::Snapshot& m_snapshot;
    const model::Snapshot& m_then;
    std::span<const Change> m_changes;
    TouchedCommunes m_touched;
    Edit m_edit;
    std::unordered_map<SurfaceRecordId, const model::Road*> m_road_of_record; ///< for runs
};

} // namespace

Edit plan_revert(const model::Snapshot& now, const model::Snapshot& then,
                 std::span<const model::Change> changes) {
    return Reverter{now, then, changes}.revert();
}

} // namespace gis::editing
