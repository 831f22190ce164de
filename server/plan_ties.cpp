#include "server/plan_ties.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_places.hpp"
#include "gis/editing/carry.hpp"
#include "gis/geometry/chainage.hpp"
#include "server/edit_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;
using model::EntityKind;
using model::EntityRef;
using model::PlanEntryKind;

namespace {

bool is_open(const model::Work& work) {
    return work.state != model::WorkState::accepted && work.state != model::WorkState::cancelled;
}

/// A road as it is and as the edit leaves it.
struct ChangedRoad {
    const model::Road* before = nullptr;
    const model::Road* after = nullptr;

    [[nodiscard]] bool ends() const {
        return after->valid_to && (!before->valid_to || *after->valid_to < *before->valid_to);
    }
};

std::vector<ChangedRoad> changed_roads(const model::Snapshot& snapshot, const editing::Edit& edit) {
    std::vector<ChangedRoad> roads;
    for (const auto& row : edit.draft.rows) {
        const auto* after = std::get_if<model::Road>(&row);
        const auto* before =
            after != nullptr && after->id.get() > 0 ? snapshot.find_road(after->id) : nullptr;
        if (before != nullptr) {
            roads.push_back({before, after});
        }
    }
    return roads;
}

/// Where a stretch of a work is after an edit, or why it is nowhere.
struct NewPlace {
    std::optional<model::WorkStretch> stretch;
    gis::Message why;
};

/// Of a road that got an earlier line back.
std::vector<editing::Place> carried_back(const model::WorkStretch& stretch,
                                         const ChangedRoad& road) {
    const std::array marks{stretch.from_m, stretch.to_m};
    const editing::Carry carry{road.before->line, road.after->line,
                               editing::RedrawRoad{}.tolerance_m, marks};
    const auto carried = carry.carry({stretch.from_m, stretch.to_m});
    std::vector<editing::Place> places;
    for (const auto& image : carried.images) {
        places.push_back({road.before->id, image});
    }
    return carried.lost.empty() ? places : std::vector<editing::Place>{};
}

std::vector<editing::Place>
places_after(const model::WorkStretch& stretch, const ChangedRoad& road,
             const std::optional<std::vector<editing::Place>>& followed) {
    if (followed) {
        return *followed;
    }
    if (road.before->line != road.after->line) {
        return carried_back(stretch, road);
    }
    return {{road.before->id, {stretch.from_m, stretch.to_m}}};
}

NewPlace new_place(const model::WorkStretch& stretch, const ChangedRoad& road,
                   const std::optional<std::vector<editing::Place>>& followed,
                   const std::vector<ChangedRoad>& roads) {
    const auto places = places_after(stretch, road, followed);
    if (places.size() != 1 || places.front().road.get() < 0) {
        return {std::nullopt, places.empty()
                                  ? gis::Message{"đường mới không còn đoạn này",
                                                 "the new line has no such stretch"}
                                  : gis::Message{"đoạn này sang đường khác hoặc bị tách",
                                                 "the stretch goes to another road or is cut"}};
    }
    const auto& place = places.front();
    const auto target = std::find_if(roads.begin(), roads.end(), [&](const ChangedRoad& one) {
        return one.before->id == place.road;
    });
    if (target == roads.end() || target->ends()) {
        return {std::nullopt, {"đường ngừng dùng", "the road ends"}};
    }
    auto moved = stretch;
    moved.from_m = place.stretch.from_m;
    moved.to_m = place.stretch.to_m;
    if (!stretch.road_id) {
        moved.road = target->after->code;
    }
    if (moved.road.empty()) {
        moved.road_id = place.road;
    }
    return {std::move(moved), {}};
}

editing::Conflict conflict_of(const TiedStretch& tied, const ChangedRoad& road,
                              const gis::Message& why) {
    const auto& stretch = tied.work.stretches[tied.position];
    const auto from = gis::geometry::stationing(stretch.from_m);
    const auto to = gis::geometry::stationing(stretch.to_m);
    return {"road-has-works",
            {fmt::format("Công trình {} của kế hoạch làm ở đoạn {} – {} của đường này: {}. Hãy sửa "
                         "đoạn của công trình, hoặc hủy nó, trước.",
                         tied.work.id, from, to, why.vi),
             fmt::format("Work {} of the plan is on this road from {} to {}: {}. Change the work's "
                         "stretch, or cancel it, first.",
                         tied.work.id, from, to, why.en)},
            {EntityKind::road, road.before->id.get()},
            editing::Stretch{stretch.from_m, stretch.to_m},
            {},
            0};
}

bool writes(const editing::Edit& edit, const TiedStretch& tied) {
    return std::any_of(edit.draft.rows.begin(), edit.draft.rows.end(), [&](const model::Row& row) {
        const auto* entry = std::get_if<model::PlanEntry>(&row);
        return entry != nullptr && entry->kind == PlanEntryKind::work &&
               entry->plan == tied.plan.id && entry->key == tied.work.id;
    });
}

model::PlanEntry entry_of(const model::Plan& plan, const model::Work& work,
                          const model::Snapshot& snapshot) {
    auto item = set_plan_entry(plan.id, PlanEntryKind::work, gis::analysis::to_body(work));
    const auto* known = snapshot.find_plan_entry(item.plan, item.kind, item.key);
    return {known == nullptr ? gis::PlanEntryId{} : known->id,
            std::move(item.plan),
            item.kind,
            std::move(item.key),
            std::move(item.commune),
            std::move(item.body)};
}

/// Plan, kind and key.
using PlanItem = std::tuple<std::string, PlanEntryKind, std::string>;

PlanItem item_of(const model::PlanEntry& entry) {
    return {entry.plan, entry.kind, entry.key};
}

/// The entries as the edit leaves them; nothing when it changes none.
std::optional<std::vector<model::PlanEntry>> entries_after(const model::Snapshot& snapshot,
                                                           const editing::Edit& edit) {
    std::map<PlanItem, model::PlanEntry> changed;
    for (const auto& row : edit.draft.rows) {
        if (const auto* entry = std::get_if<model::PlanEntry>(&row)) {
            changed.insert_or_assign(item_of(*entry), *entry);
        }
    }
    if (changed.empty()) {
        return std::nullopt;
    }
    auto entries = *snapshot.plan_entries();
    for (auto& entry : entries) {
        if (auto found = changed.extract(item_of(entry))) {
            entry = std::move(found.mapped());
        }
    }
    for (auto& [item, entry] : changed) {
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

TiedWorks::TiedWorks(const View& view) : m_view(view) {
    for (const auto& plan : view.planning->plans) {
        for (const auto& work : plan.works) {
            for (std::size_t i = 0; is_open(work) && i < work.stretches.size(); ++i) {
                const auto& stretch = work.stretches[i];
                m_stretches.push_back({plan, work, i});
                m_followers.push_back(
                    {stretch.road_id, stretch.road, {stretch.from_m, stretch.to_m}});
            }
        }
    }
}

void TiedWorks::carry(editing::Edit& edit) const {
    const auto roads = changed_roads(*m_view.snapshot, edit);
    std::map<const model::Work*, std::pair<const model::Plan*, model::Work>> moved;
    for (std::size_t i = 0; i < m_stretches.size(); ++i) {
        const auto& tied = m_stretches[i];
        const auto& stretch = tied.work.stretches[tied.position];
        const auto road = std::find_if(roads.begin(), roads.end(), [&](const ChangedRoad& one) {
            return m_followers[i].is_on(*one.before);
        });
        // Which of two roads with one code a work means is nobody's to guess.
        if (road == roads.end() || writes(edit, tied) ||
            gis::analysis::roads_of(stretch, *m_view.snapshot).size() != 1) {
            continue;
        }
        const auto followed = i < edit.followed.size() ? edit.followed[i] : std::nullopt;
        auto place = new_place(stretch, *road, followed, roads);
        if (!place.stretch) {
            edit.conflicts.push_back(conflict_of(tied, *road, place.why));
        } else if (*place.stretch != stretch) {
            auto& work = moved.try_emplace(&tied.work, &tied.plan, tied.work).first->second.second;
            work.stretches[tied.position] = *std::move(place.stretch);
        }
    }
    for (const auto& [before, after] : moved) {
        edit.draft.rows.emplace_back(entry_of(*after.first, after.second, *m_view.snapshot));
    }
}

void keep_plans_whole(const App& app, const View& view, editing::Edit& edit) {
    const auto entries = entries_after(*view.snapshot, edit);
    if (!entries) {
        return;
    }
    const auto after = app.planning().with(*entries);
    for (const auto& [entry, why] : after.unusable) {
        const auto& before = view.planning->unusable;
        const bool was = std::any_of(before.begin(), before.end(), [&](const auto& other) {
            return item_of(other.entry) == item_of(entry);
        });
        if (was) {
            continue;
        }
        edit.conflicts.push_back(
            {"plan-item-needed",
             {fmt::format("Sau thay đổi này một mục khác không tính được nữa. {} Hãy sửa hoặc xóa "
                          "mục ấy trước.",
                          why.vi),
              fmt::format("Another item could not be counted after this. {} Change or remove it "
                          "first.",
                          why.en)},
             {EntityKind::plan_entry, entry.id.get()},
             {},
             {},
             0});
    }
}

} // namespace server
