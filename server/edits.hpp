#pragma once

#include "gis/editing/operation.hpp"
#include "gis/model/changeset.hpp"
#include "gis/model/proposal.hpp"
#include "server/app.hpp"
#include "server/edit_preconditions.hpp"
#include "server/json.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How an edit runs, once its body is read. Everything here is on the writer's thread; what an edit
// did is put into words by the remainder of its answer, on another.

namespace server {

/// Where a position may lie: the box of all units and a margin of about 5 km; empty for an empty
/// atlas, where it may be anywhere.
[[nodiscard]] gis::geometry::Box room_of(const View& view);

/// What somebody wants to do.
struct EditRequest {
    std::vector<gis::editing::Operation> operations;
    /// Makes the operations from the atlas as it is when the edit is carried out; absent: they are
    /// given.
    std::function<std::vector<gis::editing::Operation>(const View&)> make = {};
    std::string comment;
    std::string_view list;         ///< as gis::editing::Context::list
    std::optional<SeenState> seen; ///< absent: nothing that exists is changed
    std::optional<gis::model::RequestKey> key;
    bool dry_run = false;
    int created = 200; ///< status when it is carried out
    /// The entity whose tag the answer bears, when it is one.
    std::optional<gis::model::EntityRef> about;
};

/// `comment`, If-Match, `Idempotency-Key` and `?dry_run=1` of a request. The query must have
/// nothing else.
/// @param comment  as the body has it
[[nodiscard]] EditRequest edit_request(const Request& request, const std::string& comment);

/// Plans an edit on the present atlas, asks whether the actor may, and carries it out, keeps it as
/// a proposal or, for a dry run, tells what it would do. Conflicts are answered with 409, what
/// somebody changed meanwhile with 412.
/// @throws what planning, authorise_edit() and App::apply() throw
[[nodiscard]] Response carry_out(App& app, const Request& request, const EditRequest& edit);

/// Takes a changeset back by a new one. @throws also gis::Error{not_found, "unknown-changeset"}
[[nodiscard]] Response revert(App& app, const Request& request, gis::ChangesetId id,
                              const EditRequest& edit);

/// Carries a proposal out on the present atlas.
/// @throws gis::Error{not_found, "unknown-proposal"}, gis::Error{conflict, "proposal-decided"}
[[nodiscard]] Response accept(App& app, const Request& request, gis::ProposalId id,
                              const std::string& reason);

} // namespace server
