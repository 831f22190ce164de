#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/evidence.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// Where something stands in a plan.
struct PlanSource {
    std::string paragraph;         ///< "IV.2.1"
    std::vector<std::string> rows; ///< of the inventory in data/plans/README.md: "H1"

    friend bool operator==(const PlanSource&, const PlanSource&) = default;
};

/// A number as a plan gives it: exactly, at least, at most, from to, about.
struct Amount {
    std::optional<double> least;
    std::optional<double> most;
    bool about = false; ///< "khoảng"
    std::string unit;   ///< "m", "household", "percent"...

    friend bool operator==(const Amount&, const Amount&) = default;
};

/// A criterion of a set.
struct CriterionRef {
    std::string set;
    std::string code;

    friend bool operator==(const CriterionRef&, const CriterionRef&) = default;
};

enum class WorkKind : std::uint8_t {
    road,
    classrooms,
    cultural_house,
    cultural_centre,
    sports_ground,
    sanitation,
    health_station,
    housing,
    traffic_signs
};

enum class WorkAction : std::uint8_t { build, repair, convert, equip };

/// `funded`: its money is allotted. `accepted`: taken over (nghiệm thu); only then it changes the
/// map.
enum class WorkState : std::uint8_t { planned, funded, under_way, done, accepted, cancelled };

/// A road or a stretch of it that a work is on.
struct WorkStretch {
    std::string road;                    ///< Road::code; empty: named by its id
    double from_m = 0;                   ///< chainage, metres
    double to_m = 0;                     ///< chainage, metres
    std::optional<RoadId> road_id = {};  ///< of a road without a code
    std::optional<double> width_m = {};  ///< absent: that of the work
    std::optional<Surface> surface = {}; ///< that it gets; absent: one of the work's

    friend bool operator==(const WorkStretch&, const WorkStretch&) = default;
};

/// A facility as a plan names it.
struct NamedPlace {
    FacilityKind kind = FacilityKind::other;
    std::string name; ///< empty: the plan gives none

    friend bool operator==(const NamedPlace&, const NamedPlace&) = default;
};

/// Where money comes from: "province_cement", "district_sand_stone", "people", "programme", "adp",
/// or as the plan names it.
struct FundingShare {
    std::string source;
    std::optional<double> amount_vnd; ///< absent = unknown

    friend bool operator==(const FundingShare&, const FundingShare&) = default;
};

/// Something to be built, repaired, converted or equipped.
struct Work {
    std::string id; ///< of the plan: "H3"
    Message title;
    WorkKind kind = WorkKind::road;
    WorkAction action = WorkAction::build;
    UnitCode unit;                     ///< commune
    std::string hamlet;                ///< as the plan names it; empty: it does not
    std::optional<NamedPlace> place;   ///< that it makes or changes
    std::optional<NamedPlace> made_of; ///< of a conversion: what it was before
    std::map<std::string, int> rooms;  ///< to be added, by type
    bool rooms_at_least = false;
    std::optional<Amount> amount; ///< of what is counted otherwise: metres, houses
    std::optional<double> width_m;
    std::vector<RoadClass> road_classes; ///< of the roads that it is on
    std::vector<Surface> surfaces;       ///< any of which it may have
    std::vector<WorkStretch> stretches;  ///< none: not known which roads
    bool adds_toilet = false;
    bool adds_well = false;
    std::string target; ///< Target::id that it serves; empty: none
    std::optional<CriterionRef> criterion;
    int year = 0;
    WorkState state = WorkState::planned;
    std::optional<Date> accepted_on;
    std::optional<double> cost_vnd; ///< absent = unknown
    std::vector<FundingShare> funding;
    std::vector<std::string> documents;   ///< Document::id
    std::vector<std::string> may_overlap; ///< Work::id that may be the same thing
    PlanSource source;
    std::optional<Date> planned_from;
    std::optional<Date> planned_to; ///< last day
    std::optional<Date> started_on;
    std::optional<Date> finished_on;
    std::optional<double> actual;       ///< done, in the unit of the amount
    std::string owner;                  ///< chủ đầu tư; empty: not known
    std::string department;             ///< Department::id; empty: not known
    std::optional<FacilityId> facility; ///< its place, when somebody said which
    std::string evidence;               ///< of the state: minutes, document number
    std::string note;
    EvidenceLinks links;
    bool draft = false; ///< no work of the plan's own

    friend bool operator==(const Work&, const Work&) = default;
};

[[nodiscard]] std::string_view to_text(WorkKind kind) noexcept;
[[nodiscard]] std::string_view to_text(WorkAction action) noexcept;
[[nodiscard]] std::string_view to_text(WorkState state) noexcept;
[[nodiscard]] std::optional<WorkKind> work_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<WorkAction> work_action(std::string_view text) noexcept;
[[nodiscard]] std::optional<WorkState> work_state(std::string_view text) noexcept;

} // namespace gis::model
