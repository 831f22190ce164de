#include "server/edit_answers.hpp"

#include "gis/core/moment.hpp"
#include "gis/model/words.hpp"
#include "server/dispatch.hpp"
#include "server/edit_effect.hpp"
#include "server/edit_json.hpp"
#include "server/handlers/handlers.hpp"
#include "server/plan_edits.hpp"
#include "server/problem.hpp"
#include "server/proposal_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;

namespace {

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
Response applied_answer(const model::Applied& applied, AnswerForm form, Json effect) {
    const bool nothing = applied.rows.empty() && !applied.repeated;
    Json body{{"revision", applied.revision.get()},
              {"changeset", nothing ? Json(nullptr) : Json(applied.revision.get())},
              {"at", applied.at},
              {"repeated", applied.repeated},
              {"changed", changed_json(applied)},
              {"effect", std::move(effect)}};
    auto response = handlers::json_response(body.dump());
    response.status = nothing ? 200 : form.created;
    response.headers.set("Cache-Control", "no-store");
    if (form.tagged) {
        response.etag = entity_tag(applied.revision);
    }
    if (response.status == 201) {
        response.headers.add("Location", fmt::format("/api/changesets/{}", applied.revision.get()));
    }
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

Response preview(const App& app, const Request& request, const View& view,
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

} // namespace

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
    const auto at = gis::vietnam_time(last.by.at);
    auto response = problem(
        412, "stale",
        {fmt::format("{} đã sửa “{}” của {} số {} lúc {}. Hãy xem giá trị mới rồi sửa lại.",
                     last.by.author, field.vi, entity.vi, last.entity.id, at),
         fmt::format(
             "{} changed “{}” of {} {} at {} (UTC+7). Look at the new value and edit again.",
             last.by.author, field.en, entity.en, last.entity.id, at)},
        language_of(request));
    add_member(response, "changed", to_json(changed).dump());
    return response;
}

Response applied_response(const model::Applied& applied, AnswerForm form) {
    return applied_answer(applied, form, nullptr);
}

Response effect_response(const App& app, std::shared_ptr<const View> before, model::Applied applied,
                         std::vector<gis::UnitCode> communes, AnswerForm form) {
    return continue_on(Lane::effects, [&rules = app.rules().standard(), before = std::move(before),
                                       now = app.latest(), applied = std::move(applied),
                                       communes = std::move(communes), form] {
        return applied_answer(applied, form,
                              effect_json({*before->snapshot, *before->ledger},
                                          {*now->snapshot, *now->ledger}, rules, communes));
    });
}

Response proposed_response(const model::Proposal& proposal, const View& view) {
    auto response = handlers::json_response(proposal_json(proposal, view).dump());
    response.status = 202;
    response.headers.set("Cache-Control", "no-store");
    response.headers.add("Location", fmt::format("/api/proposals/{}", proposal.id.get()));
    return response;
}

Response preview_response(const App& app, const Request& request, std::shared_ptr<const View> view,
                          editing::Edit plan, EditOutcome outcome) {
    return continue_on(Lane::effects,
                       [&app, &request, view = std::move(view), plan = std::move(plan), outcome] {
                           return preview(app, request, *view, plan, outcome);
                       });
}

} // namespace server
