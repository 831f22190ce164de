#pragma once

#include "gis/core/sha256.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/damage.hpp"
#include "gis/store/stored_rows.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace gis::store {

/// A changeset as the walk has found it.
struct WalkedChangeset {
    std::int64_t id = 0;
    Digest content{};      ///< as ChangesetHash::content()
    std::int64_t rows = 0; ///< that its lines name
};

/// Goes through the whole history, newest changeset first, leading the rows back from how they
/// stand to how they came to be. On the way it makes the digest of every changeset's content anew
/// and checks that each row is, and each line says, what the next one relies on.
/// @param rows     as they stand
/// @param damages  takes every place where the history does not fit itself or the rows
/// @return oldest first
[[nodiscard]] std::vector<WalkedChangeset> walk_history(const Connection& connection,
                                                        RowHashes rows, DamageList& damages);

/// The hash that each changeset in `walked` must have. Each is made with the hash that is stored of
/// the one before, so that one that is wrong does not make all after it wrong; with `stored` false,
/// with the one just made.
[[nodiscard]] std::vector<Digest>
make_chain(const Connection& connection, const std::vector<WalkedChangeset>& walked, bool stored);

/// Gives every row, changeset and sealed row of a store its hash: what the step to schema 4 does
/// with a store that has content already. @throws Error{storage}
void hash_everything(Connection& connection);

} // namespace gis::store
