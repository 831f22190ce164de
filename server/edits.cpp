#include "server/edits.hpp"

#include "gis/core/text.hpp"
#include "gis/editing/plan.hpp"
#include "gis/editing/revert.hpp"
#include "server/auth/rights.hpp"
#include "server/edit_answers.hpp"
#include "server/edit_json.hpp"
#include "server/edit_rights.hpp"
#include "server/parameters.hpp"
#include "server/plan_edits.hpp"
#include "server/plan_ties.hpp"
#include "server/problem.hpp"
#include "server/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace server {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;

namespace {

constexpr std::size_t longest_comment = 2000;
constexpr std::size_t longest_key = 200;
/// How far beyond the box of all units a position may be, degrees (about 5 km).
constexpr double box_margin_deg = 0.05;

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
    return applied_response(std::get<model::Applied>(*known), AnswerForm{edit});
}

/// Stores what was planned.
Response store(App& app, std::shared_ptr<const View> before, editing::Edit plan,
               const EditRequest& edit) {
    auto applied = app.apply(plan.draft);
    if (applied.repeated || applied.rows.empty()) {
        return applied_response(applied, AnswerForm{edit});
    }
    return effect_response(app, std::move(before), std::move(applied), std::move(plan.communes),
                           AnswerForm{edit});
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

gis::geometry::Box room_of(const View& view) {
    auto box = view.box;
    if (!box.empty()) {
        box.min_lon -= box_margin_deg;
        box.min_lat -= box_margin_deg;
        box.max_lon += box_margin_deg;
        box.max_lat += box_margin_deg;
    }
    return box;
}

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
    const TiedWorks works{*view};
    auto plan =
        editing::plan(*view->snapshot, operations, {room_of(*view), edit.list, works.followers()});
    const auto outcome = outcome_of(actor, operations, plan.communes);
    require_answer_right(actor, *view, plan.draft.rows, operations, edit.list);
    if (auto response = stale(app, *view, request, operations, edit.seen)) {
        return *std::move(response);
    }
    works.carry(plan);
    keep_plans_whole(app, *view, plan);
    if (edit.dry_run) {
        return preview_response(app, request, view, std::move(plan), outcome);
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
    return store(app, view, std::move(plan), edit);
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
    TiedWorks{*view}.carry(plan);
    keep_plans_whole(app, *view, plan);
    if (edit.dry_run) {
        return preview_response(app, request, view, std::move(plan), outcome);
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
    return store(app, view, std::move(plan), edit);
}

Response accept(App& app, const Request& request, gis::ProposalId id, const std::string& reason) {
    const auto& actor = *request.actor;
    const auto proposal = app.open_proposal(id);
    const auto view = app.latest();
    check_plan_items(*view, proposal.operations, "/operations");
    const TiedWorks works{*view};
    auto plan = editing::plan(*view->snapshot, proposal.operations,
                              {room_of(*view), "/operations", works.followers()});
    authorise(actor, Operation::decide_proposal, plan.communes);
    (void)outcome_of(actor, proposal.operations, plan.communes);
    if (auto response = stale(app, *view, request, proposal.operations,
                              SeenState{proposal.proposal.draft.base})) {
        return *std::move(response);
    }
    works.carry(plan);
    keep_plans_whole(app, *view, plan);
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
    return store(app, view, std::move(plan), edit);
}

} // namespace server
