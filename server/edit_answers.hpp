#pragma once

#include "gis/editing/plan.hpp"
#include "gis/model/changeset.hpp"
#include "gis/model/proposal.hpp"
#include "server/app.hpp"
#include "server/auth/rights.hpp"
#include "server/edit_preconditions.hpp"
#include "server/edits.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <memory>
#include <vector>

// What is answered to an edit. Figures before and after are put into words on another lane: the
// writer goes on with the next edit meanwhile.

namespace server {

/// How the answer to an edit is dressed.
struct AnswerForm {
    explicit AnswerForm(const EditRequest& edit)
        : created(edit.created), tagged(edit.about.has_value()) {}

    int created; ///< status when something was stored
    bool tagged; ///< it bears the tag of the entity that the edit is about
};

/// 409 with `conflicts`. @pre !conflicts.empty()
[[nodiscard]] Response conflict_response(const std::vector<gis::editing::Conflict>& conflicts,
                                         const Request& request);

/// 412 with `changed`. @pre !changed.empty()
[[nodiscard]] Response stale_response(const std::vector<ChangedField>& changed,
                                      const Request& request);

/// Of an edit that changed nothing, or that was carried out when it was sent before.
[[nodiscard]] Response applied_response(const gis::model::Applied& applied, AnswerForm form);

/// Of an edit that was stored: also what it did to the kilometres.
[[nodiscard]] Response effect_response(const App& app, std::shared_ptr<const View> before,
                                       gis::model::Applied applied,
                                       std::vector<gis::UnitCode> communes, AnswerForm form);

/// 202 with the proposal.
[[nodiscard]] Response proposed_response(const gis::model::Proposal& proposal, const View& view);

/// What an edit would do; nothing is stored.
[[nodiscard]] Response preview_response(const App& app, const Request& request,
                                        std::shared_ptr<const View> view, gis::editing::Edit plan,
                                        EditOutcome outcome);

} // namespace server
