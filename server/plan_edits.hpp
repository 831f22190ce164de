#pragma once

#include "gis/editing/operation.hpp"
#include "gis/model/plan.hpp"
#include "server/app.hpp"
#include "server/edit_effect.hpp"
#include "server/json.hpp"
#include "server/planning_operations.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Edits of plans: items that are written are checked against plan, criteria sets and atlas.

namespace server {

/// Checks every item of a plan among operations: what it refers to is there, money adds up by
/// source, stretches are on their road, days are not in the future, a road work is not accepted
/// without its surfaces, households stand alone.
/// @param list  as gis::editing::Context::list
/// @throws gis::Error{invalid_data} that names the field
void check_plan_items(const View& view, std::span<const gis::editing::Operation> operations,
                      std::string_view list);

/// What plans as they stand and the atlas do not agree on, and what of them cannot be used: of all
/// plans, as analysis::check_plan().
[[nodiscard]] std::vector<gis::analysis::Finding> plan_findings(const View& view, gis::Date today);

/// Those of the atlas and of its plans, by severity.
[[nodiscard]] std::vector<gis::analysis::Finding> all_findings(const View& view, gis::Date today);

/// A work and the plan that has it.
struct PlannedWork {
    const gis::model::Plan& plan;
    const gis::model::Work& work;
};
/// @throws gis::Error{not_found, "unknown-work"}
[[nodiscard]] PlannedWork find_planned_work(const View& view, std::string_view id);

/// One text as the title of an item is enough of people who write one language.
void complete_title(Json& item);

/// The body of an item with members of a patch put over it; null takes one out.
/// @throws gis::Error{invalid_data, "bad-plan-entry"}
[[nodiscard]] std::string patched(const std::string& body, std::string_view patch);

/// Accepts a work: how it stands from now on, and what that changes on the map.
/// @throws what acceptance_operations() throws; gis::Error{invalid_data, "work-accepted"}
[[nodiscard]] std::vector<gis::editing::Operation>
accept_work(const View& view, const PlannedWork& planned, const WorkAcceptance& acceptance);

/// A code that no item of the plan has, also none that a proposal would add: letter and number.
[[nodiscard]] std::string free_code(const View& view, const gis::model::Plan& plan,
                                    std::string_view letters, std::size_t skip = 0);

/// Refuses a code that a new item is to have when a proposal that waits would give it to another.
/// @throws gis::Error{invalid_data, "key-taken"} with the field
void require_free_code(const View& view, const std::string& code, const std::string& field);

/// What an edit does to criteria of communes on this day: those whose state or measurement differs.
/// Shares of people are not measured here.
/// `[{"set":…,"unit":{…},"criterion":"2","before":{"state":…,"measured":…},"after":{…}}]`
[[nodiscard]] Json criteria_effect_json(const App& app, const Figures& before, const Figures& after,
                                        const Planning& planning_before,
                                        std::span<const gis::UnitCode> communes);

} // namespace server
