#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/atlas_data.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/accounts.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gis::store {

/// Where the atlas is kept. Everything is loaded once; afterwards only changes are written, each as
/// a changeset that is durable when apply() returns. The store knows nothing of snapshots, reports
/// or HTTP, and who calls it knows nothing of the engine. One thread at a time.
class Store {
public:
    virtual ~Store() = default;

    /// @throws Error{storage}
    [[nodiscard]] virtual Revision revision() const = 0;

    /// Reads everything. @throws Error{storage, code "damaged-store"} when a row cannot be what we
    /// wrote
    [[nodiscard]] virtual model::AtlasData load() const = 0;

    /// Writes a changeset, all or nothing; on return it survives power loss.
    /// @throws Error{conflict} when the store is no longer at `base`; Error{not_found} when a row
    /// names an id that is not there; Error{storage} otherwise. The store is unchanged after any of
    /// them.
    virtual model::Applied apply(const model::ChangesetDraft& draft, Revision base) = 0;

    /// Newest first; at most `limit` before changeset `before` (absent: the newest).
    [[nodiscard]] virtual std::vector<model::ChangesetSummary>
    history(std::size_t limit, std::optional<ChangesetId> before) const = 0;

    /// Users, their sessions and passwords; on the same thread.
    [[nodiscard]] virtual Accounts& accounts() = 0;

protected:
    Store() = default;
    Store(const Store&) = default;
    Store& operator=(const Store&) = default;
    Store(Store&&) = default;
    Store& operator=(Store&&) = default;
};

/// Settings of the database engine that hold for the whole process. Call it first in main(): they
/// come too late once any library has used SQLite (PROJ and GDAL do). open_store() calls it again,
/// without harm.
void initialize_engine() noexcept;

enum class Access : std::uint8_t {
    read_write, ///< creates and migrates; holds the folder's lock until destroyed
    read_only,  ///< beside a running server; the store must exist and be of this version
};

/// Opens the store of a data folder (`atlas.sqlite` in it), making the folder and the store on
/// first use.
/// @throws Error{busy, code "store-locked"} when another process writes to it; Error{storage} when
/// it cannot be opened, is not ours ("foreign-store") or was written by a newer program
/// ("newer-store"): the file is left as it was
[[nodiscard]] std::unique_ptr<Store> open_store(const std::filesystem::path& data_folder,
                                                Access access);

} // namespace gis::store
