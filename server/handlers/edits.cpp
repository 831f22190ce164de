#include "server/dispatch.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"

#include <utility>

namespace server::handlers {

namespace editing = gis::editing;
namespace model = gis::model;
using gis::analysis::JsonObject;
using model::EntityKind;

namespace {

/// And of an entity that the address names.
EditRequest short_form_of(const Request& request, const JsonObject& body,
                          std::set<std::string> members, EntityKind kind) {
    auto edit = short_edit(request, body, std::move(members));
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{kind, id_parameter(request)};
    return edit;
}

gis::RoadId road_parameter(const Request& request) {
    return gis::RoadId{id_parameter(request)};
}

const std::set<std::string> road_members{"name",       "code",    "class", "managing_commune",
                                         "valid_from", "valid_to"};
const std::set<std::string> facility_members{
    "kind",    "code",   "name", "commune",   "serves",     "standard_met", "rooms",   "seats",
    "area_m2", "toilet", "well", "condition", "valid_from", "valid_to",     "location"};

std::set<std::string> with(std::set<std::string> names, std::string more) {
    names.insert(std::move(more));
    return names;
}

/// What a DELETE has in its query: the last day and a comment.
EditRequest retirement(const Request& request, EntityKind kind) {
    const auto& query = request.target.query;
    query.allow_only({"last_day", "comment", "dry_run"});
    auto edit = edit_request(request, std::string{query.get("comment").value_or("")});
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{kind, id_parameter(request)};
    return edit;
}

/// The figures of a periodic report are the server's own.
void refuse_reports(const std::vector<gis::editing::Operation>& operations) {
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto* entry = std::get_if<gis::editing::SetPlanEntry>(&operations[i]);
        if (entry != nullptr && entry->kind == model::PlanEntryKind::period_report) {
            throw gis::Error{gis::ErrorKind::invalid_data,
                             "report-needed",
                             {"Báo cáo định kỳ được nộp bằng POST /api/period-reports.",
                              "A periodic report is handed in by POST /api/period-reports."},
                             "/operations/" + std::to_string(i) + "/kind"};
        }
    }
}

} // namespace

Response add_changeset(App& app, const Request& request) {
    request.target.query.allow_only({"dry_run"});
    const auto body = json_body(request);
    body.only({"operations", "comment"});
    auto edit = edit_request(request, comment_of(body));
    edit.operations = operations_of(body);
    refuse_reports(edit.operations);
    edit.list = "/operations";
    edit.created = 201;
    edit.seen = required_if_match(request);
    return carry_out_later(app, request, std::move(edit));
}

Response revert_changeset(App& app, const Request& request) {
    request.target.query.allow_only({"dry_run"});
    std::string comment;
    if (!request.body.empty()) {
        const auto body = json_body(request);
        body.only({"comment"});
        comment = comment_of(body);
    }
    auto edit = edit_request(request, comment);
    edit.created = 201;
    const gis::ChangesetId id{id_parameter(request)};
    return continue_on(Lane::write, [&app, &request, id, edit = std::move(edit)] {
        return revert(app, request, id, edit);
    });
}

Response add_surface(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_form_of(
        request, body,
        {"from_m", "to_m", "surface", "width_m", "condition", "effective_on", "work", "evidence"},
        EntityKind::road);
    edit.operations = {add_surface_of(body, road_parameter(request))};
    edit.created = 201;
    return carry_out_later(app, request, std::move(edit));
}

Response retract_surface(App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"comment", "dry_run"});
    auto edit = edit_request(request, std::string{query.get("comment").value_or("")});
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{EntityKind::road, id_parameter(request)};
    edit.operations = {editing::RetractSurface{
        road_parameter(request), gis::SurfaceRecordId{id_parameter(request, "record")}}};
    return carry_out_later(app, request, std::move(edit));
}

Response add_road(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_edit(request, body, with(road_members, "geometry"));
    edit.operations = {add_road_of(body)};
    edit.created = 201;
    return carry_out_later(app, request, std::move(edit));
}

Response edit_road(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_form_of(request, body, road_members, EntityKind::road);
    edit.operations = {edit_road_of(body, road_parameter(request))};
    return carry_out_later(app, request, std::move(edit));
}

Response redraw_road(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit =
        short_form_of(request, body, {"geometry", "tolerance_m", "give_up"}, EntityKind::road);
    edit.operations = {redraw_road_of(body, road_parameter(request))};
    return carry_out_later(app, request, std::move(edit));
}

Response split_road(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_form_of(request, body, {"at_m"}, EntityKind::road);
    edit.operations = {split_road_of(body, road_parameter(request))};
    return carry_out_later(app, request, std::move(edit));
}

Response join_roads(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_edit(request, body, {"roads"});
    edit.seen = required_if_match(request);
    auto operation = join_roads_of(body);
    if (!operation.roads.empty()) {
        edit.about = model::EntityRef{EntityKind::road, operation.roads.front().get()};
    }
    edit.operations = {std::move(operation)};
    return carry_out_later(app, request, std::move(edit));
}

Response retire_road(App& app, const Request& request) {
    auto edit = retirement(request, EntityKind::road);
    edit.operations = {editing::RetireRoad{road_parameter(request),
                                           day_parameter(request.target.query, "last_day")}};
    return carry_out_later(app, request, std::move(edit));
}

Response add_facility(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_edit(request, body, facility_members);
    edit.operations = {add_facility_of(body)};
    edit.created = 201;
    return carry_out_later(app, request, std::move(edit));
}

Response edit_facility(App& app, const Request& request) {
    const auto body = json_body(request);
    auto edit = short_form_of(request, body, facility_members, EntityKind::facility);
    const gis::FacilityId id{id_parameter(request)};
    edit.operations = {edit_facility_of(body, id)};
    if (body.has("location")) {
        edit.operations.emplace_back(editing::MoveFacility{id, body.point("location")});
    }
    return carry_out_later(app, request, std::move(edit));
}

Response retire_facility(App& app, const Request& request) {
    auto edit = retirement(request, EntityKind::facility);
    edit.operations = {editing::RetireFacility{gis::FacilityId{id_parameter(request)},
                                               day_parameter(request.target.query, "last_day")}};
    return carry_out_later(app, request, std::move(edit));
}

} // namespace server::handlers
