#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/measurement.hpp"
#include "gis/analysis/road_costs.hpp"
#include "gis/analysis/road_report.hpp"
#include "gis/model/criteria.hpp"
#include "gis/model/table.hpp"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace gis::analysis {

/// What is to be had first for the money: people on an all-season way, or kilometres.
enum class HardeningAim : std::uint8_t { people, kilometres };

[[nodiscard]] std::string_view to_text(HardeningAim aim) noexcept;
[[nodiscard]] std::optional<HardeningAim> hardening_aim(std::string_view text) noexcept;

inline constexpr std::size_t max_hardening_services = 8;

/// What roads to harden is asked for. At least one of budget_vnd, length_m and share is given;
/// whichever is reached first ends the list.
struct HardeningQuestion {
    std::vector<UnitCode> units; ///< communes or hamlets; none: the whole atlas
    const HardeningRules* rules = nullptr;
    Date as_of;
    /// A share or length of roads: only what makes it grow is hardened. Null: all roads of
    /// `classes` that the rules do not count as hardened.
    const model::Indicator* indicator = nullptr;
    std::vector<model::RoadClass> classes; ///< none: the headline classes of the rules
    const RoadCosts* costs = nullptr;
    std::optional<model::Surface> surface;    ///< to be built; absent: the standard of each class
    std::optional<double> width_m;            ///< absent: the standard of each class
    std::vector<const ServiceNorm*> services; ///< that people need; at most max_hardening_services
    HardeningAim aim = HardeningAim::people;
    std::optional<double> budget_vnd;
    std::optional<double> length_m;
    std::optional<double> share; ///< per cent of the indicator or of `classes`, in every commune
    bool unknown_too = false;    ///< roads of unknown surface count as not hardened
    double piece_m = 100;        ///< roads are taken in pieces of at most so many metres
    /// Called now and then; throws when it takes too long.
    std::function<void()> keep_going;
};

/// Whether an indicator is measured in lengths of roads, so that hardening can move it.
[[nodiscard]] bool is_of_roads(const model::Indicator& indicator);

/// What the question would build on a road of a class.
[[nodiscard]] RoadStandard standard_of(const HardeningQuestion& question,
                                       model::RoadClass road_class);

/// A stretch to be hardened.
struct HardeningInterval {
    const model::Road* road = nullptr; ///< of the snapshot
    double from_m = 0;                 ///< chainage, metres
    double to_m = 0;
    model::Surface old_surface = model::Surface::unknown;
    model::Surface new_surface = model::Surface::btxm;
    double width_m = 0;
    double vnd_per_m = 0;
    double people = 0; ///< who gain an all-season way by it when the whole list is built
    const model::Unit* hamlet = nullptr;
    const model::Unit* commune = nullptr;

    [[nodiscard]] double length_m() const noexcept { return to_m - from_m; }
    [[nodiscard]] double vnd() const noexcept { return length_m() * vnd_per_m; }
};

/// Persons with an all-season way from the road at their door.
struct PeopleOnWay {
    double to_all = 0; ///< to a facility of every service
    std::array<double, max_hardening_services> to_each{};
};

/// Metres that may be hardened in a hamlet.
struct HardeningRest {
    const model::Unit* hamlet = nullptr; ///< null: outside every hamlet
    const model::Unit* commune = nullptr;
    double length_m = 0;
    double vnd = 0;
    double chosen_m = 0;
};

/// Metres still to be hardened in a commune for the share that is wanted.
struct HardeningQuota {
    const model::Unit* commune = nullptr;
    double total_m = 0;
    double hardened_m = 0;
    double needed_m = 0; ///< for the share
    double chosen_m = 0;
};

/// What is proposed; nothing is stored. Units and roads are of the snapshot.
struct HardeningPlan {
    HardeningQuestion question;
    std::vector<HardeningInterval> intervals; ///< the best first
    std::vector<HardeningRest> rest;          ///< by commune and hamlet, of all candidates
    std::vector<HardeningQuota> quotas;       ///< of a wanted share
    double candidates_m = 0;
    double candidates_vnd = 0;
    double people = 0;    ///< known people of the units
    double off_roads = 0; ///< of these, those without any road within reach
    std::size_t hamlets_unknown = 0;
    PeopleOnWay before;
    PeopleOnWay after;
    /// No choice along the cheapest ways gains more people for the budget; see best_blocks(). Only
    /// where people are the aim and a budget or a length is the only limit.
    std::optional<double> bound;

    [[nodiscard]] double length_m() const noexcept;
    [[nodiscard]] double vnd() const noexcept;
};

/// Chooses which stretches of road to harden. The candidates are cut at junctions, hamlet borders,
/// changes of surface and into pieces of piece_m. Their choice is that of choose_within() on the
/// forest of cheapest ways: proven best at the end of every block, and never more than bound - gain
/// short of the best otherwise. When nobody gains any more and there is money or length left, the
/// cheapest metres follow, the last piece cut to measure. With the aim `kilometres` the cheapest
/// metres are taken from the start: no choice of the same length costs less, as pieces may be cut.
///
/// A facility far from every hardened road counts for the people once the road to it is chosen, but
/// draws no choice by itself.
/// @throws Error{not_found, "unknown-unit"}; Error{invalid_argument} for a question without limit,
/// "no-unit-cost", an indicator that is not of roads; what keep_going throws
[[nodiscard]] HardeningPlan plan_hardening(const MeasureBasis& basis, HardeningQuestion question);

/// The surface records that the plan would add, dated question.as_of; ids above all others of the
/// snapshot.
[[nodiscard]] std::vector<model::SurfaceRecord> records_of(const HardeningPlan& plan,
                                                           const model::Snapshot& snapshot);

/// An indicator of roads in a commune, before and after.
struct IndicatorEffect {
    const model::Unit* commune = nullptr;
    const model::Indicator* indicator = nullptr;
    const model::Threshold* threshold = nullptr; ///< null: none is given
    Measured before;
    Measured after;
    std::optional<bool> met_before;
    std::optional<bool> met_after;
};

/// What a figure of people was and would be.
struct PeopleEffect {
    PeopleFigures before;
    PeopleFigures after;
};

/// What would change if all of a plan were built, measured on a snapshot that has its records.
struct HardeningEffect {
    RoadSummary roads_before; ///< of the units together
    RoadSummary roads_after;
    std::vector<IndicatorEffect> indicators;
    std::vector<PeopleEffect> reached; ///< by all-season roads within the norm, by service
    PeopleEffect access;               ///< the Rural Access Index
};

/// Indicators whose values are to be compared, and what their thresholds depend on.
struct IndicatorsAsked {
    std::vector<const model::Indicator*> indicators;
    std::map<std::string, std::string> conditions;
    std::map<UnitCode, std::map<std::string, std::string>> unit_conditions;
};

[[nodiscard]] HardeningEffect effect_of(const HardeningPlan& plan, const MeasureBasis& basis,
                                        const IndicatorsAsked& asked);

[[nodiscard]] model::Table to_table(const HardeningPlan& plan);

} // namespace gis::analysis
