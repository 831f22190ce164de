#include "server/edits.hpp"

#include "gis/core/text.hpp"
#include "gis/editing/plan.hpp"
#include "gis/editing/revert.hpp"
#include "gis/model/words.hpp"
#include "server/auth/rights.hpp"
#include "server/edit_effect.hpp"
#include "server/edit_json.hpp"
#include "server/edit_rights.hpp"
#include "server/handlers/handlers.hpp"
#include "server/parameters.hpp"
#include "server/plan_edits.hpp"
#include "server/problem.hpp"
#include "server/proposal_json.hpp"
#include "server/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;

namespace {

constexpr std::size_t longest_comment = 2000;
constexpr std::size_t longest_key = 200;
/// How far beyond the box of all units a position may be, degrees (about 5 km).
constexpr double box_margin_deg = 0.05;

Language language_of(const Request& request) {
    return preferred_language(request.field("Accept-Language"));
}

std::string checked_comment(const std::string& comment) {
    if (comment.size() > longest_comment || !gis::is_utf8(comment)) {
        throw gis::Error{
            gis::ErrorKind::invalid_data,
            "bad-comment",
            {fmt::format("Ghi chú phải là văn bản UTF-8, dài nhất {} byte.", longest_comment),
             fmt::format("The comment must be UTF-8 text of at most {} bytes.", longest_comment)},
            "/comment"};
    }
    return gis::clean(comment);
}

std::optional<model::RequestKey> request_key(const Request& request) {
    const auto key = request.field("Idempotency-Key");
    if (key.empty()) {
        return std::nullopt;
    }
    const bool printable =
        std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (key.size() > longest_key || !printable) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "bad-idempotency-key",
            {fmt::format("Idempotency-Key phải là ký tự ASCII, dài nhất {}.", longest_key),
             fmt::format("Idempotency-Key must be printable ASCII, at most {} long.", longest_key)},
            "Idempotency-Key"};
    }
    return model::RequestKey{std::string{key},
                             fmt::format("{} {} {} {}", to_text(request.method), request.raw_target,
                                         request.body.size(), content_hash(request.body))};
}

editing::Context context_of(const View& view, std::string_view list) {
    auto box = view.box;
    if (!box.empty()) {
        box.min_lon -= box_margin_deg;
        box.min_lat -= box_margin_deg;
        box.max_lon += box_margin_deg;
        box.max_lat += box_margin_deg;
    }
    return {box, list};
}

Json conflicts_json(const std::vector<editing::Conflict>& conflicts, Language language) {
    auto list = Json::array();
    for (const auto& conflict : conflicts) {
        Json json{{"code", conflict.code},
                  {"message", language == Language::en ? conflict.message.en : conflict.message.vi},
                  {"entity", to_text(conflict.entity.kind)},
                  {"id", conflict.entity.id},
                  {"operation", conflict.operation}};
        if (conflict.stretch) {
            json["from_m"] = conflict.stretch->from_m;
            json["to_m"] = conflict.stretch->to_m;
        }
        if (!conflict.field.empty()) {
            json["field"] = conflict.field;
        }
        list.push_back(std::move(json));
    }
    return list;
}

Response conflict_response(const std::vector<editing::Conflict>& conflicts,
                           const Request& request) {
    const auto language = language_of(request);
    auto response = problem(409, "edit-conflicts", conflicts.front().message, language);
    add_member(response, "conflicts", conflicts_json(conflicts, language).dump());
    return response;
}

Response stale_response(const std::vector<ChangedField>& changed, const Request& request) {
    const auto& last = changed.front();
    const auto field = model::field_words(last.field);
    const auto entity = model::entity_words(last.entity.kind);
    auto response = problem(
        412, "stale",
        {fmt::format("{} đã sửa “{}” của {} số {} lúc {}. Hãy xem giá trị mới rồi sửa lại.",
                     last.by.author, field.vi, entity.vi, last.entity.id, last.by.at),
         fmt::format("{} changed “{}” of {} {} at {}. Look at the new value and edit again.",
                     last.by.author, field.en, entity.en, last.entity.id, last.by.at)},
        language_of(request));
    add_member(response, "changed", to_json(changed).dump());
    return response;
}

/// Roads and facilities of an edit with their new tags, surface records with their roads.
Json changed_json(const model::Applied& applied) {
    auto refs = Json::array();
    std::vector<std::pair<model::EntityRef, Json>> list;
    for (const auto& row : applied.rows) {
        const model::EntityRef entity{kind_of(row), model::id_of(row)};
        Json json{{"entity", to_text(entity.kind)}, {"id", entity.id}};
        if (const auto* record = std::get_if<model::SurfaceRecord>(&row)) {
            json["road"] = record->road.get();
            json["state"] = to_text(record->state);
        } else if (const auto* unit = std::get_if<model::Unit>(&row)) {
            json["id"] = unit->code.get();
        } else {
            json["etag"] = entity_tag(applied.revision);
        }
        if (const auto* entry = std::get_if<model::PlanEntry>(&row)) {
            json["kind"] = to_text(entry->kind);
            json["key"] = entry->key;
        }
        list.emplace_back(entity, std::move(json));
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [entity, json] : list) {
        refs.push_back(std::move(json));
    }
    return refs;
}

