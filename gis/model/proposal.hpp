#pragma once

#include "gis/core/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// What became of a proposal: open until an approver accepts or returns it, or its author withdraws
/// it.
enum class ProposalState : std::uint8_t { open, accepted, returned, withdrawn };

[[nodiscard]] std::string_view to_text(ProposalState state) noexcept;
[[nodiscard]] std::optional<ProposalState> proposal_state(std::string_view text) noexcept;

/// An edit by somebody who may not decide it.
struct ProposalDraft {
    std::string author;
    std::string comment;
    Revision base;                  ///< of the atlas that the author saw
    std::string operations;         ///< what to do, in the form of whoever proposes
    std::vector<UnitCode> communes; ///< that it touches; an empty code = outside every commune
};

struct Proposal {
    ProposalId id;
    ProposalDraft draft;
    std::string at; ///< UTC, ISO 8601
    ProposalState state = ProposalState::open;
    std::string decided_by; ///< empty while open
    std::string decided_at; ///< empty while open
    std::string reason;
    std::optional<ChangesetId> changeset; ///< that carried it out
};

/// Returning or withdrawing; accepting is a changeset.
struct Decision {
    ProposalState state = ProposalState::returned;
    std::string by;
    std::string reason;
};

/// Which proposals are wanted, newest first.
struct ProposalQuery {
    std::optional<ProposalState> state = {}; ///< absent: any
    std::optional<UnitCode> commune = {};    ///< that is touched
    std::string author = {};                 ///< empty: anybody
    std::string containing = {};             ///< text of the operations; empty: any
    std::size_t limit = 50;
    std::optional<ProposalId> before = {};
};

} // namespace gis::model
