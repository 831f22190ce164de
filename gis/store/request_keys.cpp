#include "gis/store/request_keys.hpp"

#include "gis/core/error.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/history.hpp"
#include "gis/store/proposal_rows.hpp"
#include "gis/store/seals.hpp"
#include "gis/store/statement.hpp"

namespace gis::store {

namespace {

constexpr std::string_view select_key =
    "SELECT content, changeset, proposal FROM request_keys WHERE author = ?1 AND key = ?2";
constexpr std::string_view insert_key =
    "INSERT OR FAIL INTO request_keys (author, key, content, changeset, proposal)"
    " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";

template <class Id>
std::optional<Id> id_at(const Statement& row, int column) {
    return row.type(column) == ValueType::integer ? std::optional{Id{row.integer(column)}}
                                                  : std::nullopt;
}

template <class Id>
std::optional<std::int64_t> number(const std::optional<Id>& id) {
    return id ? std::optional{id->get()} : std::nullopt;
}

} // namespace

std::optional<RememberedRequest> find_request_key(const Connection& connection,
                                                  const std::string& author,
                                                  const model::RequestKey& key) {
    Statement select{connection, select_key};
    select.bind_all(author, key.key);
    if (!select.step()) {
        return std::nullopt;
    }
    if (select.text(0) != key.content) {
        throw Error{ErrorKind::invalid_data,
                    "request-key-reused",
                    {"Khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng khóa mới cho "
                     "mỗi thay đổi.",
                     "This Idempotency-Key was used for another request. Use a new one for each "
                     "change."},
                    "Idempotency-Key"};
    }
    return RememberedRequest{id_at<ChangesetId>(select, 1), id_at<ProposalId>(select, 2)};
}

void remember_request(const Connection& connection, const std::string& author,
                      const model::RequestKey& key, const RememberedRequest& request) {
    run_sealed(connection, sealed_keys, insert_key, author, key.key, key.content,
               number(request.changeset), number(request.proposal));
}

model::Applied read_applied(Connection& connection, ChangesetId id) {
    const auto summary = read_history(connection, 1, ChangesetId{id.get() + 1});
    model::Applied applied;
    applied.revision = Revision{id.get()};
    applied.repeated = true;
    for (auto& change : read_changes(connection, id)) {
        if (change.after) {
            applied.rows.push_back(*std::move(change.after));
        }
    }
    applied.at = summary.front().at;
    return applied;
}

std::optional<RequestOutcome> read_request(Connection& connection, const std::string& author,
                                           const model::RequestKey& key) {
    const auto known = find_request_key(connection, author, key);
    if (!known) {
        return std::nullopt;
    }
    if (known->changeset) {
        return read_applied(connection, *known->changeset);
    }
    auto proposal = known->proposal ? find_proposal(connection, *known->proposal) : std::nullopt;
    if (!proposal) {
        throw damaged_row("request_keys", key.key, "proposal");
    }
    return *std::move(proposal);
}

} // namespace gis::store