/// The same for a request and its repetition, but for `effect`.
Response applied_response(const model::Applied& applied, const EditRequest& edit, Json effect) {
    const bool nothing = applied.rows.empty() && !applied.repeated;
    Json body{{"revision", applied.revision.get()},
              {"changeset", nothing ? Json(nullptr) : Json(applied.revision.get())},
              {"at", applied.at},
              {"repeated", applied.repeated},
              {"changed", changed_json(applied)},
              {"effect", std::move(effect)}};
    auto response = handlers::json_response(body.dump());
    response.status = nothing ? 200 : edit.created;
    response.headers.set("Cache-Control", "no-store");
    if (edit.about) {
        response.etag = entity_tag(applied.revision);
    }
    if (response.status == 201) {
        response.headers.add("Location", fmt::format("/api/changesets/{}", applied.revision.get()));
    }
    return response;
}

Response proposed_response(const model::Proposal& proposal, const View& view) {
    auto response = handlers::json_response(proposal_json(proposal, view).dump());
    response.status = 202;
    response.headers.set("Cache-Control", "no-store");
    response.headers.add("Location", fmt::format("/api/proposals/{}", proposal.id.get()));
    return response;
}

Json codes_json(const std::vector<gis::UnitCode>& codes) {
    auto list = Json::array();
    for (const auto& code : codes) {
        list.push_back(code.get().empty() ? Json(nullptr) : Json(code.get()));
    }
    return list;
}

