#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/plan_entry.hpp"
#include "gis/model/road.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What a person can do to the atlas, one type each. A road that an earlier operation of the same
// list makes (AddRoad, SplitRoad) is named by -(1 + position of that operation), a facility
// likewise. Coordinates are lon, lat, EPSG:4326; chainages are metres.

namespace gis::editing {

/// Part of a road by chainage, metres.
struct Stretch {
    double from_m = 0;
    double to_m = 0;

    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// From a day on, a road or a stretch of it has a surface.
struct AddSurface {
    RoadId road = {};
    std::optional<Stretch> stretch = {}; ///< absent: the whole road
    model::Surface surface = model::Surface::unknown;
    std::optional<double> width_m = {}; ///< absent: unknown
    std::string condition = {};
    Date effective_on = {};
    std::string work = {};
    std::string evidence = {};
    friend bool operator==(const AddSurface&, const AddSurface&) = default;
};

/// A surface record was wrong: it counts on no day.
struct RetractSurface {
    RoadId road = {};
    SurfaceRecordId record = {};
    friend bool operator==(const RetractSurface&, const RetractSurface&) = default;
};

/// Attributes of a road; what is absent is left as it is.
struct RoadFields {
    std::optional<std::string> name = {};
    std::optional<std::string> code = {}; ///< of no other road; empty = none
    std::optional<model::RoadClass> road_class = {};
    std::optional<UnitCode> managing_commune = {}; ///< empty = derived from the map
    std::optional<Date> valid_from = {};
    std::optional<std::optional<Date>> valid_to = {}; ///< an inner absent: exists still
    friend bool operator==(const RoadFields&, const RoadFields&) = default;
};

struct AddRoad {
    geometry::Line line = {};
    RoadFields fields = {};
    friend bool operator==(const AddRoad&, const AddRoad&) = default;
};

/// The road lies elsewhere. Its surface records are carried to the new line by position; see
/// Carry. A record of which a part cannot be carried is a conflict, unless `give_up` names it: then
/// that part is given up and the rest carried.
struct RedrawRoad {
    RoadId road = {};
    geometry::Line line = {};
    double tolerance_m = 30; ///< a position that moved farther is not carried
    std::vector<SurfaceRecordId> give_up = {};
    friend bool operator==(const RedrawRoad&, const RedrawRoad&) = default;
};

/// One road becomes two. The first keeps id, code and records up to `at_m`; the second, new, has
/// the other attributes and the records beyond. For every day both together are what the one was.
struct SplitRoad {
    RoadId road = {};
    double at_m = 0;
    friend bool operator==(const SplitRoad&, const SplitRoad&) = default;
};

/// Roads that meet end to end become one: the first, in its own direction. The others are
/// withdrawn, their records carried to it. For every day the one is what all were together.
struct JoinRoads {
    std::vector<RoadId> roads = {}; ///< two or more, each meets one before it
    friend bool operator==(const JoinRoads&, const JoinRoads&) = default;
};

/// The road exists no more after a day.
struct RetireRoad {
    RoadId road = {};
    Date last_day = {};
    friend bool operator==(const RetireRoad&, const RetireRoad&) = default;
};

struct EditRoad {
    RoadId road = {};
    RoadFields fields = {};
    friend bool operator==(const EditRoad&, const EditRoad&) = default;
};

/// Attributes of a facility; what is absent is left as it is, an inner absent is "unknown".
struct FacilityFields {
    std::optional<model::FacilityKind> kind = {};
    std::optional<std::string> code = {}; ///< of no other facility; empty = none
    std::optional<std::string> name = {};
    std::optional<UnitCode> commune = {}; ///< empty = derived from the location
    std::optional<std::vector<UnitCode>> serves = {};
    std::optional<std::optional<bool>> standard_met = {};
    std::optional<std::map<std::string, int>> rooms = {};
    std::optional<std::optional<int>> seats = {};
    std::optional<std::optional<double>> area_m2 = {};
    std::optional<std::optional<bool>> toilet = {};
    std::optional<std::optional<bool>> well = {};
    std::optional<std::string> condition = {};
    std::optional<Date> valid_from = {};
    std::optional<std::optional<Date>> valid_to = {};
    friend bool operator==(const FacilityFields&, const FacilityFields&) = default;
};

struct AddFacility {
    geometry::Point location = {};
    FacilityFields fields = {};
    friend bool operator==(const AddFacility&, const AddFacility&) = default;
};

struct MoveFacility {
    FacilityId facility = {};
    geometry::Point location = {};
    friend bool operator==(const MoveFacility&, const MoveFacility&) = default;
};

struct EditFacility {
    FacilityId facility = {};
    FacilityFields fields = {};
    friend bool operator==(const EditFacility&, const EditFacility&) = default;
};

/// The facility exists no more after a day.
struct RetireFacility {
    FacilityId facility = {};
    Date last_day = {};
    friend bool operator==(const RetireFacility&, const RetireFacility&) = default;
};

/// An item of a plan stands so from now on.
struct SetPlanEntry {
    std::string plan = {}; ///< Plan::id
    model::PlanEntryKind kind = model::PlanEntryKind::work;
    std::string key = {};
    UnitCode commune = {}; ///< that it concerns; empty: the district as a whole
    std::string body = {}; ///< as PlanEntry::body; what it may say is not checked here
    bool is_new = false;   ///< there must be no entry of this key that counts
    friend bool operator==(const SetPlanEntry&, const SetPlanEntry&) = default;
};

using Operation =
    std::variant<AddSurface, RetractSurface, AddRoad, RedrawRoad, SplitRoad, JoinRoads, RetireRoad,
                 EditRoad, AddFacility, MoveFacility, EditFacility, RetireFacility, SetPlanEntry>;

} // namespace gis::editing
