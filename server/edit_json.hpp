#pragma once

#include "gis/analysis/json_object.hpp"
#include "gis/editing/operation.hpp"
#include "server/json.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Operations as JSON: `{"op":"add_surface","road":12,"from_m":0,"to_m":400,"surface":"btxm",…}`.
// The same members stand alone in the short forms, without `op` and what the address says.

namespace server {

/// One operation with its `op`.
/// @throws gis::Error{invalid_data} that names the member
[[nodiscard]] gis::editing::Operation operation_of(const gis::analysis::JsonObject& object);

/// The list `operations`.
[[nodiscard]] std::vector<gis::editing::Operation>
operations_of(const gis::analysis::JsonObject& body);

/// The bodies of the short forms; the members that they do not read are the caller's.
[[nodiscard]] gis::editing::AddSurface add_surface_of(const gis::analysis::JsonObject& object,
                                                      gis::RoadId road);
[[nodiscard]] gis::editing::AddRoad add_road_of(const gis::analysis::JsonObject& object);
[[nodiscard]] gis::editing::RedrawRoad redraw_road_of(const gis::analysis::JsonObject& object,
                                                      gis::RoadId road);
[[nodiscard]] gis::editing::SplitRoad split_road_of(const gis::analysis::JsonObject& object,
                                                    gis::RoadId road);
[[nodiscard]] gis::editing::JoinRoads join_roads_of(const gis::analysis::JsonObject& object);
[[nodiscard]] gis::editing::EditRoad edit_road_of(const gis::analysis::JsonObject& object,
                                                  gis::RoadId road);
[[nodiscard]] gis::editing::AddFacility add_facility_of(const gis::analysis::JsonObject& object);
[[nodiscard]] gis::editing::EditFacility edit_facility_of(const gis::analysis::JsonObject& object,
                                                          gis::FacilityId facility);

[[nodiscard]] gis::editing::SetPlanEntry set_plan_entry_of(const gis::analysis::JsonObject& object);
/// An item of a plan stands as a body says; key and commune are those of the body. Without a body
/// what was said of it is taken back.
[[nodiscard]] gis::editing::SetPlanEntry
set_plan_entry(const std::string& plan, gis::model::PlanEntryKind kind, std::string_view body);

/// As operation_of() reads it back, the same.
[[nodiscard]] Json to_json(const gis::editing::Operation& operation);
/// A list, as text: what a proposal keeps.
[[nodiscard]] std::string operations_text(std::span<const gis::editing::Operation> operations);
/// What operations_text() wrote. @throws gis::Error{storage, "damaged-store"} when it did not
[[nodiscard]] std::vector<gis::editing::Operation> operations_from_text(std::string_view text);

} // namespace server
