#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/findings.hpp"
#include "gis/analysis/json_object.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/plan_entry.hpp"
#include "gis/model/snapshot.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// What errors say of a body of an entry: code "bad-plan-entry".
[[nodiscard]] JsonOrigin entry_origin();

/// Members by name, without spaces and without those that are null; what is hashed and compared.
/// @throws Error{invalid_data, "bad-plan-entry"} for what is no JSON object
[[nodiscard]] std::string canonical_body(std::string_view json);

/// Lays an entry over a plan: replaces the item of its key, or adds it. Its body is checked as a
/// plan file is; references must be in the plan. An entry that was taken back does nothing.
/// @pre entry.plan is the plan's, entry.kind is not `plan`
/// @throws Error{invalid_data, "bad-plan-entry"} naming the JSON path; also for a body that is of
/// another key or commune than the entry says
void put_entry(const model::PlanEntry& entry, const CriteriaBook& sets, model::Plan& plan);

/// Whether put_entry() would take an entry. @throws as put_entry()
void check_entry(const model::PlanEntry& entry, const CriteriaBook& sets, const model::Plan& plan);

/// What must hold of a work that somebody writes: its stretches are on one road each and do not
/// leave it, it is not accepted, begun or finished after `today`.
/// @throws Error{invalid_data} "unknown-road", "beyond-road", "in-future" with a JSON path
void check_work(const model::Work& work, const model::Snapshot& snapshot, Date today);

/// The work that a body describes. @throws as put_entry()
[[nodiscard]] model::Work work_of(const std::string& body, const CriteriaBook& sets,
                                  const model::Plan& plan);

/// An entry that cannot be read (any more), such as of an item that a newer file of the plan does
/// not have, or of a work that is gone.
struct UnusableEntry {
    model::PlanEntry entry;
    Message why; ///< nothing of a household
};

/// Plans as they stand.
struct PlansNow {
    std::vector<model::Plan> plans;
    std::vector<UnusableEntry> unusable; ///< these do not count
    std::vector<Finding> findings;       ///< of those: "plan-entry-unreadable", a warning
};

/// Lays entries over plans; entries of kind `plan` are plans themselves, and take the place of one
/// of the same id. Works and results first, then what refers to them. Supported households are
/// counted for their target on each day on which one was.
[[nodiscard]] PlansNow plans_now(std::vector<model::Plan> plans,
                                 std::span<const model::PlanEntry> entries,
                                 const CriteriaBook& sets);

/// The key of an item, and the commune that it concerns.
struct EntryPlace {
    std::string key;
    UnitCode commune; ///< empty: the district as a whole
};
/// @pre the body is one that put_entry() takes
[[nodiscard]] EntryPlace place_of(model::PlanEntryKind kind, const JsonObject& body);

/// Items as a plan file has them, in the canonical form: what an entry that changes a part of one
/// starts from.
[[nodiscard]] std::string to_body(const model::Work& work);
[[nodiscard]] std::string to_body(const model::Task& task);
[[nodiscard]] std::string to_body(const model::Difficulty& difficulty);

} // namespace gis::analysis
