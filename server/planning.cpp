#include "server/planning.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_file.hpp"

#include <fmt/format.h>

#include <string>

namespace server {

Planning Planning::load(const std::filesystem::path& product_folder) {
    Planning planning;
    planning.sets = gis::analysis::CriteriaBook::load(product_folder / "criteria");
    planning.plans = gis::analysis::load_plans(product_folder / "plans", planning.sets);
    return planning;
}

Planning Planning::with(std::span<const gis::model::PlanEntry> entries) const {
    auto now = gis::analysis::plans_now(plans, entries, sets);
    return {sets, std::move(now.plans), std::move(now.findings), std::move(now.unusable)};
}

const gis::model::Plan& Planning::find(std::string_view plan) const {
    std::string known;
    for (const auto& one : plans) {
        if (one.id == plan) {
            return one;
        }
        known += (known.empty() ? "" : ", ") + one.id;
    }
    throw gis::Error{gis::ErrorKind::not_found,
                     "unknown-plan",
                     {fmt::format("Không có kế hoạch “{}”. Có: {}.", plan, known),
                      fmt::format("There is no plan \"{}\". There are: {}.", plan, known)},
                     "plan"};
}

const gis::model::Plan* Planning::plan_on(gis::Date day) const {
    const gis::model::Plan* found = nullptr;
    for (const auto& plan : plans) {
        const bool later =
            plan.year <= day.year() && (found == nullptr || found->year <= plan.year);
        if (later) {
            found = &plan;
        }
    }
    return found == nullptr && !plans.empty() ? &plans.front() : found;
}

const gis::model::Plan& Planning::named_or_on(std::optional<std::string_view> id,
                                              gis::Date day) const {
    const auto* of_day = id ? nullptr : plan_on(day);
    return of_day != nullptr ? *of_day : find(id.value_or(""));
}

std::vector<gis::model::CriterionResult> Planning::results() const {
    std::vector<gis::model::CriterionResult> all;
    for (const auto& plan : plans) {
        all.insert(all.end(), plan.results.begin(), plan.results.end());
    }
    return all;
}

} // namespace server
