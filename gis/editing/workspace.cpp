#include "gis/editing/workspace.hpp"

#include "gis/editing/touched.hpp"
#include "gis/model/withdrawn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace gis::editing {

namespace {

using model::EntityKind;

model::Road bare(model::Road road) {
    road.surfaces.clear();
    return road;
}

const model::SurfaceRecord* find_record(const model::Road& road, SurfaceRecordId id) {
    const auto at = std::find_if(road.surfaces.begin(), road.surfaces.end(),
                                 [id](const auto& record) { return record.id == id; });
    return at == road.surfaces.end() ? nullptr : &*at;
}

bool is_provisional(SurfaceRecordId id) noexcept {
    return id.get() >= first_provisional_id;
}

template <class Id>
Id provisional(std::size_t operation) {
    return Id{-(1 + static_cast<std::int64_t>(operation))};
}

template <class Entity, class Id>
bool any_with_code(const std::vector<Entity>& entities, const std::string& code, Id but) {
    return std::any_of(entities.begin(), entities.end(), [&](const Entity& entity) {
        return entity.code == code && entity.id != but;
    });
}

} // namespace

model::Road& Workspace::road(RoadId id, std::string_view field) {
    if (const auto touched = m_roads.find(id); touched != m_roads.end()) {
        return touched->second.after;
    }
    const auto* known = m_snapshot.find_road(id);
    if (known == nullptr) {
        throw m_checks.unknown("unknown-road", field,
                               {fmt::format("Không có đường số {}.", id.get()),
                                fmt::format("There is no road {}.", id.get())});
    }
    return m_roads.emplace(id, Touched<model::Road>{*known, *known}).first->second.after;
}

model::Facility& Workspace::facility(FacilityId id, std::string_view field) {
    if (const auto touched = m_facilities.find(id); touched != m_facilities.end()) {
        return touched->second.after;
    }
    const auto* known = m_snapshot.find_facility(id);
    if (known == nullptr) {
        throw m_checks.unknown("unknown-facility", field,
                               {fmt::format("Không có công trình số {}.", id.get()),
                                fmt::format("There is no facility {}.", id.get())});
    }
    return m_facilities.emplace(id, Touched<model::Facility>{*known, *known}).first->second.after;
}

model::Road& Workspace::add_road(model::Road road, std::size_t operation) {
    road.id = provisional<RoadId>(operation);
    const auto id = road.id;
    return m_roads.emplace(id, Touched<model::Road>{std::nullopt, std::move(road)})
        .first->second.after;
}

model::Facility& Workspace::add_facility(model::Facility facility, std::size_t operation) {
    facility.id = provisional<FacilityId>(operation);
    const auto id = facility.id;
    return m_facilities.emplace(id, Touched<model::Facility>{std::nullopt, std::move(facility)})
        .first->second.after;
}

void Workspace::set_plan_entry(model::PlanEntry entry) {
    const auto* known = m_snapshot.find_plan_entry(entry.plan, entry.kind, entry.key);
    auto& touched = m_plan_entries[{entry.plan, entry.kind, entry.key}];
    if (known != nullptr) {
        entry.id = known->id;
        touched.before = *known;
        if (entry.body.empty()) {
            entry.commune = known->commune;
        }
    }
    touched.after = std::move(entry);
}

const model::PlanEntry* Workspace::plan_entry(const model::PlanEntry& like) const {
    const auto touched = m_plan_entries.find({like.plan, like.kind, like.key});
    const auto* entry = touched != m_plan_entries.end()
                            ? &touched->second.after
                            : m_snapshot.find_plan_entry(like.plan, like.kind, like.key);
    return entry != nullptr && !entry->body.empty() ? entry : nullptr;
}

SurfaceRecordId Workspace::add_record(model::Road& road, model::SurfaceRecord record) {
    record.id = SurfaceRecordId{first_provisional_id + m_records++};
    record.road = road.id;
    const auto later = [](const model::SurfaceRecord& a, const model::SurfaceRecord& b) {
        return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
    };
    const auto id = record.id;
    const auto at = std::upper_bound(road.surfaces.begin(), road.surfaces.end(), record, later);
    road.surfaces.insert(at, std::move(record));
    return id;
}

