#include "gis/model/plan.hpp"

#include "gis/model/enum_text.hpp"

#include <algorithm>

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 9> work_kinds{
    "road",       "classrooms",     "cultural_house", "cultural_centre", "sports_ground",
    "sanitation", "health_station", "housing",        "traffic_signs"};
constexpr std::array<std::string_view, 4> work_actions{"build", "repair", "convert", "equip"};
constexpr std::array<std::string_view, 6> work_states{"planned", "funded",   "under_way",
                                                      "done",    "accepted", "cancelled"};
constexpr std::array<std::string_view, 2> difficulty_kinds{"difficulty", "proposal"};
constexpr std::array<std::string_view, 2> modes{"level", "gain"};
constexpr std::array<std::string_view, 2> directions{"up", "down"};
constexpr std::array<std::string_view, 3> task_states{"open", "under_way", "done"};

template <class Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) noexcept {
    const auto at =
        std::find_if(items.begin(), items.end(), [id](const Item& item) { return item.id == id; });
    return at == items.end() ? nullptr : &*at;
}

} // namespace

const Target* Plan::find_target(std::string_view wanted) const noexcept {
    return find_by_id(targets, wanted);
}

const Work* Plan::find_work(std::string_view wanted) const noexcept {
    return find_by_id(works, wanted);
}

const Task* Plan::find_task(std::string_view wanted) const noexcept {
    return find_by_id(tasks, wanted);
}

const Difficulty* Plan::find_difficulty(std::string_view wanted) const noexcept {
    return find_by_id(difficulties, wanted);
}

const Cooperative* Plan::find_cooperative(std::string_view wanted) const noexcept {
    return find_by_id(cooperatives, wanted);
}

const Department* Plan::find_department(std::string_view wanted) const noexcept {
    return find_by_id(departments, wanted);
}

const Product* Plan::find_product(std::string_view wanted) const noexcept {
    return find_by_id(products, wanted);
}

const PlanUnit* Plan::find_unit(const UnitCode& code) const noexcept {
    const auto at = std::find_if(units.begin(), units.end(),
                                 [&](const PlanUnit& unit) { return unit.code == code; });
    return at == units.end() ? nullptr : &*at;
}

std::vector<UnitCode> Plan::judged_by(const CriteriaSet& set) const {
    std::vector<UnitCode> judged;
    for (const auto& unit : units) {
        const bool fits =
            set.level == UnitLevel::commune &&
            std::find(set.kinds.begin(), set.kinds.end(), unit.kind) != set.kinds.end();
        if (fits) {
            judged.push_back(unit.code);
        }
    }
    return judged;
}

std::string_view to_text(WorkKind kind) noexcept {
    return text_of(work_kinds, kind);
}
std::string_view to_text(WorkAction action) noexcept {
    return text_of(work_actions, action);
}
std::string_view to_text(WorkState state) noexcept {
    return text_of(work_states, state);
}
std::string_view to_text(ProgressMode mode) noexcept {
    return text_of(modes, mode);
}
std::string_view to_text(Direction direction) noexcept {
    return text_of(directions, direction);
}
std::string_view to_text(DifficultyKind kind) noexcept {
    return text_of(difficulty_kinds, kind);
}
std::string_view to_text(TaskState state) noexcept {
    return text_of(task_states, state);
}
std::optional<WorkKind> work_kind(std::string_view text) noexcept {
    return enum_of<WorkKind>(work_kinds, text);
}
std::optional<WorkAction> work_action(std::string_view text) noexcept {
    return enum_of<WorkAction>(work_actions, text);
}
std::optional<WorkState> work_state(std::string_view text) noexcept {
    return enum_of<WorkState>(work_states, text);
}
std::optional<ProgressMode> progress_mode(std::string_view text) noexcept {
    return enum_of<ProgressMode>(modes, text);
}
std::optional<Direction> direction(std::string_view text) noexcept {
    return enum_of<Direction>(directions, text);
}
std::optional<DifficultyKind> difficulty_kind(std::string_view text) noexcept {
    return enum_of<DifficultyKind>(difficulty_kinds, text);
}
std::optional<TaskState> task_state(std::string_view text) noexcept {
    return enum_of<TaskState>(task_states, text);
}

} // namespace gis::model
