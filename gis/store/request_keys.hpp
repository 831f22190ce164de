#pragma once

#include "gis/model/changeset.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/store.hpp"

#include <optional>
#include <string>

namespace gis::store {

/// What a request that is remembered has led to: one of the two.
struct RememberedRequest {
    std::optional<ChangesetId> changeset;
    std::optional<ProposalId> proposal;
};

/// @throws Error{invalid_data, "request-key-reused"} for a key that came with other content before
[[nodiscard]] std::optional<RememberedRequest> find_request_key(const Connection& connection,
                                                                const std::string& author,
                                                                const model::RequestKey& key);

/// Inside the transaction that carries the request out. @pre find_request_key() finds nothing
void remember_request(const Connection& connection, const std::string& author,
                      const model::RequestKey& key, const RememberedRequest& request);

/// The changeset as Store::apply() returned it, rows in the order of the history. Of a bulk
/// changeset without rows. @throws Error{not_found, "unknown-changeset"}
[[nodiscard]] model::Applied read_applied(Connection& connection, ChangesetId id);

/// As Store::find_request().
[[nodiscard]] std::optional<RequestOutcome>
read_request(Connection& connection, const std::string& author, const model::RequestKey& key);

} // namespace gis::store