void Workspace::retract(model::Road& road, SurfaceRecordId id, std::string_view field) {
    for (auto& record : road.surfaces) {
        if (record.id == id) {
            record.state = model::RecordState::retracted;
            return;
        }
    }
    throw m_checks.unknown(
        "unknown-record", field,
        {fmt::format("Đường số {} không có bản ghi mặt đường số {}.", road.id.get(), id.get()),
         fmt::format("Road {} has no surface record {}.", road.id.get(), id.get())});
}

/// @param road  that it may be on as long as nothing has moved it
std::vector<Place> Workspace::places_of(std::size_t follower, RoadId road) const {
    if (m_followed[follower]) {
        return *m_followed[follower];
    }
    const auto* stored = m_snapshot.find_road(road);
    const auto& one = m_followers[follower];
    return stored != nullptr && one.is_on(*stored) ? std::vector<Place>{{road, one.stretch}}
                                                   : std::vector<Place>{};
}

void Workspace::place_followers(RoadId road,
                                const std::function<std::vector<Place>(const Stretch&)>& place) {
    for (std::size_t i = 0; i < m_followers.size(); ++i) {
        std::vector<Place> places;
        bool moved = false;
        for (const auto& at : places_of(i, road)) {
            if (at.road != road) {
                places.push_back(at);
                continue;
            }
            moved = true;
            const auto images = place(at.stretch);
            places.insert(places.end(), images.begin(), images.end());
        }
        if (moved) {
            m_followed[i] = std::move(places);
        }
    }
}

std::vector<double> Workspace::ends_of_followers(RoadId road) const {
    std::vector<double> ends;
    for (std::size_t i = 0; i < m_followers.size(); ++i) {
        for (const auto& at : places_of(i, road)) {
            if (at.road == road) {
                ends.insert(ends.end(), {at.stretch.from_m, at.stretch.to_m});
            }
        }
    }
    return ends;
}

bool Workspace::code_taken(RoadId id, const std::string& code) const {
    for (const auto& [other, road] : m_roads) {
        if (other != id && road.after.code == code) {
            return true;
        }
    }
    for (const auto& part : m_snapshot.parts()) {
        for (const auto& road : part->roads) {
            if (road.code == code && road.id != id && !m_roads.contains(road.id)) {
                return true;
            }
        }
    }
    return false;
}

bool Workspace::code_taken(FacilityId id, const std::string& code) const {
    for (const auto& [other, facility] : m_facilities) {
        if (other != id && facility.after.code == code) {
            return true;
        }
    }
    return std::any_of(m_snapshot.parts().begin(), m_snapshot.parts().end(), [&](const auto& part) {
        return std::any_of(part->facilities.begin(), part->facilities.end(), [&](const auto& each) {
            return each.code == code && each.id != id && !m_facilities.contains(each.id);
        });
    });
}

/// Turns what the workspace holds into rows.
class Workspace::Writer {
public:
    explicit Writer(Workspace& workspace)
        : m_workspace(workspace), m_touched(workspace.m_snapshot.units()) {}

    Edit write() {
        for (auto& [id, road] : m_workspace.m_roads) {
            write_road(road);
        }
        for (auto& [id, road] : m_workspace.m_roads) {
            write_states(road);
        }
        std::sort(m_new_records.begin(), m_new_records.end(),
                  [](const auto& a, const auto& b) { return a.id < b.id; });
        for (auto& record : m_new_records) {
            write_record(std::move(record));
        }
        for (auto& [id, facility] : m_workspace.m_facilities) {
            write_facility(facility);
        }
        for (auto& [item, entry] : m_workspace.m_plan_entries) {
            write_plan_entry(entry);
        }
        write_lineage();
        m_edit.conflicts = std::move(m_workspace.m_conflicts);
        m_edit.communes = m_touched.take();
        m_edit.followed = std::move(m_workspace.m_followed);
        return std::move(m_edit);
    }

private:
    [[nodiscard]] std::int64_t next_reference() const {
        return -(1 + static_cast<std::int64_t>(m_edit.draft.rows.size()));
    }

