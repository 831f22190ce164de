#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/findings.hpp"
#include "gis/analysis/plan_entries.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/plan_entry.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// Criteria sets and plans, as they came or as they stand.
struct Planning {
    gis::analysis::CriteriaBook sets;
    std::vector<gis::model::Plan> plans;
    /// What is stored of plans and cannot be used.
    std::vector<gis::analysis::Finding> findings = {};
    std::vector<gis::analysis::UnusableEntry> unusable = {};

    /// Reads `criteria` and `plans` of the product folder. @throws what their readers throw
    [[nodiscard]] static Planning load(const std::filesystem::path& product_folder);

    /// With what is stored of the plans laid over them.
    [[nodiscard]] Planning with(std::span<const gis::model::PlanEntry> entries) const;

    /// @throws gis::Error{not_found, "unknown-plan"} with field "plan", listing those there are
    [[nodiscard]] const gis::model::Plan& find(std::string_view plan) const;
    /// The plan of the year of a day, else the latest before it, else the first that there is; null
    /// without plans.
    [[nodiscard]] const gis::model::Plan* plan_on(gis::Date day) const;
    /// The plan of an id, else that of a day. @throws as find(), also when there is none
    [[nodiscard]] const gis::model::Plan& named_or_on(std::optional<std::string_view> id,
                                                      gis::Date day) const;
    /// What all plans declare of criteria.
    [[nodiscard]] std::vector<gis::model::CriterionResult> results() const;
};

} // namespace server
