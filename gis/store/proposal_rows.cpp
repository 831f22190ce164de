#include "gis/store/proposal_rows.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/request_keys.hpp"
#include "gis/store/row_json.hpp"
#include "gis/store/seals.hpp"
#include "gis/store/statement.hpp"
#include "gis/store/utc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace gis::store {

namespace {

constexpr std::string_view select_proposal =
    "SELECT id, author, at, comment, base, operations, communes, state, decided_by, decided_at,"
    " reason, changeset FROM proposals WHERE id = ?1";
// ?1 state or '', ?2 commune or NULL, ?3 author or '', ?6 text of the operations or ''.
constexpr std::string_view select_proposals =
    "SELECT id, author, at, comment, base, operations, communes, state, decided_by, decided_at,"
    " reason, changeset FROM proposals"
    " WHERE (?1 = '' OR state = ?1) AND (?3 = '' OR author = ?3) AND id < ?4"
    " AND (?6 = '' OR instr(operations, ?6) > 0)"
    " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM json_each(communes) WHERE value = ?2))"
    " ORDER BY id DESC LIMIT ?5";
constexpr std::string_view count_proposals =
    "SELECT state, count(*) FROM proposals"
    " WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(communes) WHERE value = ?1)"
    " GROUP BY state";
constexpr std::string_view insert_proposal =
    "INSERT OR FAIL INTO proposals (id, author, at, comment, base, operations, communes, state,"
    " decided_by, decided_at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open', '', '', '')"
    " RETURNING id";
constexpr std::string_view newest_proposal = "SELECT coalesce(max(id), 0) FROM proposals";
constexpr std::string_view decide_proposal =
    "UPDATE OR FAIL proposals SET state = ?2, decided_by = ?3, decided_at = ?4, reason = ?5,"
    " changeset = ?6 WHERE id = ?1 RETURNING id";

model::Proposal read_proposal(const Statement& row) {
    const auto damaged = [&row](std::string_view column) {
        return damaged_row("proposals", std::to_string(row.integer(0)), column);
    };
    const auto state = model::proposal_state(row.text(7));
    const auto communes = codes_from_json(row.text(6));
    if (!state) {
        throw damaged("state");
    }
    if (!communes) {
        throw damaged("communes");
    }
    model::Proposal proposal;
    proposal.id = ProposalId{row.integer(0)};
    proposal.draft = {std::string{row.text(1)}, std::string{row.text(3)}, Revision{row.integer(4)},
                      std::string{row.text(5)}, *communes};
    proposal.at = row.text(2);
    proposal.state = *state;
    proposal.decided_by = row.text(8);
    proposal.decided_at = row.text(9);
    proposal.reason = row.text(10);
    if (row.type(11) == ValueType::integer) {
        proposal.changeset = ChangesetId{row.integer(11)};
    }
    return proposal;
}

void check(const model::ProposalDraft& draft) {
    const bool communes_good =
        std::all_of(draft.communes.begin(), draft.communes.end(),
                    [](const UnitCode& code) { return is_utf8(code.get()); });
    if (!is_utf8(draft.author) || !is_utf8(draft.comment) || !is_utf8(draft.operations) ||
        !communes_good) {
        throw Error{ErrorKind::invalid_data,
                    "bad-proposal",
                    {"Đề xuất phải là văn bản UTF-8.", "A proposal must be UTF-8 text."}};
    }
}

model::Proposal open_proposal(const Connection& connection, ProposalId id) {
    auto proposal = find_proposal(connection, id);
    if (!proposal) {
        throw Error{ErrorKind::not_found,
                    "unknown-proposal",
                    {fmt::format("Không có đề xuất số {}.", id.get()),
                     fmt::format("There is no proposal {}.", id.get())},
                    "id"};
    }
    if (proposal->state != model::ProposalState::open) {
        throw Error{ErrorKind::conflict,
                    "proposal-decided",
                    {fmt::format("Đề xuất số {} đã được {} xử lý lúc {}.", id.get(),
                                 proposal->decided_by, proposal->decided_at),
                     fmt::format("Proposal {} was decided by {} at {}.", id.get(),
                                 proposal->decided_by, proposal->decided_at)},
                    "id"};
    }
    return *std::move(proposal);
}

Error carried_out_before() {
    return {ErrorKind::invalid_data,
            "request-key-reused",
            {"Yêu cầu với khóa này đã được thực hiện thành một thay đổi.",
             "The request with this key has been carried out as a changeset."},
            "Idempotency-Key"};
}

std::optional<std::string_view> code_or_null(const std::optional<UnitCode>& commune) {
    return commune ? std::optional<std::string_view>{commune->get()} : std::nullopt;
}

} // namespace

