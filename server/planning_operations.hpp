#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/editing/operation.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace server {

/// How a work is taken over (nghiệm thu).
struct WorkAcceptance {
    gis::Date accepted_on;
    /// Of a road: what it was given; needed when neither the work
    /// nor its stretches name one.
    std::optional<gis::model::Surface> surface;
    /// The place; needed when the plan's name fits none or several.
    std::optional<gis::FacilityId> facility;
    /// Where a place stands that is not on the map yet: it is added.
    std::optional<gis::geometry::Point> location = {};
    std::string evidence = {};         ///< minutes, document number
    std::optional<double> actual = {}; ///< what was made, in the unit of the work's amount
};

/// What accepting a work changes on the map, as operations for gis::editing::plan(): a
/// surface record for each stretch from that day on; condition, toilet, well and rooms of a
/// facility. Rooms are added to those of a type that are known; to an unknown number nothing can
/// be added, so it stays unknown, but of a place that did not stand before. Works on nothing that
/// is on the map (houses, traffic signs) give no operations. The former place of a conversion is
/// left alone.
/// @throws gis::Error{invalid_data}: "work-cancelled"; "work-without-stretches", "unknown-road",
/// "beyond-road" of a road work; "unknown-place" where the place is not clear.
/// gis::Error{invalid_argument, "bad-surface"} with field "surface"
[[nodiscard]] std::vector<gis::editing::Operation>
acceptance_operations(const gis::model::Work& work, const WorkAcceptance& acceptance,
                      const gis::model::Snapshot& snapshot);

} // namespace server