Json preview_roads(const View& view, const model::Snapshot& after, const model::Applied& rows) {
    std::vector<gis::RoadId> ids;
    for (const auto& row : rows.rows) {
        if (const auto* road = std::get_if<model::Road>(&row)) {
            ids.push_back(road->id);
        } else if (const auto* record = std::get_if<model::SurfaceRecord>(&row)) {
            ids.push_back(record->road);
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    auto list = Json::array();
    for (const auto id : ids) {
        const auto* before = view.snapshot->find_road(id);
        const auto* now = after.find_road(id);
        auto surfaces = Json::array();
        if (now != nullptr) {
            for (const auto& interval :
                 surfaces_on(now->surfaces, now->length_m, gis::Date::today())) {
                surfaces.push_back({{"from_m", interval.from_m},
                                    {"to_m", interval.to_m},
                                    {"surface", to_text(interval.surface)},
                                    {"width_m", or_null(interval.width_m)}});
            }
        }
        list.push_back({{"id", before == nullptr ? Json(nullptr) : Json(id.get())},
                        {"before_m", before == nullptr ? Json(nullptr) : Json(before->length_m)},
                        {"after_m", now == nullptr ? Json(nullptr) : Json(now->length_m)},
                        {"surfaces", std::move(surfaces)}});
    }
    return list;
}

Response preview_response(const App& app, const Request& request, const View& view,
                          const editing::Edit& plan, EditOutcome outcome) {
    const auto applied = editing::preview(plan, *view.snapshot);
    const auto after = view.snapshot->apply(applied);
    const auto ledger = view.ledger->update(*after);
    Json body{{"dry_run", true},
              {"base", view.snapshot->revision().get()},
              {"outcome", outcome == EditOutcome::decided ? "decided" : "proposed"},
              {"rows", plan.draft.rows.size()},
              {"communes", codes_json(plan.communes)},
              {"roads", preview_roads(view, *after, applied)},
              {"conflicts", conflicts_json(plan.conflicts, language_of(request))},
              {"effect", effect_json({*view.snapshot, *view.ledger}, {*after, *ledger},
                                     app.rules().standard(), plan.communes)},
              {"criteria", criteria_effect_json(app, {*view.snapshot, *view.ledger},
                                                {*after, *ledger}, *view.planning, plan.communes)}};
    auto response = handlers::json_response(body.dump());
    response.headers.set("Cache-Control", "no-store");
    return response;
}

/// What a request that was sent before has become.
std::optional<Response> repeated_response(const App& app, const Actor& actor,
                                          const EditRequest& edit) {
    const auto known =
        edit.key && !edit.dry_run ? app.store().find_request(actor.user, *edit.key) : std::nullopt;
    if (!known) {
        return std::nullopt;
    }
    if (const auto* proposal = std::get_if<model::Proposal>(&*known)) {
        return proposed_response(*proposal, *app.latest());
    }
    return applied_response(std::get<model::Applied>(*known), edit, nullptr);
}

/// Stores what was planned and tells what it did.
Response store(App& app, const View& before, editing::Edit plan, const EditRequest& edit) {
    const auto applied = app.apply(plan.draft);
    const auto now = app.latest();
    auto effect =
        applied.repeated || applied.rows.empty()
            ? Json(nullptr)
            : effect_json({*before.snapshot, *before.ledger}, {*now->snapshot, *now->ledger},
                          app.rules().standard(), plan.communes);
    return applied_response(applied, edit, std::move(effect));
}

std::optional<Response> stale(const App& app, const View& view, const Request& request,
                              std::span<const editing::Operation> operations,
                              const std::optional<SeenState>& seen) {
    if (!seen || !seen->revision) {
        return std::nullopt;
    }
    const auto claims = claims_of(operations, *view.snapshot);
    const auto changed = changed_since(app.store(), view, claims, *seen->revision);
    return changed.empty() ? std::nullopt : std::optional{stale_response(changed, request)};
}

} // namespace

EditRequest edit_request(const Request& request, const std::string& comment) {
    EditRequest edit;
    edit.comment = checked_comment(comment);
    edit.dry_run = word_parameter(request.target.query, "dry_run", {"0", "1"}) == "1";
    edit.key = request_key(request);
    return edit;
}

Response carry_out(App& app, const Request& request, const EditRequest& edit) {
    const auto& actor = *request.actor;
    if (auto response = repeated_response(app, actor, edit)) {
        return *std::move(response);
    }
    const auto view = app.latest();
    const auto operations = edit.make ? edit.make(*view) : edit.operations;
    check_plan_items(*view, operations, edit.list);
    auto plan = editing::plan(*view->snapshot, operations, context_of(*view, edit.list));
    const auto outcome = outcome_of(actor, operations, plan.communes);
    require_answer_right(actor, *view, plan.draft.rows, operations, edit.list);
    if (auto response = stale(app, *view, request, operations, edit.seen)) {
        return *std::move(response);
    }
    if (edit.dry_run) {
        return preview_response(app, request, *view, plan, outcome);
    }
    if (!plan.conflicts.empty()) {
        return conflict_response(plan.conflicts, request);
    }
    if (outcome == EditOutcome::proposed && !plan.draft.rows.empty()) {
        const model::ProposalDraft draft{
            actor.user, edit.comment,
            edit.seen && edit.seen->revision ? *edit.seen->revision : view->snapshot->revision(),
            operations_text(operations), plan.communes};
        return proposed_response(app.propose(draft, edit.key), *app.latest());
    }
    plan.draft.author = actor.user;
    plan.draft.comment = edit.comment;
    plan.draft.source = "edit";
    plan.draft.key = edit.key;
    return store(app, *view, std::move(plan), edit);
}

Response revert(App& app, const Request& request, gis::ChangesetId id, const EditRequest& edit) {
    const auto& actor = *request.actor;
    if (auto response = repeated_response(app, actor, edit)) {
        return *std::move(response);
    }
    const auto view = app.latest();
    const auto changes = app.store().changes(id);
    const auto then = app.view_at(gis::Revision{id.get()});
    auto plan = editing::plan_revert(*view->snapshot, *then->snapshot, changes);
    const auto outcome = outcome_of_revert(actor, plan.draft.rows, plan.communes);
    require_answer_right(actor, *view, plan.draft.rows);
    if (edit.dry_run) {
        return preview_response(app, request, *view, plan, outcome);
    }
    if (!plan.conflicts.empty()) {
        return conflict_response(plan.conflicts, request);
    }
    if (outcome == EditOutcome::proposed) {
        throw gis::Error{gis::ErrorKind::forbidden,
                         "revert-needs-approver",
                         {"Hoàn tác cần người duyệt thực hiện.", "An approver must revert this."}};
    }
    plan.draft.author = actor.user;
    plan.draft.comment =
        edit.comment.empty() ? fmt::format("Hoàn tác thay đổi số {}", id.get()) : edit.comment;
    plan.draft.source = "revert";
    plan.draft.key = edit.key;
    return store(app, *view, std::move(plan), edit);
}

Response accept(App& app, const Request& request, gis::ProposalId id, const std::string& reason) {
    const auto& actor = *request.actor;
    const auto proposal = app.open_proposal(id);
    const auto view = app.latest();
    check_plan_items(*view, proposal.operations, "/operations");
    auto plan =
        editing::plan(*view->snapshot, proposal.operations, context_of(*view, "/operations"));
    authorise(actor, Operation::decide_proposal, plan.communes);
    (void)outcome_of(actor, proposal.operations, plan.communes);
    if (auto response = stale(app, *view, request, proposal.operations,
                              SeenState{proposal.proposal.draft.base})) {
        return *std::move(response);
    }
    if (!plan.conflicts.empty()) {
        return conflict_response(plan.conflicts, request);
    }
    if (plan.draft.rows.empty()) {
        throw gis::Error{gis::ErrorKind::conflict,
                         "nothing-to-change",
                         {"Đề xuất này không còn gì để thay đổi. Hãy trả lại hoặc rút.",
                          "This proposal changes nothing any more. Return or withdraw it."}};
    }
    plan.draft.author = proposal.proposal.draft.author;
    plan.draft.comment = proposal.proposal.draft.comment;
    plan.draft.source = "edit";
    plan.draft.acceptance = {id, actor.user, reason};
    EditRequest edit;
    return store(app, *view, std::move(plan), edit);
}

} // namespace server
