#pragma once

#include "gis/analysis/hardening_plan.hpp"
#include "gis/analysis/json_object.hpp"
#include "server/app.hpp"
#include "server/json.hpp"

namespace server {

/// What the plan maker is asked, with the costs that hold for it.
struct PlanMakerAsked {
    gis::analysis::RoadCosts costs;            ///< of the product, those of the question over them
    gis::analysis::HardeningQuestion question; ///< its `costs` are absent: see of()
    std::string set;                           ///< of the criterion; empty: none

    /// The question with its costs. @pre the object outlives what is made of it
    [[nodiscard]] gis::analysis::HardeningQuestion of() const;
};

/// Reads the body of POST /api/plan-maker.
/// @throws gis::Error{invalid_data} naming the member; Error{not_found} for what is not known
[[nodiscard]] PlanMakerAsked plan_maker_asked(const gis::analysis::JsonObject& body,
                                              const App& app);

/// The road indicators of the criteria set of the day, and what their thresholds depend on.
[[nodiscard]] gis::analysis::IndicatorsAsked road_indicators(const App& app, gis::Date as_of);

/// The body of the answer.
[[nodiscard]] Json plan_maker_json(const gis::analysis::HardeningPlan& plan,
                                   const gis::analysis::HardeningEffect& effect, const View& view);

} // namespace server
