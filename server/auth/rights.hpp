#pragma once

#include "gis/core/ids.hpp"
#include "server/auth/actor.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace server {

/// What a request wants to do. Every route names one; what a role may do with it is one table in
/// rights.cpp.
enum class Operation : std::uint8_t {
    open_to_all,     ///< the viewer's files, sign-in, health: nothing of the atlas
    read,            ///< map, tiles, search, units
    report,          ///< figures and findings
    export_data,     ///< files with a whole layer
    read_history,    ///< who changed what, when and why
    read_names,      ///< full names of the people in the history
    read_household,  ///< records of single households, such as poor ones
    record_surface,  ///< say what a road is made of
    edit_road,       ///< draw, split, join, retire, change attributes
    edit_facility,   ///< add, move, change, retire
    edit_plan,       ///< works, results, tasks, difficulties of a plan
    edit_household,  ///< records of single households
    propose,         ///< hand in, withdraw or amend a proposal
    decide_proposal, ///< accept or return somebody's proposal
    import_data,     ///< a file becomes a changeset
    revert,          ///< undo a changeset by another one
    manage_own,      ///< one's own password, sessions and application passwords
    manage_users,    ///< accounts of others
    backup,          ///< copies of the store
};

inline constexpr std::array all_operations{Operation::open_to_all,    Operation::read,
                                           Operation::report,         Operation::export_data,
                                           Operation::read_history,   Operation::read_names,
                                           Operation::read_household, Operation::record_surface,
                                           Operation::edit_road,      Operation::edit_facility,
                                           Operation::edit_plan,      Operation::edit_household,
                                           Operation::propose,        Operation::decide_proposal,
                                           Operation::import_data,    Operation::revert,
                                           Operation::manage_own,     Operation::manage_users,
                                           Operation::backup};

/// `record_surface`
[[nodiscard]] std::string_view to_text(Operation operation) noexcept;

/// Where a role may do something.
enum class Reach : std::uint8_t {
    nowhere,
    own_communes, ///< only what lies wholly in the actor's communes
    everywhere,
};

/// Where this actor may do it, application password and anonymous viewing considered.
[[nodiscard]] Reach reach(const Actor& actor, Operation operation) noexcept;

/// Whether the actor may do it anywhere at all: asked for every route before its handler runs.
/// @throws gis::Error{unauthenticated, "sign-in-needed"} when signing in could help;
/// Error{forbidden} with "not-allowed" or "read-only-password" otherwise
void authorise(const Actor& actor, Operation operation);

/// Whether the actor may do it to what lies in `touched`: every commune that holds a part of it,
/// derived from geometry, never from what a client says. An empty code stands for what lies outside
/// every commune. Without any commune an own_communes right is none.
/// @throws as above; gis::Error{forbidden, "other-commune"} naming the first that is not the
/// actor's
void authorise(const Actor& actor, Operation operation, std::span<const gis::UnitCode> touched);

/// Whether authorise() would let it pass.
[[nodiscard]] bool may(const Actor& actor, Operation operation,
                       std::span<const gis::UnitCode> touched) noexcept;

/// What becomes of an edit.
enum class EditOutcome : std::uint8_t {
    decided,  ///< official at once
    proposed, ///< waits for an approver
};

/// Whether the actor may carry out an edit (record_surface, edit_road, edit_facility, edit_plan,
/// revert) and what becomes of it. The thing must lie in the actor's communes as it was and as it
/// will be.
/// @param before  communes that held it; empty for something new
/// @param after   communes that will hold it; empty for something retired
/// @throws as authorise()
[[nodiscard]] EditOutcome authorise_edit(const Actor& actor, Operation operation,
                                         std::span<const gis::UnitCode> before,
                                         std::span<const gis::UnitCode> after);

} // namespace server
