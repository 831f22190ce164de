#pragma once

#include "gis/editing/plan.hpp"
#include "gis/editing/revert.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/model/withdrawn.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/same_snapshot.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace editing_test {

using gis::Date;
using gis::Revision;
using gis::RoadId;
using gis::SurfaceRecordId;
namespace editing = gis::editing;
namespace model = gis::model;
using model::Surface;
using test_support::AsciiMap;

/// An atlas that is edited: gives ids and keeps the history as a store does.
class Atlas {
public:
    explicit Atlas(model::AtlasData data) : m_snapshot(model::Snapshot::build(data)) {
        for (const auto& road : data.roads) {
            m_next_road = std::max(m_next_road, road.id.get() + 1);
            for (const auto& record : road.surfaces) {
                m_next_record = std::max(m_next_record, record.id.get() + 1);
            }
        }
        for (const auto& facility : data.facilities) {
            m_next_facility = std::max(m_next_facility, facility.id.get() + 1);
        }
    }

    [[nodiscard]] const model::Snapshot& now() const { return *m_snapshot; }
    [[nodiscard]] std::shared_ptr<const model::Snapshot> shared() const { return m_snapshot; }
    [[nodiscard]] const model::Road& road(std::int64_t id) const {
        const auto* found = m_snapshot->find_road(RoadId{id});
        if (found == nullptr) {
            throw std::out_of_range{"no road " + std::to_string(id)};
        }
        return *found;
    }

    [[nodiscard]] editing::Edit plan(const std::vector<editing::Operation>& operations) const {
        return editing::plan(*m_snapshot, operations, {});
    }

    /// Carries operations out; there must be no conflict. @return the changeset
    gis::ChangesetId edit(const std::vector<editing::Operation>& operations) {
        const auto planned = plan(operations);
        EXPECT_TRUE(planned.conflicts.empty()) << planned.conflicts.front().message.en;
        return store(planned);
    }

    gis::ChangesetId store(const editing::Edit& edit) {
        model::Applied applied;
        applied.revision = Revision{m_snapshot->revision().get() + 1};
        applied.rows = edit.draft.rows;
        give_ids(applied.rows);
        std::vector<model::Change> changes;
        for (const auto& row : applied.rows) {
            const model::EntityRef entity{kind_of(row), model::id_of(row)};
            changes.push_back({entity, entity.id, stored(row), row});
        }
        const gis::ChangesetId id{applied.revision.get()};
        m_changes[id] = std::move(changes);
        m_snapshot = m_snapshot->apply(applied);
        m_after[id] = m_snapshot;
        return id;
    }

    [[nodiscard]] editing::Edit plan_revert(gis::ChangesetId id) const {
        return editing::plan_revert(*m_snapshot, *m_after.at(id), m_changes.at(id));
    }

    gis::ChangesetId revert(gis::ChangesetId id) {
        const auto planned = plan_revert(id);
        EXPECT_TRUE(planned.conflicts.empty()) << planned.conflicts.front().message.en;
        return store(planned);
    }

private:
    void give_ids(std::vector<model::Row>& rows) {
        for (auto& row : rows) {
            if (auto* road = std::get_if<model::Road>(&row);
                road != nullptr && road->id.get() == 0) {
                road->id = RoadId{m_next_road++};
            } else if (auto* facility = std::get_if<model::Facility>(&row);
                       facility != nullptr && facility->id.get() == 0) {
                facility->id = gis::FacilityId{m_next_facility++};
            }
        }
        for (auto& row : rows) {
            if (auto* record = std::get_if<model::SurfaceRecord>(&row)) {
                if (record->id.get() == 0) {
                    record->id = SurfaceRecordId{m_next_record++};
                }
                if (record->road.get() < 0) {
                    record->road = std::get<model::Road>(
                                       rows.at(static_cast<std::size_t>(-(record->road.get() + 1))))
                                       .id;
                }
            }
        }
    }

    /// The row as it stands, or nothing when it is new.
    [[nodiscard]] std::optional<model::Row> stored(const model::Row& row) const {
        if (const auto* road = std::get_if<model::Road>(&row)) {
            const auto* known = m_snapshot->find_road(road->id);
            known = known == nullptr ? m_snapshot->find_withdrawn(road->id) : known;
            if (known != nullptr) {
                auto copy = *known;
                copy.surfaces.clear();
                return copy;
            }
        } else if (const auto* record = std::get_if<model::SurfaceRecord>(&row)) {
            const auto* of = m_snapshot->find_road(record->road);
            of = of == nullptr ? m_snapshot->find_withdrawn(record->road) : of;
            if (of != nullptr) {
                for (const auto& each : of->surfaces) {
                    if (each.id == record->id) {
                        return each;
                    }
                }
            }
        } else if (const auto* facility = std::get_if<model::Facility>(&row)) {
            const auto* known = m_snapshot->find_facility(facility->id);
            known = known == nullptr ? m_snapshot->find_withdrawn(facility->id) : known;
            if (known != nullptr) {
                return *known;
            }
        }
        return std::nullopt;
    }

    std::shared_ptr<const model::Snapshot> m_snapshot;
    std::map<gis::ChangesetId, std::vector<model::Change>> m_changes;
    std::map<gis::ChangesetId, std::shared_ptr<const model::Snapshot>> m_after;
    std::int64_t m_next_road = 1;
    std::int64_t m_next_record = 1;
    std::int64_t m_next_facility = 1;
};

/// The atlas as figures see it: without records that were retracted.
inline std::shared_ptr<const model::Snapshot> effective(const model::Snapshot& snapshot) {
    model::AtlasData data;
    data.units = snapshot.units().communes;
    data.units.insert(data.units.end(), snapshot.units().hamlets.begin(),
                      snapshot.units().hamlets.end());
    for (const auto& part : snapshot.parts()) {
        for (auto road : part->roads) {
            std::erase_if(road.surfaces, [](const auto& record) {
                return record.state == model::RecordState::retracted;
            });
            data.roads.push_back(std::move(road));
        }
        data.facilities.insert(data.facilities.end(), part->facilities.begin(),
                               part->facilities.end());
    }
    return model::Snapshot::build(std::move(data));
}

/// Records that count, as text: "1: 0-300 btxm 2020-01-01".
inline std::vector<std::string> records_of(const model::Road& road) {
    std::vector<std::string> lines;
    for (const auto& record : road.surfaces) {
        if (record.state == model::RecordState::accepted) {
            lines.push_back(fmt::format("{}: {:.0f}-{:.0f} {} {}", record.id.get(), record.from_m,
                                        record.to_m, to_text(record.surface),
                                        record.effective_on.iso()));
        }
    }
    return lines;
}

/// Metres by surface of all roads on a day.
inline std::map<Surface, double> metres_on(const model::Snapshot& snapshot, Date day) {
    std::map<Surface, double> metres;
    for (const auto& part : snapshot.parts()) {
        for (const auto& road : part->roads) {
            if (road.valid_from <= day && (!road.valid_to || day <= *road.valid_to)) {
                for (const auto& interval : surfaces_on(road.surfaces, road.length_m, day)) {
                    metres[interval.surface] += interval.to_m - interval.from_m;
                }
            }
        }
    }
    return metres;
}

/// The field that an Error thrown by `action` names, after its code: "bad-stretch to_m".
template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const gis::Error& error) {
        return error.code() + " " + error.field();
    }
    return "done";
}

} // namespace editing_test