std::optional<model::Proposal> find_proposal(const Connection& connection, ProposalId id) {
    Statement select{connection, select_proposal};
    select.bind_all(id.get());
    return select.step() ? std::optional{read_proposal(select)} : std::nullopt;
}

void mark_accepted(const Connection& connection, const model::Acceptance& acceptance,
                   ChangesetId changeset, const std::string& at) {
    (void)open_proposal(connection, acceptance.proposal);
    run_sealed(connection, sealed_proposals, decide_proposal, acceptance.proposal.get(),
               to_text(model::ProposalState::accepted), acceptance.by, at, acceptance.reason,
               changeset.get());
}

model::Proposal SqliteProposals::add(const model::ProposalDraft& draft,
                                     const std::optional<model::RequestKey>& key) {
    check(draft);
    return m_writing.run([&] { return add_once(draft, key); });
}

model::Proposal SqliteProposals::add_once(const model::ProposalDraft& draft,
                                          const std::optional<model::RequestKey>& key) {
    Transaction transaction{m_connection};
    if (const auto known =
            key ? find_request_key(m_connection, draft.author, *key) : std::nullopt) {
        auto proposal =
            known->proposal ? find_proposal(m_connection, *known->proposal) : std::nullopt;
        if (!proposal) {
            throw carried_out_before();
        }
        return *std::move(proposal);
    }
    model::Proposal proposal;
    proposal.id = ProposalId{m_connection.integer(newest_proposal) + 1};
    proposal.draft = draft;
    proposal.at = utc_now();
    run_sealed(m_connection, sealed_proposals, insert_proposal, proposal.id.get(), draft.author,
               proposal.at, draft.comment, draft.base.get(), draft.operations,
               to_json(draft.communes));
    if (key) {
        remember_request(m_connection, draft.author, *key, {std::nullopt, proposal.id});
    }
    transaction.commit();
    return proposal;
}

model::Proposal SqliteProposals::decide(ProposalId id, const model::Decision& decision) {
    return m_writing.run([&] {
        Transaction transaction{m_connection};
        auto proposal = open_proposal(m_connection, id);
        proposal.state = decision.state;
        proposal.decided_by = decision.by;
        proposal.decided_at = utc_now();
        proposal.reason = decision.reason;
        run_sealed(m_connection, sealed_proposals, decide_proposal, id.get(),
                   to_text(decision.state), decision.by, proposal.decided_at, decision.reason,
                   nullptr);
        transaction.commit();
        return proposal;
    });
}

std::optional<model::Proposal> SqliteProposals::find(ProposalId id) const {
    return find_proposal(m_connection, id);
}

std::vector<model::Proposal> SqliteProposals::list(const model::ProposalQuery& query) const {
    constexpr auto no_limit = static_cast<std::size_t>(greatest_id);
    Statement select{m_connection, select_proposals};
    select.bind_all(query.state ? to_text(*query.state) : std::string_view{},
                    code_or_null(query.commune), query.author,
                    query.before ? query.before->get() : greatest_id,
                    static_cast<std::int64_t>(std::min(query.limit, no_limit)), query.containing);
    std::vector<model::Proposal> proposals;
    while (select.step()) {
        proposals.push_back(read_proposal(select));
    }
    return proposals;
}

std::array<std::int64_t, 4> SqliteProposals::counts(const std::optional<UnitCode>& commune) const {
    Statement select{m_connection, count_proposals};
    select.bind_all(code_or_null(commune));
    std::array<std::int64_t, 4> counts{};
    while (select.step()) {
        if (const auto state = model::proposal_state(select.text(0))) {
            counts.at(static_cast<std::size_t>(*state)) = select.integer(1);
        }
    }
    return counts;
}

} // namespace gis::store
