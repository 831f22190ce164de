#pragma once

#include "gis/model/changeset.hpp"
#include "gis/model/proposal.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace gis::store {

/// Edits that wait for somebody who may decide them, and what became of them. Accepting one is a
/// changeset (ChangesetDraft::acceptance).
class Proposals {
public:
    virtual ~Proposals() = default;

    /// Keeps a proposal, durably. The same key of the same author again gives the proposal that it
    /// made.
    /// @throws Error{invalid_data, "request-key-reused"} for a key with other content;
    /// Error{storage} otherwise
    virtual model::Proposal add(const model::ProposalDraft& draft,
                                const std::optional<model::RequestKey>& key) = 0;

    /// Returns or withdraws an open proposal, durably.
    /// @throws Error{not_found, "unknown-proposal"}; Error{conflict, "proposal-decided"} when it is
    /// open no more
    virtual model::Proposal decide(ProposalId id, const model::Decision& decision) = 0;

    [[nodiscard]] virtual std::optional<model::Proposal> find(ProposalId id) const = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<model::Proposal>
    list(const model::ProposalQuery& query) const = 0;
    /// How many are in each state, in the order of ProposalState; of those that touch a commune,
    /// when one is given.
    [[nodiscard]] virtual std::array<std::int64_t, 4>
    counts(const std::optional<UnitCode>& commune) const = 0;

protected:
    Proposals() = default;
    Proposals(const Proposals&) = default;
    Proposals& operator=(const Proposals&) = default;
    Proposals(Proposals&&) = default;
    Proposals& operator=(Proposals&&) = default;
};

} // namespace gis::store
