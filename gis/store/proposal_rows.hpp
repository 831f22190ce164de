#pragma once

#include "gis/model/proposal.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/proposals.hpp"
#include "gis/store/write_switch.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace gis::store {

[[nodiscard]] std::optional<model::Proposal> find_proposal(const Connection& connection,
                                                           ProposalId id);

/// Inside the transaction of the changeset that carries a proposal out.
/// @throws Error{not_found, "unknown-proposal"}, Error{conflict, "proposal-decided"}
void mark_accepted(const Connection& connection, const model::Acceptance& acceptance,
                   ChangesetId changeset, const std::string& at);

/// The proposals of a store. One thread at a time.
class SqliteProposals final : public Proposals {
public:
    /// @pre both outlive the object
    SqliteProposals(Connection& connection, WriteSwitch& writing)
        : m_connection(connection), m_writing(writing) {}

    model::Proposal add(const model::ProposalDraft& draft,
                        const std::optional<model::RequestKey>& key) override;
    model::Proposal decide(ProposalId id, const model::Decision& decision) override;
    [[nodiscard]] std::optional<model::Proposal> find(ProposalId id) const override;
    [[nodiscard]] std::vector<model::Proposal>
    list(const model::ProposalQuery& query) const override;
    [[nodiscard]] std::array<std::int64_t, 4>
    counts(const std::optional<UnitCode>& commune) const override;

private:
    [[nodiscard]] model::Proposal add_once(const model::ProposalDraft& draft,
                                           const std::optional<model::RequestKey>& key);

    Connection& m_connection;
    WriteSwitch& m_writing;
};

} // namespace gis::store