    void write_road(Touched<model::Road>& road) {
        auto after = bare(road.after);
        if (road.before) {
            if (after == bare(*road.before)) {
                return;
            }
            m_touched.add(*road.before);
        } else if (is_withdrawn(after)) {
            return; // made and taken back by the same edit
        } else {
            m_references[{EntityKind::road, after.id.get()}] = next_reference();
            after.id = {};
        }
        m_touched.add(road.after);
        m_edit.draft.rows.emplace_back(std::move(after));
    }

    /// Stored records with another state; new ones are noted for later.
    void write_states(Touched<model::Road>& road) {
        for (auto& record : road.after.surfaces) {
            if (is_provisional(record.id)) {
                if (record.state != model::RecordState::retracted) {
                    m_touched.add(road.after, {record.from_m, record.to_m});
                    m_new_records.push_back(record);
                }
                continue;
            }
            const auto* before = find_record(*road.before, record.id);
            if (record != *before) {
                m_touched.add(*road.before, {record.from_m, record.to_m});
                m_edit.draft.rows.emplace_back(record);
            }
        }
    }

    void write_record(model::SurfaceRecord record) {
        m_references[{EntityKind::surface_record, record.id.get()}] = next_reference();
        record.id = {};
        record.road = RoadId{reference({EntityKind::road, record.road.get()}).value_or(0)};
        m_edit.draft.rows.emplace_back(std::move(record));
    }

    void write_facility(Touched<model::Facility>& facility) {
        auto after = facility.after;
        std::vector<UnitCode> served;
        if (facility.before) {
            if (after == *facility.before) {
                return;
            }
            served = facility.before->serves;
            m_touched.add(*facility.before);
        } else {
            after.id = {};
        }
        m_touched.add_served(served, after.serves);
        m_touched.add(facility.after);
        m_edit.draft.rows.emplace_back(std::move(after));
    }

    void write_plan_entry(Touched<model::PlanEntry>& entry) {
        if (entry.before) {
            if (entry.after == *entry.before) {
                return;
            }
            m_touched.add(entry.before->commune);
        } else if (entry.after.body.empty()) {
            return; // nothing was there to be taken back
        }
        m_touched.add(entry.after.commune);
        m_edit.draft.rows.emplace_back(entry.after);
    }

    /// A stored row by its id, a new one by its position; nothing for one that was not written.
    [[nodiscard]] std::optional<std::int64_t> reference(model::EntityRef entity) const {
        if (const auto at = m_references.find(entity); at != m_references.end()) {
            return at->second;
        }
        const bool stored = entity.id > 0 && entity.id < first_provisional_id;
        return stored ? std::optional{entity.id} : std::nullopt;
    }

    void write_lineage() {
        std::map<model::EntityRef, std::int64_t> parent_of;
        for (const auto& line : m_workspace.m_lineage) {
            parent_of[{line.kind, line.child}] = line.parent;
            const auto child = reference({line.kind, line.child});
            auto parent = line.parent;
            // What an earlier operation of this edit made and a later one replaced was never there.
            while (!reference({line.kind, parent}) && parent_of.contains({line.kind, parent})) {
                parent = parent_of.at({line.kind, parent});
            }
            const auto known = reference({line.kind, parent});
            if (child && known && child != known) {
                m_edit.draft.lineage.push_back({line.kind, *known, *child});
            }
        }
    }

    Workspace& m_workspace;
    TouchedCommunes m_touched;
    Edit m_edit;
    std::vector<model::SurfaceRecord> m_new_records;
    std::map<model::EntityRef, std::int64_t> m_references; ///< of new rows, by provisional id
};

Edit Workspace::finish() {
    return Writer{*this}.write();
}

} // namespace gis::editing
